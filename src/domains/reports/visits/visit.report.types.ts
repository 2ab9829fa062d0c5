import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { describeEnum } from '../../../api/enums.ts'
import { PageArgs } from '../../../api/pagination.ts'
import type { FactOutcome, TalkEnding } from '../../../platform/store/tables/facts.ts'
import { ReportPeriodInput } from '../periods/period.types.ts'
import { ReportOutcome } from '../queues/queue.report.types.ts'

export const ReportEnding = describeEnum<TalkEnding>('ReportEnding', 'How the talk of a visit ended.', {
  CALLER_HUNG_UP: 'The caller hung up.',
  AGENT_HUNG_UP: 'The agent hung up.',
  BLIND_TRANSFER: 'The agent passed the call on without asking.',
  ATTENDED_TRANSFER: 'The agent passed the call on after asking.',
  OLD_TRANSFER: 'The agent passed the call on; the PBX is too old to say how.',
  UNKNOWN: 'Nobody knows: the PBX stopped meanwhile.',
})

@ObjectType({ description: 'A stay of a caller in a queue, as reports count it.' })
export class ReportedVisit {
  @Field(() => ID, { description: 'Stable: the same however it was learnt.' })
  id: string

  @Field(() => ID, { description: 'The PBX.' })
  pbxId: string

  @Field(() => ID, { description: 'The queue.' })
  queueId: string

  @Field({ description: 'What people call the queue.' })
  queueLabel: string

  @Field(() => ID, { nullable: true, description: 'The agent who answered.' })
  agentId: string | null

  @Field(() => String, { nullable: true, description: 'The name of the agent.' })
  agentName: string | null

  @Field({ description: "The caller's channel, by its unique id on the PBX." })
  callid: string

  @Field({ description: "The caller's number; empty when withheld." })
  callerNumber: string

  @Field({ description: "The caller's name, where the PBX tells it." })
  callerName: string

  @Field(() => String, { nullable: true, description: 'The number that was called, where the PBX tells it.' })
  did: string | null

  @Field(() => ReportOutcome, { description: 'How it came out.' })
  outcome: FactOutcome

  @Field(() => ReportEnding, {
    nullable: true,
    description: 'How the talk ended; null where there was none.',
  })
  ending: TalkEnding | null

  @Field(() => Date, { description: 'When the caller joined.' })
  joinedAt: Date

  @Field(() => Date, { nullable: true, description: 'When an agent answered.' })
  answeredAt: Date | null

  @Field(() => Date, { nullable: true, description: 'When the talk, or else the wait, was over.' })
  endedAt: Date | null

  @Field(() => Int, { description: 'Seconds waited.' })
  waitSeconds: number

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds talked; null where there was none or nobody knows.',
  })
  talkSeconds: number | null

  @Field(() => Int, { nullable: true, description: 'Seconds the phone rang that answered.' })
  ringSeconds: number | null

  @Field(() => Int, { description: 'The place in the queue at the beginning.' })
  position: number

  @Field(() => String, {
    nullable: true,
    description: 'The key that was pressed, or whereto it was passed on.',
  })
  leftTo: string | null
}

@InputType({ description: 'Which visits; all that is given must hold.' })
export class VisitFilter {
  @Field(() => [ReportOutcome], { nullable: true, description: 'Came out in one of these ways.' })
  outcomes?: FactOutcome[] | null

  @Field(() => [ID], { nullable: true, description: 'One of these agents answered; at most 100.' })
  agentIds?: string[] | null

  @Field(() => String, { nullable: true, description: "The caller's number or the one called begins so." })
  number?: string | null

  @Field(() => Int, { nullable: true, description: 'Waited at least so many seconds.' })
  minWaitSeconds?: number | null

  @Field(() => Int, { nullable: true, description: 'Talked at least so many seconds.' })
  minTalkSeconds?: number | null
}

@ArgsType()
export class VisitPageArgs extends PageArgs {
  @Field(() => ReportPeriodInput, { description: 'When the callers joined.' })
  period: ReportPeriodInput

  @Field(() => [ID], {
    nullable: true,
    description: 'Only these queues, at most 1,000; all that you may see when left out.',
  })
  queueIds?: string[] | null

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether to tell callers from within as well: by the rule of your report settings.',
  })
  withInternal: boolean
}

@ArgsType()
export class CallReportArgs extends VisitPageArgs {
  @Field(() => VisitFilter, { nullable: true, description: 'Which visits; all when left out.' })
  filter?: VisitFilter | null
}

@ArgsType()
export class AbandonedCallArgs extends VisitPageArgs {
  @Field(() => Int, {
    defaultValue: 24,
    description: 'Within how many hours a call counts as calling again, or back: 1 to 168.',
  })
  windowHours: number
}

@ObjectType({ description: 'A caller who gave up, and what became of it.' })
export class AbandonedCall {
  @Field(() => ReportedVisit, { description: 'The visit.' })
  visit: ReportedVisit

  @Field(() => Date, {
    nullable: true,
    description: 'When the number called again first, into a queue you may see.',
  })
  calledAgainAt: Date | null

  @Field(() => ReportOutcome, { nullable: true, description: 'How that came out.' })
  calledAgainOutcome: FactOutcome | null

  @Field(() => Date, { nullable: true, description: 'When an agent answered the number again first.' })
  answeredAgainAt: Date | null

  @Field(() => Date, { nullable: true, description: 'When somebody called the number back first.' })
  calledBackAt: Date | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the number was reached when called back; null when nobody called.',
  })
  wasReached: boolean | null
}

@ObjectType({ description: 'What became of those who gave up.' })
export class AbandonedFigures {
  @Field(() => Int, { description: 'Visits in which the caller gave up.' })
  abandoned: number

  @Field(() => Int, { description: 'Of these, followed by another call of the same number.' })
  calledAgain: number

  @Field(() => Int, { description: 'Of these, followed by one that was answered.' })
  answeredAgain: number

  @Field(() => Int, { description: 'Of these, called back by somebody.' })
  calledBack: number

  @Field(() => Int, { description: 'Of these, reached so.' })
  reached: number

  @Field(() => Int, { description: 'Neither answered later nor reached: those nobody has spoken with yet.' })
  lost: number
}

@ObjectType({ description: 'What became of those who gave up, beside the time before.' })
export class AbandonedSummary {
  @Field(() => AbandonedFigures, { description: 'In the period.' })
  figures: AbandonedFigures

  @Field(() => AbandonedFigures, {
    nullable: true,
    description: 'In the time before, where that was asked for.',
  })
  previous: AbandonedFigures | null
}

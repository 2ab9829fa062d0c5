import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '../../api/pagination.ts'
import type {
  CallDirection as KeptDirection,
  CallDisposition as KeptDisposition,
  EndReason as KeptEndReason,
  CallEventKind as KeptEventKind,
  VisitOutcome as KeptOutcome,
  CallState as KeptState,
} from '../../platform/store/tables/calls.ts'
import {
  CallDirection,
  CallDisposition,
  CallEventKind,
  CallState,
  EndReason,
  VisitOutcome,
} from './call.enums.ts'

@ObjectType({ description: 'One channel of a call.' })
export class CallLeg {
  @Field(() => ID, { description: 'Its id.' })
  id: string

  @Field({ description: "The channel's name on the PBX." })
  channel: string

  @Field({ description: 'The extension or trunk it belongs to.' })
  number: string

  @Field(() => ID, { nullable: true, description: 'The agent, if it is one.' })
  agentId: string | null

  @Field(() => Date, { description: 'When it began.' })
  startedAt: Date

  @Field(() => Date, { nullable: true, description: 'When it was answered.' })
  answeredAt: Date | null

  @Field(() => Date, { nullable: true, description: 'When it ended.' })
  endedAt: Date | null

  @Field(() => Int, { nullable: true, description: 'The Q.850 cause it ended with, such as 16 or 17.' })
  hangupCause: number | null
}

@ObjectType({ description: 'A stay of the caller in a queue.' })
export class QueueVisit {
  @Field(() => ID, { description: 'Its id.' })
  id: string

  @Field(() => ID, { description: 'The queue.' })
  queueId: string

  @Field(() => ID, { nullable: true, description: 'The agent who answered.' })
  agentId: string | null

  @Field(() => VisitOutcome, { description: 'How it ended.' })
  outcome: KeptOutcome

  @Field(() => Int, { description: 'The position on joining; 1 is next.' })
  position: number

  @Field(() => Date, { description: 'When the caller joined.' })
  joinedAt: Date

  @Field(() => Date, { nullable: true, description: 'When an agent answered.' })
  answeredAt: Date | null

  @Field(() => Date, { nullable: true, description: 'When the caller left the queue, answered or not.' })
  leftAt: Date | null

  @Field(() => Float, { description: 'Seconds waited.' })
  waitSeconds: number

  @Field(() => Float, { description: 'Seconds talked with the agent who answered.' })
  talkSeconds: number
}

@ObjectType({ description: 'Something that happened in a call, kept.' })
export class CallEvent {
  @Field(() => ID, { description: 'The same id as the fact had when it was delivered live.' })
  id: string

  @Field(() => ID, { description: 'The call.' })
  callId: string

  @Field(() => CallEventKind, { description: 'What happened.' })
  kind: KeptEventKind

  @Field(() => Date, { description: 'When.' })
  occurredAt: Date

  @Field(() => ID, { nullable: true, description: 'The queue it concerns.' })
  queueId: string | null

  @Field(() => ID, { nullable: true, description: 'The agent it concerns.' })
  agentId: string | null

  @Field(() => [CallEventDetail], { description: 'What only this kind of event has.' })
  details: CallEventDetail[]
}

@ObjectType({ description: 'A detail of an event.' })
export class CallEventDetail {
  @Field({ description: 'What it is, such as target, waitMs or outcome.' })
  name: string

  @Field({ description: 'Its value as text.' })
  value: string
}

@ObjectType({ description: 'A conversation, from the first ring to the last hangup, with all of its legs.' })
export class Call {
  @Field(() => ID, { description: 'Stable: whoever sees the call gives it the same id.' })
  id: string

  tenantId: string

  @Field(() => ID, { description: 'The PBX it is on.' })
  pbxId: string

  @Field({ description: "The PBX's own id of it, as in CDR and recordings." })
  linkedid: string

  @Field(() => CallDirection, { description: 'Where it came from and went to.' })
  direction: KeptDirection

  @Field(() => CallState, { description: 'What is going on in it.' })
  state: KeptState

  @Field(() => CallDisposition, { nullable: true, description: 'How it came out; null until it has ended.' })
  disposition: KeptDisposition | null

  @Field({ description: "The caller's number; empty when withheld." })
  fromNumber: string

  @Field({ description: "The caller's name as the PBX knows it; may be empty." })
  fromName: string

  @Field({ description: 'What was dialed; may be empty.' })
  toNumber: string

  @Field(() => String, { nullable: true, description: 'The number of ours that was called from outside.' })
  did: string | null

  @Field(() => ID, { nullable: true, description: 'The queue it went to last.' })
  queueId: string | null

  @Field(() => ID, { nullable: true, description: 'The agent who spoke last.' })
  agentId: string | null

  @Field(() => Date, { description: 'When it began.' })
  startedAt: Date

  @Field(() => Date, { nullable: true, description: 'When people began to talk.' })
  answeredAt: Date | null

  @Field(() => Date, { nullable: true, description: 'When it ended.' })
  endedAt: Date | null

  @Field(() => Float, { description: 'Seconds waited in queues.' })
  waitSeconds: number

  @Field(() => Float, { description: 'Seconds people were connected, holds included.' })
  talkSeconds: number

  @Field(() => Float, { description: 'Seconds on hold.' })
  holdSeconds: number

  @Field(() => Float, { description: 'Seconds from beginning to end, or until now.' })
  durationSeconds: number

  @Field(() => Int, { description: 'How often it was transferred.' })
  transferCount: number

  @Field(() => Int, { nullable: true, description: "The Q.850 cause of the caller's hangup." })
  hangupCause: number | null

  @Field(() => EndReason, {
    nullable: true,
    description: 'How its end became known; null until it has ended.',
  })
  endReason: KeptEndReason | null

  @Field(() => ID, { nullable: true, description: 'The call it became a part of.' })
  mergedIntoId: string | null

  @Field({ description: 'True while its PBX cannot be reached: this is how it was, not how it is.' })
  isStale: boolean
}

export const CallConnection = connectionOf(Call)
export type CallConnection = InstanceType<typeof CallConnection>

export const CallEventConnection = connectionOf(CallEvent)
export type CallEventConnection = InstanceType<typeof CallEventConnection>

@InputType({ description: 'Which calls; what is left out does not matter, and all that is given must hold.' })
export class CallFilter {
  @Field(() => Date, { nullable: true, description: 'Begun at or after this.' })
  from?: Date

  @Field(() => Date, { nullable: true, description: 'Begun before this.' })
  until?: Date

  @Field(() => [ID], { nullable: true, description: 'Went to one of these queues last; at most 100.' })
  queueIds?: string[]

  @Field(() => [ID], { nullable: true, description: 'One of these agents spoke last; at most 100.' })
  agentIds?: string[]

  @Field(() => ID, { nullable: true, description: 'On this PBX.' })
  pbxId?: string

  @Field(() => CallDirection, { nullable: true, description: 'Of this direction.' })
  direction?: KeptDirection

  @Field(() => [CallDisposition], { nullable: true, description: 'Came out in one of these ways.' })
  dispositions?: KeptDisposition[]

  @Field({
    nullable: true,
    description: 'The caller’s, the dialed or our own number begins with these digits.',
  })
  number?: string

  @Field(() => Float, { nullable: true, description: 'Talked at least so many seconds.' })
  minTalkSeconds?: number
}

@ObjectType({ description: 'What a set of calls came to.' })
export class CallStatistics {
  @Field(() => Int, { description: 'All of them.' })
  total: number

  @Field(() => Int, { description: 'Answered.' })
  answered: number

  @Field(() => Int, { description: 'Abandoned in a queue.' })
  abandoned: number

  @Field(() => Int, { description: 'Ended in any other way.' })
  otherwise: number

  @Field(() => Int, { description: 'Still going on.' })
  active: number

  @Field(() => Float, { description: 'Seconds talked in all.' })
  talkSeconds: number

  @Field(() => Float, {
    nullable: true,
    description: 'Mean talk of answered calls in seconds; null when there are none.',
  })
  averageTalkSeconds: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'Mean wait in queues of all calls in seconds; null when there are none.',
  })
  averageWaitSeconds: number | null

  @Field(() => Float, { description: 'The longest wait in seconds.' })
  longestWaitSeconds: number
}

import { ArgsType, Field, Float, ID, Int, ObjectType } from 'type-graphql'
import { describeEnum } from '../../../api/enums.ts'
import { ComparedArgs, PeriodArgs, ReportPeriod } from '../periods/period.types.ts'

export const AgentMeasure = describeEnum('AgentMeasure', 'By what agents are put in order; the most first.', {
  ANSWERED: 'Calls answered.',
  TALK: 'Seconds talked.',
  MEAN_TALK: 'Mean talk of a call.',
  OCCUPANCY: 'Share of the time they could take calls in which they did.',
  LOGGED_IN: 'Time logged in.',
  MISSED: 'Rings that were let pass.',
  TRANSFERS: 'Calls passed on.',
})
export type AgentMeasure = keyof typeof AgentMeasure

@ArgsType()
export class AgentPeriodArgs extends PeriodArgs {
  @Field(() => [ID], { nullable: true, description: 'Only these agents, at most 1,000.' })
  agentIds?: string[] | null
}

@ArgsType()
export class AgentReportArgs extends ComparedArgs {
  @Field(() => [ID], { nullable: true, description: 'Only these agents, at most 1,000.' })
  agentIds?: string[] | null
}

@ObjectType({ description: 'Pauses of one reason.' })
export class PauseFigures {
  @Field({ description: 'As the agent gave it; empty for none.' })
  reason: string

  @Field(() => Float, { description: 'How long in all, in whole seconds.' })
  seconds: number

  @Field(() => Int, { description: 'How many began in the period.' })
  count: number
}

@ObjectType({ description: 'What an agent did in one queue.' })
export class AgentQueueFigures {
  @Field(() => ID, { description: 'The queue.' })
  queueId: string

  @Field(() => Int, { description: 'Calls answered.' })
  answered: number

  @Field(() => Float, { description: 'Whole seconds talked.' })
  talkSeconds: number

  @Field(() => Float, {
    nullable: true,
    description: 'Mean talk of the calls whose talk is known, in seconds.',
  })
  meanTalkSeconds: number | null

  @Field(() => Int, { description: 'Rings that were not answered.' })
  missed: number

  @Field(() => Int, { description: 'Of these, those of more than a second.' })
  missedLong: number

  @Field(() => Int, { description: 'Calls passed on to somebody else.' })
  transfers: number

  @Field(() => Float, {
    nullable: true,
    description: 'Whole seconds in this queue; null where nobody knows.',
  })
  loggedInSeconds: number | null
}

@ObjectType({
  description:
    'What an agent did. A call counts when its caller joined, a ring when it ended, other times as far as they lie within the period.',
})
export class AgentFigures {
  @Field(() => ID, { description: 'The agent.' })
  agentId: string

  @Field({ description: 'The extension or agent number.' })
  number: string

  @Field({ description: 'The name.' })
  name: string

  @Field(() => Int, { description: 'Calls answered.' })
  answered: number

  @Field(() => Float, { description: 'Whole seconds talked.' })
  talkSeconds: number

  @Field(() => Float, {
    nullable: true,
    description: 'Mean talk of the calls whose talk is known, in seconds; null when there are none.',
  })
  meanTalkSeconds: number | null

  @Field(() => Int, { description: 'Calls of which nobody knows the talk: it goes on, or the PBX stopped.' })
  talkUnknown: number

  @Field(() => Float, { nullable: true, description: 'Mean ringing before they answered, in seconds.' })
  meanRingSeconds: number | null

  @Field(() => Int, { description: 'Rings that were not answered.' })
  missed: number

  @Field(() => Int, {
    description: 'Of these, those of more than a second: shorter ones are phones that were off or busy.',
  })
  missedLong: number

  @Field(() => Int, { description: 'Rings that ended because the caller went.' })
  cancelled: number

  @Field(() => Int, { description: 'Calls passed on to somebody else.' })
  transfers: number

  @Field(() => Float, {
    nullable: true,
    description:
      'Whole seconds logged in, to any queue; null where the PBX never told, as of members set up in its files.',
  })
  loggedInSeconds: number | null

  @Field(() => Int, { description: 'Log-ins that began in the period.' })
  sessionCount: number

  @Field(() => Float, {
    description: 'Whole seconds paused: in all queues, or else in the one in which they paused longest.',
  })
  pausedSeconds: number

  @Field(() => [PauseFigures], { description: 'The same by reason, the longest first.' })
  pauses: PauseFigures[]

  @Field(() => Float, {
    nullable: true,
    description: 'Whole seconds of work after calls; null where the PBX does not tell them.',
  })
  wrapUpSeconds: number | null

  @Field(() => Float, {
    nullable: true,
    description:
      'Talk and work after calls, over the time logged in less pauses. Null where the log-in is not known. PBXs do not tell holds apart from talk.',
  })
  occupancy: number | null

  @Field(() => [AgentQueueFigures], { description: 'The same by queue, as far as it belongs to one.' })
  queues: AgentQueueFigures[]
}

@ObjectType({ description: 'What agents did in a time.' })
export class AgentReport {
  @Field(() => ReportPeriod, { description: 'The time.' })
  period: ReportPeriod

  @Field(() => ReportPeriod, { nullable: true, description: 'The time before, where that was asked for.' })
  previousPeriod: ReportPeriod | null

  @Field(() => [AgentFigures], { description: 'The agents, by name.' })
  agents: AgentFigures[]

  @Field(() => [AgentFigures], {
    description: 'The same in the time before, where that was asked for; else none.',
  })
  previousAgents: AgentFigures[]
}

@ObjectType({ description: 'An agent beside the team.' })
export class AgentBesideTeam {
  @Field(() => AgentFigures, { description: 'What the agent did.' })
  agent: AgentFigures

  @Field(() => Float, { nullable: true, description: 'Their part of all calls that were answered.' })
  answeredShare: number | null

  @Field(() => Float, {
    nullable: true,
    description: "Seconds by which their mean talk is longer than the team's.",
  })
  meanTalkDifferenceSeconds: number | null

  @Field(() => Float, { nullable: true, description: "By how much their occupancy is more than the team's." })
  occupancyDifference: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'Rings of over a second they let pass, for each call answered.',
  })
  missedRate: number | null
}

@ObjectType({ description: 'Some agents beside all who did something in the same queues.' })
export class AgentComparison {
  @Field(() => ReportPeriod, { description: 'The time.' })
  period: ReportPeriod

  @Field(() => Int, { description: 'How many agents answered or missed something.' })
  teamCount: number

  @Field(() => Float, { nullable: true, description: 'Calls answered by one of them, in the mean.' })
  meanAnswered: number | null

  @Field(() => Float, { nullable: true, description: 'Mean talk of all their calls, in seconds.' })
  meanTalkSeconds: number | null

  @Field(() => Float, { nullable: true, description: 'Occupancy of all whose log-in is known, together.' })
  occupancy: number | null

  @Field(() => [AgentBesideTeam], { description: 'The agents who were asked for.' })
  agents: AgentBesideTeam[]
}

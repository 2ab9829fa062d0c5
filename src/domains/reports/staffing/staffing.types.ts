import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql'
import { describeEnum } from '../../../api/enums.ts'
import { ReportPeriodInput } from '../periods/period.types.ts'

export const StaffingModel = describeEnum('StaffingModel', 'How callers who wait are thought to behave.', {
  ERLANG_C: 'Everybody waits until answered.',
  ERLANG_A: 'Callers give up, as patient as told.',
})
export type StaffingModel = keyof typeof StaffingModel

@InputType({ description: 'How many callers come in an interval, as you expect it.' })
export class StaffingVolumeInput {
  @Field({ nullable: true, description: 'What to call the interval.' })
  label?: string

  @Field(() => Float, { description: 'Callers, 0 to 100,000.' })
  calls: number

  @Field(() => Float, {
    nullable: true,
    description: 'Talk and work after it of a call, in seconds; the one of all when left out.',
  })
  handlingSeconds?: number | null
}

@InputType({ description: 'What the day was like, to expect it so again.' })
export class StaffingHistoryInput {
  @Field(() => ReportPeriodInput, {
    description: 'The time to look at, at most 93 days; whole weeks are best.',
  })
  period: ReportPeriodInput

  @Field(() => [ID], { nullable: true, description: 'The queues; all that you may see when left out.' })
  queueIds?: string[] | null

  @Field(() => Int, { nullable: true, description: 'Only this weekday: 1 is Monday, 7 Sunday.' })
  weekday?: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds of work after each call, 0 to 3,600; none when left out.',
  })
  wrapUpSeconds?: number | null
}

@InputType({ description: 'For whom agents are needed, and how well they are to be served.' })
export class StaffingInput {
  @Field(() => [StaffingVolumeInput], {
    nullable: true,
    description: 'Volumes as you expect them, at most 1,000.',
  })
  volumes?: StaffingVolumeInput[] | null

  @Field(() => StaffingHistoryInput, {
    nullable: true,
    description: 'Or a time that is taken for how it will be.',
  })
  history?: StaffingHistoryInput | null

  @Field(() => Int, {
    nullable: true,
    description: 'Minutes of an interval: 15, 30 (when left out) or 60.',
  })
  intervalMinutes?: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'Talk and work after it of a call, in seconds, 1 to 36,000; from history when left out.',
  })
  handlingSeconds?: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'The share to be answered in time, 0.01 to 0.999; 0.8 when left out.',
  })
  serviceLevel?: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'What is in time, in seconds: 0 to 3,600; 20 when left out.',
  })
  serviceLevelSeconds?: number | null

  @Field(() => Float, {
    nullable: true,
    description:
      'How long callers wait before they give up, in seconds, in the mean; with it Erlang A is used.',
  })
  patienceSeconds?: number | null

  @Field(() => Float, {
    nullable: true,
    description:
      'The share of paid time in which agents are away (pauses, leave, training), 0 to 0.9; 0 when left out.',
  })
  shrinkage?: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'The most of their time that agents are to be busy, 0.1 to 1.',
  })
  mostOccupancy?: number | null
}

@ObjectType({ description: 'How many agents an interval needs, and how it goes with them.' })
export class StaffingInterval {
  @Field({ description: 'Its label, or the time on the wall at which it begins, such as 08:30.' })
  label: string

  @Field(() => Float, { description: 'Callers.' })
  calls: number

  @Field(() => Float, {
    nullable: true,
    description: 'Talk and work after it of a call, in seconds; null without calls.',
  })
  handlingSeconds: number | null

  @Field(() => Float, { description: 'The load in Erlang: agents who would be busy without a pause.' })
  load: number

  @Field(() => Int, { description: 'Agents who take calls.' })
  agents: number

  @Field(() => Int, { description: 'Agents to be on duty, so that so many take calls.' })
  agentsOnDuty: number

  @Field(() => Float, { description: 'The share that is answered in time.' })
  serviceLevel: number

  @Field(() => Float, { description: 'The share that has to wait.' })
  waitProbability: number

  @Field(() => Float, { nullable: true, description: 'Mean wait of all callers, in seconds.' })
  meanWaitSeconds: number | null

  @Field(() => Float, { description: 'The share that gives up; with Erlang C nobody does.' })
  abandonShare: number

  @Field(() => Float, { description: 'The share of their time that agents are busy.' })
  occupancy: number
}

@ObjectType({ description: 'How many agents are needed when.' })
export class StaffingEstimate {
  @Field(() => StaffingModel, { description: 'How it was worked out.' })
  model: StaffingModel

  @Field(() => Int, {
    description: 'On how many days history had these hours; 0 for volumes that were given.',
  })
  dayCount: number

  @Field(() => [StaffingInterval], { description: 'The intervals, in order; with history those of one day.' })
  intervals: StaffingInterval[]

  @Field(() => Int, { description: 'The most agents on duty at once.' })
  mostOnDuty: number
}

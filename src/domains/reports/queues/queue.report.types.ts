import { ArgsType, Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql'
import { describeEnum } from '../../../api/enums.ts'
import type { FactOutcome } from '../../../platform/store/tables/facts.ts'
import type { ServiceLevelFormulaName } from '../../../platform/store/tables/reports.ts'
import { FiguresChange, QueueFigures } from '../figures.types.ts'
import { ComparedArgs, PeriodArgs, ReportGrouping, ReportPeriod } from '../periods/period.types.ts'
import { ServiceLevelFormula } from '../settings/settings.types.ts'

export const ReportOutcome = describeEnum<FactOutcome>('ReportOutcome', 'How a visit to a queue came out.', {
  WAITING: 'It goes on.',
  ANSWERED: 'Connected to an agent.',
  ABANDONED: 'The caller hung up while waiting.',
  TIMED_OUT: 'The waiting time of the queue was over.',
  LEFT_EMPTY: 'Nobody served the queue.',
  LEFT_BY_KEY: 'The caller pressed a key.',
  WITHDRAWN: 'Somebody took the caller out.',
  INCOMPATIBLE: 'The phones had no codec in common.',
  LOST: 'Nobody knows: the PBX stopped meanwhile.',
})

@InputType({ description: 'How to count the service level, where not as your tenant usually does.' })
export class ServiceLevelInput {
  @Field(() => ServiceLevelFormula, { nullable: true, description: 'By which formula.' })
  formula?: ServiceLevelFormulaName | null

  @Field(() => Int, {
    nullable: true,
    description: 'Within how many seconds, for all queues: 0 to 86,400. Left out: as each queue has it.',
  })
  seconds?: number | null

  @Field(() => Int, { nullable: true, description: 'Seconds of a short abandon, 0 to 3,600.' })
  shortAbandonSeconds?: number | null
}

/** What reports that count a service level are asked with. */
@ArgsType()
export class QueuePeriodArgs extends PeriodArgs {
  @Field(() => ServiceLevelInput, {
    nullable: true,
    description: 'How to count the service level, if not as usual.',
  })
  serviceLevel?: ServiceLevelInput | null
}

@ArgsType()
export class QueueReportArgs extends ComparedArgs {
  @Field(() => ServiceLevelInput, {
    nullable: true,
    description: 'How to count the service level, if not as usual.',
  })
  serviceLevel?: ServiceLevelInput | null

  @Field(() => ReportGrouping, {
    nullable: true,
    description: 'Cuts the period into such stretches, in `series`.',
  })
  groupBy?: ReportGrouping | null
}

@ObjectType({ description: 'By which rule a report counted the service level.' })
export class ReportRule {
  @Field(() => ServiceLevelFormula, { description: 'The formula.' })
  formula: ServiceLevelFormulaName

  @Field(() => Int, { nullable: true, description: 'The seconds; null: as each queue has it.' })
  seconds: number | null

  @Field(() => Int, { description: 'The seconds of a short abandon.' })
  shortAbandonSeconds: number
}

@ObjectType({ description: 'A queue in a report.' })
export class QueueReportRow {
  @Field(() => ID, { description: 'The queue.' })
  queueId: string

  @Field({ description: 'Its name on the PBX.' })
  name: string

  @Field({ description: 'What people call it.' })
  label: string

  @Field(() => Int, { description: 'Within how many seconds an answer was in time.' })
  serviceLevelSeconds: number

  @Field(() => QueueFigures, { description: 'What its visits came to.' })
  figures: QueueFigures

  @Field(() => QueueFigures, {
    nullable: true,
    description: 'In the period before, where that was asked for.',
  })
  previous: QueueFigures | null

  @Field(() => FiguresChange, { nullable: true, description: 'How the two differ.' })
  change: FiguresChange | null
}

@ObjectType({ description: 'A stretch of the period: an hour, a day, a week or a month, or a part of one.' })
export class ReportStretch {
  @Field(() => Date, { description: 'Its beginning.' })
  from: Date

  @Field(() => Date, { description: 'Its end, which is not part of it.' })
  until: Date

  @Field(() => QueueFigures, {
    description: 'What the visits that began in it came to, of all queues asked for.',
  })
  figures: QueueFigures
}

@ObjectType({ description: 'What queues did in a time.' })
export class QueueReport {
  @Field(() => ReportPeriod, { description: 'The time.' })
  period: ReportPeriod

  @Field(() => ReportPeriod, { nullable: true, description: 'The time before, where that was asked for.' })
  previousPeriod: ReportPeriod | null

  @Field(() => ReportRule, { description: 'How the service level was counted.' })
  rule: ReportRule

  @Field(() => QueueFigures, { description: 'All queues together.' })
  total: QueueFigures

  @Field(() => QueueFigures, { nullable: true, description: 'All together in the period before.' })
  previousTotal: QueueFigures | null

  @Field(() => FiguresChange, { nullable: true, description: 'How the two differ.' })
  change: FiguresChange | null

  @Field(() => [QueueReportRow], {
    description:
      'Each queue, by its label. Those that boards leave out and to which nobody came are left out.',
  })
  queues: QueueReportRow[]

  @Field(() => [ReportStretch], {
    description: 'The stretches that were asked for with `groupBy`; else none.',
  })
  series: ReportStretch[]
}

@ObjectType({ description: 'A local day of a report.' })
export class DayFigures {
  @Field({ description: 'The day, such as 2026-03-01.' })
  date: string

  @Field(() => Int, { description: 'Its weekday: 1 is Monday, 7 Sunday.' })
  weekday: number

  @Field(() => QueueFigures, { description: 'What its visits came to.' })
  figures: QueueFigures
}

@ObjectType({ description: 'An hour of a weekday, over all of these in the period.' })
export class HourCell {
  @Field(() => Int, { description: '1 is Monday, 7 Sunday.' })
  weekday: number

  @Field(() => Int, { description: 'The hour on the wall, 0 to 23.' })
  hour: number

  @Field(() => Int, { description: 'On how many days the period has this hour.' })
  dayCount: number

  @Field(() => Int, { description: 'Callers who joined.' })
  offered: number

  @Field(() => Int, { description: 'Of these, answered.' })
  answered: number

  @Field(() => Int, { description: 'Of these, abandoned.' })
  abandoned: number

  @Field(() => Float, { nullable: true, description: 'The service level, 0 to 1.' })
  serviceLevel: number | null

  @Field(() => Float, { nullable: true, description: 'Callers who joined, on a day of these.' })
  meanOffered: number | null
}

@ObjectType({ description: 'How many visits came out in one way.' })
export class OutcomeShare {
  @Field(() => ReportOutcome, { description: 'In which way.' })
  outcome: FactOutcome

  @Field({ description: 'In Spanish.' })
  nameEs: string

  @Field({ description: 'In English.' })
  nameEn: string

  @Field(() => Int, { description: 'How many.' })
  count: number

  @Field(() => Float, { nullable: true, description: 'Of all that were offered, 0 to 1.' })
  share: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'How many in the period before, where that was asked for.',
  })
  previousCount: number | null
}

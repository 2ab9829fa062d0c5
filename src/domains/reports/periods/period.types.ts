import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql'
import { describeEnum } from '../../../api/enums.ts'

export const ReportPeriodName = describeEnum(
  'ReportPeriodName',
  "A period by its name, in your tenant's time zone; weeks begin on Monday.",
  {
    TODAY: 'The present day.',
    YESTERDAY: 'The day before.',
    THIS_WEEK: 'The present week.',
    LAST_WEEK: 'The week before.',
    THIS_MONTH: 'The present month.',
    LAST_MONTH: 'The month before.',
    LAST_7_DAYS: 'Seven days, the present one among them.',
    LAST_30_DAYS: 'Thirty days, the present one among them.',
  },
)
export type ReportPeriodName = keyof typeof ReportPeriodName

export const ReportGrouping = describeEnum(
  'ReportGrouping',
  'Into which stretches of local time a period is cut.',
  {
    HOUR: 'Hours; for at most 93 days.',
    DAY: 'Days; where the clocks are changed they have 23 or 25 hours.',
    WEEK: 'Weeks, from Monday.',
    MONTH: 'Months.',
  },
)
export type ReportGrouping = keyof typeof ReportGrouping

@InputType({ description: 'The time to report on: a name, or from when until when. At most 732 days.' })
export class ReportPeriodInput {
  @Field(() => ReportPeriodName, { nullable: true, description: 'By name.' })
  name?: ReportPeriodName | null

  @Field(() => Date, { nullable: true, description: 'From when on.' })
  from?: Date | null

  @Field(() => Date, {
    nullable: true,
    description: 'Until when; what joins then is not part of it any more.',
  })
  until?: Date | null
}

/** What every report is asked with. */
@ArgsType()
export class PeriodArgs {
  @Field(() => ReportPeriodInput, { description: 'The time to report on.' })
  period: ReportPeriodInput

  @Field(() => [ID], {
    nullable: true,
    description: 'Only these queues, at most 1,000; all that you may see when left out.',
  })
  queueIds?: string[] | null
}

/** What reports are asked with that can tell the time before, too. */
@ArgsType()
export class ComparedArgs extends PeriodArgs {
  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether to tell the period before, too: the last one of the same name, or as long a time before. Of one that goes on, as much as has been of it.',
  })
  compareWithPrevious: boolean
}

@ObjectType({ description: 'The time that was reported on.' })
export class ReportPeriod {
  @Field(() => Date, { description: 'Its beginning.' })
  from: Date

  @Field(() => Date, { description: 'Its end, which is not part of it.' })
  until: Date

  constructor(fromMs: number, untilMs: number) {
    this.from = new Date(fromMs)
    this.until = new Date(untilMs)
  }
}

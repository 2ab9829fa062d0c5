import { Field, ID, InputType, ObjectType } from 'type-graphql'
import type { ExportFormat } from '../../platform/store/tables/reports.ts'
import type { Language } from '../../platform/viewer.ts'
import { ExportFormatName, type ExportReport, ExportReportName } from '../exports/export.types.ts'
import { ReportPeriodName } from '../reports/periods/period.types.ts'
import { LanguageName } from '../tenants/language.types.ts'

@ObjectType({ description: 'A report that is made again and again, and sent by e-mail.' })
export class ReportSchedule {
  @Field(() => ID, { description: 'Stable.' })
  id: string

  @Field({ description: 'What people call it; the subject of the e-mails.' })
  name: string

  @Field(() => ExportReportName, { description: 'What it tells of.' })
  report: ExportReport

  @Field(() => ReportPeriodName, { description: 'The period it tells of, as seen from when it is made.' })
  period: ReportPeriodName

  @Field(() => [ID], { nullable: true, description: 'Only of these queues; null for all.' })
  queueIds: string[] | null

  @Field(() => [ID], { nullable: true, description: 'Only of these agents; null for all.' })
  agentIds: string[] | null

  @Field(() => ExportFormatName, { description: 'What kind of file.' })
  format: ExportFormat

  @Field({ description: "When, as five fields of cron in the tenant's time zone, such as `0 7 * * 1`." })
  cron: string

  @Field(() => [String], { description: 'To whom.' })
  recipients: string[]

  @Field(() => LanguageName, { description: 'What it is written in.' })
  language: Language

  @Field(() => Boolean, { description: 'False while it rests.' })
  isEnabled: boolean

  @Field(() => ID, { description: 'Whose it is: it tells what this person may see.' })
  userId: string

  @Field(() => Date, { description: 'When it was made.' })
  createdAt: Date

  @Field(() => Date, { nullable: true, description: 'When it is due next; null while it rests.' })
  nextRunAt: Date | null

  @Field(() => Date, { nullable: true, description: 'When it was begun last.' })
  lastRunAt: Date | null

  @Field(() => ID, { nullable: true, description: 'The job of that.' })
  lastJobId: string | null

  /** Told as `lastError`, in the caller's language. */
  lastErrorCode: string | null
}

@InputType({ description: 'A scheduled report to make.' })
export class ReportScheduleCreateInput {
  @Field({ description: 'What people call it, 1 to 120 characters.' })
  name: string

  @Field(() => ExportReportName, { description: 'What it tells of.' })
  report: ExportReport

  @Field(() => ReportPeriodName, { description: 'The period it tells of.' })
  period: ReportPeriodName

  @Field(() => [ID], { nullable: true, description: 'Only of these queues, at most 100.' })
  queueIds?: string[] | null

  @Field(() => [ID], { nullable: true, description: 'Only of these agents, at most 100.' })
  agentIds?: string[] | null

  @Field(() => ExportFormatName, { description: 'What kind of file.' })
  format: ExportFormat

  @Field({
    description:
      "When: minute (one number), hour, day, month and weekday of cron, in the tenant's time zone; once an hour at most.",
  })
  cron: string

  @Field(() => [String], { description: 'E-mail addresses, 1 to 20.' })
  recipients: string[]

  @Field(() => LanguageName, { nullable: true, description: "The tenant's when left out." })
  language?: Language | null

  @Field(() => Boolean, { nullable: true, description: 'False to let it rest at first.' })
  isEnabled?: boolean | null
}

@InputType({ description: 'What is to change of a scheduled report; what is left out stays.' })
export class ReportScheduleUpdateInput {
  @Field(() => String, { nullable: true, description: 'What people call it, 1 to 120 characters.' })
  name?: string | null

  @Field(() => ExportReportName, { nullable: true, description: 'What it tells of.' })
  report?: ExportReport | null

  @Field(() => ReportPeriodName, { nullable: true, description: 'The period it tells of.' })
  period?: ReportPeriodName | null

  @Field(() => [ID], { nullable: true, description: 'Only of these queues; null for all.' })
  queueIds?: string[] | null

  @Field(() => [ID], { nullable: true, description: 'Only of these agents; null for all.' })
  agentIds?: string[] | null

  @Field(() => ExportFormatName, { nullable: true, description: 'What kind of file.' })
  format?: ExportFormat | null

  @Field(() => String, { nullable: true, description: 'When, as five fields of cron.' })
  cron?: string | null

  @Field(() => [String], { nullable: true, description: 'E-mail addresses, 1 to 20.' })
  recipients?: string[] | null

  @Field(() => LanguageName, { nullable: true, description: 'What it is written in.' })
  language?: Language | null

  @Field(() => Boolean, { nullable: true, description: 'False to let it rest.' })
  isEnabled?: boolean | null
}

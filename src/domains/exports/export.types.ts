import { Field, Float, ID, InputType, ObjectType } from 'type-graphql'
import { describeEnum } from '../../api/enums.ts'
import type { ExportFormat } from '../../platform/store/tables/reports.ts'
import type { Language } from '../../platform/viewer.ts'
import { LanguageName } from '../tenants/language.types.ts'

export type ExportReport =
  | 'CALLS'
  | 'VISITS'
  | 'ABANDONED'
  | 'QUEUES'
  | 'AGENTS'
  | 'DAYS'
  | 'HOURS'
  | 'DISPOSITIONS'

export const ExportReportName = describeEnum<ExportReport>('ExportReport', 'What a file tells of.', {
  CALLS: 'Every call, one a row; asks for the permission of calls as well.',
  VISITS: 'Every visit to a queue, one a row: who waited how long, who answered, how it ended.',
  ABANDONED: 'Every caller who gave up, and what became of it within a day.',
  QUEUES: 'Queues side by side.',
  AGENTS: 'Agents side by side.',
  DAYS: 'What every day came to.',
  HOURS: 'What the hours of the weekdays came to; for at most 93 days.',
  DISPOSITIONS: 'In which ways visits came out.',
})

export const ExportFormatName = describeEnum<ExportFormat>('ExportFormat', 'What kind of file.', {
  XLSX: 'Excel, with numbers, times and durations as such. Without a limit on rows.',
  CSV: 'Text for other programs, with `;` in Spanish and `,` in English. Without a limit on rows.',
  PDF: 'To be read and printed, with a chart; the first 3,000 rows.',
})

@InputType({ description: 'A file to be made.' })
export class ExportCreateInput {
  @Field(() => ExportReportName, { description: 'What it tells of.' })
  report: ExportReport

  @Field(() => ExportFormatName, { description: 'What kind of file.' })
  format: ExportFormat

  @Field(() => Date, { description: 'Begun at or after this.' })
  from: Date

  @Field(() => Date, { description: 'Begun before this.' })
  until: Date

  @Field(() => [ID], { nullable: true, description: 'Only of these queues, at most 100; all when left out.' })
  queueIds?: string[] | null

  @Field(() => [ID], {
    nullable: true,
    description: 'Only of these agents, at most 100; of calls, visits and agents.',
  })
  agentIds?: string[] | null

  @Field(() => String, {
    nullable: true,
    description:
      'Only of numbers that begin with these digits: the caller’s, the dialed or our own; of calls and visits.',
  })
  number?: string | null

  @Field(() => LanguageName, { nullable: true, description: "Its language; the tenant's when left out." })
  language?: Language | null
}

@ObjectType({ description: 'Where a file is fetched for a while, without signing in.' })
export class ExportLink {
  @Field(() => ID, { description: 'The job that made the file.' })
  jobId: string

  @Field({ description: 'The address, on this server.' })
  url: string

  @Field(() => Date, { description: 'Until when it is good.' })
  expiresAt: Date

  @Field({ description: 'What the file is called.' })
  fileName: string

  @Field(() => Float, { description: 'Its size in bytes.' })
  sizeBytes: number

  @Field(() => Float, { description: 'Its rows.' })
  rowCount: number
}

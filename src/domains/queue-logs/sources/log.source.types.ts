import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql'
import { describeEnum } from '../../../api/enums.ts'
import type { DomainError } from '../../../errors.ts'
import type { LogSourceKind } from '../../../platform/store/tables/reports.ts'

export const LogSourceKindName = describeEnum<LogSourceKind>(
  'LogSourceKind',
  'Whence the facts of a PBX come: its visits, rings, sessions and pauses.',
  {
    FILE: 'The files of its queue_log, in a folder that this server can read.',
    TABLE: 'The table of its queue_log in a database (realtime, or FreePBX).',
    EVENTS: 'Its own events (AMI), where no log can be reached.',
  },
)

export type LogSourceState = 'READING' | 'CAUGHT_UP' | 'TROUBLED' | 'OFF'
export const LogSourceStateName = describeEnum<LogSourceState>('LogSourceState', 'How reading stands.', {
  READING: 'There is more to be read.',
  CAUGHT_UP: 'All there is was read; what comes is read within a second or two.',
  TROUBLED: 'Something is in the way. It goes on by itself once that is gone.',
  OFF: 'It is switched off.',
})

export const BadLineReasonName = describeEnum<'NO_TIME' | 'TOO_FEW_FIELDS' | 'TOO_LONG'>(
  'LogBadLineReason',
  'Why a line is no event.',
  {
    NO_TIME: 'It does not begin with an instant.',
    TOO_FEW_FIELDS: 'It has no event in it.',
    TOO_LONG: 'It is longer than any line of a queue_log.',
  },
)

@ObjectType({ description: 'A line of a log that is no event: counted, and passed over.' })
export class LogBadLine {
  @Field({ description: 'The file it stands in.' })
  file: string

  @Field(() => Int, { description: 'Which line of the file.' })
  lineNumber: number

  @Field(() => BadLineReasonName, { description: 'Why it is no event.' })
  reason: 'NO_TIME' | 'TOO_FEW_FIELDS' | 'TOO_LONG'

  @Field({ description: 'How it begins.' })
  excerpt: string
}

@ObjectType({ description: 'What is in the way of reading a log.' })
export class LogSourceProblem {
  @Field({ description: 'The stable code, for programs, such as `LOG_FOLDER_UNREADABLE`.' })
  code: string

  @Field(() => Date, { description: 'Since when.' })
  since: Date

  /** What the words are made of, in the language of whoever asks. */
  error: DomainError
}

@ObjectType({ description: 'Whence the facts of a PBX come, and how far they were read.' })
export class LogSource {
  @Field(() => ID, { description: 'Stable, until the source is set anew.' })
  id: string

  tenantId: string

  @Field(() => ID, { description: 'The PBX.' })
  pbxId: string

  @Field(() => LogSourceKindName, { description: 'Of which kind it is.' })
  kind: LogSourceKind

  @Field(() => String, { nullable: true, description: 'The folder of the files; null for other kinds.' })
  folder: string | null

  @Field(() => String, {
    nullable: true,
    description: 'The name of the file that is written to; null for other kinds.',
  })
  fileName: string | null

  @Field(() => ID, { nullable: true, description: 'The database account of a table; null for other kinds.' })
  databaseAccountId: string | null

  @Field(() => String, { nullable: true, description: "The table's name; null for other kinds." })
  tableName: string | null

  @Field({ description: "IANA time zone of a table's times." })
  timeZone: string

  @Field({ description: 'Whether what was there already when it was set is read as well.' })
  hasHistory: boolean

  @Field({ description: 'Whether it is read.' })
  isEnabled: boolean

  @Field(() => LogSourceStateName, { description: 'How reading stands.' })
  state: LogSourceState

  @Field(() => LogSourceProblem, {
    nullable: true,
    description: 'What is in the way; null while nothing is.',
  })
  problem: LogSourceProblem | null

  @Field(() => [LogSourceProblem], {
    description:
      "What is not as it seems, though it is read: a table's times of another zone, or names cut off.",
  })
  warnings: LogSourceProblem[]

  @Field(() => Date, { nullable: true, description: 'The time of the last event that was read.' })
  lastEventAt: Date | null

  @Field(() => Float, { description: 'Lines, or rows, that were read.' })
  lineCount: number

  @Field(() => Float, { description: 'Those among them that are no events.' })
  badLineCount: number

  @Field(() => [LogBadLine], { description: 'The last of these since this server was started.' })
  badLines: LogBadLine[]

  @Field(() => Float, {
    description:
      'Events of calls whose beginning was not read: nothing is known of these and nothing guessed.',
  })
  unmatchedCount: number

  @Field(() => Float, {
    nullable: true,
    description: 'How much is still to be read; null where nobody knows.',
  })
  bytesLeft: number | null

  @Field(() => Date, {
    nullable: true,
    description:
      'When it was noticed last that lines may be lost: a file was emptied or deleted before it was read to its end. Importing the missing files mends it.',
  })
  gapAt: Date | null

  @Field(() => Date, { description: 'When it was set.' })
  createdAt: Date
}

@InputType({ description: 'Whence the facts of a PBX shall come. Exactly what its kind needs.' })
export class LogSourceInput {
  @Field(() => LogSourceKindName, { description: 'Of which kind it is.' })
  kind: LogSourceKind

  @Field(() => String, {
    nullable: true,
    description:
      'FILE: the folder, as this server sees it. It has to be in one that the administrator of the server has allowed (`QUEUE_LOG_DIRS`).',
  })
  folder?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'FILE: the name of the file that is written to; `queue_log` when left out.',
  })
  fileName?: string | null

  @Field(() => ID, { nullable: true, description: 'TABLE: the database account.' })
  databaseAccountId?: string | null

  @Field(() => String, { nullable: true, description: 'TABLE: the name of the table.' })
  tableName?: string | null

  @Field(() => String, {
    nullable: true,
    description: "TABLE: IANA time zone of the table's times; the PBX's when left out.",
  })
  timeZone?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'FILE: whether rotated files are read first, the oldest before the others; true when left out. Otherwise it begins with the current file.',
  })
  hasHistory?: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'Whether it is read; true when left out.' })
  isEnabled?: boolean | null
}

@ObjectType({ description: 'A file of a queue_log.' })
export class LogFileInfo {
  @Field({ description: 'Its name in the folder.' })
  name: string

  @Field({ description: 'Whether it is the one that is written to.' })
  isCurrent: boolean

  @Field({ description: 'Whether it is compressed (gzip).' })
  isCompressed: boolean

  @Field(() => Float, { description: 'Its size on disk.' })
  sizeBytes: number

  @Field(() => Date, {
    nullable: true,
    description: 'When it begins; null when it is no queue_log, or empty.',
  })
  firstEventAt: Date | null

  @Field(() => Date, { description: 'When it was written to last.' })
  changedAt: Date
}

@InputType({ description: 'Which files of a queue_log are to be imported.' })
export class LogImportInput {
  @Field(() => String, {
    nullable: true,
    description:
      "The folder, as this server sees it; that of the PBX's source when left out. It has to be in one that is allowed (`QUEUE_LOG_DIRS`).",
  })
  folder?: string | null

  @Field(() => String, {
    nullable: true,
    description: "What the files' names begin with; as the PBX's source has it, or `queue_log`.",
  })
  fileName?: string | null

  @Field(() => [String], {
    nullable: true,
    description:
      'Only these files, as `logFiles` names them; all when left out. In their own order in any case.',
  })
  files?: string[] | null
}

import { isPassing } from '../../adapters/pbx-database/database.faults.ts'
import type { PbxDatabase } from '../../adapters/pbx-database/pbx.database.ts'
import { QUEUE_LOG_TABLES, QueueLogTableReader } from '../../adapters/queue-log/table.reader.ts'
import { messageOf } from '../../api/messages/messages.ts'
import { DomainError } from '../../errors.ts'
import { LocalClock, wallTimeOf } from '../../platform/local.clock.ts'
import type { Language } from '../../platform/viewer.ts'
import { hintOf } from './database.hints.ts'
import { DatabaseTable, type DatabaseTableKind, DatabaseTestReport } from './database.types.ts'

interface KnownTable {
  readonly kind: DatabaseTableKind
  /** The columns that may tell of when a row is. */
  readonly times: readonly string[]
}

/** The tables that can be read or taken over. */
const KNOWN: Readonly<Record<string, KnownTable>> = {
  ...Object.fromEntries(QUEUE_LOG_TABLES.map((name) => [name, { kind: 'QUEUE_LOG', times: ['time'] }])),
  cdr: { kind: 'CDR', times: ['calldate', 'start'] },
  call_entry: { kind: 'CALL_CENTER', times: ['datetime_entry_queue'] },
  audit: { kind: 'CALL_CENTER', times: ['datetime_init'] },
  agent: { kind: 'CALL_CENTER', times: [] },
  break: { kind: 'CALL_CENTER', times: [] },
  queue_call_entry: { kind: 'CALL_CENTER', times: [] },
}
/** The first rows of a queue log say whether its times are what they seem. */
const SAMPLE_ROWS = 500

interface Examiner {
  readonly timeZone: string
  readonly language: Language
  readonly now: Date
}

/** Looks for the tables that are known here, and at what is in them. @throws DomainError DATABASE_* */
export async function examine(database: PbxDatabase, by: Examiner): Promise<DatabaseTestReport> {
  const started = performance.now()
  const names = await database.tablesAmong(Object.keys(KNOWN))
  const tables: DatabaseTable[] = []
  for (const name of names) tables.push(await examineTable(database, name, KNOWN[name]!, by))
  return Object.assign(new DatabaseTestReport(), {
    tables: tables.sort((a, b) => a.name.localeCompare(b.name)),
    hints: tables.length === 0 ? [hintOf('NO_TABLE_KNOWN', by.language)] : [],
    tookMs: Math.round(performance.now() - started),
  })
}

async function examineTable(
  database: PbxDatabase,
  name: string,
  { kind, times }: KnownTable,
  by: Examiner,
): Promise<DatabaseTable> {
  const found = new DatabaseTable()
  Object.assign(found, { name, kind, rowCount: 0, firstAt: null, lastAt: null })
  const hints: string[] = []
  try {
    const columns = new Set((await database.columnsOf(name)).map((column) => column.name.toLowerCase()))
    found.rowCount = await database.rowCountOf(name)
    const time = times.find((each) => columns.has(each))
    if (time) {
      const clock = new LocalClock(by.timeZone)
      const [first, last] = await database.rangeOf(name, time)
      found.firstAt = dateOf(first, clock)
      found.lastAt = dateOf(last, clock)
    }
    if (found.rowCount === 0) hints.push(hintOf('EMPTY', by.language))
    if (kind === 'QUEUE_LOG') hints.push(...(await hintsOfQueueLog(database, name, by)))
    if (kind === 'CDR' && !columns.has('linkedid')) hints.push(hintOf('NO_LINKEDID', by.language))
  } catch (error) {
    // One table that cannot be read says so; the others are looked at all the same.
    if (!(error instanceof DomainError) || error.code === 'DATABASE_UNREACHABLE') throw error
    hints.push(
      isPassing(error)
        ? hintOf('TOO_SLOW_TO_COUNT', by.language)
        : messageOf(error.code, by.language, error.details),
    )
  }
  return Object.assign(found, { hints })
}

async function hintsOfQueueLog(database: PbxDatabase, table: string, by: Examiner): Promise<string[]> {
  const { timeZone, language, now } = by
  const reader = await QueueLogTableReader.open(database, { table, timeZone, now: () => now })
  const { warnings } = await reader.read(undefined, SAMPLE_ROWS)
  return warnings.map((warning) =>
    warning.code === 'NAMES_CUT'
      ? hintOf('NAMES_CUT', language, { column: warning.column, length: warning.length })
      : hintOf('TIME_ZONE_WRONG', language, { minutes: warning.offsetMinutes, timeZone }),
  )
}

function dateOf(text: string | null, clock: LocalClock): Date | null {
  if (text === null) return null
  if (/^\d{9,11}(\.\d+)?$/.test(text)) return new Date(Number(text) * 1000)
  const wall = wallTimeOf(text)
  return wall === undefined ? null : new Date(clock.instantOf(wall))
}

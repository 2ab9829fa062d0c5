import { DomainError } from '../../errors.ts'
import type { LocalClock } from '../../platform/local.clock.ts'
import type { PbxCondition, PbxDatabase } from '../pbx-database/pbx.database.ts'
import type {
  CallCenterBatch,
  CallCenterPart,
  CallCenterPresence,
  CallCenterVisit,
} from './call.center.record.ts'
import {
  agentNumberOf,
  type CallCenterColumn,
  type CallCenterNames,
  CallCenterRows,
} from './call.center.rows.ts'

const BATCH_ROWS = 2_000
const MOST_NAMES = 100_000

interface Part {
  readonly table: string
  /** When a row began. */
  readonly time: string
  readonly columns: readonly string[]
}

const CALL = ['uniqueid', 'status', 'id_agent', 'duration', 'duration_wait', 'datetime_entry_queue']
const PARTS: Readonly<Record<CallCenterPart, Part>> = {
  INCOMING: {
    table: 'call_entry',
    time: 'datetime_entry_queue',
    columns: [...CALL, 'id_queue_call_entry', 'callerid', 'datetime_init', 'datetime_end', 'transfer'],
  },
  OUTGOING: {
    table: 'calls',
    time: 'datetime_entry_queue',
    columns: [...CALL, 'id_campaign', 'phone', 'start_time', 'end_time', 'transfer'],
  },
  PRESENCES: {
    table: 'audit',
    time: 'datetime_init',
    columns: ['id_agent', 'id_break', 'datetime_init', 'datetime_end'],
  },
}

export interface CallCenterOptions {
  readonly clock: LocalClock
  readonly from?: Date | undefined
  readonly until: Date
  readonly now: Date
  readonly batchRows?: number
}

/** Issabel CallCenter's database `call_center`, read part by part in the order of ids. */
export class CallCenterDatabase {
  private names: Promise<{ incoming: CallCenterNames; outgoing: CallCenterNames }> | undefined

  constructor(
    private readonly database: PbxDatabase,
    private readonly options: CallCenterOptions,
  ) {}

  /** How many rows there are at most; undefined when the beginning is left out. */
  async total(): Promise<number | undefined> {
    if (this.options.from) return undefined
    let total = 0
    for (const { table } of Object.values(PARTS)) total += await this.database.rowCountOf(table)
    return total
  }

  /** What follows an id in a part. @throws DomainError TABLE_MISSING, COLUMN_MISSING, or as the database is at fault */
  async read(part: CallCenterPart, afterId: string): Promise<CallCenterBatch> {
    const { clock, now, batchRows = BATCH_ROWS } = this.options
    const { table, columns, time } = PARTS[part]
    const { incoming, outgoing } = await (this.names ??= this.readNames())
    const reader = new CallCenterRows(part === 'OUTGOING' ? outgoing : incoming, clock, now.getTime())
    const found = await this.database.read({
      ...{ table, columns: ['id', ...columns] },
      where: [{ column: 'id', is: '>', value: afterId }, ...this.period(time)],
      ...{ orderBy: ['id'], limit: batchRows },
    })
    const visits: CallCenterVisit[] = []
    const presences: CallCenterPresence[] = []
    let [badRows, unfinished] = [0, 0]
    for (const [, ...values] of found) {
      const column: CallCenterColumn = (name) => values[columns.indexOf(name)] ?? ''
      const read =
        part === 'PRESENCES'
          ? reader.presence(column)
          : part === 'INCOMING'
            ? reader.incoming(column)
            : reader.outgoing(column)
      if (read === undefined) badRows++
      else if (read === 'UNFINISHED') unfinished++
      else if (read !== 'NOTHING') 'uniqueid' in read ? visits.push(read) : presences.push(read)
    }
    const [id = afterId] = found.at(-1) ?? []
    const isEnd = found.length < batchRows
    return { visits, presences, id: id ?? afterId, rowCount: found.length, badRows, unfinished, isEnd }
  }

  /** What people call the agents, by their numbers. */
  async agentTitles(): Promise<Map<string, string>> {
    const [numbers, titles] = [await this.mapOf('agent', 'number'), await this.mapOf('agent', 'name')]
    return new Map([...numbers].map(([id, number]) => [agentNumberOf(number), titles.get(id) ?? '']))
  }

  close(): void {
    this.database.close()
  }

  private period(column: string): PbxCondition[] {
    const { clock, from, until } = this.options
    const text = (at: Date) =>
      new Date(clock.wallTimeAt(at.getTime())).toISOString().slice(0, 19).replace('T', ' ')
    return [
      ...(from ? [{ column, is: '>=' as const, value: text(from) }] : []),
      { column, is: '<', value: text(until) },
    ]
  }

  private async readNames() {
    const agents = await this.mapOf('agent', 'number')
    const breaks = await this.mapOf('break', 'name')
    const kinds = await this.mapOf('break', 'tipo')
    const shared = {
      agents: new Map([...agents].map(([id, number]) => [id, agentNumberOf(number)])),
      breaks,
      holds: new Set([...kinds].filter(([, kind]) => kind === 'H').map(([id]) => id)),
    }
    return {
      incoming: { ...shared, queues: await this.mapOf('queue_call_entry', 'queue') },
      outgoing: { ...shared, queues: await this.mapOf('campaign', 'queue') },
    }
  }

  private async mapOf(table: string, column: string): Promise<Map<string, string>> {
    const rows = await this.database.read({
      ...{ table, columns: ['id', column] },
      ...{ orderBy: ['id'], limit: MOST_NAMES },
    })
    if (rows.length === MOST_NAMES) throw new DomainError('TOO_MANY', [], { maximum: MOST_NAMES })
    return new Map(rows.map(([id, name]) => [id!, name ?? '']))
  }
}

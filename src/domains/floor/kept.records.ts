import { setTimeout } from 'node:timers/promises'
import { DomainError } from '../../errors.ts'
import type { Journal } from '../../platform/journal/journal.ts'
import type { AgentRow, AgentStore } from '../agents/agent.store.ts'
import type { AuditRecord, AuditStore } from '../audit/audit.store.ts'
import type { CallKeeperStore } from '../calls/call.keeper.store.ts'
import type { CallRecord } from '../calls/call.record.ts'
import type { ExtensionRow, ExtensionStore } from '../extensions/extension.store.ts'
import type { EventFactStore, SpellingRow } from '../queue-logs/facts/event.fact.store.ts'
import type { FactRows } from '../queue-logs/facts/fact.recorder.ts'
import type { QueueRow, QueueStore } from '../queues/queue.store.ts'

/** What goes to the journal first and to the database from there. */
export type KeptRecord =
  | { kind: 'CALL'; record: CallRecord }
  | { kind: 'AUDIT'; record: AuditRecord }
  | { kind: 'QUEUE'; record: QueueRow }
  | { kind: 'AGENT'; record: AgentRow }
  | { kind: 'EXTENSION'; record: ExtensionRow }
  | { kind: 'FACTS'; record: FactRows }
  | { kind: 'SPELLING'; record: SpellingRow }

interface Stores {
  calls: CallKeeperStore
  audit: AuditStore
  queues: QueueStore
  agents: AgentStore
  extensions: ExtensionStore
  eventFacts: EventFactStore
}

/** The longest that somebody waits for what they did to be on record. */
const DURABLE_MS = 4_000

/** Keeps records: durable in the journal at once, in the database as soon as it takes them. */
export class KeptRecords {
  constructor(
    private readonly journal: Journal<KeptRecord>,
    private readonly stores: Stores,
  ) {}

  append(record: KeptRecord): void {
    this.journal.append(record)
  }

  /**
   * Resolves once the record is on disk or in the database, whichever takes it first.
   * @throws DomainError AUDIT_UNAVAILABLE when neither does for some seconds; the record is kept trying.
   */
  async appendDurably(record: KeptRecord): Promise<void> {
    const patience = new AbortController()
    const tooLate = setTimeout(DURABLE_MS, undefined, { signal: patience.signal }).then(() => {
      throw new DomainError('AUDIT_UNAVAILABLE')
    })
    try {
      await Promise.race([this.journal.durable(this.journal.append(record)), tooLate])
    } finally {
      patience.abort()
    }
  }

  /** Writes a batch to the database; the same batch again changes nothing. */
  async write(batch: readonly KeptRecord[]): Promise<void> {
    const records = batch.map(revive)
    const of = <Kind extends KeptRecord['kind']>(kind: Kind) =>
      records.flatMap((each) => (each.kind === kind ? [each.record] : [])) as Extract<
        KeptRecord,
        { kind: Kind }
      >['record'][]
    const { calls, audit, queues, agents, extensions, eventFacts } = this.stores
    await writeAny(of('QUEUE'), (rows) => queues.write(latest(rows)))
    await writeAny(of('AGENT'), (rows) => agents.write(latest(rows)))
    await writeAny(of('EXTENSION'), (rows) => extensions.write(latest(rows)))
    await writeAny(of('CALL'), (rows) => calls.write(rows))
    await writeAny(of('AUDIT'), (rows) => audit.write(rows))
    await writeAny(of('SPELLING'), (rows) => eventFacts.writeSpellings(rows))
    await writeAny(of('FACTS'), (facts) => eventFacts.write(facts))
  }
}

async function writeAny<Row>(rows: Row[], write: (rows: Row[]) => Promise<void>): Promise<void> {
  if (rows.length > 0) await write(rows)
}

/** One statement cannot upsert the same row twice. */
const latest = <Row extends { id: string }>(rows: Row[]): Row[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
]

/** The journal keeps instants as text; every one of them is in a field named `…At`. */
function revive<Value>(value: Value): Value {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(revive) as Value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) =>
      typeof inner === 'string' && name.endsWith('At') ? [name, new Date(inner)] : [name, revive(inner)],
    ),
  ) as Value
}

import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Store } from '../../../platform/store/store.ts'
import { NO_QUEUE, OPEN_END } from '../../../platform/store/tables/facts.ts'
import type { PbxDirectory } from '../../pbxs/pbx.directory.ts'
import type { FactRows } from './fact.recorder.ts'
import type { FactStore } from './fact.store.ts'
import { ALL_QUEUES, type OpenFacts } from './fact.types.ts'
import { type KeptFacts, openFactsOf } from './open.facts.ts'

export type SpellingRow = Store['tables']['agentSpellings']['$inferSelect']

/** More than are open on any PBX. */
const MAX_OPEN = 20_000

/** Facts of events as they come from the journal, and those that are open. */
export class EventFactStore {
  constructor(
    private readonly store: Store,
    private readonly facts: FactStore,
  ) {}

  /**
   * Writes what events told, in any order and however often. Of a PBX whose log is read nothing is taken: the
   * log tells it, and each thing counts once.
   */
  async write(batch: readonly FactRows[]): Promise<void> {
    const { logSources } = this.store.tables
    const read = await this.store
      .select({ pbxId: logSources.pbxId })
      .from(logSources)
      .where(and(eq(logSources.enabled, true), inArray(logSources.kind, ['FILE', 'TABLE'])))
    const toldByLogs = new Set(read.map(({ pbxId }) => pbxId))
    await this.facts.write({
      visits: newest(
        batch.flatMap(({ visits }) => visits),
        toldByLogs,
      ),
      rings: newest(
        batch.flatMap(({ rings }) => rings),
        toldByLogs,
      ),
      sessions: newest(
        batch.flatMap(({ sessions }) => sessions),
        toldByLogs,
      ),
      pauses: newest(
        batch.flatMap(({ pauses }) => pauses),
        toldByLogs,
      ),
    })
  }

  /** How logs spell agents, as found on a PBX. */
  async writeSpellings(rows: readonly SpellingRow[]): Promise<void> {
    const { agentSpellings } = this.store.tables
    await this.store.upsert(
      agentSpellings,
      newest(rows, new Set()),
      ['pbxId', 'spelling'],
      ['tenantId', 'agentId'],
    )
  }

  /** What is open on a PBX, in its own names. */
  async open(directory: PbxDirectory): Promise<OpenFacts> {
    const { visitFacts, sessionFacts, pauseFacts, queues, agents } = this.store.tables
    const { pbxId } = directory
    const of = (table: typeof visitFacts | typeof sessionFacts | typeof pauseFacts) => eq(table.pbxId, pbxId)
    const [visits, sessions, pauses, queueRows, agentRows] = [
      await this.store
        .select()
        .from(visitFacts)
        .where(and(of(visitFacts), isNull(visitFacts.endedAt)))
        .limit(MAX_OPEN),
      await this.store
        .select()
        .from(sessionFacts)
        .where(and(of(sessionFacts), eq(sessionFacts.endedAt, OPEN_END)))
        .limit(MAX_OPEN),
      await this.store
        .select()
        .from(pauseFacts)
        .where(and(of(pauseFacts), eq(pauseFacts.endedAt, OPEN_END)))
        .limit(MAX_OPEN),
      await this.store
        .select({ id: queues.id, name: queues.name })
        .from(queues)
        .where(eq(queues.pbxId, pbxId)),
      await this.store
        .select({ id: agents.id, name: agents.number })
        .from(agents)
        .where(eq(agents.pbxId, pbxId)),
    ]
    const names = new Map([...queueRows, ...agentRows].map(({ id, name }) => [id, name]))
    names.set(NO_QUEUE, ALL_QUEUES)
    const kept: KeptFacts = { visits, sessions, pauses }
    return openFactsOf(kept, names, directory)
  }

  /** Removes every trace of what a PBX's queues did, as of a simulated one that is no longer shown. */
  async removeAllOf(pbxId: string): Promise<void> {
    const { visitFacts, ringFacts, sessionFacts, pauseFacts, agentSpellings } = this.store.tables
    const { queueQuarters, queueDays, agentDays, agentHours } = this.store.tables
    const { agentSessionDays, agentPauseDays } = this.store.tables
    const queueIds = this.store
      .select({ id: visitFacts.queueId })
      .from(visitFacts)
      .where(eq(visitFacts.pbxId, pbxId))
    for (const sums of [queueQuarters, queueDays, agentDays, agentHours])
      await this.store.delete(sums, inArray(sums.queueId, queueIds))
    for (const facts of [sessionFacts, pauseFacts]) {
      const agentIds = this.store.select({ id: facts.agentId }).from(facts).where(eq(facts.pbxId, pbxId))
      for (const sums of [agentSessionDays, agentPauseDays])
        await this.store.delete(sums, inArray(sums.agentId, agentIds))
    }
    for (const table of [visitFacts, ringFacts, sessionFacts, pauseFacts, agentSpellings])
      await this.store.delete(table, eq(table.pbxId, pbxId))
  }
}

/** Of each row the newest version: one statement cannot write the same row twice. */
function newest<Row extends { id: string; pbxId: string; version?: number }>(
  rows: readonly Row[],
  exceptPbxs: ReadonlySet<string>,
): Row[] {
  const byId = new Map<string, Row>()
  for (const row of rows) {
    const before = byId.get(row.id)
    if (exceptPbxs.has(row.pbxId) || (before && (before.version ?? 0) > (row.version ?? 0))) continue
    byId.set(row.id, row)
  }
  return [...byId.values()]
}

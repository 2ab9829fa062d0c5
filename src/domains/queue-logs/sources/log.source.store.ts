import { and, asc, eq } from 'drizzle-orm'
import type { Store } from '../../../platform/store/store.ts'

export type LogSourceRow = Store['tables']['logSources']['$inferSelect']
/** How far a source was read, with what was open there and what was counted until then. */
export type LogSourceProgress = Pick<
  LogSourceRow,
  'position' | 'openFacts' | 'lineCount' | 'badLineCount' | 'unmatchedCount' | 'lastEventAt'
>

/** The queries of log sources, and of how agents are spelled in logs. */
export class LogSourceStore {
  constructor(private readonly store: Store) {}

  async all(): Promise<LogSourceRow[]> {
    const { logSources } = this.store.tables
    return this.store.select().from(logSources).orderBy(asc(logSources.createdAt), asc(logSources.id))
  }

  async findOf(pbxId: string): Promise<LogSourceRow | undefined> {
    const { logSources } = this.store.tables
    const [row] = await this.store.select().from(logSources).where(eq(logSources.pbxId, pbxId))
    return row
  }

  /** Puts a source in the place of the one its PBX had. */
  async replace(row: LogSourceRow): Promise<void> {
    await this.store.transaction(async () => {
      await this.removeOf(row.pbxId)
      await this.store.insert(this.store.tables.logSources, row)
    })
  }

  async removeOf(pbxId: string): Promise<void> {
    const { logSources } = this.store.tables
    await this.store.delete(logSources, eq(logSources.pbxId, pbxId))
  }

  /** Of a source that was replaced or removed meanwhile nothing is kept. */
  async keep(id: string, progress: LogSourceProgress): Promise<void> {
    const { logSources } = this.store.tables
    await this.store.update(logSources, eq(logSources.id, id), progress)
  }

  /** The agent's number by each spelling that somebody has taught. */
  async spellings(pbxId: string): Promise<Map<string, string>> {
    const { agentSpellings, agents } = this.store.tables
    const rows = await this.store
      .select({ spelling: agentSpellings.spelling, number: agents.number })
      .from(agentSpellings)
      .innerJoin(agents, and(eq(agents.id, agentSpellings.agentId), eq(agents.pbxId, pbxId)))
      .where(eq(agentSpellings.pbxId, pbxId))
    return new Map(rows.map(({ spelling, number }) => [spelling, number]))
  }
}

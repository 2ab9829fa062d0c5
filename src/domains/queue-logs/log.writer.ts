import { and, eq } from 'drizzle-orm'
import type { Store } from '../../platform/store/store.ts'
import type { FactRows } from './fact.recorder.ts'
import type { FactStore } from './fact.store.ts'

/** Writes what a log says in place of what events had told of the same time. */
export class LogWriter {
  constructor(
    private readonly store: Store,
    private readonly facts: FactStore,
  ) {}

  /** Whether anything of a PBX is known by its events alone: what is not there need not be looked for each time. */
  async hasEvents(pbxId: string): Promise<boolean> {
    const { visitFacts, sessionFacts } = this.store.tables
    for (const table of [visitFacts, sessionFacts]) {
      const isOfEvents = and(eq(table.pbxId, pbxId), eq(table.source, 'EVENTS'))
      const [found] = await this.store.select({ id: table.id }).from(table).where(isOfEvents).limit(1)
      if (found) return true
    }
    return false
  }

  /** All or nothing, with what `beside` writes. */
  async write(
    pbxId: string,
    rows: FactRows,
    replacesEvents: boolean,
    beside: () => Promise<void>,
  ): Promise<void> {
    await this.store.transaction(async () => {
      if (replacesEvents && rows.visits.length > 0) {
        const joined = rows.visits.map(({ joinedAt }) => joinedAt.getTime())
        const queueIds = [...new Set(rows.visits.map(({ queueId }) => queueId))]
        const [first, last] = [
          joined.reduce((a, b) => Math.min(a, b)),
          joined.reduce((a, b) => Math.max(a, b)),
        ]
        await this.facts.removeEvents(queueIds, pbxId, first, last)
      }
      await this.facts.write(rows, beside)
    })
  }
}

import { and, eq, ne } from 'drizzle-orm'
import { isDeadlock } from '../../../platform/store/faults.ts'
import type { Store } from '../../../platform/store/store.ts'
import type { FactRows } from '../facts/fact.recorder.ts'
import type { EncodedFacts, FactStore } from '../facts/fact.store.ts'
import { type DirtyFacts, dirtyOf } from '../facts/touched.facts.ts'

const DEADLOCK_TRIES = 5

/** Of which PBX a log is, and whether something was known of it by its events before. */
export interface WrittenLog {
  readonly pbxId: string
  readonly replacesEvents: boolean
}

/** Writes what a log says, in place of what events had told of the same time. */
export class LogWriter {
  constructor(
    private readonly store: Store,
    private readonly facts: FactStore,
  ) {}

  /** Whether anything of a PBX is known by something else than its log: what is not there need not be looked for each time. */
  async hasEvents(pbxId: string): Promise<boolean> {
    const { visitFacts, sessionFacts } = this.store.tables
    for (const table of [visitFacts, sessionFacts]) {
      const isOfEvents = and(eq(table.pbxId, pbxId), ne(table.source, 'LOG'))
      const [found] = await this.store.select({ id: table.id }).from(table).where(isOfEvents).limit(1)
      if (found) return true
    }
    return false
  }

  /** All or nothing, with what `beside` writes. */
  async write(log: WrittenLog, rows: FactRows, beside: () => Promise<void>): Promise<void> {
    await this.insist(log, dirtyOf(rows), () => this.facts.write(rows, beside))
  }

  /** The same of what another thread has read. */
  async writeEncoded(log: WrittenLog, facts: EncodedFacts, beside: () => Promise<void>): Promise<void> {
    await this.insist(log, facts.dirty, () => this.facts.writeEncoded(facts, beside))
  }

  /** Two who write the same facts may stand in each other's way; the one who has to give way tries again. */
  private async insist(
    log: WrittenLog,
    dirty: ReadonlyMap<string, DirtyFacts>,
    write: () => Promise<void>,
  ): Promise<void> {
    for (let attempt = 1; ; attempt += 1)
      try {
        return await this.store.transaction(async () => {
          if (log.replacesEvents) await this.removeEvents(log.pbxId, dirty)
          await write()
        })
      } catch (error) {
        if (!isDeadlock(error) || attempt === DEADLOCK_TRIES) throw error
      }
  }

  private async removeEvents(pbxId: string, dirty: ReadonlyMap<string, DirtyFacts>): Promise<void> {
    const told = [...dirty.values()]
    const fromMs = Math.min(...told.map(({ toldFromMs }) => toldFromMs))
    const untilMs = Math.max(...told.map(({ toldUntilMs }) => toldUntilMs))
    await this.facts.removeEvents(pbxId, fromMs, untilMs)
  }
}

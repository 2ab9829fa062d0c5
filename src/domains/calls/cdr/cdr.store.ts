import { and, eq, gte, inArray } from 'drizzle-orm'
import type { Store } from '../../../platform/store/store.ts'
import { CallKeeperStore } from '../call.keeper.store.ts'
import type { CallRecord } from '../call.record.ts'

/** Calls of the past beside those that were seen live. */
export class CdrStore {
  private readonly keeper: CallKeeperStore

  constructor(private readonly store: Store) {
    this.keeper = new CallKeeperStore(store)
  }

  /** The numbers that are somebody's on a PBX. */
  async numbersOf(pbxId: string): Promise<{ extensions: string[]; agents: string[] }> {
    const { extensions, agents } = this.store.tables
    const numbers = (rows: { number: string }[]) => rows.map(({ number }) => number)
    return {
      extensions: numbers(
        await this.store
          .select({ number: extensions.number })
          .from(extensions)
          .where(eq(extensions.pbxId, pbxId)),
      ),
      agents: numbers(
        await this.store.select({ number: agents.number }).from(agents).where(eq(agents.pbxId, pbxId)),
      ),
    }
  }

  /**
   * Writes calls, and what `beside` writes, all or nothing. A call that was seen live knows more than its records
   * do, so it stays as it is; `beside` is told how many others there were.
   */
  async write(records: readonly CallRecord[], beside: (written: number) => Promise<void>): Promise<void> {
    await this.store.transaction(async () => {
      const live = await this.seenLive(records.map(({ call }) => call.id))
      const others = records.filter(({ call }) => !live.has(call.id))
      if (others.length > 0) await this.keeper.write(others)
      await beside(others.length)
    })
  }

  private async seenLive(ids: readonly string[]): Promise<Set<string>> {
    const { calls } = this.store.tables
    const live = new Set<string>()
    for (let at = 0; at < ids.length; at += 1_000)
      for (const { id } of await this.store
        .select({ id: calls.id })
        .from(calls)
        .where(and(inArray(calls.id, ids.slice(at, at + 1_000)), gte(calls.version, 0))))
        live.add(id)
    return live
  }
}

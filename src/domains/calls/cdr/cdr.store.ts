import { and, asc, eq, gte, inArray, lte } from 'drizzle-orm'
import type { Store } from '../../../platform/store/store.ts'
import { CallKeeperStore } from '../call.keeper.store.ts'
import type { CallRecord } from '../call.record.ts'
import type { ToldVisit } from './cdr.spans.ts'

/** Calls of the past beside those that were seen live. */
export class CdrStore {
  private readonly keeper: CallKeeperStore

  constructor(private readonly store: Store) {
    this.keeper = new CallKeeperStore(store)
  }

  /** The numbers that are somebody's on a PBX, and its queues. */
  async namesOf(pbxId: string): Promise<{ extensions: string[]; agents: string[]; queueIds: string[] }> {
    const { extensions, agents, queues } = this.store.tables
    const ofPbx = await this.store.select({ id: queues.id }).from(queues).where(eq(queues.pbxId, pbxId))
    const numbers = (rows: { number: string }[]) => rows.map(({ number }) => number)
    return {
      queueIds: ofPbx.map(({ id }) => id),
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

  /** What the log of the queues tells of a time, by the caller's channel. */
  async visitsTold(
    queueIds: readonly string[],
    from: Date,
    until: Date,
  ): Promise<ReadonlyMap<string, ToldVisit[]>> {
    const { visitFacts: visits } = this.store.tables
    const told = new Map<string, ToldVisit[]>()
    if (queueIds.length === 0) return told
    for (const visit of await this.store
      .select()
      .from(visits)
      .where(
        and(
          inArray(visits.queueId, [...queueIds]),
          gte(visits.joinedAt, from),
          lte(visits.joinedAt, until),
          eq(visits.version, 2),
        ),
      )
      .orderBy(asc(visits.joinedAt)))
      told.set(visit.callid, [...(told.get(visit.callid) ?? []), visit])
    return told
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

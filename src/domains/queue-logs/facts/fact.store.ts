import { and, eq, gte, inArray, lt, lte, min, ne } from 'drizzle-orm'
import type { BulkStatement } from '../../../platform/store/bulk.ts'
import type { Store } from '../../../platform/store/store.ts'
import type { FactRows } from './fact.recorder.ts'
import { type DirtyFacts, dirtyOf } from './touched.facts.ts'

/** Sums of facts, made anew from them in the transaction that changes them. */
export interface FactRollups {
  refresh(tenantId: string, dirty: DirtyFacts): Promise<void>
}

/** Another source has seen the same by its own clock: at the edge of what a log tells, just beyond it. */
const EDGE_MS = 5_000

/** How facts are told apart, and which of two stays. */
export const IF_NEWER: { key: ['id']; newer: 'version' } = { key: ['id'], newer: 'version' }
export const IF_MISSING: { key: ['id']; overwrite: [] } = { key: ['id'], overwrite: [] }

/** Facts spelled for the store that will write them, and what they touch: plain data. */
export interface EncodedFacts {
  readonly statements: readonly BulkStatement[]
  readonly dirty: ReadonlyMap<string, DirtyFacts>
}

/** Writes facts, and all that has to be true together with them. */
export class FactStore {
  constructor(
    private readonly store: Store,
    private readonly rollups: FactRollups,
  ) {}

  /**
   * Writes facts, the sums of what they change, and what `beside` writes (how far a source was read), all or
   * nothing. A fact that is further on than the one that comes stays; so the same facts again change nothing.
   */
  async write(rows: FactRows, beside: () => Promise<void> = async () => {}): Promise<void> {
    const { visitFacts, ringFacts, sessionFacts, pauseFacts } = this.store.tables
    await this.store.transaction(async () => {
      await this.store.bulkUpsert(visitFacts, rows.visits, IF_NEWER)
      await this.store.bulkUpsert(ringFacts, rows.rings, IF_MISSING)
      await this.store.bulkUpsert(sessionFacts, rows.sessions, IF_NEWER)
      await this.store.bulkUpsert(pauseFacts, rows.pauses, IF_NEWER)
      await this.refresh(dirtyOf(rows))
      await beside()
    })
  }

  /** The same of what another thread has spelled. */
  async writeEncoded({ statements, dirty }: EncodedFacts, beside: () => Promise<void>): Promise<void> {
    await this.store.transaction(async () => {
      await this.store.writeEncoded(statements)
      await this.refresh(dirty)
      await beside()
    })
  }

  private async refresh(dirty: ReadonlyMap<string, DirtyFacts>): Promise<void> {
    for (const [tenantId, each] of [...dirty].sort(byTenant)) await this.rollups.refresh(tenantId, each)
  }

  /**
   * Removes what a PBX's events, or what was taken over from elsewhere, told of a time that its log tells as well, so
   * that nothing counts twice. Called in the transaction that writes the log's facts.
   */
  async removeEvents(pbxId: string, toldFromMs: number, toldUntilMs: number) {
    const { visitFacts: visits, ringFacts, sessionFacts, pauseFacts, queues } = this.store.tables
    const known = await this.store.select({ id: queues.id }).from(queues).where(eq(queues.pbxId, pbxId))
    const queueIds = known.map(({ id }) => id)
    if (queueIds.length === 0 || toldFromMs > toldUntilMs) return
    const [fromMs, untilMs] = [toldFromMs - EDGE_MS, toldUntilMs + EDGE_MS]
    const [from, until] = [new Date(fromMs), new Date(untilMs)]
    const stretch = and(
      inArray(visits.queueId, queueIds),
      gte(visits.joinedAt, from),
      lte(visits.joinedAt, until),
    )
    const told = await this.store
      .select({ tenantId: visits.tenantId, queueId: visits.queueId })
      .from(visits)
      .where(and(stretch, eq(visits.pbxId, pbxId), ne(visits.source, 'LOG')))
      .groupBy(visits.tenantId, visits.queueId)
    await this.store.delete(visits, and(stretch, eq(visits.pbxId, pbxId), ne(visits.source, 'LOG')))
    await this.store.delete(
      ringFacts,
      and(
        inArray(ringFacts.queueId, queueIds),
        eq(ringFacts.pbxId, pbxId),
        ne(ringFacts.source, 'LOG'),
        gte(ringFacts.endedAt, from),
        lte(ringFacts.endedAt, until),
      ),
    )
    const dirty = new Map<string, DirtyFacts>()
    const of = (tenantId: string) => {
      const each = dirty.get(tenantId) ?? {
        visits: [],
        agentTimeFromMs: fromMs,
        rings: { fromMs, untilMs },
        ...{ toldFromMs: fromMs, toldUntilMs: untilMs },
      }
      dirty.set(tenantId, each)
      return each
    }
    for (const { tenantId, queueId } of told) of(tenantId).visits.push({ queueId, fromMs, untilMs })
    for (const table of [sessionFacts, pauseFacts]) {
      const spans = and(
        eq(table.pbxId, pbxId),
        ne(table.source, 'LOG'),
        gte(table.endedAt, from),
        lt(table.startedAt, until),
      )
      const began = await this.store
        .select({ tenantId: table.tenantId, at: min(table.startedAt) })
        .from(table)
        .where(spans)
        .groupBy(table.tenantId)
      await this.store.delete(table, spans)
      for (const { tenantId, at } of began) {
        const each = of(tenantId)
        each.agentTimeFromMs = Math.min(each.agentTimeFromMs ?? fromMs, at?.getTime() ?? fromMs)
      }
    }
    for (const [tenantId, each] of [...dirty].sort(byTenant)) await this.rollups.refresh(tenantId, each)
  }
}

/** In one order everywhere: who writes for several tenants waits for others at each of them. */
const byTenant = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1)

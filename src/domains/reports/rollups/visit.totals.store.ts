import { and, eq, inArray, max, or, type SQL, sql } from 'drizzle-orm'
import type { Store } from '../../../platform/store/store.ts'
import type { Cover, Run } from '../periods/period.cover.ts'
import { slotTable } from './slots.ts'
import { quarterOf, sumsOfFacts, total, visitsOf } from './visit.sums.ts'
import { ADDED, type Added, type VisitSums, VisitTotals } from './visit.totals.ts'

/** Sums of one queue. */
export type QueueSums = VisitSums & { readonly queueId: string }
/** Sums of all queues asked for, at a time. */
export interface TimedSums {
  readonly kind: 'day' | 'quarter'
  /** The day's, or the quarter's number. */
  readonly number: number
  readonly sums: VisitSums
}

type Rollup = Store['tables']['queueDays'] | Store['tables']['queueQuarters']
type SlotNumber = Store['tables']['queueDays']['day'] | Store['tables']['queueQuarters']['quarter']

/** What visits came to, from closed days, quarters and facts. */
export class VisitTotalsStore {
  constructor(private readonly store: Store) {}

  async byQueue(
    tenantId: string,
    cover: Cover,
    queueIds?: readonly string[],
  ): Promise<Map<string, VisitTotals>> {
    const { queueDays, queueQuarters } = this.store.tables
    const found = await Promise.all([
      this.queuesOf(queueDays, this.within(queueDays, queueDays.day, tenantId, cover.days, queueIds)),
      this.queuesOf(
        queueQuarters,
        this.within(queueQuarters, queueQuarters.quarter, tenantId, cover.quarters, queueIds),
      ),
      this.edges(tenantId, cover, queueIds),
    ])
    const totals = new Map<string, VisitTotals>()
    for (const row of found.flat()) {
      let each = totals.get(row.queueId)
      if (!each) totals.set(row.queueId, (each = new VisitTotals()))
      each.add(row)
    }
    return totals
  }

  /** One row for each closed day and each quarter in which there was something. */
  async byTime(tenantId: string, cover: Cover, queueIds?: readonly string[]): Promise<TimedSums[]> {
    const { queueDays, queueQuarters, visitFacts: f } = this.store.tables
    const [days, quarters, edges] = await Promise.all([
      this.timesOf(
        queueDays,
        queueDays.day,
        this.within(queueDays, queueDays.day, tenantId, cover.days, queueIds),
      ),
      this.timesOf(
        queueQuarters,
        queueQuarters.quarter,
        this.within(queueQuarters, queueQuarters.quarter, tenantId, cover.quarters, queueIds),
      ),
      this.edges(tenantId, cover, queueIds, quarterOf(this.store, f.joinedAt)),
    ])
    return [
      ...days.map(({ number, ...sums }) => ({ kind: 'day' as const, number, sums })),
      ...quarters.map(({ number, ...sums }) => ({ kind: 'quarter' as const, number, sums })),
      ...edges.map(({ slot, ...sums }) => ({ kind: 'quarter' as const, number: slot, sums })),
    ]
  }

  /** What of a period lies within a quarter, by slot and queue. */
  private async edges(
    tenantId: string,
    { edges }: Cover,
    queueIds: readonly string[] | undefined,
    slot?: SQL<number>,
  ): Promise<(QueueSums & { slot: number })[]> {
    if (edges.length === 0) return []
    const slots = slotTable(this.store, edges)
    const where = visitsOf(this.store, tenantId, queueIds)
    const rows = await sumsOfFacts(this.store, { where, slots, slot: slot ?? slots.slot })('slot')
    return rows as unknown as (QueueSums & { slot: number })[]
  }

  private within(
    table: Rollup,
    number: SlotNumber,
    tenantId: string,
    runs: readonly Run[],
    queueIds: readonly string[] | undefined,
  ): SQL | undefined {
    if (runs.length === 0) return undefined
    return and(
      eq(table.tenantId, tenantId),
      or(...runs.map(({ first, last }) => sql`${number} between ${first} and ${last}`)),
      queueIds && inArray(table.queueId, [...queueIds]),
    )
  }

  private async queuesOf(table: Rollup, where: SQL | undefined): Promise<QueueSums[]> {
    if (!where) return []
    return (await this.store
      .select({ queueId: table.queueId, ...this.sums(table) })
      .from(table as Store['tables']['queueDays'])
      .where(where)
      .groupBy(table.queueId)) as QueueSums[]
  }

  private async timesOf(
    table: Rollup,
    number: SlotNumber,
    where: SQL | undefined,
  ): Promise<(VisitSums & { number: number })[]> {
    if (!where) return []
    return (await this.store
      .select({ number: sql<number>`${number}`.mapWith(Number), ...this.sums(table) })
      .from(table as Store['tables']['queueDays'])
      .where(where)
      .groupBy(number)) as (VisitSums & { number: number })[]
  }

  private sums(table: Rollup) {
    const { dialect } = this.store
    const added = Object.fromEntries(ADDED.map((name) => [name, total(table[name])])) as Record<
      Added,
      SQL<number>
    >
    return {
      ...added,
      longestWaitSeconds: max(table.longestWaitSeconds).mapWith(Number),
      answeredWaits: dialect.joined(sql`nullif(${table.answeredWaits}, '')`),
      abandonedWaits: dialect.joined(sql`nullif(${table.abandonedWaits}, '')`),
    }
  }
}

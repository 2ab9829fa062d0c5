import { and, between, eq, gte, inArray, isNotNull, lt, lte, min } from 'drizzle-orm'
import type { Store } from '../../../platform/store/store.ts'
import { absenceOfFacts, type OpenUntil, presenceOfFacts, workOfFacts } from '../agents/agent.sums.ts'
import type { Run } from '../periods/period.cover.ts'
import { type Slot, slotHours, slotTable } from './slots.ts'
import { QUARTER_MS, quarterOf, sumsByWait, sumsOfFacts, visitsOf } from './visit.sums.ts'

/** Queues whose visits are summed anew, in some quarters in a row. */
export interface QuarterRun {
  readonly queueIds: readonly string[]
  readonly first: number
  readonly last: number
}

/** The rows that are made of facts. All is made anew from them; nothing is ever added up. */
export class RollupStore {
  constructor(private readonly store: Store) {}

  transaction<R>(work: () => Promise<R>): Promise<R> {
    return this.store.transaction(work)
  }

  /**
   * Whoever makes rows of a tenant waits for the others who do, until the transaction is over: two who made the
   * same rows at once would clash, and one would not see what the other had counted.
   * @returns the time zone as it is now
   */
  async claim(tenantId: string): Promise<string | undefined> {
    const { tenants } = this.store.tables
    const [row] = await this.store
      .select({ timeZone: tenants.timeZone })
      .from(tenants)
      .where(eq(tenants.id, tenantId))
      .for('update')
    return row?.timeZone
  }

  async makeQuarters(tenantId: string, { queueIds, first, last }: QuarterRun): Promise<void> {
    const { queueQuarters: quarters, visitFacts: f } = this.store.tables
    await this.store.delete(
      quarters,
      and(
        eq(quarters.tenantId, tenantId),
        gte(quarters.quarter, first),
        lte(quarters.quarter, last),
        inArray(quarters.queueId, [...queueIds]),
      ),
    )
    const sums = sumsOfFacts(this.store, {
      slot: quarterOf(this.store, f.joinedAt),
      where: and(
        visitsOf(this.store, tenantId, queueIds),
        gte(f.joinedAt, new Date(first * QUARTER_MS)),
        lt(f.joinedAt, new Date((last + 1) * QUARTER_MS)),
      ),
    })
    await this.store.insertFrom(quarters, sums('quarter'))
  }

  /** Makes the rows of some days in a row, and says that they stand. */
  async close(tenantId: string, days: readonly Slot[], open: readonly OpenUntil[], at: Date): Promise<void> {
    const { queueDays, agentDays, agentSessionDays, agentPauseDays, closedDays } = this.store.tables
    const numbers = days.map(({ slot }) => slot)
    for (const table of [queueDays, agentDays, agentSessionDays, agentPauseDays, closedDays])
      await this.store.delete(table, and(eq(table.tenantId, tenantId), inArray(table.day, numbers)))
    const slots = slotTable(this.store, days)
    const sums = sumsByWait(this.store, { slots, slot: slots.slot, where: visitsOf(this.store, tenantId) })
    await this.store.insertFrom(queueDays, sums('day'))
    await this.store.insertFrom(agentDays, workOfFacts(this.store, tenantId, slots))
    await this.store.insertFrom(agentSessionDays, presenceOfFacts(this.store, tenantId, slots, open))
    await this.store.insertFrom(agentPauseDays, absenceOfFacts(this.store, tenantId, slots, open))
    await this.store.insert(
      closedDays,
      numbers.map((day) => ({ tenantId, day, closedAt: at })),
    )
  }

  /** Makes the rows of what agents did in some hours in a row, and says that they stand. */
  async closeHours(tenantId: string, { first, last }: Run, at: Date): Promise<void> {
    const { agentHours, closedHours } = this.store.tables
    for (const table of [agentHours, closedHours])
      await this.store.delete(table, and(eq(table.tenantId, tenantId), between(table.hour, first, last)))
    const slots = slotHours(this.store, first, last)
    await this.store.insertFrom(agentHours, workOfFacts(this.store, tenantId, slots))
    const hours = Array.from({ length: last - first + 1 }, (_, nth) => first + nth)
    await this.store.insert(
      closedHours,
      hours.map((hour) => ({ tenantId, hour, closedAt: at })),
    )
  }

  /** Hours whose rows do not stand any more, until they are closed again. */
  async reopenHours(tenantId: string, first: number, last: number): Promise<void> {
    const { closedHours } = this.store.tables
    await this.store.delete(
      closedHours,
      and(eq(closedHours.tenantId, tenantId), between(closedHours.hour, first, last)),
    )
  }

  /**
   * Forgets hours before one. The rows of an hour stay for another one: a report may have begun that still
   * counts on them.
   */
  async forgetHours(tenantId: string, before: number): Promise<void> {
    const { agentHours, closedHours } = this.store.tables
    await this.store.delete(
      closedHours,
      and(eq(closedHours.tenantId, tenantId), lt(closedHours.hour, before)),
    )
    await this.store.delete(
      agentHours,
      and(eq(agentHours.tenantId, tenantId), lt(agentHours.hour, before - 1)),
    )
  }

  /** The hours from `first` to `last` whose rows stand. */
  async closedHours(tenantId: string, first: number, last: number): Promise<Set<number>> {
    const { closedHours } = this.store.tables
    const rows = await this.store
      .select({ hour: closedHours.hour })
      .from(closedHours)
      .where(and(eq(closedHours.tenantId, tenantId), between(closedHours.hour, first, last)))
    return new Set(rows.map(({ hour }) => hour))
  }

  /** Days whose rows do not stand any more: reports ask the quarters and the facts until they are closed again. */
  async reopen(tenantId: string, first: number, last: number): Promise<number> {
    const { closedDays } = this.store.tables
    return this.store.delete(
      closedDays,
      and(eq(closedDays.tenantId, tenantId), gte(closedDays.day, first), lte(closedDays.day, last)),
    )
  }

  /** The days from `first` to `last` whose rows stand. */
  async closedDays(tenantId: string, first: number, last: number): Promise<Set<number>> {
    const { closedDays } = this.store.tables
    const rows = await this.store
      .select({ day: closedDays.day })
      .from(closedDays)
      .where(and(eq(closedDays.tenantId, tenantId), gte(closedDays.day, first), lte(closedDays.day, last)))
    return new Set(rows.map(({ day }) => day))
  }

  /** When the first fact of a tenant was; undefined where there is none. */
  async firstFactMs(tenantId: string): Promise<number | undefined> {
    const { visitFacts: v, ringFacts: r, sessionFacts: s, pauseFacts: p } = this.store.tables
    // Spans by their ends, which are indexed: days before stay open, and are told by the facts.
    const firsts = await Promise.all([
      this.store
        .select({ at: min(v.joinedAt) })
        .from(v)
        .where(eq(v.tenantId, tenantId)),
      this.store
        .select({ at: min(r.endedAt) })
        .from(r)
        .where(eq(r.tenantId, tenantId)),
      this.store
        .select({ at: min(s.endedAt) })
        .from(s)
        .where(eq(s.tenantId, tenantId)),
      this.store
        .select({ at: min(p.endedAt) })
        .from(p)
        .where(eq(p.tenantId, tenantId)),
    ])
    const known = firsts.flatMap(([row]) => (row?.at ? [row.at.getTime()] : []))
    return known.length === 0 ? undefined : Math.min(...known)
  }

  /** Until when what is open counts on PBXs whose log is not followed any more. */
  async openUntil(tenantId: string): Promise<OpenUntil[]> {
    const { logSources: s } = this.store.tables
    const rows = await this.store
      .select({ pbxId: s.pbxId, at: s.lastEventAt })
      .from(s)
      .where(and(eq(s.tenantId, tenantId), eq(s.enabled, false), isNotNull(s.lastEventAt)))
    return rows.map(({ pbxId, at }) => ({ pbxId, at: at! }))
  }

  async tenantIds(): Promise<string[]> {
    const { tenants } = this.store.tables
    const rows = await this.store.select({ id: tenants.id }).from(tenants)
    return rows.map(({ id }) => id)
  }
}

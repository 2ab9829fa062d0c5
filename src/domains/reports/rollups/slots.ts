import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Store } from '../../../platform/store/store.ts'

export const HOUR_MS = 3_600_000

/** A stretch of time with a number of its own: a local day, or a piece of a report. */
export interface Slot {
  readonly slot: number
  readonly fromMs: number
  readonly untilMs: number
}

/** Slots as a table in SQL, to be joined with facts: facts that span several count in each of them. */
export interface SlotTable {
  /** Undefined where there is but one: then nothing has to be joined, which databases plan and do quicker. */
  readonly table: SQL | undefined
  readonly slot: SQL<number>
  readonly from: SQL<Date>
  readonly until: SQL<Date>
  /** The first beginning and the last end, for the index of the facts. */
  readonly first: Date
  readonly last: Date
}

/** Whole hours in a row, each its own slot: every instant tells which it falls in, and nothing is joined. */
export interface SlotHours {
  readonly hourOf: (instant: SQLWrapper) => SQL<number>
  readonly first: Date
  readonly last: Date
}

export const slotHours = ({ dialect }: Store, first: number, last: number): SlotHours => ({
  hourOf: (instant) => dialect.stretches(instant, HOUR_MS / 1000),
  first: new Date(first * HOUR_MS),
  last: new Date((last + 1) * HOUR_MS),
})

export function slotTable({ dialect }: Store, slots: readonly Slot[]): SlotTable {
  const first = new Date(Math.min(...slots.map(({ fromMs }) => fromMs)))
  const last = new Date(Math.max(...slots.map(({ untilMs }) => untilMs)))
  if (slots.length === 1)
    return {
      table: undefined,
      // An expression, for `group by` takes a bare number for the place of a column.
      slot: sql<number>`(${sql.raw(String(slots[0]!.slot))} + 0)`.mapWith(Number),
      from: dialect.instant(first),
      until: dialect.instant(last),
      first,
      last,
    }
  const rows = slots.map(
    ({ slot, fromMs, untilMs }) =>
      sql`select ${sql.raw(String(slot))} as slot, ${dialect.instant(new Date(fromMs))} as slot_from, ${dialect.instant(new Date(untilMs))} as slot_until`,
  )
  return {
    table: sql`(${sql.join(rows, sql` union all `)}) as slots`,
    slot: sql<number>`slots.slot`.mapWith(Number),
    from: sql<Date>`slots.slot_from`,
    until: sql<Date>`slots.slot_until`,
    first,
    last,
  }
}

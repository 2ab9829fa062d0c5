import {
  and,
  count,
  eq,
  getTableColumns,
  gte,
  inArray,
  isNull,
  lt,
  max,
  type SQL,
  type SQLWrapper,
  sql,
  sum,
} from 'drizzle-orm'
import type { Store } from '../../../platform/store/store.ts'
import type { FactOutcome, TalkEnding } from '../../../platform/store/tables/facts.ts'
import type { SlotTable } from './slots.ts'
import type { Added } from './visit.totals.ts'

const QUARTER_SECONDS = 900
export const QUARTER_MS = QUARTER_SECONDS * 1000

/** How many facts of a group meet a condition. Counted, not summed: MariaDB adds up in decimals, digit by digit. */
export const times = (condition: SQL | undefined) =>
  sql<number>`count(case when ${condition} then 1 end)`.mapWith(Number)
export const total = (value: SQLWrapper) => sql<number>`coalesce(${sum(value)}, 0)`.mapWith(Number)

/** The same, as far as a row of sums can hold it: a log may tell of more talks of ten years than there is room for. */
export const rowTotal = (value: SQLWrapper) => sql<number>`least(${total(value)}, 2147483647)`.mapWith(Number)

/** Which visits are summed, and into which slots. */
export interface VisitsToSum {
  readonly where: SQL | undefined
  /** Joined with these slots; else `slot` says which a visit falls in. */
  readonly slots?: SlotTable
  readonly slot: SQL<number>
}

type SlotName = 'slot' | 'quarter' | 'day'
type Counted = Exclude<Added, 'answeredWaitSeconds' | 'abandonedWaitSeconds'>

/**
 * Visits summed from the facts, one row for each slot and queue, with the fields of the rollups. For short slots:
 * of a wait that comes twice it says so twice.
 */
export function sumsOfFacts(store: Store, { where, slots, slot }: VisitsToSum) {
  const { visitFacts: f } = store.tables
  const waited = (outcome: FactOutcome) => sql`case when ${eq(f.outcome, outcome)} then ${f.waitSeconds} end`
  const waits = (outcome: FactOutcome) =>
    textOf(store, sql`case when ${eq(f.outcome, outcome)} then concat(${f.waitSeconds}, ':1') end`)
  return (slotName: SlotName) => {
    const visits = store
      .select(
        inOrder(store, slotName, {
          ...{ slot, tenantId: sql`${f.tenantId}`, queueId: sql`${f.queueId}`, ...countedOf(store) },
          answeredWaitSeconds: rowTotal(waited('ANSWERED')),
          abandonedWaitSeconds: rowTotal(waited('ABANDONED')),
          longestWaitSeconds: max(f.waitSeconds).mapWith(Number),
          answeredWaits: waits('ANSWERED'),
          abandonedWaits: waits('ABANDONED'),
        }),
      )
      .from(f)
    const joined = slots?.table ? visits.innerJoin(slots.table, isWithin(store, slots)) : visits
    return joined.where(and(where, betweenEnds(store, slots))).groupBy(slot, f.tenantId, f.queueId)
  }
}

/** The same for long slots, such as days: equal waits are counted first, because a row keeps how many waited how long. */
export function sumsByWait(store: Store, { where, slots, slot }: VisitsToSum) {
  const { visitFacts: f } = store.tables
  const counted = countedOf(store)
  const visits = store
    .select({
      ...{ slot: slot.as('slot'), tenantId: f.tenantId, queueId: f.queueId, wait: f.waitSeconds },
      ...mapped(counted, (name) => counted[name].as(name)),
    })
    .from(f)
  const joined = slots?.table ? visits.innerJoin(slots.table, isWithin(store, slots)) : visits
  const w = joined
    .where(and(where, betweenEnds(store, slots)))
    .groupBy(slot, f.tenantId, f.queueId, f.waitSeconds)
    .as('by_wait')
  const waits = (count: SQLWrapper) =>
    textOf(store, sql`case when ${count} > 0 then concat(${w.wait}, ':', ${count}) end`)
  return (slotName: SlotName) =>
    store
      .select(
        inOrder(store, slotName, {
          ...{ slot: w.slot, tenantId: sql`${w.tenantId}`, queueId: sql`${w.queueId}` },
          ...mapped(counted, (name) => rowTotal(w[name])),
          answeredWaitSeconds: rowTotal(sql`${w.wait} * ${w.answered}`),
          abandonedWaitSeconds: rowTotal(sql`${w.wait} * ${w.abandoned}`),
          longestWaitSeconds: max(w.wait).mapWith(Number),
          answeredWaits: waits(w.answered),
          abandonedWaits: waits(w.abandoned),
        }),
      )
      .from(w)
      .groupBy(w.slot, w.tenantId, w.queueId)
}

/** What is counted of visits, whatever they are grouped by. */
function countedOf({ tables: { visitFacts: f } }: Store): Record<Counted, SQL<number>> {
  const came = (outcome: FactOutcome) => times(eq(f.outcome, outcome))
  const talkEnded = (ending: TalkEnding) => times(eq(f.ending, ending))
  return {
    offered: count(),
    answered: came('ANSWERED'),
    abandoned: came('ABANDONED'),
    timedOut: came('TIMED_OUT'),
    leftEmpty: came('LEFT_EMPTY'),
    leftByKey: came('LEFT_BY_KEY'),
    withdrawn: came('WITHDRAWN'),
    incompatible: came('INCOMPATIBLE'),
    lost: came('LOST'),
    waiting: came('WAITING'),
    talkSeconds: rowTotal(f.talkSeconds),
    talkUnknown: times(and(eq(f.outcome, 'ANSWERED'), isNull(f.talkSeconds))),
    ringSeconds: rowTotal(f.ringSeconds),
    hungUpByCaller: talkEnded('CALLER_HUNG_UP'),
    hungUpByAgent: talkEnded('AGENT_HUNG_UP'),
    blindTransfers: talkEnded('BLIND_TRANSFER'),
    attendedTransfers: talkEnded('ATTENDED_TRANSFER'),
    oldTransfers: talkEnded('OLD_TRANSFER'),
  }
}

const isWithin = ({ tables: { visitFacts: f } }: Store, slots: SlotTable) =>
  and(gte(f.joinedAt, slots.from), lt(f.joinedAt, slots.until))

const betweenEnds = ({ tables: { visitFacts: f } }: Store, slots: SlotTable | undefined) =>
  slots && and(gte(f.joinedAt, slots.first), lt(f.joinedAt, slots.last))

type Fields = Record<string, SQL | SQL.Aliased>

/** In the order of the rollups' columns, which `insert … select` goes by. */
function inOrder({ tables }: Store, slotName: SlotName, { slot, ...fields }: Fields): Fields {
  const { day: _, ...columns } = getTableColumns(tables.queueDays)
  return { [slotName]: slot!, ...mapped(columns, (name) => fields[name]!) }
}

const mapped = <Name extends string, To>(of: Readonly<Record<Name, unknown>>, to: (name: Name) => To) =>
  Object.fromEntries((Object.keys(of) as Name[]).map((name) => [name, to(name)])) as Record<Name, To>

const textOf = ({ dialect }: Store, text: SQL) => sql<string>`coalesce(${dialect.joined(text)}, '')`

/** The quarter an instant falls in, as SQL. */
export const quarterOf = ({ dialect }: Store, instant: SQLWrapper): SQL<number> =>
  dialect.stretches(instant, QUARTER_SECONDS)

/** A tenant's visits, and of these only some queues'. */
export const visitsOf = (
  { tables: { visitFacts: f } }: Store,
  tenantId: string,
  queueIds?: readonly string[],
) => and(eq(f.tenantId, tenantId), queueIds && inArray(f.queueId, [...queueIds]))

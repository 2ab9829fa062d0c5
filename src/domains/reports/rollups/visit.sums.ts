import {
  and,
  count,
  eq,
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

/**
 * Visits summed from the facts, one row for each slot and queue, with the fields of the rollups. Equal waits
 * are counted first, because the rollups keep how many waited how long.
 */
export function sumsOfFacts(store: Store, { where, slots, slot }: VisitsToSum) {
  const { visitFacts: f } = store.tables
  const { dialect } = store
  const came = (outcome: FactOutcome) => times(eq(f.outcome, outcome))
  const talkEnded = (ending: TalkEnding) => times(eq(f.ending, ending))
  const visits = store
    .select({
      slot: slot.as('slot'),
      tenantId: f.tenantId,
      queueId: f.queueId,
      wait: f.waitSeconds,
      offered: count().as('offered'),
      answered: came('ANSWERED').as('answered'),
      abandoned: came('ABANDONED').as('abandoned'),
      timedOut: came('TIMED_OUT').as('timed_out'),
      leftEmpty: came('LEFT_EMPTY').as('left_empty'),
      leftByKey: came('LEFT_BY_KEY').as('left_by_key'),
      withdrawn: came('WITHDRAWN').as('withdrawn'),
      incompatible: came('INCOMPATIBLE').as('incompatible'),
      lost: came('LOST').as('lost'),
      waiting: came('WAITING').as('waiting'),
      talk: total(f.talkSeconds).as('talk'),
      talkUnknown: times(and(eq(f.outcome, 'ANSWERED'), isNull(f.talkSeconds))).as('talk_unknown'),
      ring: total(f.ringSeconds).as('ring'),
      hungUpByCaller: talkEnded('CALLER_HUNG_UP').as('by_caller'),
      hungUpByAgent: talkEnded('AGENT_HUNG_UP').as('by_agent'),
      blindTransfers: talkEnded('BLIND_TRANSFER').as('blind'),
      attendedTransfers: talkEnded('ATTENDED_TRANSFER').as('attended'),
      oldTransfers: talkEnded('OLD_TRANSFER').as('old'),
    })
    .from(f)
  const joined = slots?.table
    ? visits.innerJoin(slots.table, and(gte(f.joinedAt, slots.from), lt(f.joinedAt, slots.until)))
    : visits
  const within = slots && and(gte(f.joinedAt, slots.first), lt(f.joinedAt, slots.last))
  const w = joined.where(and(where, within)).groupBy(slot, f.tenantId, f.queueId, f.waitSeconds).as('by_wait')
  const waits = (counted: SQLWrapper) =>
    sql<string>`coalesce(${dialect.joined(sql`case when ${counted} > 0 then concat(${w.wait}, ':', ${counted}) end`)}, '')`
  return (slotName: 'slot' | 'quarter' | 'day') =>
    store
      .select({
        [slotName]: w.slot,
        tenantId: w.tenantId,
        queueId: w.queueId,
        offered: total(w.offered),
        answered: total(w.answered),
        abandoned: total(w.abandoned),
        timedOut: total(w.timedOut),
        leftEmpty: total(w.leftEmpty),
        leftByKey: total(w.leftByKey),
        withdrawn: total(w.withdrawn),
        incompatible: total(w.incompatible),
        lost: total(w.lost),
        waiting: total(w.waiting),
        answeredWaitSeconds: rowTotal(sql`${w.wait} * ${w.answered}`),
        abandonedWaitSeconds: rowTotal(sql`${w.wait} * ${w.abandoned}`),
        longestWaitSeconds: max(w.wait).mapWith(Number),
        talkSeconds: rowTotal(w.talk),
        talkUnknown: total(w.talkUnknown),
        ringSeconds: rowTotal(w.ring),
        hungUpByCaller: total(w.hungUpByCaller),
        hungUpByAgent: total(w.hungUpByAgent),
        blindTransfers: total(w.blindTransfers),
        attendedTransfers: total(w.attendedTransfers),
        oldTransfers: total(w.oldTransfers),
        answeredWaits: waits(w.answered),
        abandonedWaits: waits(w.abandoned),
      })
      .from(w)
      .groupBy(w.slot, w.tenantId, w.queueId)
}

/** The quarter an instant falls in, as SQL. */
export const quarterOf = ({ dialect }: Store, instant: SQLWrapper): SQL<number> =>
  dialect.stretches(instant, QUARTER_SECONDS)

/** A tenant's visits, and of these only some queues'. */
export const visitsOf = (
  { tables: { visitFacts: f } }: Store,
  tenantId: string,
  queueIds?: readonly string[],
) => and(eq(f.tenantId, tenantId), queueIds && inArray(f.queueId, [...queueIds]))

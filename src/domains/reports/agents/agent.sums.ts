import {
  and,
  count,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  or,
  type SQL,
  type SQLWrapper,
  sql,
} from 'drizzle-orm'
import type { Store } from '../../../platform/store/store.ts'
import { OPEN_END } from '../../../platform/store/tables/facts.ts'
import type { SlotHours, SlotTable } from '../rollups/slots.ts'
import { rowTotal, times, total } from '../rollups/visit.sums.ts'

/** Rings of up to a second are phones that were found off or busy, not calls that somebody let pass. */
const LONG_RING_MS = 1000

/** Until when what is open on a PBX counts, where that is not now: what is not followed any more. */
export interface OpenUntil {
  readonly pbxId: string
  readonly at: Date
}

/** What agents did, summed from the facts: one row for each slot, agent and queue. */
export function workOfFacts(...asked: Parameters<typeof workByKind>) {
  const [store] = asked
  const w = workByKind(...asked).as('work')
  return store
    .select({
      tenantId: w.tenantId,
      agentId: w.agentId,
      queueId: w.queueId,
      day: w.slot,
      answered: total(w.answered),
      waitSeconds: rowTotal(w.waitSeconds),
      talkSeconds: rowTotal(w.talkSeconds),
      talkUnknown: total(w.talkUnknown),
      ringSeconds: rowTotal(w.ringSeconds),
      transfers: total(w.transfers),
      missed: total(w.missed),
      missedLong: total(w.missedLong),
      cancelled: total(w.cancelled),
    })
    .from(w)
    .groupBy(w.tenantId, w.agentId, w.queueId, w.slot)
}

/** The same for whoever adds up rows: one for what was answered, and one for what rang in vain. */
export function workByKind(
  store: Store,
  tenantId: string,
  slots: SlotTable | SlotHours,
  agentIds?: readonly string[],
) {
  const { visitFacts: v, ringFacts: r } = store.tables
  const none = (name: string) => sql<number>`0`.mapWith(Number).as(name)
  const joins = 'table' in slots && slots.table ? { ...slots, table: slots.table } : undefined
  const slotOf = (instant: SQLWrapper) => ('table' in slots ? slots.slot : slots.hourOf(instant))
  const joinedSlot = slotOf(v.joinedAt)
  const visits = store
    .select({
      slot: joinedSlot.as('slot'),
      tenantId: v.tenantId,
      agentId: sql<string>`${v.agentId}`.as('agent'),
      queueId: v.queueId,
      answered: count().as('answered'),
      waitSeconds: total(v.waitSeconds).as('wait'),
      talkSeconds: total(v.talkSeconds).as('talk'),
      talkUnknown: times(isNull(v.talkSeconds)).as('talk_unknown'),
      ringSeconds: total(v.ringSeconds).as('ring'),
      transfers: times(inArray(v.ending, ['BLIND_TRANSFER', 'ATTENDED_TRANSFER', 'OLD_TRANSFER'])).as(
        'transfers',
      ),
      missed: none('missed'),
      missedLong: none('missed_long'),
      cancelled: none('cancelled'),
    })
    .from(v)
  const answered = (
    joins
      ? visits.innerJoin(joins.table, and(gte(v.joinedAt, joins.from), lt(v.joinedAt, joins.until)))
      : visits
  )
    .where(
      and(
        eq(v.tenantId, tenantId),
        gte(v.joinedAt, slots.first),
        lt(v.joinedAt, slots.last),
        eq(v.outcome, 'ANSWERED'),
        agentIds ? inArray(v.agentId, [...agentIds]) : isNotNull(v.agentId),
      ),
    )
    .groupBy(joinedSlot, v.tenantId, v.agentId, v.queueId)
  const endedSlot = slotOf(r.endedAt)
  const rings = store
    .select({
      slot: endedSlot.as('slot'),
      tenantId: r.tenantId,
      agentId: sql<string>`${r.agentId}`.as('agent'),
      queueId: r.queueId,
      answered: none('answered'),
      waitSeconds: none('wait'),
      talkSeconds: none('talk'),
      talkUnknown: none('talk_unknown'),
      ringSeconds: none('ring'),
      transfers: none('transfers'),
      missed: times(eq(r.outcome, 'MISSED')).as('missed'),
      missedLong: times(and(eq(r.outcome, 'MISSED'), gt(r.ringMs, LONG_RING_MS))).as('missed_long'),
      cancelled: times(eq(r.outcome, 'CANCELLED')).as('cancelled'),
    })
    .from(r)
  const rang = (
    joins ? rings.innerJoin(joins.table, and(gte(r.endedAt, joins.from), lt(r.endedAt, joins.until))) : rings
  )
    .where(
      and(
        eq(r.tenantId, tenantId),
        gte(r.endedAt, slots.first),
        lt(r.endedAt, slots.last),
        agentIds && inArray(r.agentId, [...agentIds]),
      ),
    )
    .groupBy(endedSlot, r.tenantId, r.agentId, r.queueId)
  return answered.unionAll(rang as never)
}

type Spans = Store['tables']['sessionFacts'] | Store['tables']['pauseFacts']

/**
 * How many whole seconds of a span lie in its slot. Both ends are cut to seconds before they are subtracted, so
 * that slots that meet add up to the same as one slot over all of them.
 */
function secondsWithin(
  { dialect }: Store,
  f: Spans,
  slots: SlotTable,
  open: readonly OpenUntil[],
): SQL<number> {
  const cases = open.map(
    ({ pbxId, at }) =>
      sql`when ${and(eq(f.pbxId, pbxId), gte(f.endedAt, OPEN_END))} then ${dialect.instant(at)}`,
  )
  const end =
    cases.length === 0 ? sql`${f.endedAt}` : sql`case ${sql.join(cases, sql` `)} else ${f.endedAt} end`
  const until = dialect.stretches(sql`least(${end}, ${slots.until})`, 1)
  const from = dialect.stretches(sql`greatest(${f.startedAt}, ${slots.from})`, 1)
  return sql<number>`greatest(${until} - ${from}, 0)`
}

const touching = (f: Spans, tenantId: string, slots: SlotTable, agentIds?: readonly string[]) => ({
  on: and(lt(f.startedAt, slots.until), or(gt(f.endedAt, slots.from), gte(f.startedAt, slots.from))),
  where: and(
    eq(f.tenantId, tenantId),
    gte(f.endedAt, slots.first),
    lt(f.startedAt, slots.last),
    agentIds && inArray(f.agentId, [...agentIds]),
  ),
})

/** How long agents were there, cut to the slots: one row for each slot, agent and queue. */
export function presenceOfFacts(
  store: Store,
  tenantId: string,
  slots: SlotTable,
  open: readonly OpenUntil[],
  agentIds?: readonly string[],
) {
  const { sessionFacts: f } = store.tables
  const { on, where } = touching(f, tenantId, slots, agentIds)
  const seconds = rowTotal(secondsWithin(store, f, slots, open))
  const sessions = times(gte(f.startedAt, slots.from))
  const spans = store
    .select({
      tenantId: f.tenantId,
      agentId: f.agentId,
      queueId: f.queueId,
      day: slots.slot,
      seconds,
      sessions,
    })
    .from(f)
  return (slots.table ? spans.innerJoin(slots.table, on).where(where) : spans.where(and(where, on)))
    .groupBy(f.tenantId, f.agentId, f.queueId, slots.slot)
    .having(or(gt(seconds, 0), gt(sessions, 0)))
}

/** How long agents were away, cut to the slots: one row for each slot, agent, queue, kind and reason. */
export function absenceOfFacts(
  store: Store,
  tenantId: string,
  slots: SlotTable,
  open: readonly OpenUntil[],
  agentIds?: readonly string[],
) {
  const { pauseFacts: f } = store.tables
  const { on, where } = touching(f, tenantId, slots, agentIds)
  const seconds = rowTotal(secondsWithin(store, f, slots, open))
  const pauses = times(gte(f.startedAt, slots.from))
  const spans = store
    .select({
      tenantId: f.tenantId,
      agentId: f.agentId,
      queueId: f.queueId,
      day: slots.slot,
      kind: f.kind,
      reason: f.reason,
      seconds,
      pauses,
    })
    .from(f)
  return (slots.table ? spans.innerJoin(slots.table, on).where(where) : spans.where(and(where, on)))
    .groupBy(f.tenantId, f.agentId, f.queueId, slots.slot, f.kind, f.reason)
    .having(or(gt(seconds, 0), gt(pauses, 0)))
}

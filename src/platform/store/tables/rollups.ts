import type { Columns } from '../columns.postgres.ts'

/** What the visits of a queue in a stretch of time came to; a visit counts where it began. */
const visitTotals = (c: Columns) => ({
  tenantId: c.id().notNull(),
  queueId: c.id().notNull(),
  offered: c.int().notNull(),
  answered: c.int().notNull(),
  abandoned: c.int().notNull(),
  timedOut: c.int().notNull(),
  leftEmpty: c.int().notNull(),
  leftByKey: c.int().notNull(),
  withdrawn: c.int().notNull(),
  incompatible: c.int().notNull(),
  lost: c.int().notNull(),
  waiting: c.int().notNull(),
  answeredWaitSeconds: c.int().notNull(),
  abandonedWaitSeconds: c.int().notNull(),
  longestWaitSeconds: c.int().notNull(),
  talkSeconds: c.int().notNull(),
  /** Answered visits of which nobody knows how long the talk was: those that go on, and those cut off. */
  talkUnknown: c.int().notNull(),
  ringSeconds: c.int().notNull(),
  hungUpByCaller: c.int().notNull(),
  hungUpByAgent: c.int().notNull(),
  blindTransfers: c.int().notNull(),
  attendedTransfers: c.int().notNull(),
  oldTransfers: c.int().notNull(),
  /** How many were answered after how many seconds: `0:12,1:30,…`, in no order; in quarters, equal ones may come again. */
  answeredWaits: c.text().notNull(),
  abandonedWaits: c.text().notNull(),
})

const agentOf = (c: Columns) => ({
  tenantId: c.id().notNull(),
  agentId: c.id().notNull(),
  queueId: c.id().notNull(),
})

/** What an agent answered, and what rang in vain. */
const agentWork = (c: Columns) => ({
  answered: c.int().notNull(),
  waitSeconds: c.int().notNull(),
  talkSeconds: c.int().notNull(),
  talkUnknown: c.int().notNull(),
  ringSeconds: c.int().notNull(),
  transfers: c.int().notNull(),
  /** All rings that were not answered, and those longer than a second. */
  missed: c.int().notNull(),
  missedLong: c.int().notNull(),
  cancelled: c.int().notNull(),
})

/**
 * Sums of facts, always made from the facts themselves in the transaction that changes them. A quarter is a
 * number: quarter hours since 1970 in UTC. A day is a number: local days since 1970-01-01, by the tenant's
 * time zone; its rows exist once the day is closed. Keys begin with tenant and time, so that a report reads
 * one stretch of them; the tenant is in them because a queue of a shared PBX may change hands.
 */
export function defineRollups(c: Columns) {
  const queueQuarters = c.table('queue_quarters', { quarter: c.int().notNull(), ...visitTotals(c) }, (t) => [
    c.primaryKey({ columns: [t.tenantId, t.quarter, t.queueId] }),
  ])

  const queueDays = c.table('queue_days', { day: c.int().notNull(), ...visitTotals(c) }, (t) => [
    c.primaryKey({ columns: [t.tenantId, t.day, t.queueId] }),
  ])

  /** What an agent did in a queue on a local day. */
  const agentDays = c.table('agent_days', { ...agentOf(c), day: c.int().notNull(), ...agentWork(c) }, (t) => [
    c.primaryKey({ columns: [t.tenantId, t.day, t.agentId, t.queueId] }),
  ])

  /** The same in an hour, counted since 1970 in UTC; kept for some days. */
  const agentHours = c.table(
    'agent_hours',
    { ...agentOf(c), hour: c.int().notNull(), ...agentWork(c) },
    (t) => [c.primaryKey({ columns: [t.tenantId, t.hour, t.agentId, t.queueId] })],
  )

  /** How long an agent was there on a local day, in a queue or (NO_QUEUE) in any. */
  const agentSessionDays = c.table(
    'agent_session_days',
    {
      ...agentOf(c),
      day: c.int().notNull(),
      seconds: c.int().notNull(),
      /** Those that began on the day. */
      sessions: c.int().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.tenantId, t.day, t.agentId, t.queueId] })],
  )

  /** How long an agent was away on a local day, by kind and reason, in a queue or (NO_QUEUE) in all. */
  const agentPauseDays = c.table(
    'agent_pause_days',
    {
      ...agentOf(c),
      day: c.int().notNull(),
      kind: c.key(8).$type<'PAUSE' | 'WRAP_UP'>().notNull(),
      reason: c.key(80).notNull(),
      seconds: c.int().notNull(),
      /** Those that began on the day. */
      pauses: c.int().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.tenantId, t.day, t.agentId, t.queueId, t.kind, t.reason] })],
  )

  /** The local days whose rows stand; all others are answered from quarters and facts. */
  const closedDays = c.table(
    'closed_days',
    {
      tenantId: c.id().notNull(),
      day: c.int().notNull(),
      closedAt: c.at().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.tenantId, t.day] })],
  )

  /** The hours whose rows of agents stand; all others are answered from the facts. */
  const closedHours = c.table(
    'closed_hours',
    {
      tenantId: c.id().notNull(),
      hour: c.int().notNull(),
      closedAt: c.at().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.tenantId, t.hour] })],
  )

  return {
    queueQuarters,
    queueDays,
    agentDays,
    agentHours,
    agentSessionDays,
    agentPauseDays,
    closedDays,
    closedHours,
  }
}

import type { Columns } from '../columns.postgres.ts'

export type CallDirection = 'INBOUND' | 'OUTBOUND' | 'INTERNAL'
export type CallState = 'RINGING' | 'IN_IVR' | 'QUEUED' | 'CONNECTED' | 'ON_HOLD' | 'PARKED' | 'ENDED'
export type CallDisposition = 'ANSWERED' | 'ABANDONED' | 'NO_ANSWER' | 'BUSY' | 'FAILED' | 'CANCELLED'
export type EndReason = 'HANGUP' | 'UNKNOWN_LINK_LOST' | 'PBX_RESTARTED' | 'MERGED'
export type VisitOutcome =
  | 'WAITING'
  | 'ANSWERED'
  | 'ABANDONED'
  | 'TIMED_OUT'
  | 'LEFT_EMPTY'
  | 'LEFT_UNAVAILABLE'
  | 'LEFT_BY_KEY'
  | 'TRANSFERRED'
  | 'UNKNOWN'
export type CallEventKind =
  | 'STARTED'
  | 'QUEUE_JOINED'
  | 'QUEUE_LEFT'
  | 'AGENT_RANG'
  | 'AGENT_NOT_ANSWERED'
  | 'ANSWERED'
  | 'HELD'
  | 'RESUMED'
  | 'TRANSFERRED'
  | 'PARKED'
  | 'UNPARKED'
  | 'RECORDING_CHANGED'
  | 'ENDED'

/**
 * Calls as they are kept: one row for a conversation, its legs, its visits to queues and its history. Ids
 * are stable, and no row refers to another by a foreign key, so that a replay may write in any order.
 */
export function defineCalls(c: Columns) {
  const calls = c.table(
    'calls',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      pbxId: c.id().notNull(),
      linkedid: c.key(150).notNull(),
      /** Rises with every change; an older version never overwrites a newer one. */
      version: c.int().notNull(),
      direction: c.key(16).$type<CallDirection>().notNull(),
      state: c.key(16).$type<CallState>().notNull(),
      disposition: c.key(16).$type<CallDisposition>(),
      fromNumber: c.key(80).notNull(),
      fromName: c.key(120).notNull(),
      toNumber: c.key(80).notNull(),
      did: c.key(80),
      /** The queue it went to last, and the agent who spoke last. */
      queueId: c.id(),
      agentId: c.id(),
      startedAt: c.at().notNull(),
      answeredAt: c.at(),
      endedAt: c.at(),
      waitSeconds: c.real().notNull(),
      talkSeconds: c.real().notNull(),
      holdSeconds: c.real().notNull(),
      durationSeconds: c.real().notNull(),
      transferCount: c.int().notNull(),
      hangupCause: c.int(),
      endReason: c.key(24).$type<EndReason>(),
      recording: c.text(),
      /** The conversation this one became a part of, as a consultation does when the transfer is made. */
      mergedIntoId: c.id(),
    },
    (t) => [
      c.index('calls_time').on(t.tenantId, t.startedAt, t.id),
      c.index('calls_queue').on(t.tenantId, t.queueId, t.startedAt, t.id),
      c.index('calls_agent').on(t.tenantId, t.agentId, t.startedAt, t.id),
      c.index('calls_open').on(t.pbxId, t.state),
    ],
  )

  const callLegs = c.table(
    'call_legs',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      callId: c.id().notNull(),
      version: c.int().notNull(),
      uniqueid: c.key(150).notNull(),
      channel: c.key(190).notNull(),
      number: c.key(80).notNull(),
      agentId: c.id(),
      startedAt: c.at().notNull(),
      answeredAt: c.at(),
      endedAt: c.at(),
      hangupCause: c.int(),
    },
    (t) => [c.index('call_legs_call').on(t.callId)],
  )

  const queueVisits = c.table(
    'queue_visits',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      callId: c.id().notNull(),
      version: c.int().notNull(),
      queueId: c.id().notNull(),
      agentId: c.id(),
      /** The channel that waits. */
      uniqueid: c.key(150).notNull(),
      outcome: c.key(24).$type<VisitOutcome>().notNull(),
      position: c.int().notNull(),
      joinedAt: c.at().notNull(),
      answeredAt: c.at(),
      leftAt: c.at(),
      /** When the talk was over; null while it lasts, and where there was none. */
      talkEndedAt: c.at(),
      waitSeconds: c.real().notNull(),
      talkSeconds: c.real().notNull(),
    },
    (t) => [
      c.index('queue_visits_call').on(t.callId),
      c.index('queue_visits_queue').on(t.tenantId, t.queueId, t.joinedAt),
      c.index('queue_visits_time').on(t.tenantId, t.joinedAt),
    ],
  )

  const callEvents = c.table(
    'call_events',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      callId: c.id().notNull(),
      kind: c.key(24).$type<CallEventKind>().notNull(),
      occurredAt: c.at().notNull(),
      queueId: c.id(),
      agentId: c.id(),
      /** What only this kind of event has, such as the target of a transfer. */
      details: c.json<Record<string, string | number | boolean>>().notNull(),
    },
    (t) => [
      c.index('call_events_call').on(t.callId),
      c.index('call_events_time').on(t.tenantId, t.occurredAt, t.id),
    ],
  )

  return { calls, callLegs, queueVisits, callEvents }
}

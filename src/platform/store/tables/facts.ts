import type { Columns } from '../columns.postgres.ts'

/** How a visit to a queue came out; `WAITING` until it did. */
export type FactOutcome =
  | 'WAITING'
  | 'ANSWERED'
  | 'ABANDONED'
  | 'TIMED_OUT'
  | 'LEFT_EMPTY'
  | 'LEFT_BY_KEY'
  | 'WITHDRAWN'
  | 'INCOMPATIBLE'
  | 'LOST'

/** How the talk of an answered visit ended; `UNKNOWN` where the PBX stopped before it could say. */
export type TalkEnding =
  | 'CALLER_HUNG_UP'
  | 'AGENT_HUNG_UP'
  | 'BLIND_TRANSFER'
  | 'ATTENDED_TRANSFER'
  | 'OLD_TRANSFER'
  | 'UNKNOWN'

export type RingOutcome = 'MISSED' | 'CANCELLED'
export type AbsenceKind = 'PAUSE' | 'WRAP_UP'
/** Where a fact was read: a log (file or table), the events of the PBX, or what another system had kept. */
export type FactSource = 'LOG' | 'EVENTS' | 'IMPORT'

/** Stands in for a queue where something concerns an agent in all queues. */
export const NO_QUEUE = '00000000-0000-0000-0000-000000000000'
/** Stands in for the end of what goes on, so that ends can be compared. */
export const OPEN_END = new Date('9999-12-31T00:00:00.000Z')

/**
 * What queues and agents did: facts of every source, by the same rules. Ids are stable, `version` rises with
 * every step (0 begun, 1 answered, 2 over), and only a greater one overwrites: a replay changes nothing.
 */
export function defineFacts(c: Columns) {
  /** One stay of a caller in a queue. Seconds are whole ones, as Asterisk counts them. */
  const visitFacts = c.table(
    'visit_facts',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      pbxId: c.id().notNull(),
      queueId: c.id().notNull(),
      agentId: c.id(),
      version: c.int().notNull(),
      source: c.key(8).$type<FactSource>().notNull(),
      /** The caller's channel, by its unique id. */
      callid: c.key(80).notNull(),
      outcome: c.key(16).$type<FactOutcome>().notNull(),
      ending: c.key(20).$type<TalkEnding>(),
      joinedAt: c.at().notNull(),
      answeredAt: c.at(),
      /** When the talk, or else the wait, was over; null while it goes on. */
      endedAt: c.at(),
      waitSeconds: c.int().notNull(),
      /** Null while it lasts, where there was none, and where nobody knows. */
      talkSeconds: c.int(),
      ringSeconds: c.int(),
      position: c.int().notNull(),
      callerNumber: c.key(80).notNull(),
      callerName: c.key(120).notNull(),
      did: c.key(80),
      /** What was pressed to leave, or whereto the agent transferred. */
      leftTo: c.key(120),
    },
    (t) => [
      c.index('visit_facts_time').on(t.tenantId, t.joinedAt, t.id),
      c.index('visit_facts_queue').on(t.queueId, t.joinedAt),
      c.index('visit_facts_agent').on(t.agentId, t.joinedAt),
    ],
  )

  /** A phone that rang for a visit and was not answered. */
  const ringFacts = c.table(
    'ring_facts',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      pbxId: c.id().notNull(),
      queueId: c.id().notNull(),
      agentId: c.id().notNull(),
      source: c.key(8).$type<FactSource>().notNull(),
      callid: c.key(80).notNull(),
      outcome: c.key(12).$type<RingOutcome>().notNull(),
      endedAt: c.at().notNull(),
      ringMs: c.int().notNull(),
    },
    (t) => [
      c.index('ring_facts_time').on(t.tenantId, t.endedAt),
      c.index('ring_facts_agent').on(t.agentId, t.endedAt),
    ],
  )

  /** A time in which an agent served a queue, or (NO_QUEUE) any queue at all. */
  const sessionFacts = c.table(
    'session_facts',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      pbxId: c.id().notNull(),
      queueId: c.id().notNull(),
      agentId: c.id().notNull(),
      version: c.int().notNull(),
      source: c.key(8).$type<FactSource>().notNull(),
      startedAt: c.at().notNull(),
      /** OPEN_END while it goes on. */
      endedAt: c.at().notNull(),
    },
    (t) => [
      c.index('session_facts_time').on(t.tenantId, t.endedAt),
      c.index('session_facts_agent').on(t.agentId, t.endedAt),
    ],
  )

  /** A pause or the work after a call, in one queue or (NO_QUEUE) in all. */
  const pauseFacts = c.table(
    'pause_facts',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      pbxId: c.id().notNull(),
      queueId: c.id().notNull(),
      agentId: c.id().notNull(),
      version: c.int().notNull(),
      source: c.key(8).$type<FactSource>().notNull(),
      kind: c.key(8).$type<AbsenceKind>().notNull(),
      /** As the agent gave it; empty for none. */
      reason: c.key(80).notNull(),
      startedAt: c.at().notNull(),
      /** OPEN_END while it goes on. */
      endedAt: c.at().notNull(),
    },
    (t) => [
      c.index('pause_facts_time').on(t.tenantId, t.endedAt),
      c.index('pause_facts_agent').on(t.agentId, t.endedAt),
    ],
  )

  /** Other spellings of an agent: an interface, or a member's name. */
  const agentSpellings = c.table(
    'agent_spellings',
    {
      id: c.id().primaryKey(),
      pbxId: c.id().notNull(),
      tenantId: c.id().notNull(),
      spelling: c.key(190).notNull(),
      agentId: c.id().notNull(),
    },
    (t) => [c.uniqueIndex('agent_spellings_spelling').on(t.pbxId, t.spelling)],
  )

  return { visitFacts, ringFacts, sessionFacts, pauseFacts, agentSpellings }
}

import type {
  AbsenceKind,
  FactOutcome,
  RingOutcome,
  TalkEnding,
} from '../../../platform/store/tables/facts.ts'

/** Stands in for a queue's name where something concerns an agent in all queues. */
export const ALL_QUEUES = ''

/** One stay of a caller in a queue, in the PBX's own names. Instants are milliseconds since 1970. */
export interface VisitFact {
  /** The channel that joined, by its unique id. */
  readonly callid: string
  /** The channel that waits or talks now: a transfer may put another in its place. */
  channel: string
  readonly queue: string
  readonly joinedMs: number
  /** Which of those of one channel, queue and second it is. */
  readonly nth: number
  readonly position: number
  readonly callerNumber: string
  readonly callerName: string
  readonly did: string | null
  /** 0 waits, 1 talks, 2 is over. */
  version: 0 | 1 | 2
  outcome: FactOutcome
  ending: TalkEnding | null
  agent: string | null
  answeredMs: number | null
  endedMs: number | null
  waitSeconds: number
  talkSeconds: number | null
  ringSeconds: number | null
  leftTo: string | null
}

/** A phone that rang for a visit and was not answered. */
export interface RingFact {
  readonly callid: string
  readonly queue: string
  readonly agent: string
  readonly endedMs: number
  readonly nth: number
  readonly ringMs: number
  readonly outcome: RingOutcome
}

/** A time in which an agent served a queue, or any at all. */
export interface SessionFact {
  readonly agent: string
  readonly queue: string
  readonly startedMs: number
  readonly nth: number
  /** Null while it goes on. */
  endedMs: number | null
}

/** A pause or the work after a call, in one queue or in all. */
export interface PauseFact {
  readonly agent: string
  readonly queue: string
  readonly kind: AbsenceKind
  readonly reason: string
  readonly startedMs: number
  readonly nth: number
  /** Null while it goes on. */
  endedMs: number | null
}

/** What has become of facts since they were handed over last. */
export interface FactBatch {
  readonly visits: readonly VisitFact[]
  readonly rings: readonly RingFact[]
  readonly sessions: readonly SessionFact[]
  readonly pauses: readonly PauseFact[]
}

/** What a builder has to know to go on where another stopped; plain JSON. */
export interface OpenFacts {
  readonly visits: readonly VisitFact[]
  readonly presences: readonly PresenceState[]
  /** DIDs dialed by channels that have not joined yet, and channels found incompatible: with their instants. */
  readonly dids: readonly (readonly [callid: string, did: string, atMs: number])[]
  readonly incompatible: readonly (readonly [place: string, atMs: number])[]
  readonly repeats: readonly (readonly [key: string, second: number, count: number])[]
  readonly lastMs: number
}

/** An agent as far as known: whom no session was ever seen of may serve all the same, set up on the PBX. */
export interface PresenceState {
  readonly agent: string
  readonly isLoggedIn: boolean
  readonly sessions: readonly SessionFact[]
  readonly pauses: readonly PauseFact[]
}

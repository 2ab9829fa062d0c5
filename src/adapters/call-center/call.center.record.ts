/** What Issabel CallCenter keeps of a call in a queue, in plain words. Instants are milliseconds since 1970. */
export interface CallCenterVisit {
  readonly uniqueid: string
  readonly queue: string
  /** The agent's number; null for a call that nobody took. */
  readonly agent: string | null
  readonly joinedMs: number
  readonly waitSeconds: number
  /** Null when nobody took it. */
  readonly answeredMs: number | null
  /** Null where nobody knows, because its dialer was stopped meanwhile. */
  readonly talkSeconds: number | null
  readonly outcome: 'ANSWERED' | 'ABANDONED' | 'LOST'
  readonly callerNumber: string
  /** Whereto the agent transferred; empty for nowhere. */
  readonly transferredTo: string
}

/** A time in which an agent was signed in, or on a break. */
export interface CallCenterPresence {
  readonly agent: string
  readonly startedMs: number
  readonly endedMs: number
  /** The name of the break; null for the time signed in. */
  readonly breakName: string | null
}

/** The tables that are taken over, in this order. */
export const CALL_CENTER_PARTS = ['INCOMING', 'OUTGOING', 'PRESENCES'] as const
export type CallCenterPart = (typeof CALL_CENTER_PARTS)[number]

/** A piece of one part. */
export interface CallCenterBatch {
  readonly visits: readonly CallCenterVisit[]
  readonly presences: readonly CallCenterPresence[]
  /** The greatest id read; where to go on. */
  readonly id: string
  readonly rowCount: number
  /** Rows that are none. */
  readonly badRows: number
  /** Of calls and presences that have no end, and are of a day ago at most: they may still get one. */
  readonly unfinished: number
  readonly isEnd: boolean
}

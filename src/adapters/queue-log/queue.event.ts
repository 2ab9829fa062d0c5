/** What a queue, a caller in it or an agent of it did. Every source is read into these. */
export type QueueEventKind =
  /** The PBX's process began: what was open before is over, and nobody said how. */
  | 'STARTED'
  | 'JOINED'
  | 'CONNECTED'
  | 'COMPLETED_BY_CALLER'
  | 'COMPLETED_BY_AGENT'
  | 'BLIND_TRANSFERRED'
  | 'ATTENDED_TRANSFERRED'
  | 'OLD_TRANSFERRED'
  | 'ABANDONED'
  | 'TIMED_OUT'
  | 'LEFT_EMPTY'
  | 'LEFT_BY_KEY'
  | 'WITHDRAWN'
  /** The channels have no codec in common; the caller is out, and some PBXs say ABANDONED as well. */
  | 'INCOMPATIBLE'
  /** The visit is over and no source can say how: found gone after the link to the PBX was lost. */
  | 'VANISHED'
  | 'RING_MISSED'
  | 'RING_CANCELLED'
  | 'MEMBER_ADDED'
  | 'MEMBER_REMOVED'
  | 'PAUSED'
  | 'UNPAUSED'
  | 'PAUSED_ALL'
  | 'UNPAUSED_ALL'
  | 'LOGGED_IN'
  | 'LOGGED_OFF'
  | 'WRAP_UP_STARTED'
  | 'DID_DIALED'
  /** Nothing that facts are made of, such as a reload or what a dialplan notes for itself. */
  | 'OTHER'

/** One event of a queue, whatever told it. What a kind does not have is 0, or empty. */
export interface QueueEvent {
  readonly kind: QueueEventKind
  /** When it happened, in milliseconds since 1970. */
  readonly atMs: number
  /** The caller's channel, by its unique id; or a word such as NONE, MANAGER. */
  readonly callid: string
  /** The queue's name on the PBX; NONE where it concerns none, or all. */
  readonly queue: string
  /** The agent as the source spells them: a member's name or an interface; NONE where there is none. */
  readonly agent: string
  /** How long the caller waited, in whole seconds as the PBX counts them. Never negative. */
  readonly waitSeconds: number
  /**
   * How long they talked, or how long somebody was logged in, or how long the work after a call shall last; -1
   * where the source should tell and does not.
   */
  readonly talkSeconds: number
  /** How long the phone rang, in milliseconds. */
  readonly ringMs: number
  /** The caller's place in the queue when they joined. */
  readonly position: number
  /** The caller's number, the DID that was dialed, the key that was pressed, or whereto was transferred. */
  readonly number: string
  /** The caller's name, or the reason of a pause. */
  readonly text: string
}

/** Ten years: nothing that a queue tells lasts longer, or is more. */
export const MOST_COUNTED = 315_360_000

/** A whole number as a PBX writes it. What is none, or makes no sense as after a clock was set, counts as 0. */
export const wholeNumber = (text: string | undefined): number => {
  const value = Math.trunc(Number(text))
  return value > 0 && value <= MOST_COUNTED ? value : 0
}

import type { AmiMessage } from '../ami/message.ts'
import { known } from '../ami/names.ts'
import { countOf } from './ami.event.ts'

/** How far a visit has come: `GAVE_UP` and `LEFT` until the PBX says why, or goes on without saying. */
export type AmiVisitStage = 'WAITING' | 'GAVE_UP' | 'LEFT' | 'TALKING'

/** A member's phone that rings for a visit. */
export interface AmiRing {
  readonly agent: string
  readonly sinceMs: number
  /** When the PBX let it ring no longer, because the caller was gone. */
  cancelledMs?: number
}

/** Who serves a caller: the member as queue_log spells them, their interface and their channel. */
export interface AmiServing {
  agent: string
  memberInterface: string
  agentChannel: string
}

/** A stay in a queue as the wire tells it, from joining to the end of the talk. */
export interface AmiVisit extends AmiServing {
  /** The channel that joined; every event of the visit is told under its name. */
  readonly callid: string
  /** The channel that is in its place now: an attended transfer may put another there. */
  channel: string
  readonly queue: string
  readonly joinedMs: number
  readonly position: number
  /** Where in the dialplan the queue was entered: who is elsewhere has left. */
  readonly place: string
  stage: AmiVisitStage
  /** Phones that ring, by their channels; and the channels of those that rang before. */
  readonly rings: Map<string, AmiRing>
  readonly rung: Set<string>
  /** Whether the PBX tells why this caller leaves: a filter of events may keep that back. */
  tellsReasons: boolean
  isHangingUp: boolean
  leftMs: number
  waitSeconds: number
  /** Whether the caller's channel, and the agent's, are gone while the end of the talk has not been told. */
  isCallerGone: boolean
  isAgentGone: boolean
}

/** What is known of a visit when it begins. */
export function beginVisit(message: AmiMessage, joinedMs: number): AmiVisit {
  const callid = message.get('Uniqueid') ?? ''
  return {
    ...newVisit(callid, message.get('Queue') ?? '', joinedMs),
    position: countOf(message, 'Position') || 1,
    place: `${message.get('Context')} ${message.get('Exten')}`,
  }
}

/** A visit that was told before, as far as the store has kept it. */
export const resumedVisit = (kept: {
  callid: string
  queue: string
  joinedMs: number
  position: number
  agent: string | null
  answeredMs: number | null
}): AmiVisit => ({
  ...newVisit(kept.callid, kept.queue, kept.joinedMs),
  position: kept.position,
  agent: kept.agent ?? '',
  stage: kept.answeredMs === null ? 'WAITING' : 'TALKING',
  // Its channel is not kept: the caller's end is all that can be seen.
  isAgentGone: true,
})

function newVisit(callid: string, queue: string, joinedMs: number): AmiVisit {
  return {
    callid,
    channel: callid,
    queue,
    joinedMs,
    position: 1,
    place: '',
    stage: 'WAITING',
    rings: new Map(),
    rung: new Set(),
    tellsReasons: false,
    isHangingUp: false,
    leftMs: 0,
    waitSeconds: 0,
    agent: '',
    memberInterface: '',
    agentChannel: '',
    isCallerGone: false,
    isAgentGone: false,
  }
}

/** What is told of the caller when a visit begins. */
export const callerOf = (message: AmiMessage) => ({
  number: known(message.get('CallerIDNum')),
  text: known(message.get('CallerIDName')),
})

/** Whole seconds between two instants, as a PBX counts them that looks at a clock without fractions. */
export const secondsBetween = (fromMs: number, untilMs: number): number =>
  Math.max(0, Math.floor(untilMs / 1000) - Math.floor(fromMs / 1000))

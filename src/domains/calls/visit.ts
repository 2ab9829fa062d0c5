import type { VisitOutcome } from '../../platform/store/tables/calls.ts'

/** One stay of a caller in a queue, from joining to the end of the talk it led to. Ticks are monotonic ms. */
export interface Visit {
  readonly id: string
  readonly queueId: string
  readonly queueName: string
  /** The channel that waits. */
  readonly uniqueid: string
  readonly position: number
  readonly joinedTick: number
  outcome: VisitOutcome
  /** The PBX counts the caller among those who gave up; why it went, it may still tell. */
  hasGivenUp?: boolean
  agentId: string | undefined
  answeredTick: number | undefined
  leftTick: number | undefined
  /** When the talk ended; undefined while it lasts. */
  talkEndedTick: number | undefined
  /** How long the caller waited, and talked, as the PBX counts it: reports count the same whole seconds. */
  toldWaitMs?: number
  toldTalkMs?: number
}

/** A step of a visit that counters count. */
export type VisitChange =
  | { kind: 'JOINED' }
  | { kind: 'LEFT'; outcome: VisitOutcome; waitMs: number }
  | { kind: 'TALKED'; talkMs: number }
  /** The PBX says how long a talk was that had been measured so far. */
  | { kind: 'TALK_TOLD'; moreMs: number }

export const isWaiting = (visit: Visit): boolean => visit.leftTick === undefined

/** Left the queue, and nobody has said yet how: the PBX tells the reason a moment later. */
export const isUnresolved = (visit: Visit): boolean =>
  visit.leftTick !== undefined && visit.outcome === 'WAITING'

export const isTalking = (visit: Visit): boolean =>
  visit.outcome === 'ANSWERED' && visit.talkEndedTick === undefined

export const waitMs = (visit: Visit, tick: number): number =>
  visit.toldWaitMs ?? (visit.answeredTick ?? visit.leftTick ?? tick) - visit.joinedTick

export const talkMs = (visit: Visit, tick: number): number =>
  visit.toldTalkMs ??
  (visit.answeredTick === undefined ? 0 : (visit.talkEndedTick ?? tick) - visit.answeredTick)

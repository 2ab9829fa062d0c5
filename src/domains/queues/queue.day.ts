import type { VisitOutcome } from '../../platform/store/tables/calls.ts'
import type { QueueDay } from './queue.types.ts'

/** A step of a visit that is counted. */
export type VisitChange =
  | { kind: 'JOINED' }
  | { kind: 'LEFT'; outcome: VisitOutcome; waitMs: number }
  | { kind: 'TALKED'; talkMs: number }

/** Visits of one kind, summed. */
export interface VisitTally {
  outcome: VisitOutcome
  count: number
  answeredInTime: number
  waitMs: number
  talkMs: number
  /** Visits whose talk is over. */
  finished: number
}

/**
 * The counters of a queue's local day. A visit belongs to the day it began on, whatever day it ends, and is
 * counted by the same rules as in the reports.
 */
export class QueueDayCounter {
  private offered = 0
  private answered = 0
  private abandoned = 0
  private timedOut = 0
  private leftOtherwise = 0
  private lost = 0
  private answeredInTime = 0
  private answeredWaitMs = 0
  private talkMs = 0
  private finished = 0

  constructor(readonly dayStart: Date) {}

  /** Adds what earlier visits of the day came to. */
  add(tally: VisitTally): void {
    this.offered += tally.count
    this.settle(tally.outcome, tally.count)
    if (tally.outcome !== 'ANSWERED') return
    this.answeredInTime += tally.answeredInTime
    this.answeredWaitMs += tally.waitMs
    this.talkMs += tally.talkMs
    this.finished += tally.finished
  }

  joined(): void {
    this.offered++
  }

  left(outcome: VisitOutcome, waitMs: number, serviceLevelSeconds: number): void {
    this.settle(outcome, 1)
    if (outcome !== 'ANSWERED') return
    this.answeredWaitMs += waitMs
    if (waitMs <= serviceLevelSeconds * 1000) this.answeredInTime++
  }

  talked(talkMs: number): void {
    this.talkMs += talkMs
    this.finished++
  }

  private settle(outcome: VisitOutcome, count: number): void {
    switch (outcome) {
      case 'WAITING':
        return
      case 'ANSWERED':
        this.answered += count
        return
      case 'ABANDONED':
        this.abandoned += count
        return
      case 'TIMED_OUT':
        this.timedOut += count
        return
      case 'UNKNOWN':
        this.lost += count
        return
      default:
        this.leftOtherwise += count
    }
  }

  get abandonRate(): number | null {
    return this.offered === 0 ? null : this.abandoned / this.offered
  }

  get summary(): QueueDay {
    const { offered, answered, abandoned, timedOut, leftOtherwise, lost, answeredInTime } = this
    return {
      offered,
      answered,
      abandoned,
      timedOut,
      leftOtherwise,
      lost,
      waiting: Math.max(0, offered - answered - abandoned - timedOut - leftOtherwise - lost),
      answeredInTime,
      serviceLevel: offered === 0 ? null : answeredInTime / offered,
      averageWaitSeconds: answered === 0 ? null : this.answeredWaitMs / answered / 1000,
      averageTalkSeconds: this.finished === 0 ? null : this.talkMs / this.finished / 1000,
    }
  }
}

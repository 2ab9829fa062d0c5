import {
  countInTime,
  rate,
  type ServiceLevelCounts,
  type ServiceLevelRule,
  serviceLevel,
} from '../../platform/service.level.ts'
import type { VisitOutcome } from '../../platform/store/tables/calls.ts'
import { WaitHistogram } from '../../platform/wait.histogram.ts'
import type { QueueDay } from './queue.types.ts'

/** A step of a visit that is counted. */
export type VisitChange =
  | { kind: 'JOINED' }
  | { kind: 'LEFT'; outcome: VisitOutcome; waitMs: number }
  | { kind: 'TALKED'; talkMs: number }
  | { kind: 'TALK_TOLD'; moreMs: number }

/** Visits of one outcome that waited equally many whole seconds, summed. */
export interface VisitTally {
  outcome: VisitOutcome
  wholeWaitSeconds: number
  count: number
  waitMs: number
  talkMs: number
  /** Visits whose talk is over. */
  finished: number
}

/**
 * The counters of a queue's local day. A visit belongs to the day it began on, whatever day it ends, and is
 * counted by the same rules as in the reports: whether it was in time goes by whole seconds, as PBXs count them.
 */
export class QueueDayCounter {
  private offered = 0
  private answered = 0
  private abandoned = 0
  private timedOut = 0
  private leftOtherwise = 0
  private lost = 0
  private answeredWaitMs = 0
  private talkMs = 0
  private finished = 0
  private readonly answeredWaits = new WaitHistogram()
  private readonly abandonedWaits = new WaitHistogram()

  constructor(readonly dayStart: Date) {}

  /** Adds what earlier visits of the day came to. */
  add({ outcome, wholeWaitSeconds, count, waitMs, talkMs, finished }: VisitTally): void {
    this.offered += count
    this.settle(outcome, count, wholeWaitSeconds)
    if (outcome !== 'ANSWERED') return
    this.answeredWaitMs += waitMs
    this.talkMs += talkMs
    this.finished += finished
  }

  joined(): void {
    this.offered++
  }

  left(outcome: VisitOutcome, waitMs: number): void {
    this.settle(outcome, 1, Math.floor(waitMs / 1000))
    if (outcome === 'ANSWERED') this.answeredWaitMs += waitMs
  }

  talked(talkMs: number): void {
    this.talkMs += talkMs
    this.finished++
  }

  /** A talk that counted was longer, or shorter, than measured. */
  talkTold(moreMs: number): void {
    this.talkMs += moreMs
  }

  private settle(outcome: VisitOutcome, count: number, waitSeconds: number): void {
    switch (outcome) {
      case 'WAITING':
        return
      case 'ANSWERED':
        this.answered += count
        this.answeredWaits.add(waitSeconds, count)
        return
      case 'ABANDONED':
        this.abandoned += count
        this.abandonedWaits.add(waitSeconds, count)
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
    return rate(this.abandoned, this.offered)
  }

  serviceLevel(rule: ServiceLevelRule): number | null {
    return serviceLevel(rule.formula, this.inTime(rule))
  }

  summary(rule: ServiceLevelRule): QueueDay {
    const { offered, answered, abandoned, timedOut, leftOtherwise, lost } = this
    const inTime = this.inTime(rule)
    return {
      offered,
      answered,
      abandoned,
      timedOut,
      leftOtherwise,
      lost,
      waiting: Math.max(0, offered - answered - abandoned - timedOut - leftOtherwise - lost),
      answeredInTime: inTime.answeredInTime,
      inTime,
      serviceLevel: serviceLevel(rule.formula, inTime),
      averageWaitSeconds: answered === 0 ? null : this.answeredWaitMs / answered / 1000,
      averageTalkSeconds: this.finished === 0 ? null : this.talkMs / this.finished / 1000,
    }
  }

  private inTime(rule: ServiceLevelRule): ServiceLevelCounts {
    const { offered, answered, abandoned } = this
    return countInTime({ offered, answered, abandoned }, this.answeredWaits, this.abandonedWaits, rule)
  }
}

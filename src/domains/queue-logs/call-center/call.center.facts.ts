import type { CallCenterPresence, CallCenterVisit } from '../../../adapters/call-center/call.center.record.ts'
import {
  ALL_QUEUES,
  type FactBatch,
  type PauseFact,
  type SessionFact,
  type VisitFact,
} from '../facts/fact.types.ts'
import { Repeats } from '../facts/repeats.ts'

const SETTLED_MS = 86_400_000

/** Makes facts of what Issabel CallCenter kept. Of two things alike in one second each has its number, as in a log. */
export class CallCenterFacts {
  private readonly repeats: Repeats
  private lastMs = 0

  /** @param repeats the numbers that another had given before, to go on from there. */
  constructor(repeats?: Repeats['state']) {
    this.repeats = new Repeats(repeats)
  }

  batch(visits: readonly CallCenterVisit[], presences: readonly CallCenterPresence[]): FactBatch {
    return {
      visits: visits.map((visit) => this.visit(visit)),
      rings: [],
      sessions: presences.filter(({ breakName }) => breakName === null).map((each) => this.session(each)),
      pauses: presences.flatMap((each) =>
        each.breakName === null ? [] : [this.pause(each, each.breakName)],
      ),
    }
  }

  get state(): Repeats['state'] {
    this.repeats.forgetBefore(this.lastMs - SETTLED_MS)
    return this.repeats.state
  }

  private visit(visit: CallCenterVisit): VisitFact {
    const { uniqueid: callid, queue, joinedMs, waitSeconds, answeredMs, talkSeconds, outcome } = visit
    return {
      ...{ callid, channel: callid, queue, joinedMs, waitSeconds, answeredMs, talkSeconds, outcome },
      nth: this.next(`visit ${callid}|${queue}`, joinedMs),
      // Nobody kept which place in the queue it had.
      position: 1,
      callerNumber: visit.callerNumber,
      callerName: '',
      did: null,
      version: 2,
      ending: outcome !== 'ANSWERED' ? null : visit.transferredTo === '' ? 'UNKNOWN' : 'BLIND_TRANSFER',
      agent: visit.agent,
      endedMs: answeredMs === null ? joinedMs + waitSeconds * 1000 : answeredMs + (talkSeconds ?? 0) * 1000,
      ringSeconds: null,
      leftTo: visit.transferredTo || null,
    }
  }

  private session({ agent, startedMs, endedMs }: CallCenterPresence): SessionFact {
    const nth = this.next(`session ${agent}`, startedMs)
    return { agent, queue: ALL_QUEUES, startedMs, nth, endedMs }
  }

  private pause({ agent, startedMs, endedMs }: CallCenterPresence, reason: string): PauseFact {
    const nth = this.next(`PAUSE ${agent}`, startedMs)
    return { agent, queue: ALL_QUEUES, kind: 'PAUSE', reason, startedMs, nth, endedMs }
  }

  private next(key: string, atMs: number): number {
    this.lastMs = Math.max(this.lastMs, atMs)
    return this.repeats.next(key, atMs)
  }
}

import { NO_QUEUE, OPEN_END } from '../../src/platform/store/tables/facts.ts'
import type { Facts, PauseFact, SessionFact, VisitFact } from './facts.ts'

/** Sums of facts as a child would make them: one fact after the other. */

const OUTCOME_NAMES = {
  ANSWERED: 'answered',
  ABANDONED: 'abandoned',
  TIMED_OUT: 'timedOut',
  LEFT_EMPTY: 'leftEmpty',
  LEFT_BY_KEY: 'leftByKey',
  WITHDRAWN: 'withdrawn',
  INCOMPATIBLE: 'incompatible',
  LOST: 'lost',
  WAITING: 'waiting',
} as const
const ENDING_NAMES = {
  CALLER_HUNG_UP: 'hungUpByCaller',
  AGENT_HUNG_UP: 'hungUpByAgent',
  BLIND_TRANSFER: 'blindTransfers',
  ATTENDED_TRANSFER: 'attendedTransfers',
  OLD_TRANSFER: 'oldTransfers',
} as const

export interface Told {
  figures: Record<string, number>
  longestWaitSeconds: number
  answeredWaits: Record<number, number>
  abandonedWaits: Record<number, number>
}

export function tell(visits: readonly VisitFact[]): Told {
  const figures: Record<string, number> = {
    offered: visits.length,
    answeredWaitSeconds: 0,
    abandonedWaitSeconds: 0,
    talkSeconds: 0,
    talkUnknown: 0,
    ringSeconds: 0,
  }
  for (const name of [...Object.values(OUTCOME_NAMES), ...Object.values(ENDING_NAMES)]) figures[name] = 0
  const told: Told = { figures, longestWaitSeconds: 0, answeredWaits: {}, abandonedWaits: {} }
  for (const visit of visits) {
    const { outcome, ending, waitSeconds, talkSeconds, ringSeconds } = visit
    figures[OUTCOME_NAMES[outcome]]! += 1
    if (ending && ending !== 'UNKNOWN') figures[ENDING_NAMES[ending]]! += 1
    told.longestWaitSeconds = Math.max(told.longestWaitSeconds, waitSeconds)
    figures.talkSeconds! += talkSeconds ?? 0
    figures.ringSeconds! += ringSeconds ?? 0
    if (outcome === 'ANSWERED') {
      figures.answeredWaitSeconds! += waitSeconds
      if (talkSeconds === null) figures.talkUnknown! += 1
      told.answeredWaits[waitSeconds] = (told.answeredWaits[waitSeconds] ?? 0) + 1
    }
    if (outcome === 'ABANDONED') {
      figures.abandonedWaitSeconds! += waitSeconds
      told.abandonedWaits[waitSeconds] = (told.abandonedWaits[waitSeconds] ?? 0) + 1
    }
  }
  return told
}

export const within = (at: Date, fromMs: number, untilMs: number) =>
  at.getTime() >= fromMs && at.getTime() < untilMs

const second = (ms: number) => Math.floor(ms / 1000)

/** Seconds and beginnings of spans within a period, by what `nameOf` calls them. */
export function tellSpans<Span extends SessionFact | PauseFact>(
  spans: readonly Span[],
  period: { fromMs: number; untilMs: number; nowMs: number; openUntil: ReadonlyMap<string, number> },
  nameOf: (span: Span) => string,
): Record<string, { seconds: number; begun: number }> {
  const told: Record<string, { seconds: number; begun: number }> = {}
  const untilMs = Math.min(period.untilMs, period.nowMs)
  for (const span of spans) {
    const isOpen = span.endedAt.getTime() === OPEN_END.getTime()
    const endMs = isOpen ? (period.openUntil.get(span.pbxId) ?? untilMs) : span.endedAt.getTime()
    const from = second(Math.max(span.startedAt.getTime(), period.fromMs))
    const until = second(Math.min(endMs, untilMs))
    const begun = within(span.startedAt, period.fromMs, untilMs) ? 1 : 0
    if (until <= from && !begun) continue
    const each = (told[nameOf(span)] ??= { seconds: 0, begun: 0 })
    each.seconds += Math.max(0, until - from)
    each.begun += begun
  }
  return told
}

/** What agents answered and missed within a period, by agent and queue. */
export function tellWork({ visits, rings }: Facts, fromMs: number, untilMs: number) {
  const told: Record<string, Record<string, number>> = {}
  const of = (agentId: string, queueId: string) =>
    (told[`${agentId} ${queueId}`] ??= {
      answered: 0,
      waitSeconds: 0,
      talkSeconds: 0,
      talkUnknown: 0,
      ringSeconds: 0,
      transfers: 0,
      missed: 0,
      missedLong: 0,
      cancelled: 0,
    })
  for (const visit of visits) {
    if (visit.outcome !== 'ANSWERED' || !visit.agentId || !within(visit.joinedAt, fromMs, untilMs)) continue
    const each = of(visit.agentId, visit.queueId)
    each.answered! += 1
    each.waitSeconds! += visit.waitSeconds
    each.talkSeconds! += visit.talkSeconds ?? 0
    each.talkUnknown! += visit.talkSeconds === null ? 1 : 0
    each.ringSeconds! += visit.ringSeconds ?? 0
    each.transfers! += visit.ending?.endsWith('TRANSFER') ? 1 : 0
  }
  for (const ring of rings) {
    if (!within(ring.endedAt, fromMs, untilMs)) continue
    const each = of(ring.agentId, ring.queueId)
    if (ring.outcome === 'CANCELLED') each.cancelled! += 1
    else {
      each.missed! += 1
      if (ring.ringMs > 1000) each.missedLong! += 1
    }
  }
  return told
}

export { NO_QUEUE }

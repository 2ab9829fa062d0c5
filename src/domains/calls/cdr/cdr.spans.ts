import { seamOf } from '../../../adapters/ami/names.ts'
import type { CdrRow } from '../../../adapters/cdr/cdr.row.ts'

/** A stretch of time. */
export interface Span {
  startMs: number
  endMs: number
}

/** A stay in a queue as the queue's own log tells it: better than records, which do not know who waited when. */
export interface ToldVisit {
  readonly callid: string
  readonly queueId: string
  readonly agentId: string | null
  readonly outcome: string
  readonly joinedAt: Date
  readonly answeredAt: Date | null
  readonly waitSeconds: number
  readonly talkSeconds: number | null
}

/** When callers talked and waited by what their queues' log tells. */
export const talksTold = (visits: readonly ToldVisit[]): Span[] =>
  visits.flatMap(({ answeredAt, talkSeconds }) =>
    answeredAt
      ? [{ startMs: answeredAt.getTime(), endMs: answeredAt.getTime() + (talkSeconds ?? 0) * 1000 }]
      : [],
  )

export const waitsTold = (visits: readonly ToldVisit[]): Span[] =>
  visits.map(({ joinedAt, waitSeconds }) => ({
    startMs: joinedAt.getTime(),
    endMs: joinedAt.getTime() + waitSeconds * 1000,
  }))

/**
 * When two talked. A queue or a ring group calls phones through Local channels: their far half knows when the phone
 * was answered, the near one only when the call was.
 */
export function talksOf(rows: readonly CdrRow[]): Span[] {
  const far = new Map<string, Span>()
  for (const { channel, isAnswered, answerMs, endMs } of rows) {
    const seam = seamOf(channel)
    if (seam && !far.has(seam)) far.set(seam, { startMs: Infinity, endMs })
    if (seam && isAnswered) far.set(seam, { startMs: answerMs!, endMs })
  }
  const talks = rows
    .filter(({ isAnswered, otherChannel }) => isAnswered && otherChannel !== '')
    .map(({ answerMs, endMs, otherChannel }) => {
      const half = far.get(seamOf(otherChannel) ?? '')
      const startMs = Math.max(answerMs!, half?.startMs ?? 0)
      return { startMs, endMs: Math.min(endMs, half?.endMs ?? endMs) }
    })
    .filter(({ startMs, endMs }) => endMs > startMs)
  return spansOf(talks)
}

/** The stays in queues, whose phones have a record each, until the talk within them began. */
export function waitsOf(visits: readonly CdrRow[], talks: readonly Span[]): Span[] {
  const stays = new Map<string, Span>()
  for (const { uniqueid, queue, startMs, endMs } of visits) {
    const stay = stays.get(`${uniqueid}|${queue}`)
    if (!stay) stays.set(`${uniqueid}|${queue}`, { startMs, endMs })
    else stay.endMs = Math.max(stay.endMs, endMs)
  }
  return [...stays.values()].map(({ startMs, endMs }) => {
    const talk = talks.find((each) => each.startMs >= startMs && each.startMs < endMs)
    return { startMs, endMs: talk ? talk.startMs : endMs }
  })
}

/** The same spans without overlaps, in order. */
export function spansOf(spans: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const span of [...spans].sort((a, b) => a.startMs - b.startMs)) {
    const last = joined.at(-1)
    if (last && span.startMs <= last.endMs) last.endMs = Math.max(last.endMs, span.endMs)
    else joined.push({ ...span })
  }
  return joined
}

/** How long they are together, in seconds. */
export const lengthOf = (spans: readonly Span[]): number =>
  spansOf(spans).reduce((sum, { startMs, endMs }) => sum + (endMs - startMs) / 1000, 0)

import type { LocalCalendar } from '../../../platform/local.calendar.ts'
import type { Slot } from '../rollups/slots.ts'
import { QUARTER_MS } from '../rollups/visit.sums.ts'

/** Numbers in a row, both ends among them. */
export interface Run {
  readonly first: number
  readonly last: number
}

/** A stretch of time; its end is not part of it. */
export interface Stretch {
  readonly fromMs: number
  readonly untilMs: number
}

/**
 * What answers for a period: closed days, quarters for what lies between them, and the facts themselves where
 * it begins or ends within a quarter. Together they are the period, and nothing twice.
 */
export interface Cover {
  readonly days: readonly Run[]
  readonly quarters: readonly Run[]
  readonly edges: readonly Slot[]
  /** All that is not closed days: where agents are told by the facts. */
  readonly rest: readonly Slot[]
}

export function coverOf(period: Stretch, calendar: LocalCalendar, closed: ReadonlySet<number>): Cover {
  const days: { first: number; last: number }[] = []
  const rest: Slot[] = []
  let restFromMs = period.fromMs
  const endRest = (untilMs: number) => {
    if (untilMs > restFromMs) rest.push({ slot: rest.length, fromMs: restFromMs, untilMs })
  }
  for (const day of daysWithin(period, calendar)) {
    if (!closed.has(day)) continue
    endRest(calendar.startMs(day))
    restFromMs = calendar.startMs(day + 1)
    const run = days.at(-1)
    if (run?.last === day - 1) run.last = day
    else days.push({ first: day, last: day })
  }
  endRest(period.untilMs)
  return { days, rest, ...quartersOf(rest) }
}

/** The same without days, for what is told by the hour. */
export function coverByQuarters({ fromMs, untilMs }: Stretch): Cover {
  const rest = untilMs > fromMs ? [{ slot: 0, fromMs, untilMs }] : []
  return { days: [], rest, ...quartersOf(rest) }
}

/** Whole days of a period. */
export function daysWithin({ fromMs, untilMs }: Stretch, calendar: LocalCalendar): number[] {
  if (untilMs <= fromMs) return []
  const days: number[] = []
  let day = calendar.dayOf(fromMs)
  if (calendar.startMs(day) < fromMs) day++
  for (; calendar.startMs(day + 1) <= untilMs; day++) days.push(day)
  return days
}

function quartersOf(stretches: readonly Stretch[]): Pick<Cover, 'quarters' | 'edges'> {
  const quarters: Run[] = []
  const edges: Slot[] = []
  const addEdge = (fromMs: number, untilMs: number) => {
    if (untilMs > fromMs) edges.push({ slot: edges.length, fromMs, untilMs })
  }
  for (const { fromMs, untilMs } of stretches) {
    const first = Math.ceil(fromMs / QUARTER_MS)
    const last = Math.floor(untilMs / QUARTER_MS) - 1
    if (last < first) addEdge(fromMs, untilMs)
    else {
      addEdge(fromMs, first * QUARTER_MS)
      quarters.push({ first, last })
      addEdge((last + 1) * QUARTER_MS, untilMs)
    }
  }
  return { quarters, edges }
}

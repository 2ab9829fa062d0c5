import type { LocalCalendar } from '../../../platform/local.calendar.ts'
import { HOUR_MS, type Slot } from '../rollups/slots.ts'
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
  /** All that is not closed days: where presence and absence of agents are told by the facts. */
  readonly rest: readonly Slot[]
}

/** What answers for the work of agents: closed days, closed hours, and the facts for the rest. */
export interface WorkCover {
  readonly days: readonly Run[]
  readonly hours: readonly Run[]
  readonly rest: readonly Slot[]
}

export function coverOf(period: Stretch, calendar: LocalCalendar, closed: ReadonlySet<number>): Cover {
  const whole = daysWithin(period, calendar).filter((day) => closed.has(day))
  const { runs: days, rest } = takeOut([period], whole, (day) => calendar.startMs(day))
  return { days, rest, ...quartersOf(rest) }
}

export function workCoverOf({ days, rest: stretches }: Cover, closed: ReadonlySet<number>): WorkCover {
  const whole = stretches.flatMap(hoursWithin).filter((hour) => closed.has(hour))
  const { runs: hours, rest } = takeOut(stretches, whole, (hour) => hour * HOUR_MS)
  return { days, hours, rest }
}

/** Takes days or hours, which lie within the stretches and are in their order, out of them. */
function takeOut(
  stretches: readonly Stretch[],
  numbers: readonly number[],
  startMs: (number: number) => number,
): { runs: Run[]; rest: Slot[] } {
  const runs: { first: number; last: number }[] = []
  const rest: Slot[] = []
  let at = 0
  for (const { fromMs, untilMs } of stretches) {
    let restFromMs = fromMs
    const endRest = (endMs: number) => {
      if (endMs > restFromMs) rest.push({ slot: rest.length, fromMs: restFromMs, untilMs: endMs })
    }
    for (; at < numbers.length && startMs(numbers[at]! + 1) <= untilMs; at++) {
      const number = numbers[at]!
      endRest(startMs(number))
      restFromMs = startMs(number + 1)
      const run = runs.at(-1)
      if (run?.last === number - 1) run.last = number
      else runs.push({ first: number, last: number })
    }
    endRest(untilMs)
  }
  return { runs, rest }
}

function hoursWithin({ fromMs, untilMs }: Stretch): number[] {
  const first = Math.ceil(fromMs / HOUR_MS)
  const count = Math.floor(untilMs / HOUR_MS) - first
  return Array.from({ length: Math.max(0, count) }, (_, at) => first + at)
}

/** The same without days, for what is told by the hour. */
export function coverByQuarters({ fromMs, untilMs }: Stretch): Cover {
  const rest = untilMs > fromMs ? [{ slot: 0, fromMs, untilMs }] : []
  return { days: [], rest, ...quartersOf(rest) }
}

/** Whole days of a period. */
function daysWithin({ fromMs, untilMs }: Stretch, calendar: LocalCalendar): number[] {
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

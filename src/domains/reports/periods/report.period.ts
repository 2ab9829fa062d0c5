import { DomainError } from '../../../errors.ts'
import { firstOfMonth, type LocalCalendar, weekdayOf } from '../../../platform/local.calendar.ts'
import { QUARTER_MS } from '../rollups/visit.sums.ts'
import type { Stretch } from './period.cover.ts'
import type { ReportGrouping, ReportPeriodInput, ReportPeriodName } from './period.types.ts'

export const MOST_DAYS = 732
/** What is told by the hour is made of quarters, of which there are many. */
export const MOST_DAYS_BY_HOUR = 93
const DAY_MS = 86_400_000

/** A period with the one before it, to be compared with. */
export interface ReportTimes {
  readonly period: Stretch
  readonly previous: Stretch
}

/** @throws DomainError PERIOD_UNCLEAR, EMPTY_PERIOD, PERIOD_TOO_LONG at `period` */
export function timesOf(
  { name, from, until }: ReportPeriodInput,
  calendar: LocalCalendar,
  now: Date,
  mostDays = MOST_DAYS,
): ReportTimes {
  if (name ? from || until : !from || !until) throw new DomainError('PERIOD_UNCLEAR', ['period'])
  const times = name ? timesOfName(name, calendar, now) : timesBetween(from!, until!, calendar)
  const { fromMs, untilMs } = times.period
  if (untilMs <= fromMs) throw new DomainError('EMPTY_PERIOD', ['period', 'until'])
  if (untilMs - fromMs > (mostDays + 1) * DAY_MS)
    throw new DomainError('PERIOD_TOO_LONG', ['period'], { maximumDays: mostDays })
  return times
}

/**
 * Of a period that goes on, only as much of the one before is compared as has been of it: until ten today with
 * until ten yesterday.
 */
function timesOfName(name: ReportPeriodName, calendar: LocalCalendar, now: Date): ReportTimes {
  const today = calendar.dayOf(now.getTime())
  const monday = today - weekdayOf(today)
  const whole = (first: number, after: number, before: number): ReportTimes => ({
    period: { fromMs: calendar.startMs(first), untilMs: calendar.startMs(after) },
    previous: { fromMs: calendar.startMs(before), untilMs: calendar.startMs(first) },
  })
  const goingOn = (first: number, after: number, before: number): ReportTimes => {
    const { period, previous } = whole(first, after, before)
    const untilMs = Math.min(previous.untilMs, previous.fromMs + now.getTime() - period.fromMs)
    return { period, previous: { ...previous, untilMs } }
  }
  switch (name) {
    case 'TODAY':
      return goingOn(today, today + 1, today - 1)
    case 'YESTERDAY':
      return whole(today - 1, today, today - 2)
    case 'THIS_WEEK':
      return goingOn(monday, monday + 7, monday - 7)
    case 'LAST_WEEK':
      return whole(monday - 7, monday, monday - 14)
    case 'THIS_MONTH':
      return goingOn(firstOfMonth(today), firstOfMonth(today, 1), firstOfMonth(today, -1))
    case 'LAST_MONTH':
      return whole(firstOfMonth(today, -1), firstOfMonth(today), firstOfMonth(today, -2))
    case 'LAST_7_DAYS':
      return goingOn(today - 6, today + 1, today - 13)
    case 'LAST_30_DAYS':
      return goingOn(today - 29, today + 1, today - 59)
  }
}

/** Whole days are compared with as many days before, and any other time with as long a time before. */
function timesBetween(from: Date, until: Date, calendar: LocalCalendar): ReportTimes {
  const [fromMs, untilMs] = [from.getTime(), until.getTime()]
  const [first, after] = [calendar.dayOf(fromMs), calendar.dayOf(untilMs)]
  const isWhole = calendar.startMs(first) === fromMs && calendar.startMs(after) === untilMs
  const beforeMs = isWhole ? calendar.startMs(first - (after - first)) : fromMs - (untilMs - fromMs)
  return { period: { fromMs, untilMs }, previous: { fromMs: beforeMs, untilMs: fromMs } }
}

/** A period cut into local hours, days, weeks or months; the first and the last may be parts of one. */
export function cut(period: Stretch, grouping: ReportGrouping, calendar: LocalCalendar): Stretch[] {
  const bounds = grouping === 'HOUR' ? hourBounds(period, calendar) : dayBounds(period, grouping, calendar)
  const cuts = [
    period.fromMs,
    ...bounds.filter((ms) => ms > period.fromMs && ms < period.untilMs),
    period.untilMs,
  ]
  return cuts.slice(0, -1).map((fromMs, at) => ({ fromMs, untilMs: cuts[at + 1]! }))
}

function dayBounds(
  { fromMs, untilMs }: Stretch,
  grouping: ReportGrouping,
  calendar: LocalCalendar,
): number[] {
  const bounds: number[] = []
  const last = calendar.dayOf(untilMs)
  for (let day = calendar.dayOf(fromMs); day <= last; day++) {
    const begins =
      grouping === 'DAY' || (grouping === 'WEEK' ? weekdayOf(day) === 0 : firstOfMonth(day) === day)
    // A day that the zone left out begins with the next.
    if (begins && calendar.startMs(day) < calendar.startMs(day + 1)) bounds.push(calendar.startMs(day))
  }
  return bounds
}

/** Where the hour on the wall becomes another: not always an hour after the last time. */
function hourBounds({ fromMs, untilMs }: Stretch, calendar: LocalCalendar): number[] {
  const bounds: number[] = []
  let hour = calendar.hourOf(fromMs)
  for (let ms = Math.ceil(fromMs / QUARTER_MS) * QUARTER_MS; ms < untilMs; ms += QUARTER_MS) {
    const next = calendar.hourOf(ms)
    if (next !== hour) bounds.push(ms)
    hour = next
  }
  return bounds
}

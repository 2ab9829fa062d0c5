import { firstOfMonth, LocalCalendar, weekdayOf } from '../../platform/local.calendar.ts'
import type { RelativePeriod } from './schedule.types.ts'

/** The period that is meant at an instant, by the days of a time zone: [from, until). */
export function periodAt(period: RelativePeriod, now: Date, timeZone: string): { from: Date; until: Date } {
  const calendar = LocalCalendar.of(timeZone)
  const today = calendar.dayOf(now.getTime())
  const monday = today - weekdayOf(today)
  const days = (first: number, end: number) => ({
    from: new Date(calendar.startMs(first)),
    until: new Date(calendar.startMs(end)),
  })
  // A period of no length is no period: at midnight itself the day that ends is still the first second.
  const untilNow = (first: number) => {
    const from = calendar.startMs(first)
    return { from: new Date(from), until: new Date(Math.max(now.getTime(), from + 1000)) }
  }
  switch (period) {
    case 'TODAY':
      return untilNow(today)
    case 'YESTERDAY':
      return days(today - 1, today)
    case 'LAST_7_DAYS':
      return days(today - 7, today)
    case 'LAST_30_DAYS':
      return days(today - 30, today)
    case 'THIS_WEEK':
      return untilNow(monday)
    case 'LAST_WEEK':
      return days(monday - 7, monday)
    case 'THIS_MONTH':
      return untilNow(firstOfMonth(today))
    case 'LAST_MONTH':
      return days(firstOfMonth(today, -1), firstOfMonth(today))
  }
}

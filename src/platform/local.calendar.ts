import { startOfLocalDay, wallClock } from './local.day.ts'

const DAY_MS = 86_400_000
/** More days than anybody reports on at once; then the memory begins anew. */
const MOST_REMEMBERED = 20_000

/**
 * The days of a time zone by number: local days since 1970-01-01. They follow each other without gaps, and
 * have 23, 24 or 25 hours; a day that a zone left out (Samoa, 2011-12-30) has none.
 */
export class LocalCalendar {
  private static readonly known = new Map<string, LocalCalendar>()
  private readonly starts = new Map<number, number>()

  private constructor(readonly timeZone: string) {}

  static of(timeZone: string): LocalCalendar {
    let calendar = LocalCalendar.known.get(timeZone)
    if (!calendar) LocalCalendar.known.set(timeZone, (calendar = new LocalCalendar(timeZone)))
    return calendar
  }

  /** When a day begins, in milliseconds since 1970. */
  startMs(day: number): number {
    let start = this.starts.get(day)
    if (start === undefined) {
      if (this.starts.size >= MOST_REMEMBERED) this.starts.clear()
      this.starts.set(day, (start = this.find(day)))
    }
    return start
  }

  /** The day that an instant falls in. */
  dayOf(ms: number): number {
    const day = Math.floor(wallClock(new Date(ms), this.timeZone) / DAY_MS)
    // A clock that is set back over midnight shows a day that has begun, and then the one before again.
    if (ms < this.startMs(day)) return day - 1
    return ms >= this.startMs(day + 1) ? day + 1 : day
  }

  /** The minute of the day on the wall, 0 to 1439. */
  minuteOf(ms: number): number {
    const wall = wallClock(new Date(ms), this.timeZone)
    return Math.floor((wall - Math.floor(wall / DAY_MS) * DAY_MS) / 60_000)
  }

  /** The hour on the wall, 0 to 23. */
  hourOf(ms: number): number {
    return Math.floor(this.minuteOf(ms) / 60)
  }

  private find(day: number): number {
    const noon = day * DAY_MS + DAY_MS / 2
    const instant = noon - (wallClock(new Date(noon), this.timeZone) - noon)
    const found = Math.floor(wallClock(new Date(instant), this.timeZone) / DAY_MS)
    return found === day ? startOfLocalDay(new Date(instant), this.timeZone).getTime() : this.find(day + 1)
  }
}

/** The weekday of a day by number: 0 is Monday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7

/** A day by number, as people write it: 2026-03-01. */
export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** The first day of the month of a day. */
export function firstOfMonth(day: number, monthsOn = 0): number {
  const date = new Date(day * DAY_MS)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + monthsOn, 1) / DAY_MS
}

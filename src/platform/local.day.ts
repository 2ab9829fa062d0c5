import type { Clock } from './clock.ts'

const DAY_MS = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** What a clock on the wall shows there, as if it were UTC. */
export function wallClock(at: Date, timeZone: string): number {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(timeZone, format)
  }
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value)
  return Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!)
}

/** The instant a local day begins, of the day that `at` falls in; the day's first moment where DST skips 00:00. */
export function startOfLocalDay(at: Date, timeZone: string): Date {
  const whole = Math.floor(at.getTime() / 1000) * 1000
  const midnight = Math.floor(wallClock(new Date(whole), timeZone) / DAY_MS) * DAY_MS
  // The zone's offset may differ at midnight, so the guess is set right until it holds.
  let guess = whole - (wallClock(new Date(whole), timeZone) - midnight)
  for (let round = 0; round < 3; round++) {
    const off = wallClock(new Date(guess), timeZone) - midnight
    if (off === 0) break
    guess -= off
  }
  return new Date(wallClock(new Date(guess), timeZone) < midnight ? guess + 3_600_000 : guess)
}

/**
 * The instant of a local time such as `2026-03-01T14:05:09`; undefined for what is none. Of an hour that comes twice
 * the first is taken, and one that DST skips is told as the same time before it.
 */
export function instantOfLocal(localTime: string, timeZone: string): Date | undefined {
  const wall = Date.parse(`${localTime}Z`)
  if (Number.isNaN(wall)) return undefined
  const offsetAt = (instant: number) => wallClock(new Date(instant), timeZone) - instant
  const early = wall - offsetAt(wall - DAY_MS)
  if (wallClock(new Date(early), timeZone) === wall) return new Date(early)
  const late = wall - offsetAt(wall + DAY_MS)
  return new Date(wallClock(new Date(late), timeZone) === wall ? late : early)
}

/** When the present day began for each tenant; remembered, because asking the calendar for every call is slow. */
export class LocalDays {
  private readonly days = new Map<string, { startsAt: Date; endsAt: number }>()

  constructor(
    private readonly timeZoneOf: (tenantId: string) => string,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  startOf(tenantId: string): Date {
    const timeZone = this.timeZoneOf(tenantId)
    const now = this.clock.now()
    let day = this.days.get(timeZone)
    if (!day || now < day.startsAt || now.getTime() >= day.endsAt) {
      const startsAt = startOfLocalDay(now, timeZone)
      // 26 hours on is the next day whatever DST does; its start is the end of this one.
      const endsAt = startOfLocalDay(new Date(startsAt.getTime() + DAY_MS + 7_200_000), timeZone).getTime()
      day = { startsAt, endsAt }
      this.days.set(timeZone, day)
    }
    return day.startsAt
  }
}

const DAY_MS = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

function wallClock(at: Date, timeZone: string): number {
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

/** Whether `timeZone` is a name this system knows, such as `America/Asuncion`. */
export function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone })
    return true
  } catch {
    return false
  }
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

/** Remembers the current local day of a zone, because asking the calendar for every call is slow. */
export class LocalDay {
  private startsAt = 0
  private endsAt = 0

  constructor(
    readonly timeZone: string,
    private readonly now: () => Date,
  ) {}

  /** When the present local day began. */
  get start(): Date {
    const now = this.now().getTime()
    if (now < this.startsAt || now >= this.endsAt) {
      this.startsAt = startOfLocalDay(new Date(now), this.timeZone).getTime()
      // 26 hours on is the next day whatever DST does; its start is the end of this one.
      this.endsAt = startOfLocalDay(new Date(this.startsAt + DAY_MS + 7_200_000), this.timeZone).getTime()
    }
    return new Date(this.startsAt)
  }
}

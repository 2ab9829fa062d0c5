const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Offsets change at full quarters of an hour everywhere. */
const QUARTER_MS = 900_000
const MOST_KNOWN = 100_000
/** Rows a little out of order are no clock set back. */
const DISORDER_MS = 300_000

/** What a clock on the wall shows, as if it were UTC; undefined for what is no time. `2026-11-22 02:12:10.5` */
export function wallTimeOf(text: string): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?/.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, fraction = ''] = match
  const at = Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second!)
  // `0000-00-00` and the 31st of February are no dates, though they add up to one.
  if (new Date(at).getUTCDate() !== +day! || +year! < 1990) return undefined
  return at + Number(fraction.padEnd(3, '0').slice(0, 3))
}

const HALF_HOUR_MS = HOUR_MS / 2
const FEWEST_SAMPLES = 3

/**
 * By how many minutes local times were read wrongly, by how far they lie after instants that are known to be near:
 * zones differ by half hours, and of many samples the middle one is no odd one. 0 when they agree, or are too few.
 */
export function minutesOff(leadsMs: readonly number[]): number {
  if (leadsMs.length < FEWEST_SAMPLES) return 0
  const median = leadsMs.toSorted((a, b) => a - b)[leadsMs.length >> 1]!
  return Math.round(median / HALF_HOUR_MS) * 30 || 0
}

/** The clock on the wall somewhere, read back: which instants its times were. */
export class LocalClock {
  private readonly format: Intl.DateTimeFormat | undefined
  private readonly known = new Map<number, readonly number[]>()

  constructor(readonly timeZone: string) {
    if (timeZone === 'UTC') return
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    })
  }

  /**
   * The instant of a local time. In the hour that is passed through twice, the first that does not lie before
   * `notBeforeMs`; in the hour that is skipped, what a clock that was not set shows.
   */
  instantOf(wallMs: number, notBeforeMs = -Infinity): number {
    if (!this.format) return wallMs
    const quarter = Math.floor(wallMs / QUARTER_MS)
    let offsets = this.known.get(quarter)
    if (!offsets) {
      if (this.known.size >= MOST_KNOWN) this.known.clear()
      this.known.set(quarter, (offsets = this.offsetsAt(quarter * QUARTER_MS)))
    }
    const fitting = offsets.find((offset) => wallMs - offset >= notBeforeMs - DISORDER_MS)
    return wallMs - (fitting ?? offsets.at(-1)!)
  }

  /** What the clock shows at an instant, as if it were UTC. */
  wallTimeAt(instantMs: number): number {
    if (!this.format) return instantMs
    const part: Record<string, number> = {}
    for (const { type, value } of this.format.formatToParts(instantMs)) part[type] = Number(value)
    const { year, month, day, hour, minute, second } = part
    return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) + (((instantMs % 1000) + 1000) % 1000)
  }

  /** The offsets that a local time may have, the earlier instant's first; never none. */
  private offsetsAt(wallMs: number): readonly number[] {
    const before = this.offsetOf(wallMs - DAY_MS)
    const after = this.offsetOf(wallMs + DAY_MS)
    if (before === after) return [before]
    const holding = [before, after].filter((offset) => this.offsetOf(wallMs - offset) === offset)
    return holding.length ? holding : [before]
  }

  private offsetOf(instantMs: number): number {
    return this.wallTimeAt(instantMs) - instantMs
  }
}

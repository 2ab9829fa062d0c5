const COMMA = 44
const COLON = 58
const ZERO = 48

/**
 * How many waited how long, in whole seconds: as the rollups keep it, `0:12,1:30,…`. Any threshold and any
 * percentile can be told from it afterwards, and those of several times and queues add up.
 */
export class WaitHistogram {
  private readonly counts = new Map<number, number>()
  /** Sorted when first asked for, and until more is added. */
  private sorted: readonly [seconds: number, times: number][] | undefined
  count = 0
  totalSeconds = 0

  add(seconds: number, times = 1): void {
    this.sorted = undefined
    this.counts.set(seconds, (this.counts.get(seconds) ?? 0) + times)
    this.count += times
    this.totalSeconds += seconds * times
  }

  /** Adds what one row keeps, or several rows joined with commas. */
  addText(text: string): void {
    let seconds = 0
    let number = 0
    for (let at = 0; at <= text.length; at++) {
      const code = at === text.length ? COMMA : text.charCodeAt(at)
      if (code === COLON) {
        seconds = number
        number = 0
      } else if (code === COMMA) {
        if (number > 0) this.add(seconds, number)
        number = 0
      } else number = number * 10 + code - ZERO
    }
  }

  addAll(other: WaitHistogram): void {
    for (const [seconds, times] of other.counts) this.add(seconds, times)
  }

  /** How many waited at most so long. */
  within(seconds: number): number {
    let found = 0
    for (const [each, times] of this.counts) if (each <= seconds) found += times
    return found
  }

  get meanSeconds(): number | null {
    return this.count === 0 ? null : this.totalSeconds / this.count
  }

  /** The shortest wait that at least this share of all did not exceed; null where nobody waited. */
  percentile(share: number): number | null {
    const rank = Math.max(1, Math.ceil(share * this.count))
    let passed = 0
    for (const [seconds, times] of this.entries) {
      passed += times
      if (passed >= rank) return seconds
    }
    return null
  }

  /** How many waited up to each of the given bounds and longer than the one before, and longer than the last. */
  spread(boundsSeconds: readonly number[]): number[] {
    const spread = Array<number>(boundsSeconds.length + 1).fill(0)
    for (const [seconds, times] of this.counts) {
      const at = boundsSeconds.findIndex((bound) => seconds <= bound)
      spread[at < 0 ? boundsSeconds.length : at]! += times
    }
    return spread
  }

  /** Waits in seconds with how many waited so long, the shortest first. */
  get entries(): readonly [seconds: number, times: number][] {
    this.sorted ??= [...this.counts].sort(([a], [b]) => a - b)
    return this.sorted
  }
}

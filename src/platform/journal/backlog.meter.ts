/** What the journal holds that is not settled. */
export interface Backlog {
  readonly records: number
  readonly bytes: number
  /** When the oldest of them was written, to the second. */
  readonly oldestAt: Date | undefined
}

/** Measures the backlog by milestones a second apart, so that its own size stays small. */
export class BacklogMeter {
  private milestones: { sequence: number; at: number; bytes: number }[] = []
  private bytes = 0
  private last = 0
  private settled = 0

  startAt(settled: number): void {
    this.settled = this.last = settled
  }

  add(sequence: number, at: number, bytes: number): void {
    const latest = this.milestones.at(-1)
    if (!latest || Math.abs(at - latest.at) >= 1_000)
      this.milestones.push({ sequence, at, bytes: this.bytes })
    this.bytes += bytes
    this.last = sequence
  }

  settle(sequence: number): void {
    this.settled = sequence
    const isPassed = (index: number) => (this.milestones[index]?.sequence ?? this.last + 1) <= sequence + 1
    while (this.milestones.length && isPassed(1)) this.milestones.shift()
  }

  get backlog(): Backlog {
    const [oldest] = this.milestones
    if (!oldest) return { records: 0, bytes: 0, oldestAt: undefined }
    return {
      records: this.last - this.settled,
      bytes: this.bytes - oldest.bytes,
      oldestAt: new Date(oldest.at),
    }
  }
}

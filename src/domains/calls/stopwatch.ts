/** How long something has been so, over however many times it began and ended. In monotonic ms. */
export class Stopwatch {
  private sinceTick: number | undefined
  private totalMs = 0

  /** It is so, or is not, from `tick` on; saying the same again changes nothing. */
  set(isRunning: boolean, tick: number): void {
    if (isRunning) this.sinceTick ??= tick
    else if (this.sinceTick !== undefined) {
      this.totalMs += tick - this.sinceTick
      this.sinceTick = undefined
    }
  }

  add(ms: number): void {
    this.totalMs += ms
  }

  read(tick: number): number {
    return this.totalMs + (this.sinceTick === undefined ? 0 : tick - this.sinceTick)
  }
}

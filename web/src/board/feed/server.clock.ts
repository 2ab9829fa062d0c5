/** Beyond this the server's clock was set anew, or this machine slept. */
const STEP_MS = 2_000
const SLOWNESS = 0.02

/**
 * The server's time, kept on this machine's monotonic clock: a wrong or adjusted clock of the screen changes no
 * timer. What the server says can only be too early, by the time it took to arrive; so the latest that any message
 * implies is the best known, and later ones pull at it gently.
 */
export class ServerClock {
  private offsetMs: number | undefined

  constructor(private readonly tick: () => number = () => performance.now()) {}

  /** The server's time in ms since 1970; this machine's own until the server has told. */
  now(): number {
    return this.offsetMs === undefined ? Date.now() : this.tick() + this.offsetMs
  }

  /** A time that was true when it was sent just now. */
  heard(serverMs: number): void {
    const heard = serverMs - this.tick()
    const { offsetMs } = this
    if (offsetMs === undefined || heard > offsetMs || offsetMs - heard > STEP_MS) this.offsetMs = heard
    else this.offsetMs = offsetMs + (heard - offsetMs) * SLOWNESS
  }

  /** A time that may be old: the first message of a board may be one that others got before. */
  heardSometime(serverMs: number): void {
    const heard = serverMs - this.tick()
    if (this.offsetMs === undefined || heard > this.offsetMs) this.offsetMs = heard
  }
}

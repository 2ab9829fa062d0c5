/**
 * Time as the domains see it: instants that never run backwards and durations that a changed wall clock
 * cannot stretch. `ticks` are milliseconds since an arbitrary start, from the monotonic clock.
 */
export interface Clock {
  /** Monotonic milliseconds. */
  ticks(): number
  /** The wall clock's time now. */
  now(): Date
}

export const systemClock: Clock = {
  ticks: () => performance.now(),
  now: () => new Date(),
}

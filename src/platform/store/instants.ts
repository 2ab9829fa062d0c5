const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

const TWO_DIGITS = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'))
const THREE_DIGITS = Array.from({ length: 1_000 }, (_, n) => String(n).padStart(3, '0'))

let day = Number.NaN
let date = ''

/** The date of an instant in UTC. Rows that are written together are mostly of one day, and it is spelled once. */
export function dateText(at: Date): string {
  const found = Math.floor(at.getTime() / DAY_MS)
  if (found !== day) {
    date = at.toISOString().slice(0, -14)
    day = found
  }
  return date
}

/** Milliseconds since the beginning of its day in UTC. */
export function timeOfDayMs(at: Date): number {
  const ms = at.getTime()
  return ms - Math.floor(ms / DAY_MS) * DAY_MS
}

/** An instant in UTC as `toISOString` spells it, without the Z and in a quarter of its time. */
export function instantText(at: Date, between: 'T' | ' '): string {
  const rest = timeOfDayMs(at)
  const hour = TWO_DIGITS[Math.floor(rest / HOUR_MS)]
  const minute = TWO_DIGITS[Math.floor((rest % HOUR_MS) / MINUTE_MS)]
  const second = TWO_DIGITS[Math.floor((rest % MINUTE_MS) / 1_000)]
  return `${dateText(at)}${between}${hour}:${minute}:${second}.${THREE_DIGITS[rest % 1_000]}`
}

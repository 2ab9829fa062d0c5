import type { LanguageCode } from '../../language/language.ts'

const SECOND_MS = 1_000
const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400

/** `0:07`, `12:04`, `1:02:33`, and from a day on `2 d 4 h`. Never below zero. */
export function durationOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS))
  if (seconds >= DAY) return `${Math.floor(seconds / DAY)} d ${Math.floor((seconds % DAY) / HOUR)} h`
  const rest = `${two(seconds % MINUTE)}`
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)}:${rest}`
  return `${Math.floor(seconds / HOUR)}:${two(Math.floor((seconds % HOUR) / MINUTE))}:${rest}`
}

const two = (value: number) => String(value).padStart(2, '0')

const kept = <K, F>(make: (key: K) => F) => {
  const made = new Map<K, F>()
  return (key: K): F => {
    let one = made.get(key)
    if (one === undefined) {
      one = make(key)
      made.set(key, one)
    }
    return one
  }
}

const counts = kept((language: LanguageCode) => new Intl.NumberFormat(language))
const shares = kept((language: LanguageCode) => new Intl.NumberFormat(language, { style: 'percent' }))
const lists = kept((language: LanguageCode) => new Intl.ListFormat(language, { type: 'conjunction' }))

export const count = (language: LanguageCode, value: number): string => counts(language).format(value)

/** 0 to 1 as a percentage; rounded down, so that 99.6 % is not shown as all. */
export const share = (language: LanguageCode, value: number): string =>
  shares(language).format(Math.floor(value * 100 + 1e-9) / 100)

export const listed = (language: LanguageCode, words: readonly string[]): string =>
  lists(language).format(words)

/** `14:03:22` in a time zone; in the machine's own when it does not know that zone. */
export function timeOfDay(language: LanguageCode, timeZone: string | undefined) {
  return formatOf(language, timeZone, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
}

/** `dom, 22 nov` in a time zone. */
export function dayOf(language: LanguageCode, timeZone: string | undefined) {
  return formatOf(language, timeZone, { weekday: 'short', day: 'numeric', month: 'short' })
}

function formatOf(language: LanguageCode, timeZone: string | undefined, options: Intl.DateTimeFormatOptions) {
  try {
    return new Intl.DateTimeFormat(language, timeZone === undefined ? options : { ...options, timeZone })
  } catch {
    return new Intl.DateTimeFormat(language, options)
  }
}

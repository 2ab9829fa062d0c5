import type { ComboOption } from '../parts/combo.box.tsx'

/** This browser's own time zone, by its IANA name. */
export const browserTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** The time there, such as `14:03`; undefined for what is no time zone here. */
export function timeIn(timeZone: string, language: string, now = new Date()): string | undefined {
  try {
    return new Intl.DateTimeFormat(language, { timeZone, hour: '2-digit', minute: '2-digit' }).format(now)
  } catch {
    return undefined
  }
}

/** All time zones by name, those of the Americas first, with their distance from UTC and the time there. */
export function timeZoneOptions(language: string, also: readonly string[]): readonly ComboOption[] {
  const names = new Set([...Intl.supportedValuesOf('timeZone'), ...also.filter(Boolean), 'UTC'])
  const now = new Date()
  return [...names]
    .sort((one, other) => Number(isAmerican(other)) - Number(isAmerican(one)) || one.localeCompare(other))
    .map((value) => ({
      value,
      label: value.replaceAll('_', ' '),
      detail: [timeIn(value, language, now), offsetOf(value, language, now)].filter(Boolean).join(' · '),
    }))
}

const isAmerican = (name: string): boolean => name.startsWith('America/')

function offsetOf(timeZone: string, language: string, now: Date): string | undefined {
  try {
    return new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'shortOffset' })
      .formatToParts(now)
      .find(({ type }) => type === 'timeZoneName')?.value
  } catch {
    return undefined
  }
}

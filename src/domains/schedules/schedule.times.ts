import cronParser from 'cron-parser'
import { DomainError } from '../../errors.ts'

/** A minute as one number: so nothing is due more than once an hour. */
const FIELDS = /^\d{1,2}( +[\dA-Za-z*,/#L?-]{1,40}){4}$/

/** Cron as it is kept. @throws DomainError INVALID_CRON also for what is never due */
export function demandCron(text: string, timeZone: string, now: Date, path: readonly string[]): string {
  const cron = text.trim().replace(/\s+/g, ' ')
  if (!FIELDS.test(cron) || nextAfter(cron, timeZone, now) === undefined)
    throw new DomainError('INVALID_CRON', path)
  return cron
}

/** When it is due next after an instant; undefined for never. */
export function nextAfter(cron: string, timeZone: string, after: Date): Date | undefined {
  try {
    return cronParser.parseExpression(cron, { currentDate: after, tz: timeZone }).next().toDate()
  } catch {
    return undefined
  }
}

/** When it was due last, at an instant or before it. */
export function lastUntil(cron: string, timeZone: string, until: Date): Date | undefined {
  try {
    const currentDate = new Date(until.getTime() + 1)
    return cronParser.parseExpression(cron, { currentDate, tz: timeZone }).prev().toDate()
  } catch {
    return undefined
  }
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LocalDays, startOfLocalDay } from '../../src/platform/local.day.ts'

test.each([
  ['America/Asuncion', '2026-11-22T02:00:00Z', '2026-11-21T03:00:00.000Z', 'still yesterday there'],
  ['Europe/Madrid', '2026-03-29T12:00:00Z', '2026-03-28T23:00:00.000Z', 'a day of 23 hours'],
  ['Europe/Madrid', '2026-10-25T23:30:00Z', '2026-10-25T23:00:00.000Z', 'after a day of 25 hours'],
  ['America/Sao_Paulo', '2018-11-04T12:00:00Z', '2018-11-04T03:00:00.000Z', 'a day without its midnight'],
  ['Asia/Kathmandu', '2026-01-01T00:00:00Z', '2025-12-31T18:15:00.000Z', 'a zone of quarter hours'],
])('in %s the day of %s began at %s: %s', (timeZone, at, start) => {
  expect(startOfLocalDay(new Date(at), timeZone).toISOString()).toBe(start)
})

test('a day begins before any of its instants, is a day long or nearly so, and is its own beginning', () => {
  const zones = [
    'America/Asuncion',
    'America/Santiago',
    'Europe/Madrid',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'UTC',
  ]
  const instants = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2030, 0) })
  fc.assert(
    fc.property(fc.constantFrom(...zones), instants, (timeZone, ms) => {
      const start = startOfLocalDay(new Date(ms), timeZone).getTime()
      expect(start).toBeLessThanOrEqual(ms)
      expect(ms - start).toBeLessThan(25 * 3_600_000 + 1)
      expect(startOfLocalDay(new Date(start), timeZone).getTime()).toBe(start)
      const date = (at: number) => new Date(at).toLocaleDateString('en-CA', { timeZone })
      expect(date(start)).toBe(date(ms))
      expect(date(start - 1)).not.toBe(date(ms))
    }),
    { numRuns: 300 },
  )
})

test('the remembered day ends when it ends, and another zone has its own', () => {
  let now = new Date('2026-11-22T02:59:59Z')
  const zones: Record<string, string> = { a: 'America/Asuncion', b: 'UTC' }
  const days = new LocalDays((tenantId) => zones[tenantId]!, { now: () => now })
  expect(days.startOf('a').toISOString()).toBe('2026-11-21T03:00:00.000Z')
  expect(days.startOf('b').toISOString()).toBe('2026-11-22T00:00:00.000Z')
  now = new Date('2026-11-22T03:00:00Z')
  expect(days.startOf('a').toISOString()).toBe('2026-11-22T03:00:00.000Z')
  zones.a = 'Europe/Madrid'
  expect(days.startOf('a').toISOString()).toBe('2026-11-21T23:00:00.000Z')
})

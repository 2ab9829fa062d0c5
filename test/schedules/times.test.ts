import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressIn, isAddress } from '../../src/adapters/mail/address.ts'
import { demandCron, lastUntil, nextAfter } from '../../src/domains/schedules/schedule.times.ts'
import { refusalOf } from '../users/people.ts'

describe('Cron', () => {
  const now = new Date('2026-03-01T12:00:00Z')
  const refused = (cron: string) => refusalOf((async () => demandCron(cron, 'UTC', now, ['cron']))())

  it('is five fields, once an hour at most, and due at some time', async () => {
    expect(demandCron(' 0  7 * *  1-5 ', 'UTC', now, [])).toBe('0 7 * * 1-5')
    expect(demandCron('30 * * * *', 'UTC', now, [])).toBe('30 * * * *')
    for (const cron of [
      '',
      '* * * * *',
      '*/5 7 * * *',
      '0,30 * * * *',
      '0 0 7 * * *',
      '0 7 * *',
      '0 25 * * *',
      '0 7 31 2 *',
      '0 7 * * 9',
      '@daily',
      '0 7 * * 1; x',
    ])
      expect(await refused(cron), cron).toBe('INVALID_CRON cron')
  })

  it('is due by the clocks of its time zone, before and after they change', () => {
    expect(nextAfter('0 7 * * 1', 'America/Bogota', now)?.toISOString()).toBe('2026-03-02T12:00:00.000Z')
    expect(nextAfter('0 7 * * *', 'Europe/Madrid', new Date('2026-03-28T07:00:00Z'))?.toISOString()).toBe(
      '2026-03-29T05:00:00.000Z',
    )
    expect(lastUntil('0 7 * * *', 'Europe/Madrid', new Date('2026-03-29T04:59:00Z'))?.toISOString()).toBe(
      '2026-03-28T06:00:00.000Z',
    )
    expect(lastUntil('0 7 * * *', 'UTC', new Date('2026-03-29T07:00:00Z'))?.toISOString()).toBe(
      '2026-03-29T07:00:00.000Z',
    )
  })
})

describe('An e-mail address', () => {
  it('is one address and nothing by which more could be said', () => {
    for (const good of ['ana@empresa.com', 'a.b+c@sub.empresa.com.py', "o'neil@x-y.co"])
      expect(isAddress(good), good).toBe(true)
    for (const bad of [
      '',
      'ana',
      'ana@',
      '@x.com',
      'ana@localhost',
      'a b@x.com',
      'ana@x.com,luis@x.com',
      'ana@x.com\r\nBcc: e@x.com',
      'Ana <ana@x.com>',
      'ana@x..com',
      '.ana@x.com',
      'ana@-x.com',
      `${'a'.repeat(65)}@x.com`,
      'ana@x.com\n',
      '"ana"@x.com',
      'ana@[127.0.0.1]',
    ])
      expect(isAddress(bad), bad).toBe(false)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const text = `${a}@${b}`
        if (isAddress(text)) expect(text).toMatch(/^[\x21-\x7e]+$/)
      }),
      { seed: 3 },
    )
  })

  it('may have a name where it is the sender’s', () => {
    expect(addressIn('Centralita <reportes@empresa.com>')).toEqual({
      name: 'Centralita',
      address: 'reportes@empresa.com',
    })
    expect(addressIn('"Mi, empresa" <r@empresa.com>')).toEqual({
      name: 'Mi, empresa',
      address: 'r@empresa.com',
    })
    expect(addressIn('r@empresa.com')).toEqual({ name: '', address: 'r@empresa.com' })
    for (const bad of ['x', 'a <b>', 'a\r\nBcc: x <r@empresa.com>', 'a <r@empresa.com> <x@y.com>'])
      expect(addressIn(bad), bad).toBeUndefined()
  })
})

import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { DomainError } from '../../src/errors.ts'
import { Vault } from '../../src/platform/crypto.ts'
import { newId } from '../../src/platform/ids.ts'
import { SignedLinks } from '../../src/platform/signed.link.ts'

const key = (id: string) => ({ id, bytes: randomBytes(32) })
const [old, current] = [key('old'), key('current')]
let now = new Date('2026-03-01T12:00:00Z')
const clock = { now: () => now }
const links = new SignedLinks(new Vault([current, old]), clock)
const grant = {
  purpose: 'recording.play',
  id: newId(),
  tenantId: newId(),
  userId: newId(),
  expiresAt: new Date('2026-03-01T12:05:00Z'),
}

function refusal(signature: string, purpose = grant.purpose, id = grant.id): string {
  try {
    links.check(signature, purpose, id)
    return 'OK'
  } catch (error) {
    if (error instanceof DomainError) return error.code
    throw error
  }
}

it('leads to one thing, for one purpose, in the name of who asked', () => {
  const signature = links.sign(grant)
  expect(encodeURIComponent(signature)).toBe(signature)
  expect(links.check(signature, grant.purpose, grant.id)).toMatchObject(grant)
  expect(refusal(signature, 'recording.download')).toBe('LINK_INVALID')
  expect(refusal(signature, grant.purpose, newId())).toBe('LINK_INVALID')
  const other = links.check(links.sign(grant), grant.purpose, grant.id)
  expect(other.linkId).not.toBe(links.check(signature, grant.purpose, grant.id).linkId)
})

it('does not survive the change of a single character', () => {
  const signature = links.sign(grant)
  for (let at = 0; at < signature.length; at++) {
    const other = signature[at] === 'a' ? 'b' : 'a'
    expect(refusal(signature.slice(0, at) + other + signature.slice(at + 1))).toBe('LINK_INVALID')
  }
  const [v, k, , link, tenant, user, mac] = signature.split('.')
  const later = new Date('2027-03-01T12:05:00Z').getTime().toString(36)
  expect(refusal([v, k, later, link, tenant, user, mac].join('.'))).toBe('LINK_INVALID')
  expect(refusal([v, k, later, link, newId(), user, mac].join('.'))).toBe('LINK_INVALID')
  for (const text of [
    '',
    'v1',
    '.'.repeat(100_000),
    `${signature}.`,
    `${signature}\n`,
    `v1.${'A'.repeat(390)}`,
  ])
    expect(refusal(text)).toBe('LINK_INVALID')
})

it('expires, and goes with the keys: an older one still opens, a foreign one never did', () => {
  const signature = links.sign(grant)
  const rotated = new SignedLinks(new Vault([old]), clock).sign(grant)
  expect(refusal(rotated)).toBe('OK')
  expect(refusal(new SignedLinks(new Vault([key('current')]), clock).sign(grant))).toBe('LINK_INVALID')
  now = grant.expiresAt
  expect(refusal(signature)).toBe('LINK_EXPIRED')
})

import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadKeys, type Place, rotateKeys, SealBrokenError, Vault } from '../../src/platform/crypto.ts'

const place: Place = { tenantId: 't1', table: 'pbxs', column: 'secret', row: 'r1' }
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vault-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('A vault', () => {
  it('opens what it sealed, whatever the text', async () => {
    const vault = new Vault(await loadKeys({ folder }))
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (plain) => {
        expect(vault.open(place, vault.seal(place, plain))).toBe(plain)
      }),
    )
  })

  it('never seals one secret twice to the same text, nor shows it', async () => {
    const vault = new Vault(await loadKeys({ folder }))
    const [one, two] = [vault.seal(place, 'hunter2-hunter2'), vault.seal(place, 'hunter2-hunter2')]
    expect(one).not.toBe(two)
    expect(Buffer.from(one.split('.')[2]!, 'base64url').toString('latin1')).not.toContain('hunter2')
  })

  it('refuses a value moved to another tenant, table, column or row', async () => {
    const vault = new Vault(await loadKeys({ folder }))
    const sealed = vault.seal(place, 'secret')
    for (const other of [
      { tenantId: 't2' },
      { tenantId: null },
      { table: 'channels' },
      { column: 'token' },
      { row: 'r2' },
    ])
      expect(() => vault.open({ ...place, ...other }, sealed)).toThrow(SealBrokenError)
  })

  it('notices every bit that was changed', async () => {
    const vault = new Vault(await loadKeys({ folder }))
    const [version, keyId, encoded] = vault.seal(place, 'secret').split('.')
    const body = Buffer.from(encoded!, 'base64url')
    for (let bit = 0; bit < body.length * 8; bit++) {
      const bent = Buffer.from(body)
      bent[bit >> 3]! ^= 1 << (bit & 7)
      expect(() => vault.open(place, `${version}.${keyId}.${bent.toString('base64url')}`)).toThrow(
        SealBrokenError,
      )
    }
    for (const nonsense of [
      '',
      'secret',
      `v2.${keyId}.${encoded}`,
      `v1.other.${encoded}`,
      `v1.${keyId}.AAAA`,
    ])
      expect(() => vault.open(place, nonsense)).toThrow(SealBrokenError)
  })

  it('after two rotations still opens what the oldest key sealed, and knows it is behind', async () => {
    const old = new Vault(await loadKeys({ folder })).seal(place, 'secret')
    await rotateKeys(folder)
    await rotateKeys(folder)
    const vault = new Vault(await loadKeys({ folder }))
    expect(vault.keys).toHaveLength(3)
    expect(vault.open(place, old)).toBe('secret')
    expect(vault.isSealedWithCurrentKey(old)).toBe(false)
    const anew = vault.seal(place, 'secret')
    expect(vault.isSealedWithCurrentKey(anew)).toBe(true)
    expect(() => new Vault(vault.keys.slice(1)).open(place, anew)).toThrow(SealBrokenError)
  })

  it('derives keys by purpose that are not the vault key', async () => {
    const vault = new Vault(await loadKeys({ folder }))
    const [a, b] = [vault.derive('a')[0]!, vault.derive('b')[0]!]
    expect(a.bytes.equals(b.bytes)).toBe(false)
    expect(a.bytes.equals(vault.keys[0]!.bytes)).toBe(false)
    expect(vault.derive('a')[0]!.bytes.equals(a.bytes)).toBe(true)
  })
})

describe('The key file', () => {
  it('is made on first start, for its owner alone, and found again', async () => {
    const first = await loadKeys({ folder })
    const file = join(folder, 'vault.keys')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await loadKeys({ folder })).toEqual(first)
    await chmod(file, 0o644)
    await loadKeys({ folder })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('is one file when several processes start at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => loadKeys({ folder })))
    for (const keys of all) expect(keys).toEqual(all[0])
  })

  it('gives way to keys from the environment', async () => {
    const encoded = Buffer.alloc(32, 7).toString('base64')
    const keys = await loadKeys({ folder, fromEnvironment: `new:${encoded}, old:${encoded}` })
    expect(keys.map(({ id }) => id)).toEqual(['new', 'old'])
    await expect(readFile(join(folder, 'vault.keys'))).rejects.toThrow('ENOENT')
  })

  it('is refused without quoting it when it holds something else', async () => {
    await writeFile(join(folder, 'vault.keys'), 'main:dG9vIHNob3J0\n')
    const error = await loadKeys({ folder }).catch((e: Error) => e)
    expect(String(error)).toContain('32 bytes')
    expect(String(error)).not.toContain('dG9vIHNob3J0')
    for (const fromEnvironment of [' , ', 'a b:xx', 'nokey'])
      await expect(loadKeys({ folder, fromEnvironment })).rejects.toThrow()
  })
})

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { messageOf } from '../../src/api/messages/messages.ts'

/** Told at the start, by the words of main.ts, and never to a caller. */
const AT_START = new Set(['STORE_IN_USE'])
const WITHOUT_WORDS = /^(No fue posible|Not possible) \(/

/** Every code that the code throws, with where. */
async function thrownCodes(): Promise<Map<string, string>> {
  const source = join(import.meta.dirname, '../../src')
  const codes = new Map<string, string>()
  for (const entry of await readdir(source, { recursive: true })) {
    if (!entry.endsWith('.ts')) continue
    const text = await readFile(join(source, entry), 'utf8')
    for (const [call] of text.matchAll(/new DomainError\([^,)]*/g))
      for (const [, code] of call.matchAll(/'([A-Z][A-Z_]+[A-Z])'/g)) codes.set(code!, entry)
  }
  return codes
}

test('every code has words in Spanish and in English, and they differ', async () => {
  const codes = await thrownCodes()
  expect(codes.size).toBeGreaterThan(40)
  const wordless = [...codes].filter(
    ([code]) =>
      !AT_START.has(code) &&
      (['es', 'en'] as const).some((language) => WITHOUT_WORDS.test(messageOf(code, language))),
  )
  expect(wordless).toEqual([])
  for (const code of codes.keys()) expect(messageOf(code, 'es'), code).not.toBe(messageOf(code, 'en'))
})

test('words that name a detail do so in both languages', async () => {
  const details = new Proxy({}, { get: (_, name) => `<${String(name)}>` })
  for (const code of (await thrownCodes()).keys()) {
    const named = (language: 'es' | 'en') => messageOf(code, language, details).match(/<\w+>/g) ?? []
    expect(named('es').sort(), code).toEqual(named('en').sort())
  }
})

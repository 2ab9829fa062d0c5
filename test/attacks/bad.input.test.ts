import { getNamedType, isEnumType, isListType, isNonNullType } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Args, type Place, type Root, withValue } from '../isolation/schema.calls.ts'
import { names, refusalIn, withEach } from './answers.ts'
import { calls, mutations, type Office, openOffice } from './pbx.office.ts'

/** What nobody means, by type. */
const WRONG: Readonly<Record<string, readonly unknown[]>> = {
  String: [7, true, ['x'], { x: 1 }, 'x'.repeat(20_000)],
  ID: ['', 'x', 'x'.repeat(20_000), "' or '1'='1", '%', 1.5, true, { x: 1 }],
  DialString: ['', 'x', '+', '1'.repeat(21), 7],
  Int: [-1, 1_000_001, 2 ** 31, 1.5, '7', 'x', true],
  Float: [-1, 1e300, 'x', true],
  Boolean: ['yes', 1],
  DateTime: ['ayer', '2026-02-30T00:00:00Z', 'x'.repeat(5_000), true],
  enum: ['NOPE', 'admin', 1],
}
/** Mutations that end what the others work with. */
const ENDS = /^(session|password)|(Cancel|Disconnect|Hangup|Remove|Revoke)$/
/** Of the wrong values those that a type's own words let through, so that a rule of the domain has to refuse. */
const BY_RULE = (value: unknown) => typeof value === 'string' || typeof value === 'number'

let office: Office
beforeAll(async () => {
  office = await openOffice()
}, 60_000)
afterAll(() => office?.stop())

async function told(root: Root, args: Args) {
  const document = calls.document(root, args, 2)
  const { es, en } = office.asking
  const [spanish, english] = await Promise.all(
    [es, en].map((client) => client.ask<Record<string, unknown>>(document, args)),
  )
  return {
    ...{ es: refusalIn(spanish!), en: refusalIn(english!) },
    text: JSON.stringify(spanish).slice(0, 1_000),
  }
}

async function expectClear(root: Root, args: Args, place: readonly string[], why: string): Promise<void> {
  const { es, en, text } = await told(root, args)
  const what = `${root.field.name}(${place.join('.')}: ${why}): ${text}`
  expect(es, what).toBeDefined()
  expect(es!.code, what).not.toMatch(/INTERNAL|FAILED|UNAVAILABLE/)
  expect(es!.message, what).not.toBe(en!.message)
  expect([es!.code, es!.path], what).toEqual([en!.code, en!.path])
  expect(es!.message, what).not.toMatch(/\b(the|cannot|must|value|got|Variable)\b|\{\w+\}/)
  expect(names(es!, place), what).toBe(true)
}

const places = mutations.flatMap((root) =>
  calls.places(root).map((place) => ({ name: `${root.field.name}(${place.path.join('.')}:)`, root, place })),
)
const wrongOf = ({ type }: Place) => {
  const named = getNamedType(type)
  const wrong = WRONG[isEnumType(named) ? 'enum' : named.name]
  if (!wrong) throw new Error(`What is a wrong ${named.name}? Teach WRONG.`)
  // A list of ids may name what is not there: that is a filter, or a right to nothing.
  return isListType(type) && named.name === 'ID' ? wrong.filter((value) => !BY_RULE(value)) : wrong
}

test.each(places)('$name tells what is wrong, in both languages', async ({ root, place }) => {
  const args = () => calls.args(root, office.found.supply, place.path)
  await withEach(wrongOf(place), (value) =>
    expectClear(root, withValue(args(), place, value), place.path, JSON.stringify(value).slice(0, 50)),
  )
  const isRequired = isNonNullType(place.type)
  if (isRequired) await expectClear(root, withValue(args(), place, null), place.path, 'null')
  else if (!ENDS.test(root.field.name)) {
    const { es, text } = await told(root, withValue(args(), place, null))
    expect(es?.code ?? 'DONE', text).not.toMatch(/INTERNAL|FAILED/)
    if (es) expect(es.path.length, text).toBeGreaterThan(0)
  }
})

test.each(
  mutations.filter(({ field }) => field.args.length > 0).map((root) => ({ name: root.field.name, root })),
)('$name says what it was not given, and what it does not know', async ({ root }) => {
  for (const arg of root.field.args.filter(({ type }) => isNonNullType(type))) {
    const args = calls.args(root, office.found.supply)
    await expectClear(root, { ...args, [arg.name]: null }, [arg.name], 'null')
    if (arg.name !== 'input') continue
    for (const wrong of ['x', 7, [], { nonsense: 1 }])
      await expectClear(root, { ...args, input: wrong }, ['input'], JSON.stringify(wrong))
  }
})

test('and nothing was lost by it', async () => {
  const { queues, activeCalls, me } = await office.admin.query(
    '{ queues { name isStale } activeCalls { state } me { login disabledAt } }',
  )
  expect(queues).toEqual([{ name: 'ventas', isStale: false }])
  expect(activeCalls).toMatchObject([{ state: 'CONNECTED' }])
  expect(me).toEqual({ login: 'admin', disabledAt: null })
})

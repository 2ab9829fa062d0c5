import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApiSchema } from '../../src/api/schema.ts'
import { RESOLVERS } from '../../src/resolvers.ts'
import type { Stream } from '../servers/api.client.ts'
import { type Explored, explore, overHttp } from './explored.ts'
import { type Args, rootsOf, SchemaCalls, withValue } from './schema.calls.ts'
import { HIDDEN, NORTE, type RoleOfTest, type Side, SUR, type TwoTenants, twoTenants } from './two.tenants.ts'

const schema = buildApiSchema({ resolvers: RESOLVERS, instances: new Map() })
const calls = new SchemaCalls(schema)
const roots = rootsOf(schema)
const subscriptions = roots.filter(({ kind }) => kind === 'subscription')
const ROLES: readonly RoleOfTest[] = ['ADMIN', 'SUPERVISOR', 'AGENT', 'VIEWER']
const VALUES = { first: () => 20, minIntervalMs: () => 100 }

interface Watched {
  readonly field: string
  readonly role: RoleOfTest
  readonly own: Stream<unknown>
  /** With the other tenant's id, for each place of one. */
  readonly foreign: Stream<unknown>[]
}

let both: TwoTenants
let norte: Explored
let sur: Explored
const watched: Watched[] = []

beforeAll(async () => {
  both = await twoTenants()
  for (const side of [both.norte, both.sur]) both.call(side, 'ventas')
  const found = async ({ people, pbxId }: Side) => {
    const explored = await explore(calls, roots, overHttp(people.ADMIN), VALUES)
    explored.byType.set('Pbx', new Set([pbxId]))
    return explored
  }
  norte = await found(both.norte)
  sur = await found(both.sur)
  for (const role of ROLES)
    for (const root of subscriptions) {
      const watch = (args: Args) => both.norte.people[role].subscribe(calls.document(root, args), args)
      watched.push({
        ...{ field: root.field.name, role, own: watch(calls.args(root, norte.supply)) },
        foreign: calls.idPlaces(root).map((place) => {
          const args = calls.args(root, norte.supply, place.path)
          return watch(withValue(args, place, sur.supply.id(calls.kindAt(root, place))))
        }),
      })
    }
  // A state is sent at once: then all listen, and the day goes on for both.
  const state = watched.filter(({ field }) => /Updated$|wallboard/.test(field) && field !== 'jobUpdated')
  await expectSoon(() => state.every(({ own }) => own.values.length + own.errors.length > 0))
  for (const side of [both.norte, both.sur])
    for (const queue of ['soporte', HIDDEN]) both.call(side, queue, { talkSeconds: 0.5 })
  for (const { people, mark } of [both.norte, both.sur]) {
    const { queues } = await people.ADMIN.query('{ queues { id name members { agentId } } }')
    for (const { id, members } of queues)
      await people.ADMIN.mutate(
        `mutation ($id: ID!, $agentId: ID!, $reason: String) {
          queueMemberPause(queueId: $id, agentId: $agentId, reason: $reason) { errors { code path message } } }`,
        { id, agentId: members.at(-1).agentId, reason: `Pausa ${mark.word}` },
      )
  }
  await expectSoon(() => {
    const ended = watched.find(({ field, role }) => field === 'callEnded' && role === 'ADMIN')!
    return ended.own.values.length === 2
  })
}, 60_000)
afterAll(() => both?.stop())

async function expectSoon(isSo: () => boolean, timeoutMs = 15_000): Promise<void> {
  for (const end = performance.now() + timeoutMs; !isSo(); ) {
    if (performance.now() > end) throw new Error('It never became so.')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function traces(text: string): string[] {
  const marks = [SUR.word, SUR.callers, SUR.prefix].filter((mark) => text.includes(mark))
  return [...marks, ...[...sur.ids].filter((id) => !norte.ids.has(id) && text.includes(id))]
}

describe.each(ROLES)('%s of one tenant', (role) => {
  test('hears its own', () => {
    const silent = watched
      .filter((each) => each.role === role && each.own.values.length === 0)
      .map(({ field, own }) => `${field} ${JSON.stringify(own.errors)}`)
    // Nobody transfers here or has asked for a job; who may not watch something is told so.
    expect(silent.filter((each) => !/callTransferred|jobUpdated|FORBIDDEN/.test(each))).toEqual([])
    const text = JSON.stringify(watched.filter((each) => each.role === role).map(({ own }) => own.values))
    for (const sign of [NORTE.word, NORTE.prefix]) expect(text).toContain(sign)
  })

  test('hears nothing of the other tenant in any subscription', () => {
    for (const { field, own } of watched.filter((each) => each.role === role))
      expect(traces(JSON.stringify([own.values, own.errors])), field).toEqual([])
  })

  test("hears nothing by the other tenant's ids", () => {
    for (const { field, foreign } of watched.filter((each) => each.role === role))
      for (const { values, errors } of foreign) {
        // A board of no queue is sent, empty.
        const shown = field === 'wallboard' ? (values as { queues: []; agents: [] }[]) : []
        expect(values.length - shown.length, field).toBe(0)
        for (const board of shown) expect(board).toMatchObject({ queues: [], agents: [] })
        expect(JSON.stringify(errors).replaceAll('FORBIDDEN', ''), field).not.toMatch(/INTERNAL|NOT_FOUND/)
      }
  })
})

test('a confined supervisor hears nothing of the queues that are not theirs', () => {
  for (const { field, own } of watched.filter(({ role }) => role === 'SUPERVISOR'))
    expect(JSON.stringify(own.values), field).not.toMatch(new RegExp(`[_ ]${HIDDEN}`))
})

test('who has not signed in hears nothing', async () => {
  const stranger = both.server.anonymous()
  for (const root of subscriptions) {
    const args = calls.args(root, norte.supply)
    const answer = await overHttp(stranger)(calls.document(root, args), args)
    expect(answer.data ?? null, root.field.name).toBeNull()
    expect(answer.errors).toHaveLength(1)
  }
})

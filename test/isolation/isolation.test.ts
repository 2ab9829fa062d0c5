import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessOf } from '../../src/api/permission.ts'
import { buildApiSchema } from '../../src/api/schema.ts'
import { RESOLVERS } from '../../src/resolvers.ts'
import { PASSWORD } from '../servers/app.server.ts'
import {
  type Answer,
  type Ask,
  type Explored,
  explore,
  likeness,
  overHttp,
  overSocket,
  probes,
} from './explored.ts'
import { isPublic, type Root, rootsOf, SchemaCalls, type Supply } from './schema.calls.ts'
import {
  eventually,
  HIDDEN,
  type Mark,
  NORTE,
  type RoleOfTest,
  type Side,
  SUR,
  type TwoTenants,
  twoTenants,
} from './two.tenants.ts'

const schema = buildApiSchema({ resolvers: RESOLVERS, instances: new Map() })
const calls = new SchemaCalls(schema)
const roots = rootsOf(schema)
const asked = roots.filter(({ kind }) => kind !== 'subscription')
const ROLES: readonly RoleOfTest[] = ['ADMIN', 'SUPERVISOR', 'AGENT', 'VIEWER']

let made = 0
/** Valid values of a tenant's own, for what a type does not tell. */
const valuesOf = ({ word }: Mark): Supply['values'] => ({
  first: () => 20,
  after: () => null,
  login: () => `${word}.${++made}`,
  adminLogin: () => `${word}.${++made}`,
  slug: () => `${word}-${++made}`,
  name: () => `Nombre ${word}`,
  label: () => `Etiqueta ${word}`,
  password: () => 'no es la clave',
  current: () => 'no es la clave',
  next: () => PASSWORD,
  refreshToken: () => 'no es un token',
  timeZone: () => 'America/Bogota',
  host: () => '127.0.0.1',
  port: () => 1,
  database: () => `${word}_cdr`,
  fileName: () => null,
  username: () => 'nadie',
  secret: () => 'nada',
  dialContext: () => 'from-internal',
  folder: () => `/mnt/${word}`,
  prefix: () => `${word}${++made}`,
  interface: () => 'PJSIP/9100',
  stateInterface: () => 'PJSIP/9100',
  reason: () => `Pausa ${word}`,
  role: () => 'AGENT',
  number: () => '09',
  action: () => 'queueUpdate',
  minIntervalMs: () => 100,
  cron: () => '0 7 * * 1',
  recipients: () => [`${word}@empresa.test`],
  to: () => `${word}@empresa.test`,
  until: () => new Date(Date.now() + 3_600_000).toISOString(),
})

let both: TwoTenants
let norte: Explored
let sur: Explored
const heard = new Map<object, string[]>()
const done = new Map<string, Answer>()

beforeAll(async () => {
  both = await twoTenants()
  for (const side of [both.norte, both.sur]) {
    for (const queue of ['soporte', HIDDEN]) {
      both.call(side, queue)
      both.call(side, queue, { talkSeconds: 0.2 })
    }
    both.call(side, 'ventas')
    both.call(side, 'ventas', { answerSeconds: null })
    for (const queue of ['ventas', 'soporte', HIDDEN])
      await side.people.ADMIN.mutate(
        `mutation ($id: ID!) { queueThresholdSet(id: $id, input: { metric: WAITING, critical: 50 }) {
          errors { code path message } } }`,
        { id: await queueId(side, queue) },
      )
    type Seen = { calls: { nodes: { state: string }[] }; activeCalls: { state: string }[] }
    await eventually(
      () => side.people.ADMIN.query<Seen>('{ calls { nodes { state } } activeCalls { state } }'),
      ({ calls, activeCalls }) =>
        calls.nodes.filter(({ state }) => state === 'ENDED').length === 2 &&
        activeCalls.filter(({ state }) => state === 'CONNECTED').length === 3,
    )
  }
  norte = await everything(both.norte)
  sur = await everything(both.sur)
  for (const pbx of [both.shared, both.norte.pbx, both.sur.pbx]) {
    const actions: string[] = []
    heard.set(pbx, actions)
    pbx.onAction = (raw) => actions.push(raw)
  }
}, 90_000)
afterAll(() => both?.stop())

const everything = (side: Side) =>
  explore(calls, roots, overHttp(side.people.ADMIN), valuesOf(side.mark)).then(async (found) => {
    // What only an operator lists, of this tenant.
    const { pbxMappings } = await both.operator.query(
      'query ($id: ID!) { pbxMappings(id: $id) { __typename id tenantId } }',
      { id: both.sharedId },
    )
    found.take(pbxMappings.filter(({ tenantId }: { tenantId: string }) => tenantId === side.tenantId))
    found.byType.set('Tenant', new Set([side.tenantId]))
    found.byType.set('Pbx', new Set([side.pbxId]))
    return found
  })

async function queueId({ people, mark }: Side, name: string): Promise<string> {
  const { queues } = await people.ADMIN.query('{ queues { id name } }')
  return queues.find((each: { name: string }) => each.name === `${mark.word}_${name}`).id
}

/** What of the other tenant stands in a text: names, numbers, ids. */
function traces(
  text: string,
  of: Mark,
  theirs: Explored,
  ours: Explored,
  sent: readonly string[] = [],
): string[] {
  const plain = sent.reduce((rest, id) => rest.replaceAll(id, ''), text)
  const marks = [of.word, of.callers, of.prefix].filter((mark) => plain.includes(mark))
  return [...marks, ...[...theirs.ids].filter((id) => !ours.ids.has(id) && plain.includes(id))]
}

/** Without the entries of the audit log that come of exploring itself: who asks for a link is on record. */
const withoutListening = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer), (_, value) =>
    Array.isArray(value) ? value.filter((each) => (each?.node ?? each)?.action !== 'recordingLink') : value,
  )

const isBug = (answer: Answer) =>
  JSON.stringify(answer).includes('INTERNAL_SERVER_ERROR') ||
  answer.errors?.some(({ extensions }) => !extensions.code)

/** The same story over both transports. */
async function everyWay(role: RoleOfTest, story: (ask: Ask) => Promise<void>): Promise<void> {
  const person = both.norte.people[role]
  await story(overHttp(person))
  const { ask, socket } = await overSocket(person)
  await story(ask)
  socket.socket.close()
}

describe('what is furnished', () => {
  test('each tenant sees its own, so that a leak would be seen', () => {
    for (const [found, mark] of [
      [norte, NORTE],
      [sur, SUR],
    ] as const) {
      for (const type of [
        'Queue',
        'Agent',
        'Extension',
        'Call',
        'Pbx',
        'User',
        'Threshold',
        'AuditEntry',
        'CallEvent',
        'DisplayLink',
        'Job',
        'ReportSchedule',
        'Recording',
        'RecordingFolder',
        'RetentionRule',
      ])
        expect(found.byType.get(type)?.size ?? 0, `${mark.word}: ${type}`).toBeGreaterThan(0)
      const text = JSON.stringify([...found.answers.values()])
      for (const sign of [mark.word, mark.callers, mark.prefix, HIDDEN]) expect(text).toContain(sign)
    }
  })
})

describe.each(ROLES)('%s of one tenant', (role) => {
  test('finds nothing of the other tenant in any answer of any query', async () => {
    await everyWay(role, async (ask) => {
      const found = await explore(calls, roots, ask, valuesOf(NORTE))
      for (const [field, answer] of found.answers) {
        expect(isBug(answer), `${field}: ${JSON.stringify(answer)}`).toBeFalsy()
        expect(traces(JSON.stringify(answer), SUR, sur, norte), field).toEqual([])
      }
    })
  })
})

// Queries first: mutations leave traces in one's own audit log.
describe.each(['query', 'mutation'] as const)('a %s', (kind) => {
  test.each(ROLES)(
    "of %s is told the same of the other tenant's ids as of ids that are nobody's",
    async (role) => {
      await everyWay(role, async (ask) => {
        for (const probe of probes(
          calls,
          roots.filter((root) => root.kind === kind),
          norte.supply,
          sur.supply,
        )) {
          const { name, root, sent } = probe
          const theirs = await ask(calls.document(root, probe.foreign), probe.foreign)
          const nobodys = await ask(calls.document(root, probe.unknown), probe.unknown)
          expect(isBug(theirs), `${name}: ${JSON.stringify(theirs)}`).toBeFalsy()
          expect(likeness(theirs, sent), name).toBe(likeness(nobodys, sent))
          expect(traces(JSON.stringify(theirs), SUR, sur, norte, sent), name).toEqual([])
        }
      })
    },
  )
})

test('a confined supervisor sees nothing of the queues that are not theirs', async () => {
  const hidden = await queueId(both.norte, HIDDEN)
  await everyWay('SUPERVISOR', async (ask) => {
    const found = await explore(calls, roots, ask, valuesOf(NORTE))
    for (const [field, answer] of found.answers) {
      const text = JSON.stringify(answer)
      expect(text, field).not.toContain(hidden)
      expect(text, field).not.toContain(`_${HIDDEN}`)
      expect(text, field).not.toContain(` ${HIDDEN}`)
    }
  })
})

test('nobody takes a phone of the other tenant into a queue of theirs', async () => {
  const theirs = `${SUR.prefix}0001`
  const id = await queueId(both.norte, 'ventas')
  for (const input of [
    { interface: `PJSIP/${theirs}` },
    { interface: `Local/${theirs}@from-queue/n` },
    { interface: 'PJSIP/9100', stateInterface: `hint:${theirs}@ext-local` },
  ]) {
    const { queueMemberAdd } = await both.norte.people.ADMIN.query(
      `mutation ($id: ID!, $input: QueueMemberAddInput!) {
        queueMemberAdd(queueId: $id, input: $input) { errors { code path } } }`,
      { id, input },
    )
    const path = ['input', Object.keys(input).at(-1)]
    expect(queueMemberAdd.errors).toEqual([{ code: 'NOT_FOUND', path }])
  }
})

test('a VIEWER changes nothing', async () => {
  await everyWay('VIEWER', async (ask) => {
    for (const root of asked.filter(
      ({ kind, field }) =>
        kind === 'mutation' && !/^(session|password)/.test(field.name) && !accessOf(field)?.reads,
    )) {
      const args = calls.args(root, norte.supply)
      const { errors, data } = await ask(calls.document(root, args), args)
      expect(errors?.[0]?.extensions.code, root.field.name).toBe('FORBIDDEN')
      expect(data ?? null).toBeNull()
    }
  })
})

test('a screen on the wall is shown its board, without whom the callers are, and nothing else', async () => {
  const { screen, mark } = both.norte
  const overHttpAndSocket = [overHttp(screen), (await overSocket(screen)).ask]
  for (const ask of overHttpAndSocket) {
    for (const root of asked.filter((each) => !isPublic(each))) {
      const args = calls.args(root, norte.supply)
      const answer = await ask(calls.document(root, args), args)
      const text = JSON.stringify(answer)
      if (root.field.name === 'wallboard' || root.field.name === 'display') {
        expect(answer.errors, root.field.name).toBeUndefined()
        expect(traces(text, SUR, sur, norte), root.field.name).toEqual([])
        expect(text).not.toContain(mark.callers)
        expect(text).not.toContain('Cliente')
      } else expect(answer.errors?.[0]?.extensions.code, root.field.name).toBe('FORBIDDEN')
    }
    const { data } = await ask('{ wallboard { queues { callers { number name } } } }', {})
    const { queues } = data!.wallboard as { queues: { callers: { number: string; name: string }[] }[] }
    expect(queues.flatMap(({ callers }) => callers)).toContainEqual({ number: '•••001', name: '' })
    const { errors } = await ask('{ __schema { types { name } } }', {})
    expect(errors?.[0]?.extensions.code).toBe('INTROSPECTION_FORBIDDEN')
  }
})

test('who has not signed in is asked to, whatever they ask for', async () => {
  const stranger = both.server.anonymous()
  const ask = overHttp(stranger)
  for (const root of asked.filter((each) => !isPublic(each))) {
    const args = calls.args(root, norte.supply)
    const { errors, data } = await ask(calls.document(root, args), args)
    expect(errors?.[0]?.extensions.code, root.field.name).toBe('UNAUTHENTICATED')
    expect(data ?? null).toBeNull()
  }
  await expect(overSocket(stranger)).rejects.toThrow('closed with 4403')
})

describe('after a tenant has done everything it may', () => {
  beforeAll(async () => {
    const admin = overHttp(both.norte.people.ADMIN)
    // What ends something for good comes last, the sign-in itself at the very end.
    const last = ['callHangup', 'queueMemberRemove', 'reportScheduleRemove', 'pbxDisconnect', 'pbxRemove']
    const rank = ({ field }: Root) => last.indexOf(field.name)
    const mine = asked.filter(
      ({ kind, field }) => kind === 'mutation' && !/^session|^password/.test(field.name),
    )
    for (const root of mine.sort((a, b) => rank(a) - rank(b))) {
      const args = calls.args(root, norte.supply, ['input'])
      const answer = await admin(calls.document(root, args), args)
      expect(isBug(answer), `${root.field.name}: ${JSON.stringify(answer)}`).toBeFalsy()
      expect(traces(JSON.stringify(answer), SUR, sur, norte), root.field.name).toEqual([])
      done.set(root.field.name, answer)
    }
  })

  test('most of it was done indeed', () => {
    const outcomes = [...done].map(([name, { data, errors }]) => {
      const [payload] = Object.values(data ?? {}) as ({ errors?: { code: string }[] } | null)[]
      return `${name} ${errors?.[0]?.extensions.code ?? payload?.errors?.[0]?.code ?? 'OK'}`
    })
    const refused = outcomes.filter((each) => !each.endsWith(' OK'))
    expect(outcomes.length - refused.length, refused.join()).toBeGreaterThan(outcomes.length * 0.6)
  })

  test("nothing of all that reached the other tenant's PBX, or its part of the shared one", () => {
    expect(heard.get(both.sur.pbx)!.filter((raw) => !/^Action: Ping\r\n/.test(raw))).toEqual([])
    for (const pbx of heard.keys())
      for (const raw of heard.get(pbx)!) {
        expect(raw).not.toContain(SUR.word)
        expect(raw).not.toContain(SUR.prefix)
      }
  })

  test("the other tenant's data is as it was", async () => {
    const now = await everything(both.sur)
    for (const [field, before] of sur.answers)
      expect(JSON.parse(likeness(withoutListening(now.answers.get(field)), [])), field).toEqual(
        JSON.parse(likeness(withoutListening(before), [])),
      )
  })
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pauseMember } from '../../src/simulator/actions/queue.actions.ts'
import { type AgentSettings } from '../../src/simulator/people.ts'
import type { QueueSettings } from '../../src/simulator/queue.model.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer, PASSWORD } from '../servers/app.server.ts'
import { database, eventually, madeFile, record } from './furniture.ts'

export { eventually } from './furniture.ts'

/** What marks all that is a tenant's, so that it is known wherever it turns up. */
export interface Mark {
  /** In every name. */
  readonly word: string
  /** At the beginning of every extension and DID. */
  readonly prefix: string
  /** At the beginning of every caller's number. */
  readonly callers: string
}

export const NORTE: Mark = { word: 'zorzal', prefix: '771133', callers: '0971777' }
export const SUR: Mark = { word: 'quetzal', prefix: '882299', callers: '0982888' }
/** In the names of what a confined supervisor does not see of their own tenant. */
export const HIDDEN = 'oculta'

export type RoleOfTest = 'ADMIN' | 'SUPERVISOR' | 'AGENT' | 'VIEWER'

export interface Side {
  readonly mark: Mark
  readonly tenantId: string
  readonly people: Readonly<Record<RoleOfTest, ApiClient>>
  readonly pbx: Simulator
  readonly pbxId: string
  /** Who stands before a screen on the wall. */
  readonly screen: ApiClient
}

export interface TwoTenants {
  readonly server: AppServer
  readonly operator: ApiClient
  readonly shared: Simulator
  readonly sharedId: string
  readonly norte: Side
  readonly sur: Side
  /** Somebody calls a queue from outside. */
  call(side: Side, queue: string, settings?: { answerSeconds?: number | null; talkSeconds?: number }): void
  stop(): Promise<void>
}

const queue = ({ word, prefix }: Mark, name: string, exten: number): QueueSettings => ({
  name: `${word}_${name}`,
  exten: `${prefix}0${exten}`,
  dids: [`${prefix}0${exten}`],
})

const agent = ({ word, prefix }: Mark, number: number, name: string, ...queues: string[]): AgentSettings => ({
  extension: `${prefix}${String(number).padStart(4, '0')}`,
  name: `${name} ${word}`,
  queues: queues.map((each) => `${word}_${each}`),
})

const ownPbx = (mark: Mark) =>
  startSimulator({
    traffic: false,
    systemName: mark.word,
    queues: [queue(mark, 'soporte', 610), queue(mark, HIDDEN, 611)],
    agents: [
      ...[agent(mark, 11, 'Abel', 'soporte'), agent(mark, 12, 'Elsa', 'soporte')],
      // Seen by a confined supervisor, but not where else she serves.
      agent(mark, 15, 'Eva', 'soporte', HIDDEN),
      ...[agent(mark, 13, `Olga ${HIDDEN}`, HIDDEN), agent(mark, 14, `Omar ${HIDDEN}`, HIDDEN)],
    ],
  })

/**
 * Two companies on one Centralita: each with a PBX of its own, both on a third one that is divided by prefixes
 * and where one person serves queues of both.
 */
export async function twoTenants(): Promise<TwoTenants> {
  const mounted = await mkdtemp(join(tmpdir(), 'centralita-mounted-'))
  const server = await AppServer.start({
    environment: { RECORDINGS_DIR: mounted },
    limits: { cost: 1e6, depth: 40, fields: 1e5, tokens: 1e5, socketsPerUser: 100 },
  })
  const operator = await server.admin()
  const shared = await startSimulator({
    traffic: false,
    systemName: 'compartida',
    queues: [queue(NORTE, 'ventas', 600), queue(SUR, 'ventas', 600)],
    agents: [
      agent(NORTE, 1, 'Ana', 'ventas'),
      agent(SUR, 1, 'Ana', 'ventas'),
      { extension: '9100', name: 'De ambas', queues: [`${NORTE.word}_ventas`, `${SUR.word}_ventas`] },
    ],
  })
  // So that the one who waits for both is not rung, and all stands still while it is compared.
  for (const each of shared.pbx.queues.values())
    for (const member of each.members.values())
      if (member.name === 'De ambas') pauseMember(shared, each, member, true, 'Capacitación')
  const sharedId = await register(operator, 'Compartida', shared, true)
  const norte = await side(server, operator, sharedId, NORTE)
  const sur = await side(server, operator, sharedId, SUR)
  for (const { mark, people, pbxId } of [norte, sur])
    await record(people.ADMIN, {
      ...{ pbxId, folder: join(mounted, mark.word), callerNumber: `${mark.callers}001` },
      queues: ['soporte', HIDDEN].map((name) => `${mark.word}_${name}`),
    })

  return {
    ...{ server, operator, shared, sharedId, norte, sur },
    call({ mark, pbx }, name, { answerSeconds = 0, talkSeconds = 900 } = {}) {
      const on = name === 'ventas' ? shared : pbx
      on.placeQueueCall({
        queue: `${mark.word}_${name}`,
        callerNumber: `${mark.callers}001`,
        callerName: `Cliente ${mark.word}${name === HIDDEN ? ` ${HIDDEN}` : ''}`,
        patienceSeconds: 900,
        ...{ answerSeconds, talkSeconds },
      })
    },
    async stop() {
      for (const { people } of [norte, sur]) for (const person of Object.values(people)) await person.close()
      await server.stop()
      await rm(mounted, { recursive: true, force: true })
      for (const pbx of [shared, norte.pbx, sur.pbx]) await pbx.stop()
    },
  }
}

async function side(server: AppServer, operator: ApiClient, sharedId: string, mark: Mark): Promise<Side> {
  const { created } = await operator.mutate(
    `mutation ($input: TenantCreateInput!) { tenantCreate(input: $input) {
      created { tenant { id } admin { oneTimePassword } } errors { code path message } } }`,
    {
      input: {
        ...{ name: `Empresa ${mark.word}`, slug: mark.word, language: 'ES', timeZone: 'America/Bogota' },
        adminLogin: `admin.${mark.word}`,
      },
    },
  )
  const tenantId = created.tenant.id
  for (const [kind, prefix] of [
    ['QUEUE', mark.word],
    ['EXTENSION', mark.prefix],
    ['DID', mark.prefix],
  ])
    await operator.mutate(
      `mutation ($id: ID!, $input: PbxMappingInput!) { pbxMappingSet(id: $id, input: $input) { errors { code path message } } }`,
      { id: sharedId, input: { tenantId, kind, prefix } },
    )
  const admin = await settledIn(server, `admin.${mark.word}`, created.admin.oneTimePassword)
  const pbx = await ownPbx(mark)
  const pbxId = await register(admin, `Central ${mark.word}`, pbx, false)
  const queues = () => admin.query('{ queues { id name isStale } pbxs { status { state } } }')
  await eventually(
    queues,
    ({ queues, pbxs }) =>
      queues.length === 3 &&
      pbxs.every(({ status }: { status: { state: string } }) => status.state === 'LIVE'),
  )
  await admin.mutate(
    `mutation ($pbxId: ID!, $input: LogSourceInput!) { logSourceSet(pbxId: $pbxId, input: $input) {
      errors { code path message } } }`,
    { pbxId, input: { kind: 'EVENTS' } },
  )
  const seen = (await queues()).queues.filter(({ name }: { name: string }) => !name.includes(HIDDEN))
  const queueIds = seen.map(({ id }: { id: string }) => id)
  const person = (role: RoleOfTest, more: object = {}) => joined(server, admin, mark, role, more)
  const people = {
    ADMIN: admin,
    SUPERVISOR: await person('SUPERVISOR', { queueIds }),
    AGENT: await person('AGENT'),
    VIEWER: await person('VIEWER', { grantedPermissions: ['ADMIN', 'RECORDINGS', 'CALLS', 'REPORTS'] }),
  }
  await database(admin, mark.word, pbxId)
  await madeFile(admin, mark.word)
  return { mark, tenantId, people, pbx, pbxId, screen: await screen(server, admin, mark) }
}

/** A screen on the wall of a tenant's office, that shows all queues. */
async function screen(server: AppServer, admin: ApiClient, { word }: Mark): Promise<ApiClient> {
  const { created } = await admin.mutate(
    `mutation ($input: DisplayLinkCreateInput!) { displayLinkCreate(input: $input) {
      created { token } errors { code path message } } }`,
    { input: { name: `Pantalla ${word}` } },
  )
  const client = server.anonymous()
  client.token = created.token
  return client
}

async function joined(
  server: AppServer,
  admin: ApiClient,
  { word }: Mark,
  role: RoleOfTest,
  more: object,
): Promise<ApiClient> {
  const login = `${role.toLowerCase()}.${word}`
  const { credentials } = await admin.mutate(
    `mutation ($input: UserCreateInput!) { userCreate(input: $input) {
      credentials { oneTimePassword } errors { code path message } } }`,
    { input: { login, name: `${role} ${word}`, role, ...more } },
  )
  return settledIn(server, login, credentials.oneTimePassword)
}

async function settledIn(server: AppServer, login: string, oneTimePassword: string): Promise<ApiClient> {
  const client = server.anonymous()
  await client.signIn(login, oneTimePassword)
  await client.changePassword(oneTimePassword, PASSWORD)
  return client
}

async function register(
  client: ApiClient,
  name: string,
  { host, port, username, secret }: Simulator,
  isShared: boolean,
): Promise<string> {
  const { pbx } = await client.mutate(
    `mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { id } errors { code path message } } }`,
    { input: { name, host, port, username, secret, isShared } },
  )
  return pbx.id
}

import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApiSchema } from '../../src/api/schema.ts'
import { RESOLVERS } from '../../src/resolvers.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { type Explored, explore, overHttp } from '../isolation/explored.ts'
import { database, eventually, madeFile, record } from '../isolation/furniture.ts'
import { rootsOf, SchemaCalls } from '../isolation/schema.calls.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'
import { SmtpPeer } from '../servers/smtp.peer.ts'
import { CDR_FILE, TOGETHER, valuesIn } from './valid.values.ts'

export const schema = buildApiSchema({ resolvers: RESOLVERS, instances: new Map() })
export const calls = new SchemaCalls(schema)
export const roots = rootsOf(schema)
export const mutations = roots.filter(({ kind }) => kind === 'mutation')

export interface Office {
  readonly server: AppServer
  readonly admin: ApiClient
  /** The same administrator, in each language. */
  readonly asking: Readonly<Record<'es' | 'en', ApiClient>>
  readonly pbx: Simulator
  readonly mail: SmtpPeer
  readonly found: Explored
  /** All that lies around the server's own folder, and what is called how within that. */
  files(): Promise<{ around: string[]; within: string[] }>
  stop(): Promise<void>
}

/** One company with a PBX where a call goes on, and one of each thing that a mutation can name. */
export async function openOffice(): Promise<Office> {
  const mail = await SmtpPeer.start()
  const root = await mkdtemp(join(tmpdir(), 'centralita-attacked-'))
  const at = (name: string) => join(root, name)
  for (const name of ['data', 'logs', 'import', 'empty']) await mkdir(at(name))
  const entered = Math.floor(Date.now() / 1000) - 86_400
  await writeFile(at('logs/queue_log'), `${entered}|${entered}.1|ventas|NONE|ENTERQUEUE||0971000009|1\n`)
  await writeFile(at(`import/${CDR_FILE}`), 'calldate,src,dst,duration,billsec,disposition,uniqueid\n')
  const server = await AppServer.start({
    limits: { cost: 1e6, depth: 40, fields: 1e5, tokens: 1e5 },
    dataFolder: at('data'),
    environment: {
      ...{ QUEUE_LOG_DIRS: at('logs'), IMPORT_DIR: at('import') },
      ...{ SMTP_URL: `smtp://127.0.0.1:${mail.port}`, MAIL_FROM: 'Centralita <informes@empresa.test>' },
    },
  })
  const admin = await server.admin()
  const pbx = await startSimulator({
    traffic: false,
    queues: [{ name: 'ventas', exten: '600', dids: ['0215550600'] }],
    agents: [
      { extension: '7001', name: 'Ana', queues: ['ventas'] },
      { extension: '7002', name: 'Eva', queues: ['ventas'] },
    ],
    limits: { failedLoginDelayMs: 5 },
  })
  const { host, port, username, secret } = pbx
  const central = await admin.mutate(
    `mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { id } errors { code path message } } }`,
    { input: { name: 'Central', host, port, username, secret } },
  )
  await eventually(
    () => admin.query('{ queues { name } }'),
    ({ queues }) => queues.length === 1,
  )
  pbx.placeQueueCall({ queue: 'ventas', callerNumber: '0971000001', answerSeconds: 0, talkSeconds: 900 })
  await eventually(
    () => admin.query('{ activeCalls { state } }'),
    ({ activeCalls }) => activeCalls[0]?.state === 'CONNECTED',
  )
  const { queues } = await admin.query('{ queues { id } }')
  await admin.mutate(
    `mutation ($id: ID!) { queueThresholdSet(id: $id, input: { metric: WAITING, critical: 50 }) { errors { code path message } } }`,
    { id: queues[0].id },
  )
  const shared = await admin.mutate(
    `mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { __typename id } errors { code path message } } }`,
    { input: { name: 'Compartida', host: '127.0.0.1', port: 2, username: 'x', secret: 'x', isShared: true } },
  )
  const mapped = await admin.mutate(
    `mutation ($id: ID!, $input: PbxMappingInput!) { pbxMappingSet(id: $id, input: $input) {
      mapping { __typename id } errors { code path message } } }`,
    {
      id: shared.pbx.id,
      input: { tenantId: (await admin.query('{ tenant { id } }')).tenant.id, kind: 'QUEUE', prefix: 'x' },
    },
  )
  await admin.mutate(
    `mutation { displayLinkCreate(input: { name: "Sala" }) { created { link { id } } errors { code path } } }`,
  )
  await record(admin, {
    ...{ pbxId: central.pbx.id, folder: at('recordings') },
    ...{ queues: ['ventas'], callerNumber: '0971000001' },
  })
  await database(admin, 'central', shared.pbx.id)
  await madeFile(admin, 'central')
  const values = valuesIn({ logs: at('logs'), empty: at('empty') })
  const english = Object.assign(server.anonymous(), { token: admin.token, language: 'en' })
  const found = await explore(calls, roots, overHttp(admin), values, TOGETHER)
  found.take(mapped)
  // What is changed of a PBX is changed of one that no call depends on.
  found.byType.set('Pbx', new Set([shared.pbx.id]))
  return {
    ...{ server, admin, asking: { es: admin, en: english }, pbx, mail, found },
    async files() {
      const all = (await readdir(root, { recursive: true })).sort()
      const within = all.filter((name) => name.startsWith('data/'))
      return { around: all.filter((name) => !name.startsWith('data/')), within }
    },
    async stop() {
      await admin.close()
      await server.stop()
      for (const each of [pbx, mail]) await each.stop()
      await rm(root, { recursive: true, force: true })
    },
  }
}

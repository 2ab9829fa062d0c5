import { buildApiSchema } from '../../src/api/schema.ts'
import { RESOLVERS } from '../../src/resolvers.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { type Explored, explore, overHttp } from '../isolation/explored.ts'
import { rootsOf, SchemaCalls, type Supply } from '../isolation/schema.calls.ts'
import { eventually } from '../isolation/two.tenants.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer, PASSWORD } from '../servers/app.server.ts'

export const schema = buildApiSchema({ resolvers: RESOLVERS, instances: new Map() })
export const calls = new SchemaCalls(schema)
/** What works on logs, files and databases of PBXs, and says nothing to a PBX: its own stories tell what it refuses. */
const BESIDE_THE_PBX =
  /^(cdrImport|callCenterImport|databaseAccount|export|job|log|mailTest|recording|retentionRule|report|import|abandoned)/
export const roots = rootsOf(schema).filter(({ field }) => !BESIDE_THE_PBX.test(field.name))
export const mutations = roots.filter(({ kind }) => kind === 'mutation')

/** Mutations that end what a test works with; they take no text. */
export const ENDING = [
  'callHangup',
  'pbxRemove',
  'pbxDisconnect',
  'queueMemberRemove',
  'pbxMappingRemove',
  'displayLinkRevoke',
]

let made = 0
const values: Supply['values'] = {
  first: () => 20,
  login: () => `persona.${++made}`,
  adminLogin: () => `persona.${++made}`,
  slug: () => `empresa-${++made}`,
  name: () => 'Nombre',
  label: () => 'Ventas',
  password: () => 'no es la clave',
  current: () => 'no es la clave',
  next: () => PASSWORD,
  refreshToken: () => 'no es un token',
  timeZone: () => 'America/Bogota',
  // Nothing listens on port 1, so what is registered here never becomes a link.
  host: () => '127.0.0.1',
  port: () => 1,
  username: () => 'nadie',
  secret: () => 'nada',
  dialContext: () => 'from-internal',
  prefix: () => `p${++made}`,
  interface: () => `PJSIP/${7000 + ++made}`,
  stateInterface: () => 'PJSIP/7001',
  reason: () => 'Descanso',
  role: () => 'AGENT',
  penalty: () => ++made % 1000,
  holdSeconds: () => 10,
}

export interface Office {
  readonly server: AppServer
  readonly admin: ApiClient
  readonly pbx: Simulator
  readonly found: Explored
  stop(): Promise<void>
}

/** One company with a PBX where a call goes on, and one of each thing that a mutation can name. */
export async function openOffice(): Promise<Office> {
  const server = await AppServer.start({ limits: { cost: 1e6, depth: 40, fields: 1e5, tokens: 1e5 } })
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
  await admin.mutate(
    `mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { errors { code path message } } }`,
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
  const found = await explore(calls, roots, overHttp(admin), values)
  found.take(mapped)
  // What is changed of a PBX is changed of one that no call depends on.
  found.byType.set('Pbx', new Set([shared.pbx.id]))
  return {
    ...{ server, admin, pbx, found },
    async stop() {
      await admin.close()
      await server.stop()
      await pbx.stop()
    },
  }
}

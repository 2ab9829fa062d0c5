import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'

let server: AppServer
let admin: ApiClient
let pbx: Simulator

beforeAll(async () => {
  server = await AppServer.start({ environment: { DEMO: 'on', DEMO_SPEED: '10' } })
  admin = await server.admin()
  // To the app this is a PBX like any other: a host, a port, a user and a secret.
  pbx = await startSimulator({
    traffic: false,
    systemName: 'oficina',
    username: 'centralita',
    secret: 'muy secreta',
  })
})
afterAll(async () => {
  await admin?.close()
  await server?.stop()
  await pbx?.stop()
})

const REGISTER = `mutation ($input: PbxRegisterInput!) {
  pbxRegister(input: $input) { pbx { id name isDemo status { state } } errors { code path message } }
}`

const input = () => ({
  name: 'Oficina',
  host: pbx.host,
  port: pbx.port,
  username: pbx.username,
  secret: pbx.secret,
})

test('a PBX is tried before it is registered, and what is wrong is told with a hint', async () => {
  const { pbxTest } = await admin.query(
    `mutation ($input: PbxTestInput!) {
      pbxTest(input: $input) { report { isUsable checks { check ok hint } } errors { code } }
    }`,
    { input: { host: pbx.host, port: pbx.port, username: pbx.username, secret: 'no es esta' } },
  )
  expect(pbxTest.report.isUsable).toBe(false)
  const login = pbxTest.report.checks.find(({ check }: { check: string }) => check === 'LOGIN')
  expect(login).toMatchObject({ ok: false, hint: expect.stringMatching(/clave|secret/i) })
})

test('the demo gives way to the first real PBX, and its calls go with it', async () => {
  await expect
    .poll(async () => (await admin.query('{ callStatistics { total } }')).callStatistics.total, {
      timeout: 10_000,
    })
    .toBeGreaterThan(0)
  const status = admin.subscribe(`subscription { pbxUpdated { id isDemo status { state } } }`)
  const { pbx: registered } = await admin.mutate(REGISTER, { input: input() })
  await expect
    .poll(() => status.values.findLast(({ id }) => id === registered.id)?.status.state, { timeout: 5_000 })
    .toBe('LIVE')

  const { pbxs, queues, callStatistics } = await admin.query(
    '{ pbxs { name isDemo status { state } } queues { name pbxId isStale } callStatistics { total } }',
  )
  expect(pbxs).toEqual([{ name: 'Oficina', isDemo: false, status: { state: 'LIVE' } }])
  expect(queues.length).toBeGreaterThan(0)
  expect(
    queues.every(
      (queue: { pbxId: string; isStale: boolean }) => queue.pbxId === registered.id && !queue.isStale,
    ),
  ).toBe(true)
  expect(callStatistics.total).toBe(0)
  status.stop()
})

test('a call of the real PBX is seen, answered, and kept', async () => {
  const answered = admin.subscribe(
    `subscription { callAnswered { agentId call { fromNumber toNumber state } } }`,
  )
  const left = admin.subscribe(`subscription { queueCallerLeft { outcome waitSeconds } }`)
  const ended = admin.subscribe(`subscription { callEnded { call { id } } }`)
  await expect.poll(async () => (await admin.query('{ activeCalls { id } }')).activeCalls).toEqual([])
  pbx.placeQueueCall({
    queue: 'ventas',
    callerNumber: '0981555001',
    callerName: 'Cliente Uno',
    talkSeconds: 2,
    answerSeconds: 1,
  })
  await expect
    .poll(() => answered.last, { timeout: 5_000 })
    .toMatchObject({
      agentId: expect.any(String),
      call: { fromNumber: '0981555001', state: 'CONNECTED' },
    })
  expect(left.last).toMatchObject({ outcome: 'ANSWERED' })
  await expect.poll(() => ended.last, { timeout: 6_000 }).toBeDefined()
  await expect
    .poll(
      () =>
        admin.ask(
          `query ($id: ID!) { call(id: $id) {
            direction disposition endReason queue { name } agent { name } queueVisits { outcome } legs { endedAt } events { kind }
          } }`,
          { id: ended.last.call.id },
        ),
      { timeout: 5_000 },
    )
    .toMatchObject({
      data: {
        call: {
          direction: 'INBOUND',
          disposition: 'ANSWERED',
          endReason: 'HANGUP',
          queue: { name: 'ventas' },
          queueVisits: [{ outcome: 'ANSWERED' }],
        },
      },
    })
})

test('a supervisor pauses an agent with a reason, and the board shows it', async () => {
  const { agents } = await admin.query('{ agents { id name state queues { queueId } } }')
  const [agent] = agents.filter(({ state }: { state: string }) => state === 'AVAILABLE')
  const board = admin.subscribe(`subscription { agentUpdated { id state pauseReason isPaused } }`)
  const { agent: paused } = await admin.mutate(
    `mutation ($id: ID!) { agentPause(id: $id, reason: "Almuerzo") { agent { state pauseReason } errors { code path } } }`,
    { id: agent.id },
  )
  expect(paused).toEqual({ state: 'PAUSED', pauseReason: 'Almuerzo' })
  await expect
    .poll(() => board.values.findLast(({ id }) => id === agent.id))
    .toMatchObject({ state: 'PAUSED', pauseReason: 'Almuerzo', isPaused: true })
  await expect
    .poll(
      async () =>
        (await admin.query('{ auditEntries(first: 5) { nodes { action outcome targetId } } }')).auditEntries
          .nodes,
    )
    .toContainEqual({ action: 'agentPause', outcome: 'OK', targetId: agent.id })
})

test('a disconnected PBX takes no actions, and says so at once', async () => {
  const { pbxs } = await admin.query('{ pbxs { id } }')
  const { agents } = await admin.query('{ agents { id } }')
  await admin.mutate(`mutation ($id: ID!) { pbxDisconnect(id: $id) { pbx { id } errors { code } } }`, {
    id: pbxs[0].id,
  })
  expect((await admin.query('{ queues { name } }')).queues).toEqual([])
  const { agentPause } = await admin.query(
    `mutation ($id: ID!) { agentPause(id: $id) { agent { id } errors { code path message } } }`,
    { id: agents[0].id },
  )
  expect(agentPause.errors).toEqual([
    expect.objectContaining({ code: expect.stringMatching(/AGENT_IN_NO_QUEUE|PBX_UNAVAILABLE/) }),
  ])
})

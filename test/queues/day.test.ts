import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../src/platform/clock.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { eventually } from '../isolation/two.tenants.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'

let server: AppServer
let admin: ApiClient
let pbx: Simulator

/** Half a minute after midnight in London, so that in Asunción it is still the day before. */
const shiftMs = Date.UTC(2026, 0, 15, 0, 0, 30) - Date.now()
const clock = { ...systemClock, now: () => new Date(Date.now() + shiftMs), ticks: () => systemClock.ticks() }

beforeAll(async () => {
  server = await AppServer.start({ clock })
  admin = await server.admin()
  await timeZone('America/Asuncion')
  pbx = await startSimulator({
    traffic: false,
    queues: [{ name: 'ventas', exten: '600', dids: ['600'] }],
    agents: ['7001', '7002', '7003'].map((extension) => ({ extension, name: extension, queues: ['ventas'] })),
  })
})
afterAll(async () => {
  await admin?.close()
  await server?.stop()
  await pbx?.stop()
})

const timeZone = (name: string) =>
  admin.mutate(
    'mutation ($input: TenantUpdateInput!) { tenantUpdate(input: $input) { errors { code path message } } }',
    { input: { timeZone: name } },
  )
const call = (answerSeconds: number | null, talkSeconds: number) =>
  pbx.placeQueueCall({
    queue: 'ventas',
    callerNumber: '0971000001',
    patienceSeconds: 900,
    answerSeconds,
    talkSeconds,
  })
const day = async () => {
  const { queues } = await admin.query(
    '{ queues { isStale today { offered answered waiting serviceLevel averageTalkSeconds } } }',
  )
  return queues[0]
}

test('a day that begins at another hour is counted afresh, with all that it had seen', async () => {
  // One who waits already when the PBX is connected, one who talks, one whose call is over.
  call(null, 1)
  const { host, port, username, secret } = pbx
  await admin.mutate(
    `mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { id } errors { code } } }`,
    { input: { name: 'Oficina', host, port, username, secret } },
  )
  await eventually(day, (queue) => queue?.today.offered === 1)
  call(0, 900)
  call(0, 0.2)
  await eventually(day, ({ today }) => today.answered === 2 && today.averageTalkSeconds !== null)
  expect((await day()).today).toMatchObject({ offered: 3, answered: 2, waiting: 1, serviceLevel: 2 / 3 })

  let calls = 3
  for (const zone of ['Europe/London', 'America/Asuncion']) {
    await timeZone(zone)
    calls++
    call(0, 0.2)
    const { today } = await eventually(day, (queue) => queue?.today.answered === calls - 1)
    expect(today, zone).toMatchObject({
      offered: calls,
      waiting: 1,
      serviceLevel: (calls - 1) / calls,
      averageTalkSeconds: expect.any(Number),
    })
  }
})

test('the service level of boards goes by the formula of the tenant, at once, and back', async () => {
  const settings = (input: object) =>
    admin.mutate(
      'mutation ($input: ReportSettingsInput!) { reportSettingsUpdate(input: $input) { settings { formula } errors { code path } } }',
      { input },
    )
  const { offered, answered } = (await day()).today
  expect(offered).toBeGreaterThan(answered)
  const boards = async () => {
    const { wallboard } = await admin.query('{ wallboard { totals { serviceLevel } } }')
    return { queue: (await day()).today.serviceLevel, all: wallboard.totals.serviceLevel }
  }
  for (const [formula, level] of [
    ['ANSWERED', 1],
    ['OFFERED', answered / offered],
  ] as const) {
    expect(await settings({ formula })).toMatchObject({ settings: { formula } })
    await eventually(boards, ({ queue, all }) => queue === level && all === level)
  }
})

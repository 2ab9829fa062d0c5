import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../src/platform/clock.ts'
import { FORMULAS } from '../../src/platform/service.level.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { eventually } from '../isolation/furniture.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'

let server: AppServer
let admin: ApiClient
let pbx: Simulator

/** Noon, so that no midnight comes between. */
const shiftMs = Date.UTC(2026, 0, 15, 12) - Date.now()
const clock = { ...systemClock, now: () => new Date(Date.now() + shiftMs), ticks: () => systemClock.ticks() }

beforeAll(async () => {
  server = await AppServer.start({ clock })
  admin = await server.admin()
  pbx = await startSimulator({
    traffic: false,
    queues: [{ name: 'ventas', exten: '600', dids: ['600'] }],
    agents: Array.from({ length: 9 }, (_, n) => `70${n}1`).map((extension) => ({
      ...{ extension, name: extension, queues: ['ventas'] },
    })),
  })
  const { host, port, username, secret } = pbx
  const registered = await admin.mutate(
    `mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { id } errors { code } } }`,
    { input: { name: 'Oficina', host, port, username, secret } },
  )
  await admin.mutate(
    `mutation ($pbxId: ID!) { logSourceSet(pbxId: $pbxId, input: { kind: EVENTS }) { errors { code path } } }`,
    { pbxId: registered.pbx.id },
  )
  await eventually(
    () => admin.query('{ queues { isStale } }'),
    ({ queues }) => queues[0]?.isStale === false,
  )
})
afterAll(async () => {
  await admin?.close()
  await server?.stop()
  await pbx?.stop()
})

/** What a board and a report say of today, in the same words. */
async function told() {
  const { queues, queueReport } = await admin.query(`{
    queues { today {
      offered answered answeredInTime abandoned timedOut lost waiting leftOtherwise
      averageTalkSeconds averageWaitSeconds serviceLevel } }
    queueReport(period: { name: TODAY }) { queues { figures {
      offered answered answeredInTime abandoned timedOut lost waiting leftByKey leftEmpty withdrawn incompatible
      talk { meanSeconds } waits { meanAnsweredSeconds } serviceLevel serviceLevels { formula level } } } } }`)
  const { talk, waits, serviceLevels, leftByKey, leftEmpty, withdrawn, incompatible, ...counts } = queueReport
    .queues[0]?.figures ?? { talk: {}, waits: {} }
  return {
    board: queues[0].today,
    report: {
      ...{ ...counts, leftOtherwise: leftByKey + leftEmpty + withdrawn + incompatible },
      ...{ averageTalkSeconds: talk.meanSeconds, averageWaitSeconds: waits.meanAnsweredSeconds },
    },
    levels: serviceLevels as { formula: string; level: number }[],
  }
}

const call = (given: { answerSeconds?: number; patienceSeconds?: number; talkSeconds?: number }) =>
  pbx.placeQueueCall({
    ...{ queue: 'ventas', callerNumber: '0971000001', did: '600', answerSeconds: null },
    ...{ patienceSeconds: 900, talkSeconds: 900, ...given },
  })

test('the report of today says what the board says, by every formula', async () => {
  for (let times = 0; times < 2; times++) call({ answerSeconds: 0, talkSeconds: 1.2 })
  for (let times = 0; times < 2; times++) call({ answerSeconds: 0 })
  call({ answerSeconds: 3.4, talkSeconds: 1.2 })
  for (const patienceSeconds of [0.3, 0.3, 1.4, 3.4]) call({ patienceSeconds })
  call({})
  const { board } = await eventually(
    told,
    ({ board, report }) => board.abandoned === 4 && board.answered === 5 && report.abandoned === 4,
  )
  expect(board).toMatchObject({ offered: 10, waiting: 1 })
  // Those who talked briefly are over.
  await eventually(told, ({ board, report }) => board.averageTalkSeconds !== null && report.offered === 10)

  const levels = new Set<number>()
  for (const formula of FORMULAS) {
    await admin.mutate(
      `mutation ($input: ReportSettingsInput!) { reportSettingsUpdate(input: $input) {
        settings { formula } errors { code path } } }`,
      { input: { formula, serviceLevelSeconds: 2, shortAbandonSeconds: 0 } },
    )
    const {
      board,
      report,
      levels: all,
    } = await eventually(
      told,
      ({ board, report }) =>
        JSON.stringify(Object.entries(board).sort()) === JSON.stringify(Object.entries(report).sort()),
    )
    expect(report).toEqual(board)
    expect(all).toContainEqual({ formula, level: board.serviceLevel })
    levels.add(board.serviceLevel)
  }
  // They are told apart: not one for all.
  expect(levels.size).toBeGreaterThan(3)
})

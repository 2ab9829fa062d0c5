import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'

let server: AppServer
let admin: ApiClient

beforeAll(async () => {
  server = await AppServer.start({ environment: { DEMO: 'on', DEMO_SPEED: '10' } })
  admin = await server.admin()
})
afterAll(async () => {
  await admin?.close()
  await server?.stop()
})

test('a newcomer without a PBX sees a wallboard that moves', async () => {
  const board = admin.subscribe(
    `subscription { wallboard(minIntervalMs: 200) {
      isDemo isStale at totals { waiting availableAgents offered }
      queues { label waitingCount memberCounts { onCall } } agents { name state }
    } }`,
  )
  await expect.poll(() => board.values.length, { timeout: 5_000 }).toBeGreaterThan(5)
  expect(board.last).toMatchObject({ isDemo: true, isStale: false })
  expect(board.last.queues.length).toBeGreaterThan(4)
  expect(board.last.agents.length).toBeGreaterThan(20)
  await expect
    .poll(() => new Set(board.values.map(({ totals }) => JSON.stringify(totals))).size, { timeout: 10_000 })
    .toBeGreaterThan(3)
  board.stop()
})

test('the calls of the day are kept while they happen', async () => {
  const ended = admin.subscribe(`subscription { callEnded { id call { id state disposition } } }`)
  await expect.poll(() => ended.values.length, { timeout: 15_000 }).toBeGreaterThan(0)
  const [{ call }] = ended.values
  expect(call.state).toBe('ENDED')
  await expect
    .poll(() => admin.ask('query ($id: ID!) { call(id: $id) { state legs { number } } }', { id: call.id }), {
      timeout: 5_000,
    })
    .toMatchObject({ data: { call: { state: 'ENDED', legs: expect.arrayContaining([expect.anything()]) } } })
  ended.stop()
})

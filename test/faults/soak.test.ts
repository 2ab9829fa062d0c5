import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type AsteriskServer,
  asteriskAvailable,
  type PlacedCall,
  startAsterisk,
} from '../asterisk/asterisk.server.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer, PASSWORD } from '../servers/app.server.ts'
import { allKept, register, type ShownCall } from './truth.ts'

const { available, reason } = asteriskAvailable()
const isSkipped = !available && !process.env.CI
const CALLS = 200
const CALLS_PER_SECOND = 20
const HOUR_MS = 3_600_000

describe.skipIf(isSkipped)(
  `Many calls, and a clock that jumps ${isSkipped ? `(skipped: ${reason})` : ''}`,
  () => {
    let asterisk: AsteriskServer
    let server: AppServer
    let admin: ApiClient
    const placed: PlacedCall[] = []
    let jumpMs = 0

    beforeAll(async () => {
      asterisk = await startAsterisk({ quiet: true })
      const clock = { ticks: () => performance.now(), now: () => new Date(Date.now() + jumpMs) }
      server = await AppServer.start({ clock })
      admin = await server.admin()
      await register(admin, asterisk, asterisk.amiPort)
    }, 60_000)
    afterAll(async () => {
      await admin?.close()
      await server?.stop()
      await asterisk?.stop()
    })

    it(`${CALLS} calls, ${CALLS_PER_SECOND} a second: each is in the table once, and nothing of them stays`, async () => {
      const begun = performance.now()
      const memory = () => process.memoryUsage().heapUsed / 1e6
      let half = 0
      for (let n = 0; n < CALLS; n++) {
        const dueAt = begun + (n * 1000) / CALLS_PER_SECOND
        await expect.poll(() => performance.now() >= dueAt, { interval: 5 }).toBe(true)
        placed.push(
          await asterisk.call({ dials: '61101', callerNumber: `0982${1000 + n}`, hangsUpAfterSeconds: 1 }),
        )
        if (n === CALLS / 2) half = memory()
      }
      const kept = await allKept(admin, placed, 20_000)
      expect([...kept.values()].filter(({ endReason }) => endReason !== 'HANGUP')).toEqual([])
      await expect.poll(async () => (await admin.query('{ activeCalls { id } }')).activeCalls).toEqual([])
      const metrics = await (await fetch(server.url.replace('/graphql', '/metrics'))).text()
      expect(metrics).toMatch(/callcenter_calls_active\{[^}]*\} 0/)
      expect(memory() - half).toBeLessThan(80)
    }, 90_000)

    it.each([
      ['on', HOUR_MS],
      ['back', -HOUR_MS],
    ])(
      'a wall clock that jumps an hour %s stretches no call',
      async (_, byMs) => {
        const call = await asterisk.callQueue({ queue: 'vacia', hangsUpAfterSeconds: 60 })
        placed.push(call)
        const begun = performance.now()
        const live = async () =>
          (await admin.query<{ activeCalls: ShownCall[] }>('{ activeCalls { linkedid startedAt } }'))
            .activeCalls
        await expect.poll(live, { timeout: 5_000 }).toMatchObject([{ linkedid: call.linkedid }])
        const [{ startedAt } = { startedAt: '' }] = await live()
        jumpMs += byMs
        // By the new hour the sign-in of before may have run out.
        admin.token = undefined
        await admin.signIn('admin', PASSWORD)
        await expect.poll(() => performance.now() - begun, { timeout: 3_000 }).toBeGreaterThan(1_200)
        await asterisk.calm()
        const lasted = (performance.now() - begun) / 1000
        const kept = (await allKept(admin, placed)).get(call.linkedid)!
        expect(kept.startedAt).toBe(startedAt)
        expect(Math.abs(kept.durationSeconds - lasted)).toBeLessThan(1)
        expect(Math.abs(kept.waitSeconds - lasted)).toBeLessThan(1)
        expect(Date.parse(kept.endedAt!) - Date.parse(kept.startedAt)).toBe(
          Math.round(kept.durationSeconds * 1000),
        )
      },
      30_000,
    )
  },
)

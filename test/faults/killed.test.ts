import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type AsteriskServer,
  asteriskAvailable,
  type PlacedCall,
  startAsterisk,
} from '../asterisk/asterisk.server.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { type PostgresServer, postgresAvailable, startPostgres } from '../servers/postgres.server.ts'
import { ServerProcess } from '../servers/server.process.ts'
import { agrees, allKept, keptCalls, linkIs, register } from './truth.ts'

const missing = [asteriskAvailable(), postgresAvailable()].find(({ available }) => !available)
const isSkipped = missing !== undefined && !process.env.CI

describe.skipIf(isSkipped)(`This server killed ${isSkipped ? `(skipped: ${missing?.reason})` : ''}`, () => {
  let asterisk: AsteriskServer
  let postgres: PostgresServer
  let server: ServerProcess
  let admin: ApiClient
  const placed: PlacedCall[] = []

  beforeAll(async () => {
    ;[asterisk, postgres] = await Promise.all([startAsterisk(), startPostgres()])
    server = await ServerProcess.start({ DATABASE_URL: postgres.url })
    admin = await server.admin()
    await register(admin, asterisk, asterisk.amiPort)
  }, 90_000)
  afterAll(async () => {
    await admin?.close()
    await server?.remove()
    await asterisk?.stop()
    await postgres?.remove()
  })

  const place = async (call: Parameters<AsteriskServer['callQueue']>[0]) => {
    const one = await asterisk.callQueue(call)
    placed.push(one)
    return one
  }
  const killAndStart = async (meanwhile: () => Promise<void> = async () => {}) => {
    await admin.close()
    await server.kill()
    await meanwhile()
    await server.start()
    const servesSince = performance.now()
    admin = await server.admin()
    await linkIs(admin, 'LIVE')
    // Right within two seconds of serving again.
    expect(await agrees(admin, asterisk, placed, 10_000, servesSince)).toBeLessThan(2_000)
  }
  const of = async ({ linkedid }: PlacedCall) =>
    (await keptCalls(admin)).find((call) => call.linkedid === linkedid)!
  const waitKept = (call: PlacedCall) => expect.poll(() => of(call), { timeout: 5_000 }).toBeTruthy()

  it('at random moments while calls flow: every call is in the table once, and the day is counted right', async () => {
    const talks = await place({ queue: 'ventas', callerNumber: '0981000001' })
    await asterisk.talkingWith(talks)
    const talksSince = performance.now()
    const ends = await place({ queue: 'ventas', callerNumber: '0981000002' })
    await asterisk.talkingWith(ends)
    const waits = await place({ queue: 'vacia', callerNumber: '0981000003' })
    await waitKept(waits)
    const before = { talks: (await of(talks)).id, waits: (await of(waits)).id }

    await killAndStart(async () => {
      await asterisk.hangup(ends.channel)
    })
    await expect
      .poll(() => of(ends), { timeout: 2_000 })
      .toMatchObject({ state: 'ENDED', endReason: 'UNKNOWN_LINK_LOST' })

    for (let round = 0; round < 2; round++) {
      let isFlowing = true
      const flow = (async () => {
        for (let n = 0; isFlowing && n < 20; n++)
          await place({ queue: 'vacia', callerNumber: `09810001${round}${n}`, hangsUpAfterSeconds: 1 })
      })()
      await expect.poll(() => placed.length, { timeout: 10_000 }).toBeGreaterThan(3 + 8 * round + 2)
      isFlowing = false
      await flow
      // Calls of a second are under way, each at another point; those of less than the journal's 20 ms are spared.
      const until = performance.now() + 100 + Math.random() * 400
      await expect.poll(() => performance.now() > until, { interval: 10 }).toBe(true)
      await killAndStart()
      expect((await of(talks)).id).toBe(before.talks)
      expect((await of(waits)).id).toBe(before.waits)
    }

    await asterisk.hangup(talks.channel)
    const talked = (performance.now() - talksSince) / 1000
    await asterisk.calm()
    const kept = await allKept(admin, placed)
    expect(kept.get(talks.linkedid)).toMatchObject({ id: before.talks, endReason: 'HANGUP' })
    expect(Math.abs(kept.get(talks.linkedid)!.talkSeconds - talked)).toBeLessThan(1.5)
    expect(kept.get(waits.linkedid)).toMatchObject({ id: before.waits, disposition: 'ABANDONED' })

    // The day by the counters is the day by Asterisk's own log.
    const log = await asterisk.queueLog()
    const count = (queue: string, ...events: string[]) =>
      log.filter((line) => line.queue === queue && events.includes(line.event)).length
    const day = async (name: string) =>
      (
        await admin.query('{ queues { name today { offered answered abandoned lost waiting } } }')
      ).queues.find((queue: { name: string }) => queue.name === name).today
    await expect
      .poll(() => day('ventas'))
      .toMatchObject({
        offered: count('ventas', 'ENTERQUEUE'),
        answered: count('ventas', 'CONNECT'),
        waiting: 0,
      })
    const vacia = await day('vacia')
    expect(vacia).toMatchObject({ offered: count('vacia', 'ENTERQUEUE'), answered: 0, waiting: 0 })
    expect(vacia.abandoned + vacia.lost).toBe(count('vacia', 'ABANDON'))
  }, 120_000)
})

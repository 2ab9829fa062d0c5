import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
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
/** How long the database is away: a minute with SLOW_TESTS=1. */
const AWAY_MS = process.env.SLOW_TESTS === '1' ? 60_000 : 15_000
const READS = [
  '{ calls(first: 5) { nodes { id } } }',
  '{ callStatistics { total } }',
  '{ auditEntries { nodes { id } } }',
]

describe.skipIf(isSkipped)(`The database away ${isSkipped ? `(skipped: ${missing?.reason})` : ''}`, () => {
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
  afterEach(() => {
    isFlowing = false
  })
  /** Callers who come, wait and give up, about five a second, until told to stop. */
  let isFlowing = false
  const flow = () => {
    isFlowing = true
    const flowing = (async () => {
      for (let n = 0; isFlowing; n++) {
        await place({ queue: 'vacia', callerNumber: `0981${100_000 + n}`, hangsUpAfterSeconds: 1 })
        await delay(200)
      }
    })()
    return async () => {
      isFlowing = false
      await flowing
    }
  }

  it('while calls flow: live goes on, reads say so at once, and afterwards everything is there once', async () => {
    const talks = await place({ queue: 'ventas', callerNumber: '0981000001' })
    await asterisk.talkingWith(talks)
    const stopFlow = flow()
    const board = admin.subscribe('subscription { queueUpdated { name waitingCount today { offered } } }')
    const ended = admin.subscribe('subscription { callEnded { call { linkedid } } }')
    await expect.poll(() => ended.values.length, { timeout: 10_000 }).toBeGreaterThan(0)

    await postgres.stop()
    const awayUntil = performance.now() + AWAY_MS
    while (performance.now() < awayUntil) {
      const seen = { board: board.values.length, ended: ended.values.length }
      for (const read of READS) {
        const asked = performance.now()
        const { errors } = await admin.ask(read)
        expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['DATABASE_UNAVAILABLE'])
        expect(JSON.stringify(errors)).not.toMatch(/\bat .*\.ts|node_modules|stack/)
        expect(performance.now() - asked).toBeLessThan(2_000)
      }
      expect((await server.get('/healthz')).status).toBe(200)
      const ready = await server.get('/readyz')
      expect(ready.status).toBe(503)
      expect(await ready.json()).toMatchObject({ parts: { database: 'DATABASE_UNAVAILABLE', journal: 'ok' } })
      await expect.poll(() => board.values.length, { timeout: 3_000 }).toBeGreaterThan(seen.board)
      await expect.poll(() => ended.values.length, { timeout: 3_000 }).toBeGreaterThan(seen.ended)
    }
    const { activeCalls } = await admin.query('{ activeCalls { linkedid isStale } }')
    expect(activeCalls).toContainEqual({ linkedid: talks.linkedid, isStale: false })
    await stopFlow()
    await asterisk.calm()
    await agrees(admin, asterisk, placed)

    await postgres.start()
    const backAt = performance.now()
    const kept = await allKept(admin, placed, 4_000)
    expect(performance.now() - backAt).toBeLessThan(2_000)
    expect((await server.get('/readyz')).status).toBe(200)
    const abandoned = (await asterisk.queueLog()).filter(({ event }) => event === 'ABANDON').length
    expect([...kept.values()].filter(({ disposition }) => disposition === 'ABANDONED')).toHaveLength(
      abandoned,
    )
    const { callStatistics } = await admin.query('{ callStatistics { total answered abandoned } }')
    expect(callStatistics).toEqual({ total: placed.length, answered: 1, abandoned })
    board.stop()
    ended.stop()
  }, 120_000)

  it('and this server killed meanwhile: what it had seen is there once both are back', async () => {
    const stopFlow = flow()
    const ended = admin.subscribe('subscription { callEnded { call { linkedid } } }')
    await postgres.stop()
    await expect.poll(() => ended.values.length, { timeout: 10_000 }).toBeGreaterThan(3)
    await stopFlow()
    const waits = await place({ queue: 'vacia', callerNumber: '0981000002' })
    await agrees(admin, asterisk, placed)
    // The journal writes in groups every 20 ms: what was shown just now is on disk a moment later.
    await delay(100)
    await admin.close()
    await server.kill()
    const starting = server.start()
    await delay(2_000)
    await postgres.start()
    const backAt = performance.now()
    await starting
    admin = await server.admin()
    await linkIs(admin, 'LIVE')
    await agrees(admin, asterisk, placed)
    expect(performance.now() - backAt).toBeLessThan(10_000)
    await expect
      .poll(async () => (await keptCalls(admin)).find(({ linkedid }) => linkedid === waits.linkedid))
      .toMatchObject({ state: 'QUEUED' })
    await asterisk.calm()
    await allKept(admin, placed)
  }, 120_000)
})

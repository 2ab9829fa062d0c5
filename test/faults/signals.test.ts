import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import {
  type AsteriskServer,
  asteriskAvailable,
  type PlacedCall,
  startAsterisk,
} from '../asterisk/asterisk.server.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { ServerProcess } from '../servers/server.process.ts'
import { agrees, allKept, linkIs, register } from './truth.ts'

const { available, reason } = asteriskAvailable()
const isSkipped = !available && !process.env.CI

describe.skipIf(isSkipped)(`Signals to this server ${isSkipped ? `(skipped: ${reason})` : ''}`, () => {
  let asterisk: AsteriskServer
  let server: ServerProcess
  let admin: ApiClient
  const placed: PlacedCall[] = []

  beforeAll(async () => {
    asterisk = await startAsterisk()
    server = await ServerProcess.start({})
    admin = await server.admin()
    await register(admin, asterisk, asterisk.amiPort)
  }, 90_000)
  afterAll(async () => {
    await admin?.close()
    await server?.remove()
    await asterisk?.stop()
  })

  const place = async (call: Parameters<AsteriskServer['callQueue']>[0]) => {
    const one = await asterisk.callQueue(call)
    placed.push(one)
    return one
  }

  const idOf = async ({ linkedid }: PlacedCall): Promise<string> =>
    (await admin.query('{ activeCalls { id linkedid } }')).activeCalls.find(
      (call: PlacedCall) => call.linkedid === linkedid,
    ).id

  it('SIGSTOP for some seconds, then SIGCONT: right again, and no call stretched', async () => {
    const goesOn = await place({ queue: 'ventas', callerNumber: '0981000001' })
    await asterisk.talkingWith(goesOn)
    const ends = await place({ queue: 'vacia', callerNumber: '0981000002' })
    await agrees(admin, asterisk, placed)
    server.signal('SIGSTOP')
    await asterisk.hangup(ends.channel)
    await place({ queue: 'vacia', callerNumber: '0981000003' })
    await delay(4_000)
    server.signal('SIGCONT')
    expect(await agrees(admin, asterisk, placed)).toBeLessThan(2_000)
  }, 60_000)

  it('SIGTERM: not ready, sockets closed with 1001, nobody half-spoken waited for, exit 0, nothing lost', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/graphql`, 'graphql-transport-ws')
    const closed = new Promise<number>((resolve) => socket.on('close', resolve))
    await new Promise((resolve) => socket.once('open', resolve))
    socket.send(JSON.stringify({ type: 'connection_init', payload: { token: admin.token } }))
    await new Promise((resolve) => socket.once('message', resolve))
    const halves = ['POST /gra', 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"qu'].map(
      (text) => {
        const half = connect(server.port, '127.0.0.1', () => half.write(text))
        half.on('error', () => {}).resume()
        return new Promise<void>((resolve) => half.once('close', () => resolve()))
      },
    )
    const last = await place({ queue: 'vacia', callerNumber: '0981000004' })
    const leaving = await place({ queue: 'vacia', callerNumber: '0981000005' })
    await agrees(admin, asterisk, placed)
    // An action that Asterisk leaves unanswered for a while is in flight for sure.
    asterisk.freeze()
    const inFlight = admin.query('mutation ($id: ID!) { callHangup(id: $id) { errors { code } } }', {
      id: await idOf(leaving),
    })
    await admin.query('{ pbxs { id } }')
    const begun = performance.now()
    server.signal('SIGTERM')
    await expect
      .poll(async () => (await server.get('/readyz').catch(() => undefined))?.status, { interval: 5 })
      .not.toBe(200)
    asterisk.thaw()
    expect(await inFlight).toEqual({ callHangup: { errors: [] } })
    expect(await closed).toBe(1001)
    await expect.poll(() => server.exitCode, { timeout: 15_000 }).toBe(0)
    expect(performance.now() - begun).toBeLessThan(15_000)
    await Promise.all(halves)
    expect(server.log).not.toMatch(/"level":"(error|fatal)"/)

    await server.start()
    admin = await server.admin()
    await linkIs(admin, 'LIVE')
    await agrees(admin, asterisk, placed)
    const { activeCalls } = await admin.query('{ activeCalls { linkedid legs { id } } }')
    expect(activeCalls.find(({ linkedid }: PlacedCall) => linkedid === last.linkedid).legs).not.toEqual([])
    await asterisk.calm()
    await allKept(admin, placed)
  }, 60_000)
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Bell, Dish, kitchen, serve, tokenOf } from './kitchen.ts'
import { signedIn } from './socket.client.ts'
import { TcpClient } from './socket.raw.ts'

let open: Awaited<ReturnType<typeof serve>>
beforeAll(async () => {
  open = await serve({ limits: { socketsPerUser: 5000, socketsPerAddress: 5000 } })
})
afterAll(() => open.api.stop(1000))

const FACTS = { type: 'subscribe', id: 'f', payload: { query: 'subscription { bellRang { id text } }' } }
const STATE = {
  type: 'subscribe',
  id: 's',
  payload: {
    query: 'subscription($ids: [ID!]) { dishUpdated(ids: $ids) { id portions note } }',
    variables: {},
  },
}
/** Bytes the server holds for each of its sockets. */
const unsent = () =>
  [
    ...(open.api.sockets as unknown as { connections: Set<{ outlet: { backlogBytes: number } }> })
      .connections,
  ].map((each) => each.outlet.backlogBytes)

describe('a client that stops reading', () => {
  it('facts: is held up to 1 MB, then closed with 4290; the others get all 5,000, and the server lives', async () => {
    const stalled = await TcpClient.signedIn(open.port, tokenOf('stalled'))
    const lively = await signedIn(open.socketUrl, tokenOf('lively'))
    stalled.send(FACTS)
    lively.send(FACTS)
    await expect.poll(() => open.api.sockets.hub.groupCount).toBe(1)
    await expect.poll(() => open.api.sockets.hub.memberCount).toBe(2)
    stalled.socket.pause()
    const text = 'x'.repeat(4000)
    let most = 0
    for (let n = 0; n < 5000; n++) {
      kitchen.bells.publish(new Bell(String(n), text))
      if (n % 20 === 0) await new Promise(setImmediate)
      most = Math.max(most, ...unsent())
    }
    await expect.poll(() => lively.of('next').length).toBe(5000)
    expect(lively.of('next').map((each) => Number(each.payload.data.bellRang.id))).toEqual([
      ...Array(5000).keys(),
    ])
    expect(most).toBeLessThanOrEqual(1024 * 1024 + 2 * 4100)
    stalled.socket.resume()
    await expect.poll(() => stalled.text).toContain('\x10\xc2Too far behind')
    stalled.socket.end()
    await expect.poll(() => stalled.ended).toBe(true)
    await expect.poll(() => open.api.sockets.hub.memberCount).toBe(1)
    lively.socket.close()
    await expect.poll(() => kitchen.bells.readerCount).toBe(0)
  })

  it('state: is held up to 256 kB, then gets the latest of each key when it reads again', async () => {
    const keys = [...Array(20).keys()].map((n) => `slow${n}`)
    const note = 'y'.repeat(4000)
    for (const key of keys) kitchen.dishes.set(key, new Dish(key, 0, note))
    const state = { ...STATE, payload: { ...STATE.payload, variables: { ids: keys } } }
    const stalled = await TcpClient.signedIn(open.port, tokenOf('stalled'))
    const lively = await signedIn(open.socketUrl, tokenOf('lively'))
    stalled.send(state)
    lively.send(state)
    await expect.poll(() => open.api.sockets.hub.memberCount).toBe(2)
    await expect.poll(() => stalled.received).toBeGreaterThan(20 * 4000)
    stalled.socket.pause()
    let most = 0
    for (let n = 1; n <= 10_000; n++) {
      const key = keys[n % 20]!
      kitchen.dishes.set(key, new Dish(key, n, note))
      if (n % 10 === 0) await new Promise(setImmediate)
      most = Math.max(most, ...unsent())
    }
    expect(most).toBeLessThanOrEqual(256 * 1024 + 2 * 4100)
    const before = stalled.received
    stalled.socket.resume()
    const latest = () =>
      keys.map((key) => Number(stalled.text.match(new RegExp(`.*"id":"${key}","portions":(\\d+)`, 's'))?.[1]))
    await expect.poll(() => latest().every((portions) => portions > 9980), { timeout: 5000 }).toBe(true)
    expect(stalled.received).toBeGreaterThan(before)
    expect(stalled.received).toBeLessThan(30e6)
    expect(stalled.ended).toBe(false)
    lively.socket.close()
    stalled.socket.destroy()
    await expect.poll(() => kitchen.dishes.readerCount).toBe(0)
  })

  it('that floods it with pings and reads no answer is dropped, not stored', async () => {
    const flood = await TcpClient.signedIn(open.port, tokenOf('flood'), false)
    flood.socket.pause()
    const payload = { x: 'p'.repeat(30_000) }
    for (let n = 0; n < 1000 && !flood.ended; n++) {
      flood.send({ type: 'ping', payload })
      if (n % 10 === 0) await new Promise(setImmediate)
    }
    await expect.poll(() => Math.max(0, ...unsent())).toBeLessThan(2.2e6)
    await expect.poll(() => open.api.sockets.size, { timeout: 5000 }).toBe(0)
    flood.socket.destroy()
  })
})

describe('2,000 idle sockets', () => {
  it('leave the others answered within 200 ms', async () => {
    const sockets: TcpClient[] = []
    for (let n = 0; n < 20; n++)
      sockets.push(
        ...(await Promise.all(
          [...Array(100)].map(() => TcpClient.signedIn(open.port, tokenOf('idle'), false)),
        )),
      )
    for (const socket of sockets) socket.send(FACTS)
    await expect.poll(() => open.api.sockets.hub.memberCount, { timeout: 10_000 }).toBe(2000)
    for (let n = 0; n < 20; n++) {
      const asked = performance.now()
      expect((await open.post({ query: '{ hello }' })).status).toBe(200)
      expect(performance.now() - asked).toBeLessThan(200)
    }
    for (const { socket } of sockets) socket.destroy()
    await expect.poll(() => open.api.sockets.size, { timeout: 10_000 }).toBe(0)
    expect(kitchen.bells.readerCount).toBe(0)
  }, 60_000)
})

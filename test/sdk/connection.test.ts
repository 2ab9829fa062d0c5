import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Client, ConnectionState } from '../../sdk/src/index.ts'
import { createApi } from '../../src/api/server.ts'
import { authenticate, Bell, Dish, kitchen, schema, serve, tokenOf } from '../api/kitchen.ts'
import { startProxy, type TcpProxy } from '../servers/tcp.proxy.ts'
import { BELLS, clientOf, DISHES, Reading, refusalOf } from './centralita.ts'

let open: Awaited<ReturnType<typeof serve>>
let proxy: TcpProxy
let client: Client
let states: ConnectionState[]
beforeAll(async () => {
  open = await serve()
})
afterAll(() => open.api.stop(1000))
beforeEach(async () => {
  proxy = await startProxy(open.port)
  states = []
  client = clientOf(`http://127.0.0.1:${proxy.port}/graphql`, { token: tokenOf('board') })
  client.onConnection((state) => states.push(state))
  kitchen.dishes.set('sopa', new Dish('sopa', 1))
})
afterEach(async () => {
  client.close()
  await proxy.stop()
  await expect.poll(() => open.api.sockets.count).toBe(0)
})

const watchSoup = async () => {
  const reading = new Reading(client.subscribe(DISHES, { ids: ['sopa'] }))
  await expect.poll(() => reading.values.length).toBe(1)
  expect(states).toEqual(['CONNECTING', 'LIVE'])
  return reading
}

describe('A board over a line', () => {
  it('that breaks: says so at once, and goes on within half a second with what is now', async () => {
    const soup = await watchSoup()
    let brokenAt = performance.now()
    client.onConnection((state) => {
      if (state === 'LOST') brokenAt = performance.now()
    })
    const cutAt = performance.now()
    const lost = expect.poll(() => states.includes('LOST'), { interval: 5 }).toBe(true)
    await proxy.cut()
    kitchen.dishes.set('sopa', new Dish('sopa', 7))
    await lost
    expect(brokenAt - cutAt).toBeLessThan(200)
    await expect.poll(() => soup.last?.dishUpdated.portions, { timeout: 500, interval: 10 }).toBe(7)
    expect(states).toEqual(['CONNECTING', 'LIVE', 'LOST', 'LIVE'])
    kitchen.dishes.set('sopa', new Dish('sopa', 8))
    await expect.poll(() => soup.last?.dishUpdated.portions).toBe(8)
  })

  it('that refuses for a while: tries again less and less often, every 3 s at last, with several readers as with one', async () => {
    const soup = await watchSoup()
    const more = [1, 2, 3].map(() => new Reading(client.subscribe(DISHES)))
    await expect.poll(() => more.every(({ values }) => values.length > 0)).toBe(true)
    const attempts: number[] = []
    let seen = proxy.connections
    const noting = setInterval(() => {
      if (proxy.connections > seen) attempts.push(performance.now())
      seen = proxy.connections
    }, 5)
    const before = proxy.connections
    proxy.refuse()
    await expect.poll(() => attempts.length, { timeout: 20_000 }).toBe(8)
    clearInterval(noting)
    expect(proxy.connections - before).toBe(8)
    const gaps = attempts.slice(1).map((at, n) => at - attempts[n]!)
    expect(Math.max(...gaps)).toBeLessThan(3_200)
    expect(gaps.at(-1)).toBeGreaterThan(1_100)
    expect(gaps[0]).toBeLessThan(700)
    expect(client.connection).toBe('LOST')

    kitchen.dishes.set('sopa', new Dish('sopa', 9))
    proxy.accept()
    await expect.poll(() => soup.last?.dishUpdated.portions, { timeout: 3_500 }).toBe(9)
    await expect.poll(() => client.connection).toBe('LIVE')
    expect(more.some(({ isOver }) => isOver)).toBe(false)
  })

  it('that goes dead without a word: knows within 20 s, and goes on when it comes back', async () => {
    const soup = await watchSoup()
    const deadSince = performance.now()
    proxy.pause()
    await expect.poll(() => client.connection, { timeout: 20_000 }).toBe('LOST')
    expect(performance.now() - deadSince).toBeLessThan(20_000)
    kitchen.dishes.set('sopa', new Dish('sopa', 11))
    proxy.resume()
    await expect.poll(() => soup.last?.dishUpdated.portions, { timeout: 5_000 }).toBe(11)
    expect(client.connection).toBe('LIVE')
  })

  it('that is not there yet when the page opens: comes by itself', async () => {
    proxy.refuse()
    const soup = new Reading(client.subscribe(DISHES, { ids: ['sopa'] }))
    await expect.poll(() => states).toContain('LOST')
    proxy.accept()
    await expect.poll(() => soup.values.length, { timeout: 4_000 }).toBe(1)
  })

  it('in a browser whose network is back, or whose page is looked at again, tries at once', async () => {
    const page = Object.assign(new EventTarget(), { hidden: false })
    const added = vi.spyOn(page, 'addEventListener')
    const removed = vi.spyOn(page, 'removeEventListener')
    vi.stubGlobal('window', page)
    vi.stubGlobal('document', page)
    try {
      const soup = await watchSoup()
      proxy.refuse()
      const attemptsUntil = (count: number) =>
        expect.poll(() => proxy.connections, { timeout: 15_000, interval: 5 }).toBeGreaterThanOrEqual(count)
      await attemptsUntil(proxy.connections + 6)
      for (const event of ['online', 'visibilitychange']) {
        const before = proxy.connections
        const wokenAt = performance.now()
        const woken = () => page.dispatchEvent(new Event(event)) && proxy.connections
        await expect.poll(woken, { timeout: 2_000, interval: 20 }).toBeGreaterThan(before)
        expect(performance.now() - wokenAt).toBeLessThan(400)
      }
      proxy.accept()
      await expect.poll(() => client.connection, { timeout: 4_000 }).toBe('LIVE')
      page.hidden = true
      page.dispatchEvent(new Event('visibilitychange'))
      client.close()
      await soup.over
      expect(removed.mock.calls.length).toBe(added.mock.calls.length)
    } finally {
      vi.unstubAllGlobals()
    }
  })
})

describe('A client whose server closes the socket', () => {
  it('because it stops: comes back when another stands in its place, and no listener that throws hinders it', async () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
    const first = await serve()
    const own = clientOf(first.url, { token: tokenOf('own') })
    const seen: ConnectionState[] = []
    own.onConnection(() => {
      throw new Error('a bug of the page')
    })
    own.onConnection((state) => seen.push(state))
    const bells = new Reading(own.subscribe(BELLS))
    await expect.poll(() => own.connection).toBe('LIVE')
    await first.api.stop(1000)
    await expect.poll(() => own.connection).toBe('LOST')
    const second = createApi({ schema, authenticate, log: { info() {}, warn() {}, error() {} } })
    await second.listen(first.port, '127.0.0.1')
    await expect.poll(() => own.connection, { timeout: 4_000 }).toBe('LIVE')
    await expect.poll(() => second.sockets.hub.memberCount).toBe(1)
    kitchen.bells.publish(new Bell('después'))
    await expect.poll(() => bells.last?.bellRang.id).toBe('después')
    expect(seen).toEqual(['CONNECTING', 'LIVE', 'LOST', 'LIVE'])
    own.close()
    expect(quiet).toHaveBeenCalledTimes(5)
    quiet.mockRestore()
    await second.stop(1000)
  })

  it('with 4403 because a token ended: signs in again and goes on', async () => {
    const short = clientOf(open.url, { token: tokenOf('short', 'ADMIN', undefined, 'ms300') })
    const soup = new Reading(short.subscribe(DISHES, { ids: ['sopa'] }))
    await expect.poll(() => soup.values.length, { timeout: 8_000 }).toBeGreaterThan(2)
    expect(soup.isOver).toBe(false)
    expect(short.session).toBe('SIGNED_IN')
    short.close()
  })

  it('with 4403 because the token is nobody’s: the loop ends', async () => {
    const stranger = clientOf(open.url, { token: 'nobody' })
    const error = await refusalOf(new Reading(stranger.subscribe(DISHES)).over)
    expect(error).toMatchObject({ code: 'UNAUTHENTICATED', message: 'Inicie sesión para continuar.' })
    expect(stranger.session).toBe('SIGNED_OUT')
    expect(stranger.connection).toBe('IDLE')
    stranger.close()
  })

  it('with 4290: a reader of facts is told, a reader of state goes on with what is now', async () => {
    const soup = await watchSoup()
    const bells = new Reading(client.subscribe(BELLS))
    await expect.poll(() => open.api.sockets.hub.memberCount).toBe(2)
    proxy.pause()
    const text = 'x'.repeat(20_000)
    for (let n = 0; n < 1_500 && open.api.sockets.hub.memberCount > 0; n++) {
      kitchen.bells.publish(new Bell(String(n), text))
      await new Promise(setImmediate)
    }
    kitchen.dishes.set('sopa', new Dish('sopa', 21))
    proxy.resume()
    expect((await refusalOf(bells.over)).code).toBe('TOO_FAR_BEHIND')
    await expect.poll(() => soup.last?.dishUpdated.portions, { timeout: 5_000 }).toBe(21)
    expect(soup.isOver).toBe(false)
  })

  it('or only fails in one subscription for a while: what was shown goes on when the fault has passed', async () => {
    const soup = await watchSoup()
    const other = new Reading(client.subscribe(BELLS))
    await expect.poll(() => open.api.sockets.hub.memberCount).toBe(2)
    kitchen.dishes.set('sopa', new Dish('sopa', 31, 'poison'))
    await expect.poll(() => open.api.sockets.hub.memberCount).toBe(1)
    kitchen.dishes.set('sopa', new Dish('sopa', 32))
    await expect.poll(() => soup.last?.dishUpdated.portions, { timeout: 5_000 }).toBe(32)
    expect(soup.isOver).toBe(false)
    expect(other.isOver).toBe(false)
    expect(states).toEqual(['CONNECTING', 'LIVE'])
  })

  it('with 4291 because there are too many: waits, and comes in when another leaves', async () => {
    const narrow = await serve({ limits: { socketsPerUser: 1 } })
    const [first, second] = [1, 2].map(() => clientOf(narrow.url, { token: tokenOf('same') })) as [
      Client,
      Client,
    ]
    new Reading(first.subscribe(BELLS))
    await expect.poll(() => first.connection).toBe('LIVE')
    const waiting = new Reading(second.subscribe(BELLS))
    await expect.poll(() => second.connection).toBe('LOST')
    first.close()
    await expect.poll(() => second.connection, { timeout: 10_000 }).toBe('LIVE')
    expect(waiting.isOver).toBe(false)
    second.close()
    await narrow.api.stop(1000)
  })
})

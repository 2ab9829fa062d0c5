import { getEventListeners } from 'node:events'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Client } from '../../sdk/src/index.ts'
import { Bell, Dish, kitchen, serve, tokenOf } from '../api/kitchen.ts'
import { BELLS, clientOf, DISHES, HELLO, Reading, refusalOf } from './centralita.ts'

let open: Awaited<ReturnType<typeof serve>>
let client: Client
beforeAll(async () => {
  open = await serve()
})
afterAll(() => open.api.stop(1000))
beforeEach(() => {
  client = clientOf(open.url, { token: tokenOf('reader') })
})
afterEach(async () => {
  client.close()
  await expect.poll(() => open.api.sockets.count).toBe(0)
})

const members = () => open.api.sockets.hub.memberCount

describe('Somebody who reads a subscription', () => {
  it('as state, slowly: gets the newest of each, and what changed first comes first', async () => {
    const ids = ['sopa', 'arroz', 'pollo']
    for (const id of ids) kitchen.dishes.set(id, new Dish(id, 0))
    const lively = new Reading(client.subscribe(DISHES, { ids }))
    const slow = client.subscribe(DISHES, { ids })[Symbol.asyncIterator]()
    const first = await slow.next()
    expect(first.value.dishUpdated.portions).toBe(0)
    for (let portions = 1; portions <= 500; portions++) {
      for (const id of ids) kitchen.dishes.set(id, new Dish(id, portions))
      if (portions % 50 === 0) await new Promise(setImmediate)
    }
    await expect.poll(() => lively.last?.dishUpdated).toMatchObject({ id: 'pollo', portions: 500 })
    const read: { id: string; portions: number }[] = []
    while (!ids.every((id) => read.some((each) => each.id === id && each.portions === 500)))
      read.push((await slow.next()).value.dishUpdated)
    expect(read.length).toBeLessThanOrEqual(ids.length)
    await slow.return?.()
  })

  it('as facts: gets each of 900 that come at once; of too many those that fit, and is told', async () => {
    const lively = new Reading(client.subscribe(BELLS))
    const slow = client.subscribe(BELLS)[Symbol.asyncIterator]()
    const waiting = slow.next()
    await expect.poll(members).toBe(2)
    const ring = async (from: number, to: number) => {
      for (let n = from; n < to; n++) {
        kitchen.bells.publish(new Bell(String(n)))
        if (n % 50 === 0) await new Promise(setImmediate)
      }
      await expect.poll(() => lively.last?.bellRang.id).toBe(String(to - 1))
    }
    await ring(0, 900)
    const heard = [(await waiting).value.bellRang.id]
    for (let n = 1; n < 900; n++) heard.push((await slow.next()).value.bellRang.id)
    expect(heard).toEqual([...Array(900).keys()].map(String))

    await ring(900, 2100)
    let kept = 0
    const error = await refusalOf(
      (async () => {
        for (;;) {
          expect((await slow.next()).value.bellRang.id).toBe(String(900 + kept))
          kept++
        }
      })(),
    )
    expect(error.code).toBe('TOO_FAR_BEHIND')
    expect(kept).toBe(1000)
    expect(await slow.next()).toEqual({ value: undefined, done: true })
    await expect.poll(members).toBe(1)
  })

  it('leaves the loop: the server is told, the socket goes, nothing stays behind', async () => {
    const page = new AbortController()
    kitchen.dishes.set('sopa', new Dish('sopa', 1))
    for await (const { dishUpdated } of client.subscribe(
      DISHES,
      { ids: ['sopa'] },
      { signal: page.signal },
    )) {
      expect(dishUpdated.id).toBe('sopa')
      expect(members()).toBe(1)
      break
    }
    await expect.poll(members).toBe(0)
    expect(getEventListeners(page.signal, 'abort')).toEqual([])
    await expect.poll(() => client.connection).toBe('IDLE')
    expect(open.api.sockets.count).toBe(0)
  })

  it('aborts while nothing comes: the loop ends at once, and what was waiting is not read any more', async () => {
    const page = new AbortController()
    const other = new Reading(client.subscribe(BELLS))
    const reading = new Reading(client.subscribe(BELLS, {}, { signal: page.signal }))
    const stalled = client.subscribe(BELLS, {}, { signal: page.signal })[Symbol.asyncIterator]()
    await expect.poll(members).toBe(3)
    kitchen.bells.publish(new Bell('uno'))
    await expect.poll(() => other.values.length).toBe(1)
    page.abort()
    await reading.over
    expect(await stalled.next()).toEqual({ value: undefined, done: true })
    await expect.poll(members).toBe(1)
    expect(getEventListeners(page.signal, 'abort')).toEqual([])
    expect(client.connection).toBe('LIVE')
    await new Reading(client.subscribe(BELLS, {}, { signal: page.signal })).over
    expect(members()).toBe(1)
  })

  it('opens no socket before it reads, and closes all with the client', async () => {
    const unread = client.subscribe(BELLS)
    expect(client.connection).toBe('IDLE')
    const readings = [new Reading(unread), new Reading(unread), new Reading(client.subscribe(DISHES))]
    await expect.poll(members).toBe(3)
    expect(open.api.sockets.count).toBe(1)
    client.close()
    await Promise.all(readings.map(({ over }) => over))
    expect(client.connection).toBe('IDLE')
    await expect.poll(() => open.api.sockets.count).toBe(0)
    expect((await refusalOf(client.request(HELLO))).code).toBe('CLOSED')
    expect((await refusalOf(new Reading(client.subscribe(BELLS)).over)).code).toBe('CLOSED')
  })

  it('opens and leaves 300 subscriptions one after the other: nothing piles up', async () => {
    const page = new AbortController()
    const before = process.getActiveResourcesInfo().length
    const lasting = new Reading(client.subscribe(BELLS))
    kitchen.dishes.set('sopa', new Dish('sopa', 2))
    for (let n = 0; n < 300; n++)
      for await (const _ of client.subscribe(DISHES, { ids: ['sopa'] }, { signal: page.signal })) break
    await expect.poll(members).toBe(1)
    expect(getEventListeners(page.signal, 'abort')).toEqual([])
    expect(process.getActiveResourcesInfo().length - before).toBeLessThan(20)
    expect(lasting.isOver).toBe(false)
  })

  it('is refused for what the document says, and the others go on', async () => {
    const others = new Reading(client.subscribe(BELLS))
    await expect.poll(members).toBe(1)
    const wrong = await refusalOf(
      new Reading(client.subscribe({ stream: 'fact', text: 'subscription { bellRang { colour } }' })).over,
    )
    expect(wrong.code).toBe('GRAPHQL_VALIDATION_FAILED')
    const forbidden = clientOf(open.url, { token: tokenOf('guest', 'VIEWER', []) })
    const refused = await refusalOf(new Reading(forbidden.subscribe(BELLS)).over)
    expect(refused).toMatchObject({ code: 'FORBIDDEN', message: 'No tiene permiso para esto.' })
    forbidden.close()
    expect(others.isOver).toBe(false)
  })

  it('finds out that a message the server cannot take would break every socket anew', async () => {
    let deep: object = {}
    for (let n = 0; n < 200; n++) deep = { deep }
    const error = await refusalOf(new Reading(client.subscribe(DISHES, deep as { ids?: string[] })).over)
    expect(error).toMatchObject({ code: 'PROTOCOL', details: { code: 4400 } })
  })

  it('is told where there is no WebSocket what to give', async () => {
    vi.stubGlobal('WebSocket', undefined)
    try {
      const bare = clientOf(open.url, { token: tokenOf('bare'), webSocketImpl: undefined })
      const error = await refusalOf(new Reading(bare.subscribe(BELLS)).over)
      expect(error.code).toBe('NO_WEBSOCKET')
      expect(error.message).toContain('webSocketImpl')
      expect(await bare.request(HELLO)).toEqual({ hello: 'hola' })
    } finally {
      vi.unstubAllGlobals()
    }
  })
})

import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { Bell, bearer, Dish, kitchen, serve, tokenOf } from './kitchen.ts'
import { RawClient, signedIn } from './socket.client.ts'

let open: Awaited<ReturnType<typeof serve>>
beforeAll(async () => {
  open = await serve({
    initTimeoutMs: 300,
    pingIntervalMs: 200,
    limits: { socketsPerUser: 3, subscriptionsPerSocket: 4 },
  })
})
afterAll(() => open.api.stop(1000))

const subscribe = (id: string, query: string, variables?: object) => ({
  type: 'subscribe',
  id,
  payload: { query, ...(variables && { variables }) },
})
const closeCode = (client: RawClient) => expect.poll(() => client.closed?.code)

describe('the protocol’s close codes', () => {
  it('4400 for what is not a message: no JSON, no type, binary, a subscription without a query', async () => {
    for (const bad of [
      '{',
      '[]',
      '"x"',
      '{"type":"nonsense"}',
      '{"type":"subscribe","id":"1"}',
      Buffer.from([1, 2]),
    ]) {
      const client = await new RawClient(open.socketUrl).opened()
      client.socket.send(bad)
      await closeCode(client).toBe(4400)
      expect(client.closed?.reason).toBe('Invalid message received')
    }
  })

  it('4401 for a subscription before the socket was acknowledged', async () => {
    const client = await new RawClient(open.socketUrl).opened()
    client.send(subscribe('1', 'subscription { bellRang { id } }'))
    await closeCode(client).toBe(4401)
  })

  it('4403 for a token that is not good, and for none', async () => {
    for (const payload of [{ token: 'nonsense' }, { authorization: 'Basic x' }, {}, { token: 7 }]) {
      const client = await new RawClient(open.socketUrl).opened()
      client.send({ type: 'connection_init', payload })
      await closeCode(client).toBe(4403)
    }
  })

  it('4406 for another subprotocol', async () => {
    const client = new RawClient(open.socketUrl, 'graphql-ws')
    await expect.poll(() => client.closed?.code ?? 0).toBeGreaterThan(0)
    const none = await new Promise<number>((resolve) => {
      const socket = new WebSocket(open.socketUrl)
      socket.on('close', resolve)
      socket.on('error', () => {})
    })
    expect(none).toBe(4406)
  })

  it('4408 when nobody introduces himself', async () => {
    const client = await new RawClient(open.socketUrl).opened()
    await closeCode(client).toBe(4408)
  })

  it('4409 for an id in use, 4429 for a second introduction', async () => {
    const twice = await signedIn(open.socketUrl, tokenOf('codes'))
    twice.send(subscribe('1', 'subscription { bellRang { id } }'))
    twice.send(subscribe('1', 'subscription { bellRang { id } }'))
    await closeCode(twice).toBe(4409)
    const again = await signedIn(open.socketUrl, tokenOf('codes'))
    again.send({ type: 'connection_init' })
    await closeCode(again).toBe(4429)
  })

  it('4291 for one socket too many of the same user', async () => {
    const first = await Promise.all([1, 2, 3].map(() => signedIn(open.socketUrl, tokenOf('many'))))
    const fourth = await new RawClient(open.socketUrl).opened()
    fourth.send({ type: 'connection_init', payload: { token: tokenOf('many') } })
    await closeCode(fourth).toBe(4291)
    first[0]!.socket.close()
    await expect.poll(() => first[0]!.closed).toBeDefined()
    const fifth = await signedIn(open.socketUrl, tokenOf('many'))
    for (const client of [...first, fifth]) client.socket.close()
  })

  it('1009 for a message that is too large, and the server lives', async () => {
    const client = await signedIn(open.socketUrl, tokenOf('large'))
    client.send(JSON.stringify({ type: 'ping', payload: { x: 'y'.repeat(1_100_000) } }))
    await closeCode(client).toBe(1009)
    expect((await open.post({ query: '{ hello }' })).body).toEqual({ data: { hello: 'hola' } })
  })
})

describe('tokens on a socket', () => {
  it('closes with 4403 when the token expires, unless a ping brought a new one', async () => {
    const short = tokenOf('short', 'ADMIN', ['calls'], 'ms400')
    const lapsing = await signedIn(open.socketUrl, short)
    const renewing = await signedIn(open.socketUrl, short)
    renewing.send({ type: 'ping', payload: { token: tokenOf('short', 'ADMIN', ['calls']) } })
    await closeCode(lapsing).toBe(4403)
    expect(lapsing.closed?.reason).toBe('Token expired')
    expect(renewing.of('pong')).toHaveLength(1)
    expect(renewing.closed).toBeUndefined()
    renewing.send({ type: 'ping', payload: { token: tokenOf('short', 'VIEWER', ['calls']) } })
    await closeCode(renewing).toBe(4403)
    expect(renewing.closed?.reason).toBe('Rights have changed')
  })

  it('closes the sockets of a sign-in that was revoked', async () => {
    const client = await signedIn(open.socketUrl, tokenOf('gone'))
    open.api.sockets.closeWhere((viewer) => viewer.userId === 'gone', 'Signed out')
    await closeCode(client).toBe(4403)
  })

  it('answers pings and drops a peer that answers none', async () => {
    const client = await new RawClient(open.socketUrl).opened()
    client.send({ type: 'connection_init', payload: { token: tokenOf('dead') } })
    await expect.poll(() => client.of('connection_ack')).toHaveLength(1)
    client.send({ type: 'ping', payload: { n: 1 } })
    await expect.poll(() => client.of('pong')[0]?.payload).toEqual({ n: 1 })
    ;(client.socket as unknown as { _autoPong: boolean })._autoPong = false
    await closeCode(client).toBe(1006)
  })
})

describe('operations on a socket', () => {
  it('answers queries and mutations as HTTP does, in the caller’s language', async () => {
    kitchen.dishes.set('s1', new Dish('s1', 1))
    const client = await signedIn(open.socketUrl, tokenOf('ops'), { language: 'en' })
    client.send(subscribe('q', '{ menu(ids: ["s1"]) { id portions } }'))
    client.send(
      subscribe(
        'm',
        'mutation { dishUpdate(id: "none", input: { portions: 2 }) { dish { id } errors { code path message } } }',
      ),
    )
    client.send(subscribe('b', '{ burn }'))
    client.send(subscribe('v', '{ nothing }'))
    await expect.poll(() => client.of('complete')).toHaveLength(3)
    expect(client.of('next', 'q')[0]?.payload).toEqual({ data: { menu: [{ id: 's1', portions: 1 }] } })
    expect(client.of('next', 'm')[0]?.payload.data.dishUpdate).toEqual({
      dish: null,
      errors: [{ code: 'NOT_FOUND', path: ['id'], message: 'It does not exist or is not yours.' }],
    })
    expect(client.of('next', 'b')[0]?.payload.errors[0]).toMatchObject({
      message: expect.stringMatching(/^Internal error/),
      path: ['burn'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    })
    expect(client.of('error', 'v')[0]?.payload[0]).toMatchObject({
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    })
    client.socket.close()
  })

  it('sends state as it stands, then changes; a second client gets the same at once', async () => {
    for (const n of [1, 2, 3]) kitchen.dishes.set(`w${n}`, new Dish(`w${n}`, n))
    const watch = subscribe('w', 'subscription($ids: [ID!]) { dishUpdated(ids: $ids) { id portions } }', {
      ids: ['w1', 'w2'],
    })
    const first = await signedIn(open.socketUrl, tokenOf('w-a'.replace('-', '')))
    first.send(watch)
    await expect.poll(() => first.of('next')).toHaveLength(2)
    const second = await signedIn(open.socketUrl, tokenOf('wb'))
    second.send(watch)
    await expect.poll(() => second.of('next')).toHaveLength(2)
    expect(open.api.sockets.hub.groupCount).toBe(1)
    expect(kitchen.dishes.readerCount).toBe(1)
    kitchen.dishes.set('w1', new Dish('w1', 11))
    kitchen.dishes.set('w3', new Dish('w3', 33))
    for (const client of [first, second]) {
      await expect
        .poll(() => client.of('next').at(-1)?.payload)
        .toEqual({ data: { dishUpdated: { id: 'w1', portions: 11 } } })
      expect(client.of('next')).toHaveLength(3)
    }
    kitchen.dishes.delete('w2')
    const third = await signedIn(open.socketUrl, tokenOf('wc'))
    third.send(watch)
    await expect.poll(() => third.of('next').map((each) => each.payload.data.dishUpdated.id)).toEqual(['w1'])
    first.send({ type: 'complete', id: 'w' })
    second.socket.close()
    third.socket.close()
    await expect.poll(() => kitchen.dishes.readerCount).toBe(0)
    expect(open.api.sockets.hub.groupCount).toBe(0)
    first.socket.close()
  })

  it('keeps apart those who may not see the same', async () => {
    const watch = subscribe('w', 'subscription { dishUpdated { id } }')
    const admin = await signedIn(open.socketUrl, tokenOf('x1'))
    const viewer = await signedIn(open.socketUrl, tokenOf('x2', 'VIEWER'))
    admin.send(watch)
    viewer.send(watch)
    await expect.poll(() => open.api.sockets.hub.groupCount).toBe(2)
    admin.socket.close()
    viewer.socket.close()
    await expect.poll(() => open.api.sockets.hub.groupCount).toBe(0)
  })

  it('delivers every fact in order, and holds at most the stated number of subscriptions', async () => {
    const client = await signedIn(open.socketUrl, tokenOf('facts'))
    for (const id of ['1', '2', '3', '4', '5']) client.send(subscribe(id, 'subscription { bellRang { id } }'))
    await expect.poll(() => client.of('error')[0]?.payload[0].extensions.code).toBe('TOO_MANY_SUBSCRIPTIONS')
    await expect.poll(() => kitchen.bells.readerCount).toBe(1)
    for (let n = 0; n < 500; n++) kitchen.bells.publish(new Bell(String(n)))
    await expect.poll(() => client.of('next', '1')).toHaveLength(500)
    expect(client.of('next', '2').map((each) => Number(each.payload.data.bellRang.id))).toEqual([
      ...Array(500).keys(),
    ])
    client.socket.close()
  })

  it('ends a subscription whose source fails with an error, and nothing else', async () => {
    const client = await signedIn(open.socketUrl, tokenOf('poisoned'))
    client.send(subscribe('d', 'subscription { dishUpdated(ids: ["p"]) { id } }'))
    client.send(subscribe('b', 'subscription { bellRang { id } }'))
    await expect.poll(() => open.api.sockets.hub.memberCount).toBe(2)
    kitchen.dishes.set('p', new Dish('p', 1))
    kitchen.dishes.set('p', new Dish('p', 1, 'poison'))
    await expect.poll(() => client.of('error', 'd')).toHaveLength(1)
    expect(client.of('error', 'd')[0]?.payload).toEqual([
      {
        message: expect.stringMatching(/^Error interno/),
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) },
      },
    ])
    kitchen.dishes.delete('p')
    kitchen.bells.publish(new Bell('still'))
    await expect.poll(() => client.of('next', 'b')).toHaveLength(1)
    expect(open.api.sockets.hub.groupCount).toBe(1)
    client.send(subscribe('d', 'subscription { dishUpdated(ids: ["p"]) { id } }'))
    await expect.poll(() => open.api.sockets.hub.groupCount).toBe(2)
    client.socket.close()
    await expect.poll(() => open.api.sockets.hub.groupCount).toBe(0)
  })

  it('works with the client library, which gets its errors and can go on', async () => {
    const client = createClient({
      url: open.socketUrl,
      webSocketImpl: WebSocket,
      connectionParams: bearer(tokenOf('lib')),
    })
    const seen: unknown[] = []
    const stream = client.iterate({ query: 'subscription { dishUpdated(ids: ["lib"]) { id } }' })
    const reading = (async () => {
      for await (const { data } of stream) seen.push(data)
    })()
    await expect.poll(() => kitchen.dishes.readerCount).toBe(1)
    kitchen.dishes.set('lib', new Dish('lib', 1))
    await expect.poll(() => seen).toEqual([{ dishUpdated: { id: 'lib' } }])
    await stream.return?.()
    await reading
    await client.dispose()
    await expect.poll(() => kitchen.dishes.readerCount).toBe(0)
  })
})

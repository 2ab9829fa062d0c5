import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { RouteHandler } from '../../src/api/server.ts'
import { kitchen, serve, tokenOf } from './kitchen.ts'
import { RawClient, signedIn } from './socket.client.ts'

const halfSent = (port: number, text: string) => {
  const socket = connect(port, '127.0.0.1', () => socket.write(text))
  const state = { closed: false, socket }
  socket.on('error', () => {})
  socket.on('close', () => {
    state.closed = true
  })
  return state
}

describe('stop', () => {
  it('answers what is in work, says 1001 to sockets, and waits for nobody who has not finished speaking', async () => {
    const open = await serve()
    let done = () => {}
    kitchen.simmering = new Promise((resolve) => {
      done = resolve
    })
    const before = kitchen.simmerings
    const inWork = open.post({ query: '{ simmer }' })
    await expect.poll(() => kitchen.simmerings).toBe(before + 1)
    const halves = [
      halfSent(open.port, 'POST /gra'),
      halfSent(open.port, 'POST /graphql HTTP/1.1\r\nhost: x\r\n'),
      halfSent(
        open.port,
        'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"qu',
      ),
    ]
    const client = await signedIn(open.socketUrl, tokenOf('s'))
    client.send({ type: 'subscribe', id: '1', payload: { query: 'subscription { bellRang { id } }' } })
    await expect.poll(() => kitchen.bells.readerCount).toBe(1)
    const started = performance.now()
    const stopped = open.api.stop(5000)
    await expect.poll(() => client.closed).toEqual({ code: 1001, reason: 'Going away' })
    await expect(new RawClient(open.socketUrl).opened()).rejects.toThrow()
    done()
    expect((await inWork).body).toEqual({ data: { simmer: 'done' } })
    await stopped
    expect(performance.now() - started).toBeLessThan(2000)
    for (const half of halves) await expect.poll(() => half.closed).toBe(true)
    expect(kitchen.bells.readerCount).toBe(0)
    await open.api.stop(100)
  })

  it('cuts what takes longer than it was given', async () => {
    const open = await serve()
    kitchen.simmering = new Promise(() => {})
    const before = kitchen.simmerings
    const inWork = open.post({ query: '{ simmer }' }).catch((error: Error) => error)
    await expect.poll(() => kitchen.simmerings).toBe(before + 1)
    const started = performance.now()
    await open.api.stop(200)
    expect(performance.now() - started).toBeLessThan(1000)
    expect(await inWork).toBeInstanceOf(Error)
    kitchen.simmering = Promise.resolve()
  })
})

describe('a request that takes too long', () => {
  it('is answered with REQUEST_TIMEOUT', async () => {
    const open = await serve({ limits: { requestTimeoutMs: 100 } })
    kitchen.simmering = new Promise(() => {})
    const late = await open.post({ query: '{ simmer }' })
    expect(late.status).toBe(503)
    expect(late.body.errors[0]).toMatchObject({
      message: 'La petición tardó más de 1 s.',
      extensions: { code: 'REQUEST_TIMEOUT' },
    })
    kitchen.simmering = Promise.resolve()
    await open.api.stop(200)
  })
})

describe('routes beside GraphQL', () => {
  it('are answered by path, by folder, with 404 and with 500', async () => {
    const open = await serve({
      routes: new Map<string, RouteHandler>([
        ['/healthz', (_request, response) => void response.end('ok')],
        ['/recordings/', (request, response) => void response.end(request.url)],
        ['/broken', () => Promise.reject(new Error('secret'))],
      ]),
    })
    const get = async (path: string) => {
      const response = await fetch(open.url.replace('/graphql', path))
      return [response.status, await response.text()]
    }
    expect(await get('/healthz?x=1')).toEqual([200, 'ok'])
    expect(await get('/recordings/7')).toEqual([200, '/recordings/7'])
    expect(await get('/none')).toEqual([404, ''])
    const [status, text] = await get('/broken')
    expect(status).toBe(500)
    expect(text).not.toContain('secret')
    expect(open.lines.at(-1)?.message).toBe('A request failed')
    await open.api.stop(200)
  })
})

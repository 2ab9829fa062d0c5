import { getEventListeners } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demand } from '../../sdk/src/index.ts'
import { kitchen, serve, tokenOf } from '../api/kitchen.ts'
import { clientOf, HELLO, refusalOf, SIMMER } from './centralita.ts'

let open: Awaited<ReturnType<typeof serve>>
beforeAll(async () => {
  open = await serve()
})
afterAll(() => open.api.stop(1000))

const token = tokenOf('cook')
/** Does `work` with the address of a server that answers in its own way. */
async function at(server: Server | net.Server, work: (url: string) => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`)
  } finally {
    server.close()
    if ('closeAllConnections' in server) server.closeAllConnections()
  }
}

describe('A request', () => {
  it('to a server that takes it and never answers: ends when its time is over, and hangs up', async () => {
    let hangups = 0
    const silent = net.createServer((socket) => {
      socket.on('error', () => {})
      socket.resume()
      socket.once('close', () => hangups++)
    })
    await at(silent, async (url) => {
      const client = clientOf(url, { token, timeoutMs: 300 })
      const began = performance.now()
      const error = await refusalOf(client.request(HELLO))
      expect(error).toMatchObject({ code: 'TIMED_OUT', message: 'El servidor no respondió a tiempo.' })
      expect(performance.now() - began).toBeGreaterThan(250)
      expect(performance.now() - began).toBeLessThan(2_000)
      await expect.poll(() => hangups).toBe(1)
      expect((await refusalOf(client.request(HELLO, {}, { timeoutMs: 50 }))).code).toBe('TIMED_OUT')
    })
  })

  it('is aborted: before it begins, or on its way, and the signal keeps nothing of it', async () => {
    let release = () => {}
    kitchen.simmering = new Promise((resolve) => {
      release = resolve
    })
    const client = clientOf(open.url, { token, language: 'en' })
    const page = new AbortController()
    const before = kitchen.simmerings
    const asking = [1, 2].map(() => client.request(SIMMER, {}, { signal: page.signal }))
    await expect.poll(() => kitchen.simmerings).toBe(before + 2)
    page.abort()
    for (const each of asking)
      expect(await refusalOf(each)).toMatchObject({ code: 'ABORTED', message: 'It was aborted.' })
    expect(getEventListeners(page.signal, 'abort')).toEqual([])
    expect((await refusalOf(client.request(SIMMER, {}, { signal: page.signal }))).code).toBe('ABORTED')
    expect(kitchen.simmerings).toBe(before + 2)

    const last = client.request(SIMMER)
    await expect.poll(() => kitchen.simmerings).toBe(before + 3)
    client.close()
    expect((await refusalOf(last)).code).toBe('CLOSED')
    release()
  })

  it('that is answered leaves nothing at the signal of a page that lives on', async () => {
    const client = clientOf(open.url, { token })
    const page = new AbortController()
    for (let n = 0; n < 50; n++) await client.request(HELLO, {}, { signal: page.signal })
    expect(getEventListeners(page.signal, 'abort')).toEqual([])
  })

  it('to nobody, or to something that is not Centralita: is told apart', async () => {
    const nobody = await refusalOf(clientOf('http://127.0.0.1:1/graphql', { token }).request(HELLO))
    expect(nobody).toMatchObject({ code: 'NETWORK', message: 'No hay conexión con el servidor.' })
    expect(nobody.cause).toBeInstanceOf(Error)
    const answers: RequestListener[] = [
      (_, response) => response.writeHead(502).end('<html>Bad gateway</html>'),
      (_, response) => response.writeHead(200).end('{"hello":"hola"}'),
      (_, response) => response.writeHead(200).end('null'),
      (_, response) => response.writeHead(200).end('{"data":null}'),
    ]
    for (const [n, answer] of answers.entries())
      await at(createServer(answer), async (url) => {
        const error = await refusalOf(clientOf(url, { token }).request(HELLO))
        expect(error).toMatchObject({ code: 'BAD_RESPONSE', details: { status: n === 0 ? 502 : 200 } })
      })
    await at(
      createServer((request) => request.socket.destroy()),
      async (url) => expect((await refusalOf(clientOf(url).request(HELLO))).code).toBe('NETWORK'),
    )
  })

  it('is refused by the server: the code, the words in the language asked for, and what else is known', async () => {
    const hasty = await serve({ limits: { requestsPerUser: 1 } })
    const client = clientOf(hasty.url, { token })
    await client.request(HELLO)
    const error = await refusalOf(client.request(HELLO))
    expect(error.code).toBe('RATE_LIMITED')
    expect(error.message).toMatch(/^Demasiadas peticiones/)
    expect(error.details).toEqual({ retryAfterSeconds: expect.any(Number) })
    expect(error.errors).toHaveLength(1)
    await hasty.api.stop(1000)
  })

  it('by the path alone: needs a page, whose address it is beside', async () => {
    expect(() => clientOf('/graphql')).toThrow(TypeError)
    const { location } = globalThis as { location?: unknown }
    try {
      Object.assign(globalThis, { location: { href: open.url.replace('/graphql', '/tablero?tv=1') } })
      expect(await clientOf('/graphql', { token }).request(HELLO)).toEqual({ hello: 'hola' })
    } finally {
      Object.assign(globalThis, { location })
    }
  })
})

it('demand() gives what a mutation made, or throws the first of its errors', () => {
  const done = demand({ queue: { id: '1' } as { id: string } | null, errors: [] })
  expect(done.queue.id).toBe('1')
  const errors = [
    { code: 'OUT_OF_RANGE', message: 'Debe estar entre 0 y 5.', path: ['input', 'penalty'] },
    { code: 'NOT_FOUND', message: 'No existe.', path: ['id'] },
  ] as const
  expect(() => demand({ queue: null, errors })).toThrow(
    expect.objectContaining({ code: 'OUT_OF_RANGE', path: ['input', 'penalty'], details: {}, errors }),
  )
})

it('demand() tells how long to wait where waiting helps', () => {
  const told = (retryAfterSeconds: number | null) => [
    {
      code: 'LOGIN_LIMIT',
      message: 'Demasiados intentos. Espere 90 s.',
      path: [],
      retryAfterSeconds,
    } as const,
  ]
  const thrown = (details: object) => expect.objectContaining({ code: 'LOGIN_LIMIT', details })
  expect(() => demand({ session: null, errors: told(90) })).toThrow(thrown({ retryAfterSeconds: 90 }))
  expect(() => demand({ session: null, errors: told(null) })).toThrow(thrown({}))
})

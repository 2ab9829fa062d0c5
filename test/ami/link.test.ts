import { afterEach, describe, expect, test } from 'vitest'
import type { AmiClient } from '../../src/adapters/ami/client.ts'
import type { AmiError } from '../../src/adapters/ami/errors.ts'
import { AmiLink, type AmiLinkOptions } from '../../src/adapters/ami/link.ts'
import { AmiPeer, type AmiPeerOptions } from '../servers/ami.peer.ts'

/** Waits until it is so; patient, because the machine may be busy. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 4_000, interval: 5 })

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function listen(options?: AmiPeerOptions): Promise<AmiPeer> {
  const peer = await AmiPeer.listen(options)
  closing.push(() => peer.close())
  return peer
}

/** A link with short patience, and everything it told in order. */
function link(port: number, options: Partial<AmiLinkOptions> = {}) {
  const told: string[] = []
  const ups: AmiClient[] = []
  const downs: AmiError[] = []
  const refusals: AmiError[] = []
  const faults: unknown[] = []
  const made = new AmiLink({
    host: '127.0.0.1',
    port,
    username: 'admin',
    secret: 'secret',
    connectTimeoutMs: 1_000,
    actionTimeoutMs: 1_000,
    pingIntervalMs: 20,
    pingTimeoutMs: 1_000,
    leastRetryMs: 5,
    mostRetryMs: 40,
    onUp: (client) => {
      ups.push(client)
      told.push('up')
    },
    onEvent: ({ name }) => told.push(name),
    onDown: (reason) => {
      downs.push(reason)
      told.push('down')
    },
    onRefused: (error) => refusals.push(error),
    onFault: (fault) => faults.push(fault),
    ...options,
  })
  closing.push(() => made.stop())
  return { link: made, told, ups, downs, refusals, faults }
}

describe('a kept link', () => {
  test('tells that it is up before the first event, and comes up again after a cut', async () => {
    const peer = await listen()
    const { link: kept, told, ups, downs } = link(peer.port)
    kept.start()
    kept.start()
    await eventually(() => told).toEqual(['up', 'FullyBooted'])
    expect(peer.accepted).toBe(1)
    expect(kept.client).toBe(ups[0])

    peer.cut()
    await eventually(() => told).toEqual(['up', 'FullyBooted', 'down', 'up', 'FullyBooted'])
    expect(downs).toMatchObject([{ code: 'DISCONNECTED' }])
    expect(ups[1]).not.toBe(ups[0])
    expect(kept.counters).toMatchObject({ reconnects: 1, malformed: 0 })
    expect(kept.counters.messages).toBeGreaterThanOrEqual(8)
    expect(kept.counters.bytes).toBeGreaterThan(500)
  })

  test('half a message before the cut is dropped, never merged with the next banner', async () => {
    const peer = await listen()
    const { link: kept, told } = link(peer.port)
    kept.start()
    await eventually(() => told).toContain('FullyBooted')
    for (const connection of peer.connections) {
      connection.end('Event: Whole\r\nA: 1\r\n\r\nEvent: Half\r\nChannel: PJSI')
    }
    await eventually(() => told.filter((what) => what === 'up')).toHaveLength(2)
    peer.event('After')
    await eventually(() => told).toContain('After')
    expect(told).toContain('Whole')
    expect(told).not.toContain('Half')
    expect(kept.counters.malformed).toBe(0)
  })

  test('waits for a PBX that is not there yet, saying why', async () => {
    const first = await AmiPeer.listen()
    const { port } = first
    await first.close()
    const states: string[] = []
    const onState = (state: string, reason?: AmiError) => states.push(`${state} ${reason?.code ?? ''}`.trim())
    const { link: kept, downs } = link(port, { onState })
    kept.start()
    await eventually(() => states.length).toBeGreaterThan(4)
    expect(states.slice(0, 3)).toEqual(['CONNECTING', 'DOWN UNREACHABLE', 'CONNECTING'])
    await listen({ port })
    await eventually(() => kept.state).toBe('UP')
    expect(downs).toEqual([])
    await kept.stop()
    expect(states.slice(-2)).toEqual(['UP', 'STOPPED'])
  })

  test('notices a link that is half open: two pings without an answer', async () => {
    const peer = await listen()
    const { link: kept, downs, ups } = link(peer.port, { pingTimeoutMs: 50 })
    kept.start()
    await eventually(() => kept.state).toBe('UP')
    const before = peer.received('Ping').length
    peer.silent = true
    const waiting = ups[0]!.action('CoreStatus').catch((error) => error)
    await eventually(() => downs).toMatchObject([{ code: 'TIMED_OUT' }])
    expect(await waiting).toMatchObject({ code: 'DISCONNECTED' })
    expect(peer.received('Ping').length - before).toBeGreaterThanOrEqual(2)
    peer.silent = false
    await eventually(() => kept.state).toBe('UP')
  })

  test('one lost ping is forgiven', async () => {
    const peer = await listen()
    let pings = 0
    peer.on('Ping', (action) => {
      if (++pings % 2 === 1) action.connection.respond(action, { Ping: 'Pong' })
    })
    const { link: kept, downs } = link(peer.port, { pingTimeoutMs: 200 })
    kept.start()
    await eventually(() => pings).toBeGreaterThan(5)
    expect(downs).toEqual([])
    expect(kept.state).toBe('UP')
  })

  test('a wrong password is final, told once and never tried again', async () => {
    const peer = await listen()
    const { link: kept, refusals, told } = link(peer.port, { secret: 'wrong' })
    kept.start()
    await eventually(() => kept.state).toBe('REFUSED')
    await eventually(() => peer.connections.size).toBe(0)
    // Many times the longest wait between two attempts, spent on a link that does work.
    const other = link(peer.port)
    other.link.start()
    await eventually(() => peer.received('Ping').length).toBeGreaterThan(8)
    expect(refusals).toMatchObject([{ code: 'LOGIN_REFUSED', answer: 'Authentication failed' }])
    expect(told).toEqual([])
    expect(peer.accepted).toBe(2)
    expect(peer.received('Login')).toHaveLength(2)
  })

  test('credentials that cannot be sent are refused too', async () => {
    const peer = await listen()
    const { link: kept, refusals } = link(peer.port, { username: 'admin\r\nAction: Originate' })
    kept.start()
    await eventually(() => kept.state).toBe('REFUSED')
    expect(refusals).toMatchObject([{ code: 'INVALID_VALUE' }])
    expect(peer.received('Originate')).toEqual([])
  })

  test('a login that does not last makes it wait longer and longer; one that lasts starts over', async () => {
    const peer = await listen()
    const waits: number[] = []
    let downAt = 0
    const onState = (state: string) => {
      if (state === 'DOWN') downAt = performance.now()
      if (state === 'CONNECTING' && downAt) waits.push(performance.now() - downAt)
    }
    const flapping = link(peer.port, { leastRetryMs: 1, mostRetryMs: 200, onState, onUp: () => peer.cut() })
    flapping.link.start()
    await eventually(() => Math.max(...waits)).toBeGreaterThan(20)
    await flapping.link.stop()

    const lasting = link(peer.port, {
      leastRetryMs: 1,
      mostRetryMs: 60_000,
      lastingMs: 0,
      onUp: () => peer.cut(),
    })
    lasting.link.start()
    await eventually(() => lasting.link.counters.reconnects).toBeGreaterThan(20)
  })

  test('handlers that throw stop neither the events nor the reconnecting', async () => {
    const peer = await listen()
    const explode = (what: string) => () => {
      throw new Error(what)
    }
    const { link: kept, faults } = link(peer.port, {
      onUp: explode('up'),
      onDown: explode('down'),
      onState: explode('state'),
      onEvent: ({ name }) => explode(name)(),
    })
    kept.start()
    await eventually(() => kept.state).toBe('UP')
    peer.event('Newchannel')
    await eventually(() => faults.map(String)).toContain('Error: Newchannel')
    peer.cut()
    await eventually(() => kept.counters.reconnects).toBe(1)
    expect(faults.map(String)).toEqual(
      expect.arrayContaining(['Error: up', 'Error: down', 'Error: FullyBooted']),
    )
  })
})

describe('stopping', () => {
  test('logs off and says nothing more, and may be started again', async () => {
    const peer = await listen()
    const { link: kept, told } = link(peer.port)
    kept.start()
    await eventually(() => told).toEqual(['up', 'FullyBooted'])
    await kept.stop()
    await kept.stop()
    expect(kept.state).toBe('STOPPED')
    expect(kept.client).toBeUndefined()
    await eventually(() => peer.received('Logoff')).toHaveLength(1)
    expect(told).toEqual(['up', 'FullyBooted'])
    kept.start()
    await eventually(() => told).toEqual(['up', 'FullyBooted', 'up', 'FullyBooted'])
  })

  test.each(['silent peer', 'login unanswered', 'nobody there'])(
    'at once while connecting: %s',
    async (what) => {
      const peer = await listen()
      peer.silent = what === 'silent peer'
      if (what === 'login unanswered') peer.on('Login', () => {})
      const { port } = peer
      if (what === 'nobody there') await closing.pop()!()
      const { link: kept, told, refusals } = link(port, { leastRetryMs: 60_000, mostRetryMs: 60_000 })
      kept.start()
      if (what === 'silent peer') await eventually(() => peer.accepted).toBe(1)
      if (what === 'login unanswered') await eventually(() => peer.received('Login')).toHaveLength(1)
      if (what === 'nobody there') await eventually(() => kept.state).toBe('DOWN')
      await kept.stop()
      await eventually(() => peer.connections.size).toBe(0)
      expect(kept.state).toBe('STOPPED')
      expect({ told, refusals }).toEqual({ told: [], refusals: [] })
    },
  )

  test('from within a handler', async () => {
    const peer = await listen()
    const { link: kept, told } = link(peer.port, { onUp: () => void kept.stop() })
    kept.start()
    await eventually(() => kept.state).toBe('STOPPED')
    await eventually(() => peer.connections.size).toBe(0)
    expect(told).toEqual([])
  })
})

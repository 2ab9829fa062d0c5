import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { AmiClient, type AmiClientOptions } from '../../src/adapters/ami/client.ts'
import type { AmiError } from '../../src/adapters/ami/errors.ts'
import type { AmiMessage } from '../../src/adapters/ami/message.ts'
import { AmiPeer, type AmiPeerOptions, amiText, type ReceivedAction } from '../servers/ami.peer.ts'

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

async function connect(peer: AmiPeer, options: Partial<AmiClientOptions> = {}): Promise<AmiClient> {
  const client = await AmiClient.connect({ host: '127.0.0.1', port: peer.port, ...options })
  closing.push(() => client.close())
  return client
}

/** A peer and a client that is logged in. */
async function loggedIn(options: Partial<AmiClientOptions> = {}) {
  const peer = await listen()
  const client = await connect(peer, options)
  const events: AmiMessage[] = []
  client.onEvent = (event) => events.push(event)
  await client.login({ username: 'admin', secret: 'secret' })
  return { peer, client, events }
}

/** The failure that a promise must end with. */
const failure = (promise: Promise<unknown>): Promise<AmiError> =>
  promise.then(
    () => expect.fail('It should have failed'),
    (error) => error,
  )

const names = (events: readonly AmiMessage[]) => events.map(({ name }) => name)

describe('logging in', () => {
  test('by challenge, so that the secret never travels', async () => {
    const { peer } = await loggedIn()
    expect(peer.received('Login')[0]!.get('AuthType')).toBe('MD5')
    expect(peer.actions.map(({ raw }) => raw).join()).not.toContain('secret')
  })

  test('in plain where the manager offers no challenge', async () => {
    const peer = await listen({ challenge: false })
    const client = await connect(peer)
    expect(client.banner).toBe('Asterisk Call Manager/5.0.4')
    await client.login({ username: 'admin', secret: 'secret', events: 'call,agent' })
    expect(peer.received('Login')[0]!.get('Events')).toBe('call,agent')
    expect((await client.action('Ping')).get('Ping')).toBe('Pong')
  })

  test('a wrong password is a clear error, then the connection is over', async () => {
    const peer = await listen({ refusalDelayMs: 20 })
    const client = await connect(peer)
    const closed = new Promise((resolve) => {
      client.onClose = resolve
    })
    const error = await failure(client.login({ username: 'admin', secret: 'wrong' }))
    expect(error).toMatchObject({ code: 'LOGIN_REFUSED', answer: 'Authentication failed' })
    expect(error.message).not.toContain('wrong')
    expect(await closed).toMatchObject({ code: 'DISCONNECTED' })
  })
})

describe('connecting', () => {
  async function serve(onSocket: (socket: import('node:net').Socket) => void): Promise<number> {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      closing.push(async () => socket.destroy())
      onSocket(socket)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    closing.push(async () => server.close())
    return (server.address() as AddressInfo).port
  }
  const attempt = (port: number) =>
    failure(AmiClient.connect({ host: '127.0.0.1', port, connectTimeoutMs: 100 }))

  test('nobody there', async () => {
    const peer = await AmiPeer.listen()
    const { port } = peer
    await peer.close()
    expect(await attempt(port)).toMatchObject({ code: 'UNREACHABLE' })
  })

  test('a port that never greets', async () => {
    expect(await attempt(await serve(() => {}))).toMatchObject({ code: 'UNREACHABLE' })
  })

  test('a port that closes at once', async () => {
    expect(await attempt(await serve((socket) => socket.end()))).toMatchObject({ code: 'UNREACHABLE' })
  })

  test('another protocol', async () => {
    const port = await serve((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect(await attempt(port)).toMatchObject({ code: 'PROTOCOL' })
  })

  test('given up', async () => {
    const port = await serve(() => {})
    const giveUp = new AbortController()
    const connecting = failure(AmiClient.connect({ host: '127.0.0.1', port, signal: giveUp.signal }))
    giveUp.abort()
    expect(await connecting).toMatchObject({ code: 'UNREACHABLE' })
  })
})

describe('actions', () => {
  test('500 at once, answered in another order, byte by byte: each gets its own answer', async () => {
    const { peer, client } = await loggedIn()
    const waiting: ReceivedAction[] = []
    peer.on('Getvar', (action) => {
      if (waiting.push(action) < 500) return
      const shuffled = waiting.sort(() => Math.random() - 0.5)
      const wire = Buffer.from(
        shuffled
          .map((one) =>
            amiText({
              Response: 'Success',
              ActionID: one.get('ActionID')!,
              Value: `of ${one.get('Variable')}`,
            }),
          )
          .join(amiText({ Event: 'Noise' })),
      )
      for (let at = 0; at < wire.length; at += 7) action.connection.write(wire.subarray(at, at + 7))
    })
    const numbers = Array.from({ length: 500 }, (_, index) => index)
    const answers = await Promise.all(numbers.map((number) => client.action('Getvar', { Variable: number })))
    expect(answers.map((answer) => answer.get('Value'))).toEqual(numbers.map((number) => `of ${number}`))
    const ids = new Set(peer.actions.map((action) => action.get('ActionID')))
    expect(ids.size).toBe(peer.actions.length)
  })

  test('ids are never shared between clients', async () => {
    const peer = await listen()
    for (let round = 0; round < 5; round++) {
      await (await connect(peer)).login({ username: 'admin', secret: 'secret' })
    }
    expect(new Set(peer.actions.map((action) => action.get('ActionID'))).size).toBe(10)
  })

  test('a refusal carries the words of the PBX', async () => {
    const { peer, client } = await loggedIn()
    peer.on('Hangup', (action) => action.connection.refuse(action, 'No such channel\n'))
    expect(await failure(client.action('Hangup', { Channel: 'PJSIP/1-00000001' }))).toMatchObject({
      code: 'REFUSED',
      answer: 'No such channel',
    })
  })

  test('no answer in time fails the action only; its late answer harms nobody', async () => {
    const { peer, client, events } = await loggedIn()
    const late: ReceivedAction[] = []
    peer.on('Status', (action) => late.push(action))
    expect(await failure(client.action('Status', {}, { timeoutMs: 20 }))).toMatchObject({ code: 'TIMED_OUT' })
    late[0]!.connection.respond(late[0]!)
    expect((await client.action('Ping')).name).toBe('Success')
    expect(names(events)).toEqual(['FullyBooted'])
  })

  test('all that wait are told when the connection is lost', async () => {
    const { peer, client } = await loggedIn()
    peer.on('Status', () => {})
    const reasons: unknown[] = []
    client.onClose = (reason) => reasons.push(reason)
    const waiting = [
      failure(client.action('Status')),
      failure(client.list('Status')),
      failure(client.action('Status')),
    ]
    await eventually(() => peer.received('Status').length).toBe(3)
    peer.cut()
    for (const error of await Promise.all(waiting)) expect(error).toMatchObject({ code: 'DISCONNECTED' })
    expect(await failure(client.action('Ping'))).toMatchObject({ code: 'DISCONNECTED' })
    expect(client.isOpen).toBe(false)
    expect(reasons).toMatchObject([{ code: 'DISCONNECTED' }])
  })

  test('closing is quiet: those who wait are told, the reason is none, also twice and against a deaf peer', async () => {
    const { peer, client } = await loggedIn()
    for (const connection of peer.connections) connection.pause()
    const reasons: unknown[] = []
    client.onClose = (reason) => reasons.push(reason)
    const waiting = failure(client.action('Ping'))
    await Promise.all([client.close(), client.close()])
    expect(await waiting).toMatchObject({ code: 'DISCONNECTED' })
    expect(reasons).toEqual([undefined])
  })

  test('an Originate is answered by its response; what became of it comes as an event', async () => {
    const { peer, client, events } = await loggedIn()
    peer.on('Originate', (action) => {
      action.connection.respond(action, { Message: 'Originate successfully queued' })
      const id = { ActionID: action.get('ActionID')! }
      action.connection.event('OriginateResponse', { ...id, Response: 'Failure', Uniqueid: '<unknown>' })
    })
    const response = await client.action('Originate', { Channel: 'Local/1@a/n', Variable: ['A=1', 'B=2'] })
    expect(response).toMatchObject({ kind: 'response', name: 'Success' })
    expect(peer.received('Originate')[0]!.all('Variable')).toEqual(['A=1', 'B=2'])
    await eventually(() => names(events)).toContain('OriginateResponse')
    expect(events.at(-1)).toMatchObject({ kind: 'event', actionId: response.actionId })
  })
})

describe('lists', () => {
  const member = (name: string) => ({ Event: 'QueueMember', Name: name })

  test('come complete as one result, and live events between the items stay events', async () => {
    const { peer, client, events } = await loggedIn()
    peer.on('QueueStatus', (action) => {
      peer.event('Newchannel', { Channel: 'PJSIP/7001-00000001' })
      action.connection.list(action, [member('Ana'), member('Beto')], 'QueueStatusComplete')
    })
    const { response, items } = await client.list('QueueStatus')
    expect(response.get('EventList')).toBe('start')
    expect(items.map((item) => item.get('Name'))).toEqual(['Ana', 'Beto'])
    expect(names(events)).toEqual(['FullyBooted', 'Newchannel'])
  })

  test('two at once do not mix', async () => {
    const { peer, client } = await loggedIn()
    const waiting: ReceivedAction[] = []
    const item = (action: ReceivedAction, extra = {}) => {
      const id = { ActionID: action.get('ActionID')! }
      action.connection.event('QueueMember', { ...id, Name: action.get('Queue')!, ...extra })
    }
    peer.on('QueueStatus', (action) => {
      action.connection.respond(action, { EventList: 'start' })
      if (waiting.push(action) < 2) return
      for (const one of [...waiting, ...waiting]) item(one)
      for (const one of waiting) item(one, { EventList: 'Complete' })
    })
    const lists = await Promise.all(['a', 'b'].map((queue) => client.list('QueueStatus', { Queue: queue })))
    expect(lists.map(({ items }) => items.map((one) => one.get('Name')))).toEqual([
      ['a', 'a'],
      ['b', 'b'],
    ])
  })

  test('an end that only its name tells is an end too', async () => {
    const { peer, client } = await loggedIn()
    peer.on('DBGet', (action) => {
      const id = { ActionID: action.get('ActionID')! }
      action.connection.respond(action, { Message: 'Result will follow' })
      action.connection.event('DBGetResponse', { ...id, Val: '1' })
      action.connection.event('DBGetComplete', id)
    })
    expect((await client.list('DBGet', { Family: 'a', Key: 'b' })).items[0]!.get('Val')).toBe('1')
  })

  test('refused, cancelled, too long or never complete: each its own error, and nothing turns into events', async () => {
    const { peer, client, events } = await loggedIn({ maxListItems: 3 })
    const start = (action: ReceivedAction) => action.connection.respond(action, { EventList: 'start' })
    peer.on('Refused', (action) => action.connection.refuse(action, 'No such queue'))
    peer.on('Cancelled', (action) => {
      start(action)
      action.connection.event('X', {
        ActionID: action.get('ActionID')!,
        EventList: 'cancelled',
        Message: 'busy',
      })
    })
    peer.on('Long', (action) => {
      action.connection.list(
        action,
        Array.from({ length: 9 }, () => member('x')),
        'LongComplete',
      )
    })
    const endless: ReceivedAction[] = []
    peer.on('Endless', (action) => {
      endless.push(action)
      start(action)
    })
    const attempt = (name: string) => failure(client.list(name, {}, { timeoutMs: 50 }))
    expect(await attempt('Refused')).toMatchObject({ code: 'REFUSED', answer: 'No such queue' })
    expect(await attempt('Cancelled')).toMatchObject({ code: 'REFUSED', answer: 'busy' })
    expect(await attempt('Long')).toMatchObject({ code: 'OVERFLOW' })
    expect(await attempt('Endless')).toMatchObject({ code: 'TIMED_OUT' })
    endless[0]!.connection.event('QueueMember', { ActionID: endless[0]!.get('ActionID')! })
    await client.action('Ping')
    expect(names(events)).toEqual(['FullyBooted'])
  })
})

describe('a hostile or broken stream', () => {
  test('events named close, error or data are events like any other', async () => {
    const { peer, client, events } = await loggedIn()
    const hostile = ['close', 'error', 'data', 'end', '__proto__', 'constructor', 'Response']
    for (const name of hostile) peer.event(name, { constructor: 'x', __proto__: 'y' })
    await client.action('Ping')
    expect(names(events)).toEqual(['FullyBooted', ...hostile])
    expect(client.isOpen).toBe(true)
  })

  test('a handler that throws is reported and the next event comes', async () => {
    const faults: unknown[] = []
    const { peer, client } = await loggedIn({ onFault: (fault) => faults.push(fault) })
    const seen: string[] = []
    client.onEvent = ({ name }) => {
      seen.push(name)
      throw new Error(`cannot digest ${name}`)
    }
    peer.event('A')
    peer.event('B')
    await client.action('Ping')
    expect(seen).toEqual(['A', 'B'])
    expect(faults.map(String)).toEqual(['Error: cannot digest A', 'Error: cannot digest B'])
  })

  test('nonsense is counted, told once and skipped', async () => {
    const faults: unknown[] = []
    const { peer, client } = await loggedIn({ onFault: (fault) => faults.push(fault) })
    peer.write('nonsense\r\n\r\nmore: of it\r\n\r\n')
    expect((await client.action('Ping')).name).toBe('Success')
    expect(client.counters.malformed).toBe(2)
    expect(faults).toMatchObject([{ code: 'PROTOCOL' }])
  })

  test('a megabyte without an end closes the connection with its reason', async () => {
    const { peer, client } = await loggedIn()
    const closed = new Promise((resolve) => {
      client.onClose = resolve
    })
    const waiting = failure(client.action('Unanswered', {}, { timeoutMs: 5_000 }))
    peer.on('Unanswered', () => {})
    peer.write(Buffer.alloc(1_200_000, 'x'))
    expect(await closed).toMatchObject({ code: 'OVERFLOW' })
    expect((await waiting).code).toMatch(/REFUSED|DISCONNECTED/)
  })
})

describe('nothing from outside becomes a second action or header', () => {
  test.each([
    ['value', { Channel: 'PJSIP/1\r\nApplication: System' }],
    ['value with a bare LF', { Channel: 'PJSIP/1\n\nAction: Originate' }],
    ['value with a bare CR', { Channel: 'PJSIP/1\rAction: x' }],
    ['NUL', { Channel: 'PJSIP/1\0' }],
    ['repeated value', { Variable: ['A=1', 'B=2\r\n\r\nAction: Originate'] }],
    ['header name', { 'Channel: x\r\nApplication': 'System' }],
    ['header name with a colon', { 'Application: System': 'x' }],
    ['empty header name', { '': 'x' }],
    ['number that is none', { Priority: Number.NaN }],
    ['line longer than Asterisk reads', { Data: 'x'.repeat(1_100) }],
    [
      'more headers than Asterisk reads',
      { Variable: Array.from({ length: 130 }, (_, index) => `A${index}=1`) },
    ],
  ])('%s', async (_, headers) => {
    const { peer, client } = await loggedIn()
    const before = peer.actions.length
    expect(await failure(client.action('Originate', headers))).toMatchObject({ code: 'INVALID_VALUE' })
    expect(await failure(client.list('Originate', headers))).toMatchObject({ code: 'INVALID_VALUE' })
    await client.action('Ping')
    expect(peer.actions.slice(before).map(({ name }) => name)).toEqual(['Ping'])
  })

  test('not by the action name nor the login either', async () => {
    const peer = await listen()
    const client = await connect(peer)
    const attempts = [
      client.action('Ping\r\nAction: Originate'),
      client.login({ username: 'a\r\nb', secret: 'secret' }),
      client.login({ username: 'admin', secret: 'secret', events: 'on\r\n\r\nAction: Originate' }),
    ]
    for (const attempt of attempts) expect(await failure(attempt)).toMatchObject({ code: 'INVALID_VALUE' })
    expect(new Set(peer.actions.map(({ name }) => name))).toEqual(new Set(['Challenge']))
  })
})

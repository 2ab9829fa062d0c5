import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { House } from './house.ts'

let house: House

afterEach(() => house.close())

describe('what comes over the wire', () => {
  test('10,000 bytes of garbage hurt nobody, before and after logging in', async () => {
    house = await House.open()
    const healthy = await house.logIn()
    const stranger = await house.connect()
    stranger.socket.write(randomBytes(10_000))
    stranger.socket.write('\r\n\r\n: : :\r\nAction\r\n\r\nAction:\r\n\r\n\0\0\r\n\r\n')
    const friend = await house.logIn()
    friend.socket.write(randomBytes(10_000))
    friend.socket.write('\r\n\r\n')
    for (const action of [
      'QueueAdd',
      'Originate',
      'Redirect',
      'Park',
      'Setvar',
      'MixMonitorMute',
      'Atxfer',
      '__proto__',
    ]) {
      const answer = await healthy.ask({
        Action: action,
        Channel: 'constructor',
        Queue: '__proto__',
        Timeout: 'NaN',
      })
      expect(['Success', 'Error']).toContain(answer.get('Response'))
    }
    expect((await healthy.ask({ Action: 'Ping' })).get('Ping')).toBe('Pong')
  })

  test('one byte at a time, with an ñ cut in two, arrives whole', async () => {
    house = await House.open()
    const client = await house.logIn()
    const bytes = Buffer.from('Action: UserEvent\r\nUserEvent: Señal\r\nDato: ñandú\r\nActionID: b1\r\n\r\n')
    for (const byte of bytes) client.socket.write(Buffer.of(byte))
    const event = await client.event('UserEvent')
    expect([event.get('UserEvent'), event.get('Dato')]).toEqual(['Señal', 'ñandú'])
  })

  test('an action without an end closes the line instead of filling the memory', async () => {
    house = await House.open()
    const client = await house.connect()
    client.socket.write(`Action: Login\r\nSecret: ${'x'.repeat(100_000)}`)
    await client.until(() => client.closed, 'the close')
  })

  test('the exact text of every action is seen, so that injection shows', async () => {
    house = await House.open()
    const seen: string[] = []
    house.simulator.onAction = (raw) => seen.push(raw)
    const client = await house.logIn()
    seen.length = 0
    client.socket.write(
      'Action: Getvar\r\nVariable: A\r\nActionID: 1\r\n\r\nAction: Ping\r\nActionID: 2\r\n\r\n',
    )
    await client.until(
      () => client.messages.some((message) => message.get('ActionID') === '2'),
      'both answers',
    )
    expect(seen).toEqual([
      'Action: Getvar\r\nVariable: A\r\nActionID: 1\r\n\r\n',
      'Action: Ping\r\nActionID: 2\r\n\r\n',
    ])
  })

  test('a value with a line break cannot forge an event', async () => {
    house = await House.open()
    const client = await house.logIn()
    const caller = house.simulator.placeQueueCall({
      queue: 'ventas',
      callerNumber: '1\r\nEvent: Forged\r\n\r\n',
      callerName: 'a\nb',
    })
    house.simulator.pbx.setVariable(caller, 'X', 'y\r\n\r\nEvent: Forged')
    await client.ask({ Action: 'Ping' })
    expect(client.messages.map(({ event }) => event)).not.toContain('Forged')
  })

  test('a client that does not read is dropped without a word; the others miss nothing', async () => {
    house = await House.open({ limits: { maxUnsentBytes: 1024 * 1024 } })
    const { simulator } = house
    const reader = await house.logIn()
    const stalled = await house.logIn()
    stalled.socket.pause()
    let placed = 0
    while (simulator.sessionCount > 1 && placed < 3000) {
      for (let burst = 0; burst < 20; burst++, placed++)
        simulator.placeQueueCall({
          queue: 'ventas',
          callerNumber: `09${placed}`,
          patienceSeconds: 1,
          answerSeconds: null,
        })
      simulator.advance(2)
      await reader.ask({ Action: 'Ping' })
    }
    expect(simulator.sessionCount).toBe(1)
    const joins = reader.messages.filter(({ event }) => event === 'QueueCallerJoin')
    expect(joins).toHaveLength(placed)
  })

  test('dropped connections are closed at once, and one can come back', async () => {
    house = await House.open()
    const client = await house.logIn()
    house.simulator.dropConnections()
    await client.until(() => client.closed, 'the close')
    const again = await house.logIn()
    expect((await again.ask({ Action: 'Ping' })).get('Response')).toBe('Success')
    expect((await again.ask({ Action: 'Logoff' })).get('Response')).toBe('Goodbye')
    await again.until(() => again.closed, 'the close')
  })

  test('who connects and says nothing is shown out', async () => {
    house = await House.open({ limits: { loginTimeoutMs: 20 } })
    const client = await house.connect()
    await client.until(() => client.closed, 'the close')
  })
})

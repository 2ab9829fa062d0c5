import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulator.ts'
import { House } from './house.ts'

let house: House
let simulator: Simulator

async function start(options: SimulatorOptions = {}): Promise<void> {
  house = await House.open(options)
  simulator = house.simulator
}

afterEach(() => house.close())

describe('logging in', () => {
  test('with the secret in plain text, as Asterisk answers', async () => {
    await start()
    const client = await house.logIn()
    expect(client.banner).toBe('Asterisk Call Manager/5.0.4')
    const booted = await client.event('FullyBooted')
    expect(booted.names).toEqual(['Event', 'Privilege', 'Uptime', 'LastReload', 'Status'])
  })

  test('with an MD5 challenge', async () => {
    await start()
    const client = await house.connect()
    const challenge = await client.ask({ Action: 'Challenge', AuthType: 'MD5' })
    const key = createHash('md5')
      .update(challenge.get('Challenge') + simulator.secret)
      .digest('hex')
    const answer = await client.ask({
      Action: 'Login',
      AuthType: 'MD5',
      Username: simulator.username,
      Key: key,
    })
    expect(answer.get('Message')).toBe('Authentication accepted')
  })

  test('a wrong password, user or key is an error, then the line is closed', async () => {
    await start()
    const wrong = [
      { Username: simulator.username, Secret: 'wrong' },
      { Username: 'nobody', Secret: simulator.secret },
      {
        Username: simulator.username,
        AuthType: 'MD5',
        Key: createHash('md5').update(simulator.secret).digest('hex'),
      },
      { Username: '', Secret: '' },
    ]
    for (const credentials of wrong) {
      const client = await house.connect()
      const answer = await client.ask({ Action: 'Login', ...credentials })
      expect(answer.headers.slice(0, 1)).toEqual([['Response', 'Error']])
      expect(answer.get('Message')).toBe('Authentication failed')
      await client.until(() => client.closed, 'the close')
    }
  })

  test('nothing but Login is allowed before it', async () => {
    await start()
    const client = await house.connect()
    const answer = await client.ask({ Action: 'QueueStatus' })
    expect(answer.get('Message')).toBe('Permission denied')
  })

  test('a limited user may look but not touch, and sees only its event classes', async () => {
    const limited = {
      username: 'ro',
      secret: 'ro',
      read: ['call', 'agent', 'reporting'],
      write: ['reporting'],
    }
    await start({ users: [limited] })
    const client = await house.logIn(limited)
    for (const action of ['Originate', 'Command', 'QueuePause', 'QueueAdd', 'Hangup']) {
      const answer = await client.ask({ Action: action })
      expect([action, answer.get('Response'), answer.get('Message')]).toEqual([
        action,
        'Error',
        'Permission denied',
      ])
    }
    for (const action of ['Ping', 'CoreSettings', 'QueueStatus', 'CoreShowChannels']) {
      const answer = await client.ask({ Action: action })
      expect([action, answer.get('Response')]).toEqual([action, 'Success'])
    }
    simulator.placeQueueCall({ queue: 'ventas', callerNumber: '0981555001' })
    await client.event('AgentCalled')
    expect(client.messages.map((message) => message.event)).not.toContain('FullyBooted')
    expect(client.messages.map((message) => message.event)).not.toContain('VarSet')
  })
})

describe('snapshots tell what is true', () => {
  test('queues, members, waiting callers, channels and extensions in the middle of a day', async () => {
    await start()
    for (const [index, queue] of [...simulator.pbx.queues.keys()].entries()) {
      for (let call = 0; call < 6; call++) {
        simulator.placeQueueCall({
          queue,
          callerNumber: `09815550${index}${call}`,
          answerSeconds: call % 3 === 2 ? null : 3,
          talkSeconds: 30 + call,
        })
        simulator.advance(4)
      }
    }
    simulator.advance(7)
    const truth = simulator.truth()
    const client = await house.logIn()

    const items = await client.list({ Action: 'QueueStatus' })
    const queues = items
      .filter((item) => item.event === 'QueueParams')
      .map((params) => {
        const name = params.get('Queue')
        const of = (event: string) =>
          items.filter((item) => item.event === event && item.get('Queue') === name)
        return {
          name,
          waiting: of('QueueEntry').map((entry) => ({
            uniqueid: entry.get('Uniqueid'),
            callerNumber: entry.get('CallerIDNum'),
            position: Number(entry.get('Position')),
            waitSeconds: Number(entry.get('Wait')),
          })),
          completed: Number(params.get('Completed')),
          abandoned: Number(params.get('Abandoned')),
          members: of('QueueMember').map((member) => [
            member.get('Location'),
            member.get('Name'),
            Number(member.get('CallsTaken')),
            member.get('InCall') === '1',
          ]),
        }
      })
    expect(queues).toEqual(
      truth.queues.map(({ name, waiting, completed, abandoned, members }) => ({
        name,
        waiting,
        completed,
        abandoned,
        members: members.map((member) => [member.interface, member.name, member.callsTaken, member.inCall]),
      })),
    )
    expect(truth.queues.some(({ completed }) => completed > 0)).toBe(true)

    const channels = await client.list({ Action: 'CoreShowChannels' })
    expect(
      channels.map((channel) => [channel.get('Channel'), channel.get('Uniqueid'), channel.get('BridgeId')]),
    ).toEqual(truth.channels.map(({ name, uniqueid, bridgeId }) => [name, uniqueid, bridgeId ?? '']))
    expect(channels.length).toBeGreaterThan(5)

    const hints = await client.list({ Action: 'ExtensionStateList' })
    expect(hints.map((hint) => hint.get('Exten'))).toEqual(truth.extensions.map(({ number }) => number))
    const devices = new Map(
      (await client.list({ Action: 'DeviceStateList' })).map((device) => [
        device.get('Device'),
        device.get('State'),
      ]),
    )
    for (const { number, deviceState } of truth.extensions)
      expect(devices.get(`PJSIP/${number}`)).toBe(deviceState)
    const endpoints = await client.list({ Action: 'PJSIPShowEndpoints' })
    expect(endpoints).toHaveLength(truth.extensions.length + 1)
  })
})

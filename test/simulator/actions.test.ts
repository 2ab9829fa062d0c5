import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Simulator } from '../../src/simulator/simulator.ts'
import type { AmiSocket, Message } from './ami.socket.ts'
import { House } from './house.ts'
import { headerNames, recording } from './recording.ts'

let house: House
let simulator: Simulator
let client: AmiSocket

beforeEach(async () => {
  house = await House.open({
    queues: [
      { name: 'ventas', exten: '600', dids: ['0215550600'], strategy: 'linear' },
      { name: 'soporte', exten: '601' },
    ],
    agents: [
      { extension: '1001', name: 'Ana Ruiz', queues: ['ventas'] },
      { extension: '1002', name: 'Beto Sosa', queues: ['soporte', 'ventas'] },
    ],
  })
  simulator = house.simulator
  client = await house.logIn()
})

afterEach(() => house.close())

const call = (about: object = {}) =>
  simulator.placeQueueCall({
    queue: 'ventas',
    callerNumber: '0981555001',
    answerSeconds: 1,
    talkSeconds: 600,
    patienceSeconds: 600,
    ...about,
  })
const answersOf = (messages: Message[]) =>
  messages
    .filter(({ event }) => event === 'Response')
    .map((message) => [message.get('Response'), message.get('Message')])
const namesOf = (messages: Message[], event: string) => messages.filter((message) => message.event === event)
const member = (queue: string, device: string) =>
  simulator
    .truth()
    .queues.find(({ name }) => name === queue)
    ?.members.find((one) => one.interface === device)

describe('queue members', () => {
  test('pausing and unpausing answers and tells what a real Asterisk does', async () => {
    const device = 'PJSIP/1001'
    const real = recording('pause')
    const from = client.messages.length
    await client.ask({
      Action: 'QueuePause',
      Interface: device,
      Queue: 'ventas',
      Paused: 'true',
      Reason: 'Almuerzo: ñandú',
    })
    expect(member('ventas', device)).toMatchObject({ paused: true, pausedReason: 'Almuerzo: ñandú' })
    await client.ask({ Action: 'QueuePause', Interface: device, Queue: 'ventas', Paused: 'false' })
    await client.ask({ Action: 'QueuePause', Interface: device, Paused: 'true', Reason: 'bano' })
    await client.ask({ Action: 'QueuePause', Interface: device, Paused: 'false', Reason: '' })
    await client.ask({ Action: 'QueuePause', Interface: 'PJSIP/9999', Paused: 'true' })
    const ours = client.messages.slice(from)
    expect(answersOf(ours)).toEqual(answersOf(real).slice(1))
    const pauses = (messages: Message[]) =>
      namesOf(messages, 'QueueMemberPause').map((message) => [
        message.get('Paused'),
        message.get('PausedReason'),
        message.get('Reason'),
        headerNames(message).join(),
      ])
    expect(pauses(ours)).toEqual(pauses(real))
    const lamps = (messages: Message[]) =>
      namesOf(messages, 'DeviceStateChange')
        .filter((message) => message.get('Device')?.includes('_pause_'))
        .map((message) => message.get('State'))
    expect(lamps(ours)).toEqual(lamps(real))
  })

  test('a pause without a queue pauses in all of them', async () => {
    await client.ask({ Action: 'QueuePause', Interface: 'PJSIP/1002', Paused: '1', Reason: 'Baño' })
    expect(member('ventas', 'PJSIP/1002')?.pausedReason).toBe('Baño')
    expect(member('soporte', 'PJSIP/1002')?.pausedReason).toBe('Baño')
  })

  test('adding, penalty and removing go as on a real Asterisk, errors too', async () => {
    const from = client.messages.length
    const at = { Queue: 'soporte', Interface: 'PJSIP/1001' }
    await client.ask({
      Action: 'QueueAdd',
      ...at,
      MemberName: 'Carla',
      Penalty: 2,
      Paused: 'false',
      StateInterface: 'PJSIP/1001',
    })
    expect(member('soporte', 'PJSIP/1001')).toMatchObject({ name: 'Carla', penalty: 2, paused: false })
    await client.ask({ Action: 'QueueAdd', ...at })
    await client.ask({ Action: 'QueuePenalty', ...at, Penalty: 5 })
    await client.ask({ Action: 'QueueMemberRingInUse', ...at, RingInUse: 'true' })
    await client.ask({ Action: 'QueueRemove', ...at })
    await client.ask({ Action: 'QueueRemove', ...at })
    await client.ask({ Action: 'QueueRemove', ...at, Queue: 'nosuch' })
    const ours = client.messages.slice(from)
    const real = recording('members')
    expect(answersOf(ours)).toEqual(answersOf(real).slice(1))
    const shape = (messages: Message[]) =>
      messages
        .filter(({ event }) => event.startsWith('QueueMember'))
        .map((message) => [
          message.event,
          message.get('Penalty'),
          message.get('Ringinuse'),
          headerNames(message).join(),
        ])
    expect(shape(ours)).toEqual(shape(real))
    expect(member('soporte', 'PJSIP/1001')).toBeUndefined()
  })

  test('a paused member is not rung, an unpaused one takes the waiting caller', async () => {
    for (const device of ['PJSIP/1001', 'PJSIP/1002'])
      await client.ask({ Action: 'QueuePause', Interface: device, Paused: 'true' })
    call()
    simulator.advance(20)
    expect(simulator.truth().queues[0]?.waiting).toHaveLength(1)
    await client.ask({ Action: 'QueuePause', Interface: 'PJSIP/1001', Paused: 'false' })
    simulator.advance(3)
    expect(simulator.truth().queues[0]?.waiting).toHaveLength(0)
    expect(member('ventas', 'PJSIP/1001')?.inCall).toBe(true)
  })
})

describe('calls', () => {
  test('hanging up one side ends both', async () => {
    const caller = call()
    simulator.advance(5)
    const answer = await client.ask({ Action: 'Hangup', Channel: caller.name, Cause: 16 })
    expect(answer.get('Message')).toBe('Channel Hungup')
    expect(simulator.truth().channels).toEqual([])
    expect((await client.ask({ Action: 'Hangup', Channel: caller.name })).get('Message')).toBe(
      'No such channel',
    )
  })

  test('hanging up a caller who waits is an abandon', async () => {
    const caller = call({ answerSeconds: null })
    simulator.advance(5)
    await client.ask({ Action: 'Hangup', Channel: caller.name })
    await client.event('QueueCallerAbandon')
    expect(simulator.truth()).toMatchObject({ channels: [], queues: [{ abandoned: 1, waiting: [] }, {}] })
  })

  test('redirect sends a caller to another queue', async () => {
    const caller = call({ answerSeconds: null })
    simulator.advance(2)
    const answer = await client.ask({
      Action: 'Redirect',
      Channel: caller.name,
      Context: 'from-internal',
      Exten: '601',
      Priority: 1,
    })
    expect(answer.get('Message')).toBe('Redirect successful')
    await client.event('QueueCallerJoin', (message) => message.get('Queue') === 'soporte')
    expect(simulator.truth().queues.map(({ waiting }) => waiting.length)).toEqual([0, 1])
    const nowhere = await client.ask({
      Action: 'Redirect',
      Channel: caller.name,
      Context: 'nada',
      Exten: '1',
    })
    expect(nowhere.get('Response')).toBe('Error')
  })

  test('blind transfer of the caller to a colleague', async () => {
    call()
    simulator.advance(5)
    const agent = simulator.truth().channels.find(({ name }) => name.startsWith('PJSIP/1001'))!
    const answer = await client.ask({
      Action: 'BlindTransfer',
      Channel: agent.name,
      Context: 'from-internal',
      Exten: '1050',
    })
    expect(answer.get('Message')).toBe('Transfer succeeded')
    simulator.advance(5)
    const complete = await client.event('AgentComplete')
    expect(complete.get('Reason')).toBe('transfer')
    expect(simulator.truth().channels.map(({ name }) => name.replace(/-\w+$/, ''))).toEqual([
      'PJSIP/troncal',
      'PJSIP/1050',
    ])
  })

  test('an attended transfer is completed by hanging up, or cancelled', async () => {
    call()
    simulator.advance(5)
    const agent = simulator.truth().channels.find(({ name }) => name.startsWith('PJSIP/1001'))!
    const transfer = { Action: 'Atxfer', Channel: agent.name, Context: 'from-internal', Exten: '1050' }
    expect((await client.ask(transfer)).get('Message')).toBe('Atxfer successfully queued')
    simulator.advance(3)
    await client.ask({ Action: 'CancelAtxfer', Channel: agent.name })
    expect(simulator.truth().channels).toHaveLength(2)
    await client.ask(transfer)
    simulator.advance(3)
    await client.ask({ Action: 'Hangup', Channel: agent.name })
    const transferred = await client.event('AttendedTransfer')
    expect(transferred.get('TransferTargetChannel')).toMatch(/^PJSIP\/1050-/)
    const bridges = new Set(simulator.truth().channels.map(({ bridgeId }) => bridgeId))
    expect(bridges.size).toBe(1)
  })

  test('parking: listed, fetched from its space by a colleague', async () => {
    const caller = call()
    simulator.advance(5)
    const agent = simulator.truth().channels.find(({ name }) => name.startsWith('PJSIP/1001'))!
    const answer = await client.ask({ Action: 'Park', Channel: caller.name, TimeoutChannel: agent.name })
    expect(answer.get('Message')).toBe('Park successful')
    simulator.advance(3)
    const [parked] = await client.list({ Action: 'ParkedCalls' })
    expect(parked?.get('ParkingSpace')).toBe('701')
    expect(parked?.get('ParkingDuration')).toBe('3')
    const real = namesOf(recording('park'), 'ParkedCall').find((message) => message.get('ActionID'))!
    expect([...parked!.names].sort()).toEqual([...real.names].sort())
    await client.ask({
      Action: 'Originate',
      Channel: 'PJSIP/1050',
      Context: 'from-internal',
      Exten: '701',
      Priority: 1,
      Async: 'true',
    })
    simulator.advance(30)
    const fetched = await client.event('UnParkedCall')
    expect(fetched.get('RetrieverChannel')).toMatch(/^PJSIP\/1050-/)
    expect(simulator.truth().parked).toEqual([])
  })

  test('parking: after its time the one who parked is called back', async () => {
    const caller = call()
    simulator.advance(5)
    await client.ask({ Action: 'Park', Channel: caller.name, Timeout: 10_000 })
    simulator.advance(11)
    await client.event('ParkedCallTimeOut')
    await client.event('DialBegin', (message) => message.get('DialString') === '1001')
    const [lot] = await client.list({ Action: 'Parkinglots' })
    expect(lot?.get('StartSpace')).toBe('701')
  })

  test('recording can be muted, stopped and begun', async () => {
    const caller = call()
    simulator.advance(5)
    const on = { Channel: caller.name }
    const mute = await client.ask({ Action: 'MixMonitorMute', ...on, Direction: 'both', State: 1 })
    expect(mute.get('Response')).toBe('Success')
    expect(caller.recording?.muted).toBe(true)
    await client.ask({ Action: 'StopMixMonitor', ...on })
    expect(caller.recording).toBeUndefined()
    await client.ask({ Action: 'MixMonitor', ...on, File: 'prueba.wav' })
    expect(caller.recording?.file).toMatch(/prueba\.wav$/)
    expect(
      (await client.ask({ Action: 'MixMonitorMute', ...on, Direction: 'up', State: 1 })).get('Response'),
    ).toBe('Error')
  })
})

describe('originate', () => {
  const click = {
    Action: 'Originate',
    Channel: 'PJSIP/1001',
    Context: 'from-internal',
    Exten: '1050',
    Priority: 1,
    CallerID: '"Clic" <1001>',
    Async: 'true',
  }

  test('click to call: the agent answers, then the other is called', async () => {
    const id = client.send({ ...click, ChannelId: 'clic-1', Variable: ['A=1,B=dos', 'C=tres, cortado'] })
    await client.until(() => client.messages.some((message) => message.get('ActionID') === id), 'the answer')
    simulator.pbx.find('clic-1')!.plan!.talkMs = 600_000
    simulator.advance(30)
    const response = await client.event('OriginateResponse', (message) => message.get('ActionID') === id)
    expect([response.get('Response'), response.get('Reason'), response.get('Uniqueid')]).toEqual([
      'Success',
      '4',
      'clic-1',
    ])
    const [real] = namesOf(recording('outbound'), 'OriginateResponse')
    expect(headerNames(response)).toEqual(headerNames(real!))
    for (const [variable, value] of [
      ['A', '1'],
      ['B', 'dos'],
      ['C', 'tres'],
    ] as const) {
      const answer = await client.ask({ Action: 'Getvar', Channel: 'clic-1', Variable: variable })
      expect(answer.get('Value')).toBe(value)
    }
  })

  test('what cannot be called fails as on a real Asterisk', async () => {
    const nowhere = await client.ask({ ...click, Context: 'nada' })
    expect([nowhere.get('Response'), nowhere.get('Message')]).toEqual(['Error', 'Extension does not exist.'])
    const peer = await client.ask({ ...click, Channel: 'PJSIP/nope' })
    expect(peer.get('Message')).toBe('Originate successfully queued')
    const failed = await client.event('OriginateResponse')
    expect([failed.get('Response'), failed.get('Reason'), failed.get('Uniqueid')]).toEqual([
      'Failure',
      '0',
      '<unknown>',
    ])
    expect((await client.ask({ Action: 'Originate' })).get('Message')).toBe('Channel not specified')
  })

  test('a ChannelId in use fails and names the other call', async () => {
    await client.ask({ ...click, ChannelId: 'dos-1' })
    await client.ask({ ...click, ChannelId: 'dos-1' })
    const failed = await client.event('OriginateResponse', (message) => message.get('Response') === 'Failure')
    expect(failed.get('Uniqueid')).toBe('dos-1')
  })

  test('a Local channel reaches an outside number and then a queue', async () => {
    simulator.pbx.people.outside = () => ({ kind: 'answer', afterMs: 2000 })
    await client.ask({
      ...click,
      Channel: 'Local/0981555777@from-internal/n',
      Exten: '600',
      CallerID: '"Encuesta" <0981555777>',
    })
    await client.event('LocalBridge')
    simulator.advance(3)
    await client.event('OriginateResponse', (message) => message.get('Response') === 'Success')
    const join = await client.event('QueueCallerJoin')
    expect(join.get('Channel')).toMatch(/^Local\/0981555777@from-internal-\w+;1$/)
    simulator.advance(3600)
    expect(simulator.truth().channels).toEqual([])
  })

  test('listening: ChanSpy hears a call until it is over', async () => {
    call({ talkSeconds: 60 })
    simulator.advance(3)
    await client.ask({
      Action: 'Originate',
      Channel: 'PJSIP/1050',
      Application: 'ChanSpy',
      Data: 'PJSIP/1001,qb',
      Async: '1',
    })
    simulator.advance(25)
    const spying = await client.event('ChanSpyStart')
    expect([spying.get('SpyerChannel'), spying.get('SpyeeChannel')]).toEqual([
      expect.stringMatching(/^PJSIP\/1050-/),
      expect.stringMatching(/^PJSIP\/1001-/),
    ])
    simulator.advance(60)
    await client.event('ChanSpyStop')
    expect(simulator.truth().channels).toEqual([])
  })
})

describe('the rest', () => {
  test('answers have the shape of a real login session', async () => {
    const real = recording('login')
    const shapeOf = (messages: Message[], event: string) => namesOf(messages, event)[0]?.names
    await client.list({ Action: 'QueueStatus' })
    await client.list({ Action: 'QueueSummary' })
    await client.list({ Action: 'ExtensionStateList' })
    await client.list({ Action: 'DeviceStateList' })
    await client.list({ Action: 'PJSIPShowEndpoints' })
    await client.list({ Action: 'Parkinglots' })
    for (const event of [
      'QueueParams',
      'QueueMember',
      'QueueSummary',
      'QueueStatusComplete',
      'QueueSummaryComplete',
      'ExtensionStatus',
      'ExtensionStateListComplete',
      'DeviceStateChange',
      'DeviceStateListComplete',
      'EndpointList',
      'EndpointListComplete',
      'Parkinglot',
      'ParkinglotsComplete',
    ])
      expect([event, shapeOf(client.messages, event)]).toEqual([event, shapeOf(real, event)])
    const answers = (messages: Message[]) => namesOf(messages, 'Response')
    const settings = await client.ask({ Action: 'CoreSettings' })
    expect(settings.names).toEqual(answers(real).find((message) => message.get('AMIversion'))?.names)
    const status = await client.ask({ Action: 'CoreStatus' })
    expect(status.names).toEqual(answers(real).find((message) => message.get('CoreStartupDate'))?.names)
    const pong = await client.ask({ Action: 'Ping' })
    expect(pong.get('Timestamp')).toMatch(/^\d+\.\d{6}$/)
    const nonsense = await client.ask({ Action: 'Nonsense' })
    expect(nonsense.get('Message')).toBe(
      answers(real)
        .find((message) => message.get('Message')?.startsWith('Invalid'))
        ?.get('Message'),
    )
    const listed = await client.ask({ Action: 'ListCommands' })
    expect(listed.get('QueuePause')).toBe(
      answers(real)
        .find((message) => message.get('QueuePause'))
        ?.get('QueuePause'),
    )
  })

  test('CLI commands: the few it knows, and an error for the rest', async () => {
    const version = await client.ask({ Action: 'Command', Command: 'core show version' })
    expect(version.get('Output')).toMatch(/^Asterisk 16\./)
    const unknown = await client.ask({ Action: 'Command', Command: 'no such command' })
    expect([unknown.get('Response'), unknown.get('Output')]).toEqual([
      'Error',
      "No such command 'no such command' (type 'core show help no such command' for other possible commands)",
    ])
  })

  test('user events reach everybody, and event classes can be chosen', async () => {
    const other = await house.logIn()
    const deaf = await house.logIn()
    expect((await deaf.ask({ Action: 'Events', EventMask: 'off' })).get('Events')).toBe('Off')
    await client.ask({ Action: 'UserEvent', UserEvent: 'Prueba', Dato: 'valor: con dos puntos' })
    const heard = await other.event('UserEvent')
    expect([heard.get('UserEvent'), heard.get('Dato')]).toEqual(['Prueba', 'valor: con dos puntos'])
    await deaf.ask({ Action: 'Ping' })
    expect(namesOf(deaf.messages, 'UserEvent')).toEqual([])
  })

  test('variables of a channel can be set and read', async () => {
    const caller = call()
    await client.ask({ Action: 'Setvar', Channel: caller.name, Variable: 'CLIENTE', Value: 'ñandú = 7' })
    const value = await client.ask({ Action: 'Getvar', Channel: caller.name, Variable: 'CLIENTE' })
    expect(value.get('Value')).toBe('ñandú = 7')
    expect((await client.ask({ Action: 'Getvar', Channel: 'PJSIP/no', Variable: 'X' })).get('Message')).toBe(
      'No such channel',
    )
  })
})

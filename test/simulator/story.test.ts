import { afterEach, describe, expect, test } from 'vitest'
import { type QueueCall, type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { Message } from './ami.socket.ts'
import { headerNames, recording, story } from './recording.ts'

let simulator: Simulator
let told: Message[]

afterEach(() => simulator.stop())

async function start(): Promise<void> {
  told = []
  simulator = await startSimulator({
    traffic: false,
    manual: true,
    systemName: 'lab0',
    queues: [
      { name: 'ventas', exten: '600', dids: ['0215550600'], ringSeconds: 12, retrySeconds: 2 },
      { name: 'vacia', exten: '601' },
      { name: 'cerrada', exten: '602', joinEmpty: false },
      { name: 'todos', exten: '603', strategy: 'ringall' },
    ],
    agents: [
      { extension: '1001', name: 'Carla Núñez', queues: ['todos', 'ventas'] },
      { extension: '1002', name: 'Dario Peña', queues: ['todos'] },
    ],
  })
  simulator.onEventText = (text) => told.push(Message.parse(text))
}

const call = (about: Partial<QueueCall> = {}) =>
  simulator.placeQueueCall({
    queue: 'ventas',
    callerNumber: '0981555001',
    answerSeconds: 1,
    talkSeconds: 7,
    ...about,
  })

const callerIn = (messages: Message[]) =>
  messages.find((message) => message.event === 'QueueCallerJoin')!.get('Channel')!

describe('a queue call goes as it went on a real Asterisk', () => {
  test('answered by an agent, ended by the caller', async () => {
    await start()
    const caller = call()
    simulator.advance(10)
    const real = recording('answered')
    expect(story(told, caller.name)).toEqual(story(real, callerIn(real)))
  })

  test('abandoned', async () => {
    await start()
    const caller = call({ queue: 'vacia', patienceSeconds: 4 })
    simulator.advance(5)
    const real = recording('abandoned')
    expect(story(told, caller.name)).toEqual(story(real, callerIn(real)))
  })

  test('nobody picks up, twice, then the caller leaves', async () => {
    await start()
    const caller = call({ answerSeconds: null, patienceSeconds: 20 })
    simulator.advance(30)
    const real = recording('no-answer')
    expect(story(told, caller.name)).toEqual(story(real, callerIn(real)))
  })

  test('on hold for a while, ended by the agent', async () => {
    await start()
    const caller = call({ endedBy: 'callee', episodes: [{ kind: 'hold', afterMs: 1500, holdMs: 2000 }] })
    simulator.advance(10)
    const real = recording('hold')
    expect(story(told, caller.name)).toEqual(story(real, callerIn(real)))
  })

  test('blind transfer', async () => {
    await start()
    const caller = call({ episodes: [{ kind: 'blindTransfer', afterMs: 1500, exten: '9001' }] })
    simulator.advance(20)
    const real = recording('blind-transfer')
    expect(story(told, caller.name)).toEqual(story(real, callerIn(real)))
  })

  test('attended transfer; there the consulted one picked up at once, here its phone rings first', async () => {
    await start()
    const caller = call({
      talkSeconds: 20,
      episodes: [{ kind: 'attendedTransfer', afterMs: 1500, exten: '1050', consultMs: 4000 }],
    })
    simulator.advance(10)
    const ours = story(told, caller.name)
    const recorded = recording('attended-transfer')
    const real = story(recorded, callerIn(recorded))
    const consulting = (lines: string[]) => lines.lastIndexOf('MusicOnHoldStart caller') + 1
    const joining = (lines: string[]) => lines.indexOf('BridgeLeave bridge2(1) leg2')
    expect(ours.slice(0, consulting(ours))).toEqual(real.slice(0, consulting(real)))
    expect(ours.slice(joining(ours))).toEqual(real.slice(joining(real)))
    expect(joining(ours)).toBeGreaterThan(consulting(ours))
    expect(simulator.truth().channels.map(({ state }) => state)).toEqual(['Up', 'Up'])
  })

  test('nobody there: the caller of a queue that refuses is told so and hangs up', async () => {
    await start()
    const caller = call({ queue: 'cerrada' })
    const status = told.find((message) => message.get('Variable') === 'QUEUESTATUS')
    const real = recording('join-empty').find((message) => message.get('Variable') === 'QUEUESTATUS')
    expect(status?.get('Value')).toBe(real?.get('Value'))
    expect(told.some(({ event }) => event === 'QueueCallerJoin')).toBe(false)
    expect(caller.hungUp).toBe(true)
  })

  test('a timeout is told as an abandon, and by QUEUESTATUS for what it is', async () => {
    await start()
    simulator.pbx.queues.get('vacia')!.settings.timeoutSeconds = 10
    const caller = call({ queue: 'vacia', patienceSeconds: 60 })
    simulator.advance(11)
    expect(story(told, caller.name)).toEqual([
      'QueueCallerJoin caller',
      'MusicOnHoldStart caller',
      'MusicOnHoldStop caller',
      'QueueCallerAbandon caller',
      'QueueCallerLeave caller',
      'VarSet caller',
      'SoftHangupRequest caller',
      'Hangup caller',
    ])
    expect(told.find((message) => message.get('Variable') === 'QUEUESTATUS')?.get('Value')).toBe('TIMEOUT')
    expect(simulator.truth().queues[1]).toMatchObject({ abandoned: 1, completed: 0, waiting: [] })
  })

  test('ringall rings everybody; who picks up later was answered elsewhere', async () => {
    await start()
    const caller = call({ queue: 'todos' })
    simulator.advance(2)
    const lines = story(told, caller.name)
    expect(lines.filter((line) => line.startsWith('AgentCalled'))).toHaveLength(2)
    const hangup = told.find(({ event }) => event === 'Hangup')
    expect([hangup?.get('Cause'), hangup?.get('Cause-txt')]).toEqual(['26', 'Answered elsewhere'])
    expect(told.filter(({ event }) => event === 'AgentConnect')).toHaveLength(1)
  })
})

test('every event has the headers of a real Asterisk, in its order', async () => {
  await start()
  call({ episodes: [{ kind: 'hold', afterMs: 1000, holdMs: 1000 }] })
  simulator.advance(15)
  call({ episodes: [{ kind: 'blindTransfer', afterMs: 1000, exten: '9001' }] })
  simulator.advance(25)
  call({
    talkSeconds: 20,
    episodes: [{ kind: 'attendedTransfer', afterMs: 1000, exten: '1050', consultMs: 1000 }],
  })
  simulator.advance(40)
  call({ answerSeconds: null, patienceSeconds: 20 })
  simulator.advance(30)
  call({ queue: 'cerrada' })
  call({ episodes: [{ kind: 'park', afterMs: 1000 }] })
  simulator.advance(10)
  const shapes = new Map<string, Set<string>>()
  for (const name of RECORDINGS) {
    for (const message of recording(name)) {
      if (!shapes.has(message.event)) shapes.set(message.event, new Set())
      shapes.get(message.event)!.add(headerNames(message).join())
    }
  }
  const compared = new Set<string>()
  for (const message of told) {
    const real = shapes.get(message.event)
    if (!real) continue
    compared.add(message.event)
    expect([...real], message.event).toContain(headerNames(message).join())
  }
  expect([...compared].sort()).toEqual([
    'AgentCalled',
    'AgentComplete',
    'AgentConnect',
    'AgentRingNoAnswer',
    'AttendedTransfer',
    'BlindTransfer',
    'BridgeCreate',
    'BridgeDestroy',
    'BridgeEnter',
    'BridgeLeave',
    'BridgeMerge',
    'DeviceStateChange',
    'DialBegin',
    'DialEnd',
    'DialState',
    'ExtensionStatus',
    'Hangup',
    'HangupRequest',
    'Hold',
    'MixMonitorStart',
    'MusicOnHoldStart',
    'MusicOnHoldStop',
    'NewConnectedLine',
    'Newchannel',
    'Newstate',
    'ParkedCall',
    'QueueCallerAbandon',
    'QueueCallerJoin',
    'QueueCallerLeave',
    'QueueMemberStatus',
    'SoftHangupRequest',
    'Unhold',
    'VarSet',
  ])
})

const RECORDINGS = [
  'answered',
  'abandoned',
  'no-answer',
  'hold',
  'blind-transfer',
  'attended-transfer',
  'park',
  'outbound',
]

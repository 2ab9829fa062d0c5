import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pauseMember } from '../../src/simulator/actions/queue.actions.ts'
import type { Channel } from '../../src/simulator/channel.model.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { Message } from './ami.socket.ts'

/** What somebody with an AMI account may do to a channel at any moment. */
type Meddling = {
  act: 'hangUp' | 'lost' | 'redirect' | 'blind' | 'attended' | 'cancel' | 'park' | 'pause'
  pick: number
  exten: string
  seconds: number
}

const meddlings: fc.Arbitrary<Meddling[]> = fc.array(
  fc.record({
    act: fc.constantFrom('hangUp', 'lost', 'redirect', 'blind', 'attended', 'cancel', 'park', 'pause'),
    pick: fc.nat(1000),
    exten: fc.constantFrom('600', '605', '1003', '1050', '700', '701', '9001', '0981555000'),
    seconds: fc.nat(40),
  }),
  { maxLength: 60 },
)

function meddle(simulator: Simulator, { act, pick, exten, seconds }: Meddling): void {
  const { pbx, dialplan } = simulator
  const channels = [...pbx.channels.values()]
  const channel = channels[pick % Math.max(1, channels.length)] as Channel | undefined
  if (act === 'pause') {
    const queue = [...pbx.queues.values()][pick % pbx.queues.size]!
    const member = queue.members[pick % Math.max(1, queue.members.length)]
    if (member) pauseMember(simulator, queue, member, !member.paused, 'Prueba')
  } else if (channel) {
    if (act === 'hangUp') pbx.hangUp(channel, 16, 'here')
    if (act === 'lost') pbx.hangUp(channel, 18, 'farEnd')
    if (act === 'blind') dialplan.transfers.blind(channel, 'from-internal', exten)
    if (act === 'attended') dialplan.transfers.attended(channel, 'from-internal', exten)
    if (act === 'cancel') dialplan.transfers.cancelAttended(channel)
    if (act === 'park') dialplan.parking.park(channel, undefined, 20)
    if (act === 'redirect') dialplan.redirect(channel, 'from-internal', exten)
  }
  simulator.advance(seconds)
}

const count = (of: Message[], event: string, key: string): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const message of of) {
    if (message.event !== event) continue
    const value = message.get(key) ?? ''
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}

test('whatever happens, every channel, caller, bridge and dial ends exactly once and the counters agree', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e9 }), meddlings, async (seed, steps) => {
      const simulator = await startSimulator({ seed, manual: true, traffic: false })
      const told: Message[] = []
      simulator.onEventText = (text) => told.push(Message.parse(text))
      simulator.beginTraffic()
      simulator.advance(120)
      for (const step of steps) meddle(simulator, step)
      simulator.endTraffic()
      simulator.advance(6 * 3600)
      const truth = simulator.truth()
      await simulator.stop()

      expect(truth.channels).toEqual([])
      expect(truth.parked).toEqual([])
      expect(truth.queues.flatMap(({ waiting }) => waiting)).toEqual([])
      expect([...simulator.pbx.bridges].filter(({ technology }) => technology === 'simple_bridge')).toEqual(
        [],
      )

      const opened = count(told, 'Newchannel', 'Uniqueid')
      const hungUp = count(told, 'Hangup', 'Uniqueid')
      expect([...hungUp].sort()).toEqual([...opened].sort())
      expect(new Set(opened.values())).toEqual(new Set([1]))

      const joins = told.filter(({ event }) => event === 'QueueCallerJoin').length
      const leaves = told.filter(({ event }) => event === 'QueueCallerLeave').length
      expect(leaves).toBe(joins)
      expect(joins).toBe(truth.callersJoined)

      const connects = told.filter(({ event }) => event === 'AgentConnect').length
      const completes = told.filter(({ event }) => event === 'AgentComplete')
      expect(completes).toHaveLength(connects)
      const gone = told.some(({ event }) => event === 'QueueMemberRemoved')
      for (const queue of truth.queues) {
        const ofQueue = completes.filter((message) => message.get('Queue') === queue.name)
        expect(queue.completed).toBe(ofQueue.length)
        expect(queue.abandoned).toBe(
          told.filter((one) => one.event === 'QueueCallerAbandon' && one.get('Queue') === queue.name).length,
        )
        for (const member of queue.members) {
          expect(member.inCall).toBe(false)
          if (!gone)
            expect(member.callsTaken).toBe(
              ofQueue.filter((message) => message.get('Interface') === member.interface).length,
            )
        }
      }

      const entered = told.filter(({ event }) => event === 'BridgeEnter').length
      const left = told.filter(({ event }) => event === 'BridgeLeave').length
      expect(left).toBe(entered)
      const begun = count(told, 'DialBegin', 'DestUniqueid')
      const ended = count(told, 'DialEnd', 'DestUniqueid')
      expect([...begun.keys()].filter((leg) => !ended.has(leg))).toEqual([])

      const dead = new Set<string | undefined>()
      const haunting: string[] = []
      for (const message of told) {
        if (dead.has(message.get('Uniqueid') ?? '')) haunting.push(message.event)
        if (message.event === 'Hangup') dead.add(message.get('Uniqueid'))
      }
      expect(haunting).toEqual([])

      for (const { deviceState } of truth.extensions)
        expect(['NOT_INUSE', 'UNAVAILABLE']).toContain(deviceState)
    }),
    { numRuns: 20 },
  )
}, 60_000)

import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/simulator.ts'
import { AmiSocket } from './ami.socket.ts'

const running: Simulator[] = []

async function start(options: SimulatorOptions): Promise<Simulator> {
  const simulator = await startSimulator(options)
  running.push(simulator)
  return simulator
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()))
})

const NOON = { ticks: () => 0, now: () => new Date('2026-03-02T16:00:00Z') }

/** Digest and length of all events of twenty minutes. */
async function twentyMinutes(seed: number): Promise<{ digest: string; length: number }> {
  const simulator = await start({ seed, manual: true, clock: NOON })
  const hash = createHash('sha256')
  let length = 0
  simulator.onEventText = (event) => {
    hash.update(event)
    length += event.length
  }
  simulator.advance(20 * 60)
  return { digest: hash.digest('hex'), length }
}

describe('the simulated day', () => {
  test('the same seed gives the same day, to the byte; another seed another', async () => {
    const [one, same, other] = [await twentyMinutes(7), await twentyMinutes(7), await twentyMinutes(8)]
    expect(one.length).toBeGreaterThan(500_000)
    expect(same).toEqual(one)
    expect(other.digest).not.toBe(one.digest)
  })

  test('who looks sees calls in progress at once and movement within 3 seconds', async () => {
    const simulator = await start({ seed: 3 })
    const truth = simulator.truth()
    expect(truth.calls.length).toBeGreaterThan(5)
    expect(truth.queues.every(({ completed }) => completed > 0)).toBe(true)
    const client = await AmiSocket.logIn(simulator)
    const from = performance.now()
    await client.until(
      () => client.messages.some((message) => message.get('Linkedid') !== undefined),
      'a movement',
    )
    expect(performance.now() - from).toBeLessThan(3_000)
    client.close()
  })

  test('ten times the speed is ten times the events, in the same order', async () => {
    const clock = { ticks: () => performance.now(), now: () => new Date('2026-03-02T16:00:00Z') }
    const first = async (speed: number) => {
      const simulator = await start({ seed: 5, speed, clock })
      const names: string[] = []
      simulator.onEventText = (text) => names.push(text.split('\r\n', 4).join(' '))
      await expect.poll(() => names.length, { timeout: 8_000, interval: 10 }).toBeGreaterThan(100)
      return names.slice(0, 100)
    }
    expect(await first(100)).toEqual(await first(1_000))
  })

  test.each([1, 2, 3])('is plausible, seed %i', async (seed) => {
    const simulator = await start({ seed, manual: true, clock: NOON })
    const seen = new Map<string, number>()
    const reasons = new Set<string>()
    let quietestMs = 0
    let lastMs = simulator.timeline.now()
    simulator.onEventText = (text) => {
      const name = text.slice('Event: '.length, text.indexOf('\r'))
      seen.set(name, (seen.get(name) ?? 0) + 1)
      const reason = name === 'QueueMemberPause' && /\r\nReason: ([^\r]+)/.exec(text)?.[1]
      if (reason) reasons.add(reason)
      quietestMs = Math.max(quietestMs, simulator.timeline.now() - lastMs)
      lastMs = simulator.timeline.now()
    }
    simulator.advance(2 * 3600)
    expect(quietestMs).toBeLessThan(3_000)
    for (const event of [
      'AgentConnect',
      'AgentRingNoAnswer',
      'QueueCallerAbandon',
      'Hold',
      'BlindTransfer',
      'AttendedTransfer',
      'ParkedCall',
      'UnParkedCall',
      'QueueMemberPause',
      'QueueMemberAdded',
      'QueueMemberRemoved',
    ])
      expect([event, (seen.get(event) ?? 0) > 0]).toEqual([event, true])
    expect(reasons.has('Almuerzo') || reasons.has('Baño')).toBe(true)
    const { queues } = simulator.truth()
    expect(queues).toHaveLength(6)
    const completed = queues.reduce((sum, queue) => sum + queue.completed, 0)
    const abandoned = queues.reduce((sum, queue) => sum + queue.abandoned, 0)
    expect(completed).toBeGreaterThan(800)
    expect(abandoned / (completed + abandoned)).toBeGreaterThan(0.005)
    expect(abandoned / (completed + abandoned)).toBeLessThan(0.15)
  })
})

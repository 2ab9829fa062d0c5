import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { Difference } from './fan-out/board.ts'
import type { ClientOrder } from './fan-out/clients.ts'
import type { Order } from './fan-out/server.ts'
import { type Outcome, printOutcomes } from './support/outcome.ts'

/**
 * One subscription delivered to many clients: CPU of the server's process for each delivered message (user and
 * system, from /proc), as a multiple of `ws.send(string)` to everyone; the memory of an idle client, and what a
 * client that stops reading costs. Load comes from bare TCP readers in a second process.
 */

const VARIANTS = ['floor', 'ours', 'graphql-ws'] as const
type Variant = (typeof VARIANTS)[number]

interface Scenario {
  readonly name: string
  readonly clients: number
  /** Events of one tick. */
  readonly burst: number
  readonly difference: Difference
  readonly goal: number
}

const SCENARIOS: readonly Scenario[] = [
  { name: 'one operation, 1,000 clients', clients: 1000, burst: 1, difference: 'none', goal: 1.15 },
  { name: 'one operation, 5,000 clients', clients: 5000, burst: 1, difference: 'none', goal: 1.15 },
  { name: 'bursts of 10, 1,000 clients', clients: 1000, burst: 10, difference: 'none', goal: 0.6 },
  {
    name: 'all variables different, 1,000 clients',
    clients: 1000,
    burst: 1,
    difference: 'variables',
    goal: 1.6,
  },
  {
    name: 'all documents different, 1,000 clients',
    clients: 1000,
    burst: 1,
    difference: 'documents',
    goal: 1.6,
  },
]

const here = (file: string) => new URL(`fan-out/${file}`, import.meta.url)
const execArgv = ['--expose-gc', '--import', '@oxc-node/core/register']

const median = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!
const p99 = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * 0.99)] ?? 0

/** Microseconds of CPU that a process has used; the kernel counts hundredths of a second. */
function cpuMicros(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}

/** What a process says next; its end is an error. */
async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const stop = new AbortController()
  const { signal } = stop
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`a process of the benchmark ended with ${code}`)
  })
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), ended])
    return message
  } finally {
    ended.catch(() => {})
    stop.abort()
  }
}

interface Latencies {
  readonly latencies: number[]
}
interface Memory {
  readonly bytes: number
  readonly rss: number
}

/** A server of one variant with its clients connected. */
class Rig {
  private constructor(
    readonly server: ChildProcess,
    readonly clients: ChildProcess,
    readonly port: number,
  ) {}

  static async start(variant: Variant): Promise<Rig> {
    const server = fork(here('server.ts'), [variant], { execArgv })
    const { port } = await nextMessage<{ port: number }>(server)
    return new Rig(server, fork(here('clients.ts'), { execArgv }), port)
  }

  tell<Reply>(order: ClientOrder): Promise<Reply> {
    const reply = nextMessage<Reply>(this.clients)
    this.clients.send(order)
    return reply
  }

  ask<Reply>(order: Order): Promise<Reply> {
    const reply = nextMessage<Reply>(this.server)
    this.server.send(order)
    return reply
  }

  /** How many the server delivers to; the last subscriptions may still be on their way. */
  private async readers(): Promise<number> {
    return (await this.ask<{ readers: number }>('readers')).readers
  }

  async connect(clients: number, difference: Difference): Promise<void> {
    const before = await this.readers()
    await this.tell({ connect: clients, port: this.port, difference })
    while ((await this.readers()) < before + clients) await setTimeout(5)
    await this.publish(1, 1, before + clients)
  }

  /** Lets all clients go, and waits until the server knows. */
  async leave(): Promise<void> {
    await this.tell('leave')
    while ((await this.readers()) > 0) await setTimeout(5)
  }

  /** Publishes bursts one after another, each when the one before has arrived everywhere. */
  async publish(bursts: number, burst: number, readers: number, note?: string): Promise<void> {
    for (let n = 0; n < bursts; n++) {
      const got = nextMessage(this.clients)
      this.clients.send({ expect: burst * readers } satisfies ClientOrder)
      this.server.send({ publish: burst, ...(note && { note }) } satisfies Order)
      await got
    }
  }

  stop(): void {
    this.server.kill()
    this.clients.kill()
  }
}

interface Result {
  readonly microsPerMessage: number
  readonly p99Ms: number
}

type Rigs = ReadonlyMap<Variant, Rig>

/** Fan-out of one variant: warmed, then measured, with clients that come for it and leave. */
async function fanOut(rig: Rig, scenario: Scenario, messages: number, warmMs: number): Promise<Result> {
  const { clients, burst, difference } = scenario
  await rig.connect(clients, difference)
  const warmUntil = performance.now() + warmMs
  while (performance.now() < warmUntil) await rig.publish(5, burst, clients)
  await rig.tell('latencies')
  const bursts = Math.max(10, Math.ceil(messages / clients / burst))
  const before = cpuMicros(rig.server.pid!)
  await rig.publish(bursts, burst, clients)
  const used = cpuMicros(rig.server.pid!) - before
  const { latencies } = await rig.tell<Latencies>('latencies')
  await rig.leave()
  return { microsPerMessage: used / (bursts * burst * clients), p99Ms: p99(latencies) / 1000 }
}

/** Everybody has to deliver the same message. */
async function demandEqualAnswers(rigs: Rigs): Promise<void> {
  const answers = new Set<string>()
  for (const rig of rigs.values()) {
    await rig.connect(1, 'none')
    const { sample } = await rig.tell<{ sample: string }>('sample')
    const { id, type, payload } = JSON.parse(sample)
    payload.data.queueChanged.at = ''
    answers.add(JSON.stringify([id, type, payload]))
    await rig.leave()
  }
  if (answers.size !== 1) throw new Error(`the variants differ: ${[...answers].join('\n')}`)
}

/** Bytes that an idle, subscribed client holds in the server, and of the process' memory. */
async function idleMemory(variant: Variant, clients: number): Promise<{ heap: number; rss: number }> {
  const rig = await Rig.start(variant)
  try {
    await rig.connect(200, 'none')
    const before = await rig.ask<Memory>('memory')
    await rig.connect(clients, 'none')
    const after = await rig.ask<Memory>('memory')
    return { heap: (after.bytes - before.bytes) / clients, rss: (after.rss - before.rss) / clients }
  } finally {
    rig.stop()
  }
}

/** What one client that stops reading holds at most, and what its presence does to the others' p99. */
async function stalled(events: number): Promise<{ retained: number; slowdown: number }> {
  const rig = await Rig.start('ours')
  try {
    const clients = 100
    const note = 'x'.repeat(16_000)
    await rig.connect(clients + 1, 'none')
    await rig.publish(100, 1, clients + 1, note)
    await rig.tell('latencies')
    await rig.publish(events, 1, clients + 1, note)
    const alone = p99((await rig.tell<Latencies>('latencies')).latencies)
    await rig.tell('pauseOne')
    let retained = 0
    for (let n = 0; n < events; n += 50) {
      await rig.publish(50, 1, clients, note)
      retained = Math.max(retained, (await rig.ask<{ retained: number }>('retained')).retained)
    }
    const beside = p99((await rig.tell<Latencies>('latencies')).latencies)
    return { retained, slowdown: beside / alone }
  } finally {
    rig.stop()
  }
}

/** CPU per delivered message of every variant, in rounds that alternate. */
async function printFanOut(rigs: Rigs, scenario: Scenario, quick: boolean): Promise<Outcome> {
  const [rounds, messages, warmMs] = quick ? [1, 60_000, 800] : [3, 100_000, 2000]
  const results = new Map<Variant, Result[]>(VARIANTS.map((variant) => [variant, []]))
  for (let round = 0; round < rounds; round++)
    for (const [variant, rig] of rigs)
      results.get(variant)!.push(await fanOut(rig, scenario, messages, warmMs))
  const micros = (variant: Variant) => median(results.get(variant)!.map((each) => each.microsPerMessage))
  console.log(`${scenario.name}: µs of the server's CPU per delivered message (p99 of delivery, ms)`)
  for (const variant of VARIANTS) {
    const delay = median(results.get(variant)!.map((each) => each.p99Ms))
    const ratio = micros(variant) / micros('floor')
    const goal = variant === 'ours' ? ` (goal <= ${scenario.goal})` : ''
    console.log(
      `  ${variant.padEnd(12)} ${micros(variant).toFixed(2).padStart(7)} (${delay.toFixed(1)}) ${ratio.toFixed(2)} of the floor${goal}`,
    )
  }
  return {
    measure: `fan-out: ${scenario.name}, CPU per message`,
    unit: 'µs',
    ours: micros('ours'),
    against: { name: 'ws.send to all', value: micros('floor') },
    goal: { atMost: scenario.goal },
  }
}

async function printIdleMemory(clients: number): Promise<Outcome> {
  let ours = 0
  console.log('idle, subscribed client: kB of heap and buffers (of the process)')
  for (const variant of VARIANTS) {
    const { heap, rss } = await idleMemory(variant, clients)
    if (variant === 'ours') ours = heap / 1024
    const goal = variant === 'ours' ? ' (goal <= 12)' : ''
    console.log(
      `  ${variant.padEnd(12)} ${(heap / 1024).toFixed(1).padStart(7)} (${(rss / 1024).toFixed(1)})${goal}`,
    )
  }
  return {
    measure: 'fan-out: an idle, subscribed client, heap and buffers',
    unit: 'kB',
    ours,
    goal: { atMost: 12 },
  }
}

async function printStalled(events: number): Promise<Outcome[]> {
  const { retained, slowdown } = await stalled(events)
  console.log(
    `stalled client: retains ${Math.round(retained / 1024)} kB (goal <= 1024); the others' p99 ${slowdown.toFixed(2)} (goal <= 1.2)`,
  )
  return [
    {
      measure: 'fan-out: a stalled client retains',
      unit: 'kB',
      ours: retained / 1024,
      goal: { atMost: 1024 },
    },
    {
      measure: "fan-out: others' p99 beside a stalled client",
      unit: 'x',
      ours: slowdown,
      goal: { atMost: 1.2 },
    },
  ]
}

/** Prints everything, or what has `only` in its name; `quick` takes fewer messages, rounds and clients. */
export async function run({ quick = false, only = '' } = {}): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const rigs = new Map<Variant, Rig>()
  for (const variant of VARIANTS) rigs.set(variant, await Rig.start(variant))
  try {
    await demandEqualAnswers(rigs)
    for (const scenario of SCENARIOS)
      if ((!quick || scenario.clients <= 1000) && scenario.name.includes(only))
        outcomes.push(await printFanOut(rigs, scenario, quick))
  } finally {
    for (const rig of rigs.values()) rig.stop()
  }
  if ('idle'.includes(only)) outcomes.push(await printIdleMemory(quick ? 1000 : 4000))
  if ('stalled'.includes(only)) outcomes.push(...(await printStalled(quick ? 1000 : 3000)))
  return outcomes
}

if (process.argv[1] === import.meta.filename) {
  const only = process.argv.find((each) => each.startsWith('--only='))?.slice(7) ?? ''
  printOutcomes(await run({ quick: process.argv.includes('--quick'), only }))
}

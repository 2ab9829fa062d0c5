import { setTimeout as wait } from 'node:timers/promises'
import { startSimulator } from '../../src/simulator/simulator.ts'
import { ACCOUNT, type Moments, monotonicMicros, noMoments } from './moments.ts'

/** A simulated PBX in a process of its own that notes when it wrote which event. */

export interface Traffic {
  readonly callsPerSecond: number
  readonly seconds: number
}

export interface Played {
  readonly written: Moments
  readonly calls: number
  readonly events: number
}

const QUEUES = 20
const AGENTS_PER_QUEUE = 20
const WAIT_SECONDS = 0.4
const TALK_SECONDS = 0.6
/** The calls of the last moment end after this time. */
const LAST_CALL_MS = 2_500

const queues = Array.from({ length: QUEUES }, (_, n) => ({
  ...{ name: `cola-${n}`, exten: `${600 + n}`, dids: [`0215550${600 + n}`] },
  ...{ strategy: 'rrmemory' as const, wrapUpSeconds: 0 },
}))
const agents = Array.from({ length: QUEUES * AGENTS_PER_QUEUE }, (_, n) => ({
  ...{ extension: `${2000 + n}`, name: `Agente ${n}`, queues: [`cola-${n % QUEUES}`] },
}))
const simulator = await startSimulator({ traffic: false, queues, agents, ...ACCOUNT })

let written = noMoments()
let events = 0
let callers = 0

const headerOf = (text: string, name: string): string | undefined => {
  const at = text.indexOf(`\r\n${name}: `)
  return at < 0 ? undefined : text.slice(at + name.length + 4, text.indexOf('\r\n', at + 2))
}

/** The number of the caller whose call a channel belongs to. */
const callerOf = new Map<string, string>()

simulator.onEventText = (text) => {
  events++
  if (text.startsWith('Event: QueueCallerJoin')) {
    const number = headerOf(text, 'CallerIDNum')!
    callerOf.set(headerOf(text, 'Linkedid')!, number)
    written.queueUpdated[number] = written.callUpdated[number] = monotonicMicros()
  } else if (text.startsWith('Event: Hangup\r')) {
    // The last channel of a call is its end: each later one takes the place of the one before.
    const number = callerOf.get(headerOf(text, 'Linkedid')!)
    if (number) written.callEnded[number] = monotonicMicros()
  }
}

async function play({ callsPerSecond, seconds }: Traffic): Promise<Played> {
  written = noMoments()
  events = 0
  const began = performance.now()
  for (let placed = 0; placed < callsPerSecond * seconds; placed++) {
    const dueInMs = began + (placed * 1000) / callsPerSecond - performance.now()
    if (dueInMs > 0.5) await wait(dueInMs)
    simulator.placeQueueCall({
      queue: `cola-${placed % QUEUES}`,
      callerNumber: `09${10_000_000 + callers++}`,
      answerSeconds: WAIT_SECONDS,
      talkSeconds: TALK_SECONDS,
      patienceSeconds: 60,
    })
  }
  await wait(LAST_CALL_MS)
  callerOf.clear()
  return { written, calls: callsPerSecond * seconds, events }
}

process.on('message', async (traffic: Traffic) => process.send!(await play(traffic)))
process.on('disconnect', () => process.exit())
process.send!({ port: simulator.port })

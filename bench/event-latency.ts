import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KINDS, type Kind, type Moments } from './event-latency/moments.ts'
import type { Played, Traffic } from './event-latency/pbx.ts'
import type { Read } from './event-latency/reader.ts'
import { createDatabase } from './support/database.ts'
import { type Benchmark, type Outcome, printOutcomes } from './support/outcome.ts'
import { ask, cpuMicros, end, nextMessage, start } from './support/process.ts'
import { median, percentile } from './support/statistics.ts'

/**
 * From the PBX's writing of an event until the message of a subscription is at its reader, at 100 calls a
 * second. The floor hands the bare event on. Each has its own PBX and reader, and they are loaded in turn.
 */

const CALLS_PER_SECOND = 100

/** One server with the PBX it listens to and the reader it tells. */
class Rig {
  readonly delaysMs: Record<Kind, number[][]> = { queueUpdated: [], callUpdated: [], callEnded: [] }
  readonly cpuShares: number[] = []
  eventsPerCall = 0

  private constructor(
    private readonly pbx: ChildProcess,
    private readonly server: ChildProcess,
    private readonly reader: ChildProcess,
  ) {}

  static async start(variant: 'relay' | 'ours', order: object): Promise<Rig> {
    const here = (file: string) => start(new URL(`event-latency/${file}.ts`, import.meta.url))
    const rig = new Rig(here('pbx'), here(variant), here('reader'))
    try {
      const { port: pbxPort } = await nextMessage<{ port: number }>(rig.pbx)
      const served = await ask<{ port: number; token: string }>(rig.server, { ...order, pbxPort })
      await ask(rig.reader, served)
      return rig
    } catch (error) {
      await rig.stop()
      throw error
    }
  }

  /** Plays traffic and measures. */
  async play(seconds: number): Promise<void> {
    const began = performance.now()
    const before = cpuMicros(this.server.pid!)
    const traffic: Traffic = { callsPerSecond: CALLS_PER_SECOND, seconds }
    const { written, calls, events } = await ask<Played>(this.pbx, traffic)
    this.cpuShares.push((cpuMicros(this.server.pid!) - before) / 1000 / (performance.now() - began))
    this.eventsPerCall = events / calls
    const { arrived } = await ask<Read>(this.reader, 'report')
    for (const kind of KINDS) this.delaysMs[kind].push(delays(kind, written, arrived))
  }

  forget(): void {
    for (const kind of KINDS) this.delaysMs[kind].length = 0
    this.cpuShares.length = 0
  }

  async stop(): Promise<void> {
    await Promise.all([this.reader, this.server, this.pbx].map(end))
  }
}

/** A state that was over before anybody was told of it counts as never told; a fact may not be missing. */
function delays(kind: Kind, written: Moments, arrived: Moments): number[] {
  const all = Object.entries(written[kind]).map(
    ([number, at]) => ((arrived[kind][number] ?? Number.POSITIVE_INFINITY) - at) / 1000,
  )
  if (kind === 'callEnded' && !all.every(Number.isFinite)) throw new Error('the end of a call was not told')
  return all
}

export const run: Benchmark = async ({ quick }) => {
  const [rounds, seconds, warmSeconds] = quick ? [1, 8, 4] : [3, 15, 10]
  const database = await createDatabase()
  const dataFolder = await mkdtemp(join(tmpdir(), 'centralita-bench-'))
  const rigs: Rig[] = []
  try {
    for (const variant of ['relay', 'ours'] as const)
      rigs.push(await Rig.start(variant, { databaseUrl: database.url, dataFolder }))
    for (const rig of rigs) {
      await rig.play(warmSeconds)
      rig.forget()
    }
    for (let round = 0; round < rounds; round++) for (const rig of rigs) await rig.play(seconds)
    const [relay, ours] = rigs
    return outcomes(relay!, ours!)
  } finally {
    for (const rig of rigs) await rig.stop()
    await database.drop()
    await rm(dataFolder, { recursive: true, force: true })
  }
}

function outcomes(relay: Rig, ours: Rig): Outcome[] {
  const delay = (rig: Rig, kind: Kind, share: number) =>
    median(rig.delaysMs[kind].map((round) => percentile(round, share)))
  const delayed = KINDS.flatMap((kind) =>
    [0.5, 0.99].map((share) => ({
      measure: `event to ${kind} at ${CALLS_PER_SECOND} calls/s, p${share * 100}`,
      unit: 'ms',
      ours: delay(ours, kind, share),
      against: { name: 'bare relay', value: delay(relay, kind, share) },
    })),
  )
  const events = Math.round(ours.eventsPerCall)
  return [
    ...delayed,
    {
      measure: `CPU of the server at ${CALLS_PER_SECOND} calls/s of ${events} events`,
      unit: '% of a core',
      ours: median(ours.cpuShares) * 100,
      against: { name: 'bare relay', value: median(relay.cpuShares) * 100 },
    },
  ]
}

if (process.argv[1] === import.meta.filename)
  printOutcomes(await run({ quick: process.argv.includes('--quick') }))

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openStore } from '../src/platform/store/open.ts'
import { facts, makeVisits } from './exports/rows.ts'
import { createDatabase } from './support/database.ts'
import type { Benchmark, Outcome } from './support/outcome.ts'
import { nextMessage, start } from './support/process.ts'
import { median } from './support/statistics.ts'

/**
 * A million visits of 16 columns out of PostgreSQL into Excel and CSV, as an export does it. Beside it, in the same
 * run: the same rows read the same way and spelled by hand, with nothing of what makes a file good to open.
 */

const ROWS = 1_000_000
const ROUNDS = 3
const MB = 1_000_000

interface Run {
  readonly rowCount: number
  readonly seconds: number
}
type ExportRun = Run & {
  readonly peakBytes: number
  readonly lateMs: number
  readonly p99Ms: number
  readonly busyMs: number
}

const inProcess = <Answer>(file: string, ...args: string[]): Promise<Answer> =>
  nextMessage<Answer>(start(new URL(file, import.meta.url), ...args))

export const run: Benchmark = async ({ quick }) => {
  const rowCount = quick ? ROWS / 10 : ROWS
  const rounds = quick ? 1 : ROUNDS
  const database = await createDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'bench-exports-'))
  try {
    await (await openStore(database.url)).close()
    await makeVisits(database.url, rowCount)
    const outcomes: Outcome[] = []
    for (const format of ['XLSX', 'CSV'] as const) {
      const [ours, floors]: [ExportRun[], Run[]] = [[], []]
      const idleMs: number[] = []
      const file = join(folder, format)
      for (let round = 0; round < rounds; round += 1) {
        const told = JSON.stringify(facts())
        // What nothing at all is late by on this machine while the export runs: this process only waits for it.
        const idle = monitorEventLoopDelay({ resolution: 5 })
        idle.enable()
        ours.push(await inProcess<ExportRun>('./exports/export.run.ts', database.url, format, file, told))
        idle.disable()
        idleMs.push(idle.max / 1e6)
        floors.push(await inProcess<Run>('./exports/floor.run.ts', database.url, format, file))
      }
      for (const each of [...ours, ...floors])
        if (each.rowCount !== rowCount) throw new Error(`${each.rowCount} of ${rowCount} rows were written`)
      const rate = (runs: readonly Run[]) => median(runs.map((each) => each.rowCount / each.seconds))
      outcomes.push(
        {
          ...{ measure: `visits to ${format}`, unit: 'rows/s', ours: rate(ours) },
          against: { name: 'spelled by hand', value: rate(floors) },
        },
        {
          ...{ measure: `visits to ${format}: memory`, unit: 'MB' },
          ours: Math.max(...ours.map((each) => each.peakBytes)) / MB,
          goal: { atMost: 300 },
        },
        {
          ...{ measure: `visits to ${format}: longest block`, unit: 'ms' },
          ours: Math.max(...ours.map((each) => each.lateMs)),
          against: { name: 'an idle process', value: Math.max(...idleMs) },
        },
        {
          ...{ measure: `visits to ${format}: longest block, CPU of its own`, unit: 'ms' },
          ours: Math.max(...ours.map((each) => each.busyMs)),
          goal: { atMost: 50 },
        },
        {
          ...{ measure: `visits to ${format}: lateness, p99`, unit: 'ms' },
          ours: Math.max(...ours.map((each) => each.p99Ms)),
          goal: { atMost: 50 },
        },
      )
    }
    return outcomes
  } finally {
    await rm(folder, { recursive: true })
    await database.drop()
  }
}

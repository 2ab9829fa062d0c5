import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { openStore } from '../src/platform/store/open.ts'
import { ENGINES, type Engine, factsOf } from './queue-log/engines.ts'
import { type MadeLog, makeLog } from './queue-log/log.maker.ts'
import { type Outcome, printOutcomes } from './support/outcome.ts'
import { nextMessage, peakBytes, start } from './support/process.ts'
import { median } from './support/statistics.ts'

/**
 * A queue_log of a million lines: read into events, made facts of, and imported whole into a database. Beside it,
 * in the same run: a look at every byte, awk that counts events, the reading of the whole file in Python that
 * reports of the usual kind begin with, and the database's own way to load the very same rows.
 */

const LINES = 1_000_000
const ROUNDS = 3
const MB = 1_000_000

interface Run {
  readonly lineCount: number
  readonly seconds: number
  readonly peakBytes: number
}

type ImportRun = Run & { readonly lateMs: number }

async function importRun(url: string, folder: string): Promise<ImportRun> {
  const file = new URL('./queue-log/import.run.mjs', import.meta.url)
  const child = fork(file, [url, folder], { execArgv: [] })
  const said = await nextMessage<Omit<ImportRun, 'peakBytes'>>(child)
  const run = { ...said, peakBytes: peakBytes(child.pid!) }
  child.disconnect()
  await once(child, 'exit')
  return run
}

const inProcess = <Answer>(file: string, ...args: string[]): Promise<Answer> =>
  nextMessage<Answer>(start(new URL(file, import.meta.url), ...args))

/** Lines per second of each way to read the files, in turn. */
async function readingRates({ files }: MadeLog, rounds: number) {
  const rates = { scan: [], parse: [], facts: [], awk: [], python: [] } as Record<string, number[]>
  let lineCount = 0
  for (let round = 0; round < rounds; round += 1) {
    for (const way of ['scan', 'parse', 'facts']) {
      const read = await inProcess<Run>('./queue-log/parsing.run.ts', way, ...files)
      lineCount = read.lineCount
      rates[way]!.push(read.lineCount / read.seconds)
    }
    const began = performance.now()
    execFileSync('awk', ['-F|', '{n[$5]++} END {for (e in n) print e, n[e]}', ...files])
    rates.awk!.push(lineCount / ((performance.now() - began) / 1_000))
    const script = new URL('./queue-log/whole.file.py', import.meta.url).pathname
    const [count, seconds] = execFileSync('python3', [script, ...files], { encoding: 'utf8' }).split(' ')
    rates.python!.push(Number(count) / Number(seconds))
  }
  return Object.fromEntries(Object.entries(rates).map(([way, each]) => [way, median(each)]))
}

async function reading(log: MadeLog, rounds: number): Promise<Outcome[]> {
  const rates = await readingRates(log, rounds)
  const against = (name: string, way: string) => ({ name, value: rates[way]! })
  const python = against('Python, whole file', 'python')
  const parsed = { measure: 'queue_log parsed', unit: 'lines/s', ours: rates.parse! }
  const facts = { measure: 'queue_log made facts of', unit: 'lines/s', ours: rates.facts! }
  return [
    { ...parsed, goal: { atLeast: 1_000_000 } },
    { ...parsed, against: against('a look at every byte', 'scan') },
    { ...parsed, against: against('awk', 'awk') },
    { ...parsed, against: python, goal: { atLeast: 3 } },
    { ...facts, against: python },
  ]
}

async function importing(engine: Engine, log: MadeLog, rounds: number): Promise<Outcome[]> {
  const runs: ImportRun[] = []
  const loading: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const written = await engine.create()
    let rows: Awaited<ReturnType<typeof factsOf>>
    try {
      runs.push(await importRun(written.url, log.folder))
      const store = await openStore(written.url, { statementMs: 120_000 })
      rows = await factsOf(store)
      await store.close()
    } finally {
      await written.drop()
    }
    const empty = await engine.create()
    try {
      loading.push(await engine.load(empty.url, rows))
    } finally {
      await empty.drop()
    }
  }
  const of = (value: (run: ImportRun) => number) => median(runs.map(value))
  const imported = {
    measure: `queue_log imported, ${engine.name}`,
    unit: 'lines/s',
    ours: of(({ lineCount, seconds }) => lineCount / seconds),
  }
  const loaded = { name: 'the same rows loaded', value: runs[0]!.lineCount / median(loading) }
  return [
    { ...imported, goal: { atLeast: 200_000 } },
    { ...imported, against: loaded },
    {
      measure: `memory of an import, ${engine.name}`,
      unit: 'MB',
      ours: of(({ peakBytes }) => peakBytes / MB),
      goal: { atMost: 200 },
    },
    {
      measure: `event loop late while importing, p99, ${engine.name}`,
      unit: 'ms',
      ours: of(({ lateMs }) => lateMs),
      goal: { atMost: 50 },
    },
  ]
}

/** Lines per second, megabytes and milliseconds. */
export async function run({ quick }: { quick: boolean }): Promise<Outcome[]> {
  const rounds = quick ? 1 : ROUNDS
  const log = await makeLog(LINES)
  console.log(`the log: ${log.maker}`)
  try {
    const outcomes = await reading(log, rounds)
    for (const engine of ENGINES)
      try {
        outcomes.push(...(await importing(engine, log, rounds)))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw error
        console.log(`${engine.name}: skipped, it does not answer`)
      }
    return outcomes
  } finally {
    log.remove()
  }
}

if (process.argv[1] === import.meta.filename)
  printOutcomes(await run({ quick: process.argv.includes('--quick') }))

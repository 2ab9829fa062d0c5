import { cpus } from 'node:os'
import { type Benchmark, isMet, type Outcome, printOutcomes } from './support/outcome.ts'

/**
 * Runs all benchmarks, or those whose name begins with one that is given, and tells at the end what each came
 * to: `npm run bench -- list fan-out --quick`.
 */

/** Loaded only when it runs: each brings its own classes and connections. */
const BENCHMARKS: Record<string, () => Promise<{ run: Benchmark }>> = {
  'ami-decoding': () => import('./ami-decoding.ts'),
  'store-writing': () => import('./store-writing.ts'),
  list: () => import('./list.ts'),
  'list-stored': () => import('./list-stored.ts'),
  'event-latency': () => import('./event-latency.ts'),
  'fan-out': () => import('./fan-out.ts'),
  'start-up': () => import('./start-up.ts'),
  'queue-log': () => import('./queue-log.ts'),
  reports: () => import('./reports.ts'),
  exports: () => import('./exports.ts'),
  wallboard: () => import('./wallboard.ts'),
}

const given = process.argv.slice(2)
const quick = given.includes('--quick')
const wanted = given.filter((each) => !each.startsWith('--'))
const unknown = wanted.filter((each) => !Object.keys(BENCHMARKS).some((name) => name.startsWith(each)))
if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}.`,
  )
  process.exit(2)
}

const outcomes: Outcome[] = []
const failed: string[] = []
for (const [name, load] of Object.entries(BENCHMARKS)) {
  if (wanted.length > 0 && !wanted.some((each) => name.startsWith(each))) continue
  console.log(`\n${name}`)
  try {
    const { run } = await load()
    outcomes.push(...(await run({ quick })))
  } catch (error) {
    console.error(error)
    failed.push(name)
  }
}

console.log(`\n${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${new Date().toISOString()}`)
printOutcomes(outcomes)
if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`)
process.exit(failed.length > 0 ? 1 : outcomes.every((each) => isMet(each) !== false) ? 0 : 3)

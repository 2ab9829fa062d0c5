import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { WebSocket } from 'ws'
import { signIn } from './support/app.ts'
import { createDatabase } from './support/database.ts'
import { type Benchmark, type Outcome, printOutcomes } from './support/outcome.ts'
import { cpuMicros, end, peakBytes } from './support/process.ts'
import { median } from './support/statistics.ts'

/**
 * From starting the built server, as `npm start` does, until somebody who signed in has the first message of a
 * wallboard that shows the demo's queues. The floor is a bare HTTP server until its first answer.
 */

const MAIN = new URL('../dist/main.js', import.meta.url).pathname
const BARE = `require('http').createServer((_, answer) => answer.end('1'))
  .listen(0, '127.0.0.1', function () { console.error('http://127.0.0.1:' + this.address().port) })`
const WALLBOARD = 'subscription { wallboard { queues { id label waitingCount } agents { id state } } }'
const PATIENCE_MS = 60_000
/** More CPU than this at a start is felt on a small machine. */
const CPU_GOAL_SECONDS = 5

interface Cost {
  readonly wallSeconds: number
  readonly cpuSeconds: number
  readonly peakMegabytes: number
}

type Arguments = readonly string[]

/** Starts a server, waits until `ready`, and gives what that took. */
async function measure(
  command: Arguments,
  environment: Record<string, string>,
  ready: (said: Greeting) => Promise<void>,
): Promise<Cost> {
  const began = performance.now()
  const server = spawn(process.execPath, command, {
    env: { PATH: process.env.PATH, PORT: '0', DEMO: 'on', NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  try {
    await ready(await greeting(server))
    return {
      wallSeconds: (performance.now() - began) / 1000,
      cpuSeconds: cpuMicros(server.pid!) / 1e6,
      peakMegabytes: peakBytes(server.pid!) / 1024 / 1024,
    }
  } finally {
    await end(server)
  }
}

interface Greeting {
  readonly port: number
  readonly firstPassword: string | undefined
}

/** What the server tells at the console: where it listens and, once, the first password. */
function greeting(server: ChildProcess): Promise<Greeting> {
  let said = ''
  return new Promise((resolve, reject) => {
    createInterface({ input: server.stderr! }).on('line', (line) => {
      said += `${line}\n`
      const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1]
      // The greeting is written at once; its lines have all come when this turn is over.
      const firstPassword = () => /contraseña: (\S+)/.exec(said)?.[1]
      if (port) setImmediate(() => resolve({ port: Number(port), firstPassword: firstPassword() }))
    })
    server.once('exit', () => reject(new Error(`the server ended: ${said}`)))
    patience(reject, () => `no greeting, only: ${said}`)
  })
}

async function firstWallboard({ port, firstPassword }: Greeting): Promise<void> {
  const token = await signIn(port, firstPassword)
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws')
  const seen: string[] = []
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { token } })))
    socket.on('error', reject)
    socket.on('message', (content) => {
      seen.push(String(content))
      const { type, payload } = JSON.parse(String(content))
      if (type === 'connection_ack')
        socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: WALLBOARD } }))
      if (type === 'next' && payload.data.wallboard.queues.length > 0) resolve()
    })
    patience(reject, () => `no wallboard, only: ${seen.join('\n').slice(0, 2_000)}`)
  }).finally(() => socket.terminate())
}

const patience = (reject: (error: Error) => void, words: () => string): void => {
  setTimeout(() => reject(new Error(words())), PATIENCE_MS).unref()
}

async function firstAnswer({ port }: Greeting): Promise<void> {
  await (await fetch(`http://127.0.0.1:${port}`)).text()
}

const ours = (environment: Record<string, string>) =>
  measure(['--enable-source-maps', MAIN], environment, firstWallboard)

const STARTS = ['bare server', 'empty folder', 'folder of before', 'empty PostgreSQL'] as const
type Start = (typeof STARTS)[number]

/** Each start once: the folder that the first start fills is the one of before. */
async function startEach(costs: Map<Start, Cost[]>): Promise<void> {
  const note = (start: Start, cost: Cost) => costs.set(start, [...(costs.get(start) ?? []), cost])
  const folder = await mkdtemp(join(tmpdir(), 'centralita-bench-'))
  const database = await createDatabase()
  try {
    note('bare server', await measure(['-e', BARE], {}, firstAnswer))
    note('empty folder', await ours({ DATA_DIR: join(folder, 'embedded') }))
    note('folder of before', await ours({ DATA_DIR: join(folder, 'embedded') }))
    note('empty PostgreSQL', await ours({ DATA_DIR: join(folder, 'files'), DATABASE_URL: database.url }))
  } finally {
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

export const run: Benchmark = async ({ quick }) => {
  const rounds = quick ? 2 : 5
  const costs = new Map<Start, Cost[]>()
  for (let round = 0; round < rounds; round++) await startEach(costs)
  const cost = (start: Start, part: keyof Cost) => median(costs.get(start)!.map((each) => each[part]))
  return STARTS.slice(1).flatMap((start): Outcome[] => [
    {
      ...{ measure: `start to first wallboard, ${start}`, unit: 's' },
      ours: cost(start, 'wallSeconds'),
      against: { name: 'bare server', value: cost('bare server', 'wallSeconds') },
    },
    {
      ...{ measure: `start to first wallboard, ${start}, CPU`, unit: 's' },
      ours: cost(start, 'cpuSeconds'),
      goal: { atMost: CPU_GOAL_SECONDS },
    },
    {
      ...{ measure: `start to first wallboard, ${start}, memory`, unit: 'MB' },
      ours: cost(start, 'peakMegabytes'),
      against: { name: 'bare server', value: cost('bare server', 'peakMegabytes') },
    },
  ])
}

if (process.argv[1] === import.meta.filename)
  printOutcomes(await run({ quick: process.argv.includes('--quick') }))

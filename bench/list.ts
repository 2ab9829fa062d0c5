import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { type Benchmark, printOutcomes } from './support/outcome.ts'
import { cpuMicros } from './support/process.ts'
import { median } from './support/statistics.ts'

/**
 * A list of 50 objects of 10 fields, each with a child from a DataLoader, from memory: CPU of the server's
 * process for each request, as a multiple of a handler written by hand. From PostgreSQL it is another story.
 */

const VARIANTS = ['floor', 'ours', 'stock'] as const
const QUERY =
  '{ calls { id number direction from to state talkSeconds waitSeconds answered position queue { id name } } }'

const agent = new Agent({ keepAlive: true, maxSockets: 16 })

function ask(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(
      {
        port,
        host: '127.0.0.1',
        path: '/graphql',
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json' },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('end', () => resolve(Buffer.concat(chunks).toString()))
      },
    )
    call.on('error', reject)
    call.end(JSON.stringify({ query: QUERY }))
  })
}

/** Sixteen callers, each asking again as soon as it was answered. */
async function load(port: number, requests: number): Promise<void> {
  let left = requests
  await Promise.all(
    [...Array(16)].map(async () => {
      while (left-- > 0) await ask(port)
    }),
  )
}

/** CPU per request of every variant, after proving their answers equal. */
export const run: Benchmark = async ({ quick }) => {
  const [rounds, requests] = quick ? [2, 1500] : [5, 6000]
  const servers = new Map<
    (typeof VARIANTS)[number],
    { process: ChildProcess; port: number; micros: number[] }
  >()
  for (const variant of VARIANTS) {
    const process = fork(new URL('list.server.ts', import.meta.url), [variant], {
      execArgv: ['--import', '@oxc-node/core/register'],
    })
    const [{ port }] = await once(process, 'message')
    servers.set(variant, { process, port, micros: [] })
  }
  try {
    const answers = await Promise.all([...servers.values()].map(({ port }) => ask(port)))
    if (new Set(answers.map((each) => each.trim())).size !== 1) throw new Error('the variants differ')
    for (const { port } of servers.values()) await load(port, requests)
    for (let round = 0; round < rounds; round++)
      for (const { process, port, micros } of servers.values()) {
        const before = cpuMicros(process.pid!)
        await load(port, requests)
        micros.push((cpuMicros(process.pid!) - before) / requests)
      }
    const of = (variant: (typeof VARIANTS)[number]) => median(servers.get(variant)!.micros)
    const figure = { measure: 'list of 50 from memory, CPU', unit: 'µs/request', ours: of('ours') }
    return [
      { ...figure, against: { name: 'by hand', value: of('floor') }, goal: { atMost: 1.6 } },
      { ...figure, against: { name: 'stock', value: of('stock') }, goal: { atMost: 1 / 6 } },
    ]
  } finally {
    for (const { process } of servers.values()) process.kill()
    agent.destroy()
  }
}

if (process.argv[1] === import.meta.filename)
  printOutcomes(await run({ quick: process.argv.includes('--quick') }))

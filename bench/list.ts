import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'

/**
 * A list of 50 objects of 10 fields, each with a child from a DataLoader, from memory: CPU of the server's
 * process for each request, as a multiple of a handler written by hand. From PostgreSQL it is another story.
 */

const VARIANTS = ['floor', 'ours', 'stock'] as const
const GOAL = 1.6
const QUERY =
  '{ calls { id number direction from to state talkSeconds waitSeconds answered position queue { id name } } }'

const median = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!

/** Microseconds of CPU that a process has used. */
function cpuMicros(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}

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

/** Prints the CPU per request of every variant and its ratio to the floor, after proving their answers equal. */
export async function run({ quick = false } = {}): Promise<void> {
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
    const floor = median(servers.get('floor')!.micros)
    console.log('list of 50 from memory: µs of the server’s CPU per request')
    for (const [variant, { micros }] of servers) {
      const goal = variant === 'ours' ? ` (goal <= ${GOAL})` : ''
      console.log(
        `  ${variant.padEnd(8)} ${median(micros).toFixed(0).padStart(6)} ${(median(micros) / floor).toFixed(2)} of the floor${goal}`,
      )
    }
  } finally {
    for (const { process } of servers.values()) process.kill()
    agent.destroy()
  }
}

if (process.argv[1] === import.meta.filename) await run({ quick: process.argv.includes('--quick') })

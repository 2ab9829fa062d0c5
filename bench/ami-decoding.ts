import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { brotliDecompressSync } from 'node:zlib'
import { AmiClient } from '../src/adapters/ami/client.ts'
import { AmiDecoder } from '../src/adapters/ami/decoder.ts'
import type { AmiMessage } from '../src/adapters/ami/message.ts'
import { type Benchmark, type Outcome, printOutcomes } from './support/outcome.ts'
import { median } from './support/statistics.ts'

/**
 * Decoding 61,000 messages (29 MB) recorded from a busy Asterisk, in messages per second of CPU (user and system,
 * so that a loaded machine changes little). First from memory in 64 kB chunks; then the whole clients over a
 * socket, replayed by another process, because asterisk-manager decodes only what its own socket reads.
 */

const ROUNDS = 5
const CHUNK_BYTES = 65_536
/** What a consumer of call events asks of each; most events lack some, which costs a search of the whole. */
const HEADERS = ['Uniqueid', 'Linkedid', 'Channel', 'CallerIDNum', 'ConnectedLineNum', 'Queue']
const LAST = 'Event: ReplayEnded\r\n\r\n'

const readRecording = () =>
  brotliDecompressSync(readFileSync(new URL('recordings/ami-stream.br', import.meta.url)))

type ParsedMessage = Record<string, string | string[]>

/** The floor: what anyone writes in a quarter of an hour. Right for this stream, wrong for many others. */
function bareReader(onMessage: (message: ParsedMessage) => void): (chunk: Buffer) => void {
  let rest = ''
  return (chunk) => {
    rest += chunk.toString('latin1')
    const blocks = rest.split('\r\n\r\n')
    rest = blocks.pop()!
    for (const block of blocks) {
      const message: ParsedMessage = {}
      for (const line of block.split('\r\n')) {
        const colon = line.indexOf(': ')
        if (colon < 0) continue
        const name = line.slice(0, colon)
        const value = line.slice(colon + 2)
        const earlier = message[name]
        if (earlier === undefined) message[name] = value
        else if (typeof earlier === 'string') message[name] = [earlier, value]
        else earlier.push(value)
      }
      onMessage(message)
    }
  }
}

/** A way to decode: resolves to how many messages it saw, and to a sum that keeps the reading from being skipped. */
type Variant = () => Promise<{ messages: number; sum: number }>

function fromMemory(recording: Buffer): Record<string, Variant> {
  const feed = (push: (chunk: Buffer) => void) => {
    for (let at = 0; at < recording.length; at += CHUNK_BYTES) push(recording.subarray(at, at + CHUNK_BYTES))
  }
  const bare = (read: (message: ParsedMessage) => number) => async () => {
    const seen = { messages: 0, sum: 0 }
    const push = bareReader((message) => {
      seen.messages++
      seen.sum += read(message)
    })
    feed(push)
    return seen
  }
  const ours = (read: (message: AmiMessage) => number) => async () => {
    const seen = { messages: 0, sum: 0 }
    const decoder = new AmiDecoder({
      onMessage: (message) => {
        seen.messages++
        seen.sum += read(message)
      },
    })
    feed((chunk) => decoder.push(chunk))
    return seen
  }
  return {
    floor: bare((message) => message.Event!.length),
    'floor, 6 headers': bare((message) => {
      let sum = 0
      for (const header of HEADERS) sum += message[header]?.length ?? 0
      return sum
    }),
    ours: ours((message) => message.name.length),
    'ours, 6 headers': ours((message) => {
      let sum = 0
      for (const header of HEADERS) sum += message.get(header)?.length ?? 0
      return sum
    }),
    'ours, every header': ours((message) => {
      let sum = 0
      for (const [, value] of message.entries()) sum += value.length
      return sum
    }),
  }
}

function overSocket(port: number): Record<string, Variant> {
  return {
    'floor on a socket': () =>
      new Promise((resolve, reject) => {
        const seen = { messages: 0, sum: 0 }
        const socket = connect({ port, host: '127.0.0.1' })
        const push = bareReader((message) => {
          if (message.Event === 'ReplayEnded') {
            socket.destroy()
            resolve(seen)
          } else if (message.Event) seen.messages++
        })
        socket.on('data', push)
        socket.on('error', reject)
        socket.write('Action: Login\r\nActionID: 1\r\n\r\n')
      }),
    'ours on a socket': async () => {
      const seen = { messages: 0, sum: 0 }
      const client = await AmiClient.connect({ host: '127.0.0.1', port })
      const ended = new Promise<void>((resolve) => {
        client.onEvent = (event) => {
          if (event.name === 'ReplayEnded') resolve()
          else seen.messages++
        }
      })
      await client.login({ username: 'bench', secret: 'bench' })
      await ended
      await client.close()
      return seen
    },
    'asterisk-manager 0.2.0': async () => {
      // @ts-expect-error it has no types
      const { default: Manager } = await import('asterisk-manager')
      const seen = { messages: 0, sum: 0 }
      const manager = new Manager(port, '127.0.0.1', 'bench', 'bench', true)
      await new Promise<void>((resolve) => {
        manager.on('managerevent', (event: { event: string }) => {
          if (event.event === 'ReplayEnded') resolve()
          else seen.messages++
        })
      })
      manager.disconnect()
      return seen
    },
  }
}

/** The other process: a manager that takes any login and then sends the recording as fast as it is read. */
function serve(): void {
  const recording = readRecording()
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.write('Asterisk Call Manager/5.0.4\r\n')
    socket.on('data', (data) => {
      const action = /^Action: (\w+)/im.exec(data.toString())?.[1]?.toLowerCase()
      const id = /^ActionID: (.+)\r$/im.exec(data.toString())?.[1]
      if (action === 'challenge') socket.write(`Response: Error\r\nActionID: ${id}\r\n\r\n`)
      if (action === 'logoff') socket.end()
      if (action !== 'login') return
      socket.write(`Response: Success\r\nActionID: ${id}\r\n\r\n`)
      socket.write(recording)
      socket.write(LAST)
    })
  }).listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port))
  process.on('disconnect', () => process.exit())
}

/** Runs the variants in turn, one warm-up round first; messages per CPU second of each, the median of the rounds. */
async function measure(variants: Record<string, Variant>, rounds: number): Promise<Map<string, number>> {
  const rates = new Map<string, number[]>()
  let expected: number | undefined
  for (let round = 0; round <= rounds; round++) {
    for (const [name, variant] of Object.entries(variants)) {
      const before = process.cpuUsage()
      const { messages } = await variant()
      const { user, system } = process.cpuUsage(before)
      expected ??= messages
      if (messages !== expected) throw new Error(`${name} saw ${messages} messages, not ${expected}`)
      if (round > 0) rates.set(name, [...(rates.get(name) ?? []), messages / ((user + system) / 1e6)])
    }
  }
  return new Map([...rates].map(([name, each]) => [name, median(each)]))
}

function print(rates: Map<string, number>): void {
  for (const [name, rate] of rates) {
    console.log(
      `${name.padEnd(24)} ${Math.round(rate).toLocaleString('en-US').padStart(9)} messages per CPU second`,
    )
  }
}

/** Prints medians of alternating rounds; gives the ratios that count. */
export const run: Benchmark = async ({ quick }) => {
  const rounds = quick ? 2 : ROUNDS
  const memory = await measure(fromMemory(readRecording()), rounds)
  print(memory)
  const server: ChildProcess = fork(new URL(import.meta.url), ['serve'])
  try {
    const [port] = (await once(server, 'message')) as [number]
    const socket = await measure(overSocket(port), rounds)
    print(socket)
    return [
      outcome(memory, 'ours', 'floor', 0.7),
      outcome(memory, 'ours, 6 headers', 'floor, 6 headers', 0.7),
      outcome(memory, 'ours, every header', 'floor'),
      outcome(socket, 'ours on a socket', 'floor on a socket', 0.7),
      outcome(socket, 'ours on a socket', 'asterisk-manager 0.2.0', 4),
    ]
  } finally {
    server.disconnect()
  }
}

const outcome = (rates: Map<string, number>, name: string, to: string, atLeast?: number): Outcome => ({
  measure: `AMI decoding, ${name}`,
  unit: 'messages/CPU s',
  ours: rates.get(name)!,
  against: { name: to, value: rates.get(to)! },
  ...(atLeast !== undefined && { goal: { atLeast } }),
})

if (process.argv[1] === import.meta.filename) {
  if (process.argv[2] === 'serve') serve()
  else printOutcomes(await run({ quick: process.argv.includes('--quick') }))
}

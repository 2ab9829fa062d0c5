import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type Difference, monotonicMicros, subscription } from './board.ts'

/**
 * Many clients on bare TCP in a process of their own: they count frames by their headers and look at the time
 * stamp of every hundredth client's messages, so that the reader is never what is measured.
 */
export type ClientOrder =
  | { connect: number; port: number; difference: Difference }
  | { expect: number }
  | 'pauseOne'
  | 'latencies'
  | 'sample'
  | 'leave'

/** An empty, masked pong: who answers no ping is dropped. */
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])

let clients: { socket: Socket; paused: boolean }[] = []
let frames = 0
let expected = Number.POSITIVE_INFINITY
let latenciesMicros: number[] = []
let sample = ''

function told(): void {
  if (frames < expected) return
  frames -= expected
  expected = Number.POSITIVE_INFINITY
  process.send!('got')
}

/** Counts whole frames; `look` gets the content of each when given. */
function counter(look: ((content: string) => void) | undefined, answerPing: () => void) {
  let rest: Buffer | undefined
  let skip = 0
  return (chunk: Buffer) => {
    let at = 0
    if (rest) {
      chunk = Buffer.concat([rest, chunk])
      rest = undefined
    }
    for (;;) {
      if (skip > 0) {
        const taken = Math.min(skip, chunk.length - at)
        skip -= taken
        at += taken
        if (skip > 0) return
        frames++
      }
      const left = chunk.length - at
      if (left < 4) {
        if (left > 0) rest = chunk.subarray(at)
        return
      }
      const short = chunk[at + 1]! & 127
      const header = short < 126 ? 2 : 4
      const length = short < 126 ? short : chunk.readUInt16BE(at + 2)
      if (look && left < header + length) {
        rest = chunk.subarray(at)
        return
      }
      const isText = (chunk[at]! & 15) === 1
      if (look && isText) look(chunk.toString('latin1', at + header, at + header + length))
      at += header
      skip = length
      if (!isText) answerPing()
      if (!isText && length > 0) frames-- // a ping counts for nothing, and has no content
    }
  }
}

function frame(message: object): Buffer {
  const content = Buffer.from(JSON.stringify(message))
  const mask = randomBytes(4)
  const header =
    content.length < 126
      ? Buffer.from([0x81, 0x80 | content.length])
      : Buffer.from([0x81, 0xfe, content.length >> 8, content.length & 255])
  for (let at = 0; at < content.length; at++) content[at]! ^= mask[at % 4]!
  return Buffer.concat([header, mask, content])
}

async function open(port: number, number: number, difference: Difference): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(
    `GET /graphql HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${randomBytes(16).toString('base64')}\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n`,
  )
  await once(socket, 'data')
  socket.write(frame({ type: 'connection_init', payload: { token: 'x' } }))
  await once(socket, 'data')
  const look =
    number % 100 === 0
      ? (content: string) => {
          const at = content.indexOf('"at":"')
          sample = content
          if (at > 0) latenciesMicros.push(Number(monotonicMicros()) - Number(content.slice(at + 6, at + 22)))
        }
      : undefined
  const count = counter(look, () => socket.write(PONG))
  const client = { socket, paused: false }
  socket.on('data', (chunk: Buffer) => {
    const before = frames
    count(chunk)
    if (client.paused) frames = before
    else told()
  })
  socket.write(frame({ type: 'subscribe', id: '1', payload: subscription(number, difference) }))
  clients.push(client)
}

process.on('message', async (order: ClientOrder) => {
  if (order === 'latencies') {
    process.send!({ latencies: latenciesMicros })
    latenciesMicros = []
  } else if (order === 'sample') process.send!({ sample })
  else if (order === 'pauseOne') {
    const last = clients.at(-1)!
    last.paused = true
    last.socket.pause()
    process.send!('paused')
  } else if (order === 'leave') {
    for (const { socket } of clients) socket.destroy()
    clients = []
    process.send!('left')
  } else if ('expect' in order) {
    expected = order.expect
    told()
  } else {
    frames = 0
    for (let from = 0; from < order.connect; from += 50) {
      const batch = Math.min(50, order.connect - from)
      await Promise.all([...Array(batch).keys()].map((n) => open(order.port, from + n, order.difference)))
    }
    process.send!('connected')
  }
})
process.on('disconnect', () => process.exit())

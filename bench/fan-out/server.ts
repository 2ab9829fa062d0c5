import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { useServer } from 'graphql-ws/use/ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { createApi } from '../../src/api/server.ts'
import { Viewer } from '../../src/platform/viewer.ts'
import { changes, QueueChange, schema } from './board.ts'

/** One variant in a process of its own. The parent says when to publish how much; it reads the CPU time itself. */
export type Order = { publish: number; note?: string } | 'memory' | 'retained' | 'readers'

const publish = new Map<string, (change: QueueChange) => void>()

/** The floor: one string, sent to everyone. It speaks just enough of the protocol for the same clients. */
async function floor(): Promise<number> {
  const readers = new Set<WebSocket>()
  const http = createServer()
  new WebSocketServer({ server: http, path: '/graphql', perMessageDeflate: false, clientTracking: false }).on(
    'connection',
    (socket) => {
      socket.on('message', (data) => {
        const { type } = JSON.parse(String(data))
        if (type === 'connection_init') socket.send('{"type":"connection_ack"}')
        if (type === 'subscribe') readers.add(socket)
      })
      socket.on('error', () => {})
      socket.on('close', () => readers.delete(socket))
    },
  )
  readerCount = () => readers.size
  publish.set('floor', (change) => {
    const text = JSON.stringify({ id: '1', type: 'next', payload: { data: { queueChanged: change } } })
    for (const socket of readers) socket.send(text)
  })
  return listen(http)
}

/** graphql-ws with graphql-js, once for each client: what one gets without any work. */
async function stock(): Promise<number> {
  const http = createServer()
  useServer({ schema }, new WebSocketServer({ server: http, path: '/graphql', perMessageDeflate: false }))
  readerCount = () => changes.readerCount
  publish.set('graphql-ws', (change) => changes.publish(change))
  return listen(http)
}

const MANY = 1_000_000

async function ours(): Promise<number> {
  const viewer = new Viewer({
    userId: 'u',
    tenantId: 't',
    role: 'ADMIN',
    permissions: new Set(),
    sessionId: 's',
  })
  const api = createApi({
    schema,
    authenticate: async () => ({ viewer, expiresAt: new Date(Date.now() + 3_600_000) }),
    log: { info() {}, warn: console.warn, error: console.error },
    limits: {
      socketsPerUser: MANY,
      socketsPerAddress: MANY,
      requestsPerUser: MANY,
      requestsPerAddress: MANY,
      aliases: 100,
    },
  })
  const { connections } = api.sockets as unknown as { connections: Set<{ outlet: { backlogBytes: number } }> }
  retained = () => Math.max(0, ...[...connections].map(({ outlet }) => outlet.backlogBytes))
  readerCount = () => api.sockets.hub.memberCount
  publish.set('ours', (change) => changes.publish(change))
  return api.listen(0, '127.0.0.1')
}

let retained = () => 0
let readerCount = () => 0

function listen(http: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) =>
    http.listen(0, '127.0.0.1', () => resolve((http.address() as AddressInfo).port)),
  )
}

const variants: Record<string, () => Promise<number>> = { floor, 'graphql-ws': stock, ours }
const name = process.argv[2]!
const port = await variants[name]!()
const send = publish.get(name)!
let sent = 0
process.on('message', (order: Order) => {
  if (order === 'memory') {
    global.gc!()
    global.gc!()
    const { heapUsed, external, rss } = process.memoryUsage()
    process.send!({ bytes: heapUsed + external, rss })
  } else if (order === 'retained') process.send!({ retained: retained() })
  else if (order === 'readers') process.send!({ readers: readerCount() })
  else for (let n = 0; n < order.publish; n++) send(new QueueChange(sent++, order.note ?? ''))
})
process.on('disconnect', () => process.exit())
process.send!({ port })

import { once } from 'node:events'
import { WebSocket } from 'ws'
import { KINDS, type Kind, type Moments, monotonicMicros, noMoments } from './moments.ts'

/** A reader of the wallboard's kind in a process of its own that notes when it first saw what happened to whom. */

const OPERATIONS: Record<Kind, string> = {
  queueUpdated: 'subscription { queueUpdated { id waitingCount callers { number } } }',
  callUpdated: 'subscription { callUpdated { id fromNumber state } }',
  callEnded: 'subscription { callEnded { call { fromNumber } } }',
}

let arrived: Moments = noMoments()
let messages = 0

function note(kind: Kind, number: string, at: number): void {
  arrived[kind][number] ??= at
}

/** From the relay: the event itself. A call's last hangup is its end. */
function readEvent(event: Record<string, string>, at: number): void {
  if (event.Event === 'QueueCallerJoin') {
    callerOf.set(event.Linkedid!, event.CallerIDNum!)
    note('queueUpdated', event.CallerIDNum!, at)
    note('callUpdated', event.CallerIDNum!, at)
  } else {
    const number = callerOf.get(event.Linkedid!)
    if (number) arrived.callEnded[number] = at
  }
}
const callerOf = new Map<string, string>()

// biome-ignore lint/suspicious/noExplicitAny: the answers to the operations above
function readData(data: any, at: number): void {
  if (data.queueUpdated) for (const { number } of data.queueUpdated.callers) note('queueUpdated', number, at)
  if (data.callUpdated?.state === 'QUEUED') note('callUpdated', data.callUpdated.fromNumber, at)
  if (data.callEnded) note('callEnded', data.callEnded.call.fromNumber, at)
}

async function listen(port: number, token: string): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, token ? 'graphql-transport-ws' : [])
  socket.on('message', (content: Buffer) => {
    const at = monotonicMicros()
    messages++
    const message = JSON.parse(content.toString())
    if (message.Event) readEvent(message, at)
    else if (message.type === 'next') readData(message.payload.data, at)
    else if (message.type === 'ping') socket.send('{"type":"pong"}')
    else if (message.type === 'error') throw new Error(content.toString())
  })
  await once(socket, 'open')
  if (!token) return
  socket.send(JSON.stringify({ type: 'connection_init', payload: { token } }))
  await once(socket, 'message')
  for (const kind of KINDS)
    socket.send(JSON.stringify({ type: 'subscribe', id: kind, payload: { query: OPERATIONS[kind] } }))
}

export interface Read {
  readonly arrived: Moments
  readonly messages: number
}

process.on('message', async (order: { port: number; token: string } | 'report') => {
  if (order === 'report') {
    process.send!({ arrived, messages } satisfies Read)
    arrived = noMoments()
    messages = 0
    callerOf.clear()
  } else {
    await listen(order.port, order.token)
    process.send!('listening')
  }
})
process.on('disconnect', () => process.exit())

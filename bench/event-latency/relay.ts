import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { WebSocketServer } from 'ws'
import { ACCOUNT } from './moments.ts'

/** The floor: reads the manager's lines and hands on the events that readers wait for. Keeps and counts nothing. */

const sockets = new WebSocketServer({ noServer: true })
const http = createServer()
http.on('upgrade', (request, stream, head) => sockets.handleUpgrade(request, stream, head, () => {}))
http.listen(0, '127.0.0.1')
await once(http, 'listening')

function hand(message: string): void {
  const event: Record<string, string> = {}
  for (const line of message.split('\r\n')) {
    const colon = line.indexOf(': ')
    if (colon > 0) event[line.slice(0, colon)] = line.slice(colon + 2)
  }
  if (event.Event !== 'QueueCallerJoin' && event.Event !== 'Hangup') return
  const text = JSON.stringify(event)
  for (const socket of sockets.clients) socket.send(text)
}

process.once('message', ({ pbxPort }: { pbxPort: number }) => {
  const pbx = connect(pbxPort, '127.0.0.1')
  let rest = ''
  pbx.on('data', (chunk) => {
    const messages = (rest + chunk.toString()).split('\r\n\r\n')
    rest = messages.pop()!
    for (const message of messages) hand(message)
  })
  pbx.write(`Action: Login\r\nUsername: ${ACCOUNT.username}\r\nSecret: ${ACCOUNT.secret}\r\n\r\n`)
  process.send!({ port: (http.address() as AddressInfo).port, token: '' })
})
process.on('disconnect', () => process.exit())

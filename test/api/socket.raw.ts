import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A WebSocket client on bare TCP: it can stop reading, which no library's client really does. */
export class TcpClient {
  /** Bytes read so far, without the handshake. */
  received = 0
  text = ''
  ended = false

  private constructor(
    readonly socket: Socket,
    private readonly keepsText: boolean,
  ) {
    socket.on('data', (chunk: Buffer) => {
      this.received += chunk.length
      if (this.keepsText) this.text += chunk.toString('latin1')
    })
    socket.on('close', () => {
      this.ended = true
    })
    socket.on('error', () => {})
  }

  /** Connects, shakes hands and signs in; resolves when the server has acknowledged. */
  static async signedIn(port: number, token: string, keepsText = true): Promise<TcpClient> {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(
      `GET /graphql HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${randomBytes(16).toString('base64')}\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n`,
    )
    const [answer] = (await once(socket, 'data')) as [Buffer]
    if (!answer.toString('latin1').startsWith('HTTP/1.1 101')) throw new Error(answer.toString('latin1'))
    const client = new TcpClient(socket, keepsText)
    client.send({ type: 'connection_init', payload: { token } })
    await once(socket, 'data')
    return client
  }

  /** One masked text frame. */
  send(message: object): void {
    const content = Buffer.from(JSON.stringify(message))
    const mask = randomBytes(4)
    const header =
      content.length < 126
        ? Buffer.from([0x81, 0x80 | content.length])
        : Buffer.from([0x81, 0x80 | 126, content.length >> 8, content.length & 255])
    for (let at = 0; at < content.length; at++) content[at]! ^= mask[at % 4]!
    this.socket.write(Buffer.concat([header, mask, content]))
  }
}

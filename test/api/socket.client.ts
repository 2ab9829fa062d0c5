import { WebSocket } from 'ws'

export interface Message {
  type: string
  id?: string
  // biome-ignore lint/suspicious/noExplicitAny: the shape of a message is what tests look at
  payload?: any
}

/** A socket without a client library: what is sent and received is exactly what a test says. */
export class RawClient {
  readonly messages: Message[] = []
  readonly socket: WebSocket
  closed: { code: number; reason: string } | undefined

  constructor(url: string, protocols: string | string[] = 'graphql-transport-ws', headers = {}) {
    this.socket = new WebSocket(url, protocols, { headers })
    this.socket.on('message', (data) => void this.messages.push(JSON.parse(String(data))))
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) }
    })
    this.socket.on('error', () => {})
  }

  async opened(): Promise<this> {
    if (this.socket.readyState !== this.socket.OPEN)
      await new Promise((resolve, reject) => this.socket.once('open', resolve).once('error', reject))
    return this
  }

  send(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  }

  of(type: string, id?: string): Message[] {
    return this.messages.filter((each) => each.type === type && (id === undefined || each.id === id))
  }
}

/** A socket that has signed in. */
export async function signedIn(
  url: string,
  token: string | undefined,
  more: object = {},
): Promise<RawClient> {
  const client = await new RawClient(url).opened()
  client.send({ type: 'connection_init', payload: { token, ...more } })
  await new Promise<void>((resolve, reject) => {
    client.socket.once('message', () => resolve())
    client.socket.once('close', (code) => reject(new Error(`closed with ${code}`)))
  })
  return client
}

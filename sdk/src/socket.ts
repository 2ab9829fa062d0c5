/** As much of a WebSocket class as is used: the browser's, or that of the package ws. */
export type WebSocketImpl = new (url: string, protocols?: string | string[]) => object

/** What such a class makes. */
interface Wire {
  onopen: (() => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: ((event: { code: number }) => void) | null
  onerror: (() => void) | null
  readonly readyState: number
  send(text: string): void
  close(code?: number): void
  /** Of the package ws: without a farewell. */
  terminate?(): void
}

/** A message of the protocol graphql-transport-ws. */
export interface Message {
  readonly type: string
  readonly id?: string | undefined
  readonly payload?: unknown
}

export interface SocketEvents {
  /** What the socket introduces itself with. */
  introduce(): Promise<object>
  /** The server has accepted it: it may subscribe. */
  accepted(): void
  /** A message about one subscription. */
  told(message: Message): void
  /** It is open no more; `code` is 0 when it was given up here. Called once. */
  gone(code: number): void
}

const QUIET_MS = 10_000
const PONG_WAIT_MS = 5_000
const CONNECT_WAIT_MS = 10_000
const OPEN = 1

/** One WebSocket that speaks graphql-transport-ws, and notices when nobody is there any more. */
export class Socket {
  /** True from the server's acceptance to the end. */
  isAccepted = false
  readonly since: number = Date.now()
  private isGone = false
  private readonly wire: Wire
  private readonly events: SocketEvents
  private timer: ReturnType<typeof setTimeout>

  constructor(url: string, Impl: WebSocketImpl, events: SocketEvents) {
    this.events = events
    const wire = new Impl(url, 'graphql-transport-ws') as Wire
    this.wire = wire
    this.timer = setTimeout(() => this.drop(), CONNECT_WAIT_MS)
    wire.onopen = () => {
      events.introduce().then(
        (payload) => this.send({ type: 'connection_init', payload }),
        () => this.drop(),
      )
    }
    wire.onmessage = ({ data }) => this.read(String(data))
    wire.onclose = ({ code }) => this.end(code)
    // What went wrong is told by the close that follows.
    wire.onerror = () => {}
  }

  send(message: Message): void {
    if (this.wire.readyState === OPEN) this.wire.send(JSON.stringify(message))
  }

  /** Asks the other side for a sign of life, within seconds. */
  ping(): void {
    this.send({ type: 'ping' })
    this.expect(() => this.drop(), PONG_WAIT_MS)
  }

  /** Ends it, in a friendly way. */
  close(): void {
    this.end(1000)
    this.wire.close(1000)
  }

  /** Gives it up: nobody is there to say farewell to. */
  drop(): void {
    this.end(0)
    this.wire.close()
    this.wire.terminate?.()
  }

  private read(text: string): void {
    if (this.isGone) return
    let message: Message
    try {
      message = JSON.parse(text) as Message
    } catch {
      this.drop()
      return
    }
    if (message.type === 'connection_ack') {
      this.isAccepted = true
      this.events.accepted()
    } else if (message.type === 'ping') this.send({ type: 'pong' })
    else if (message.id !== undefined) this.events.told(message)
    // Whatever comes is a sign of life.
    if (!this.isGone && this.isAccepted) this.expect(() => this.ping(), QUIET_MS)
  }

  private expect(otherwise: () => void, ms: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(otherwise, ms)
  }

  private end(code: number): void {
    if (this.isGone) return
    this.isGone = true
    clearTimeout(this.timer)
    this.events.gone(code)
  }
}

import { createClient, type Client as GraphqlWs } from 'graphql-ws/client'
import { CentralitaError, type LanguageCode, ownError } from './errors.ts'
import type { Credentials } from './session.ts'
import type { Watched } from './watched.ts'

/** As much of a WebSocket class as is used: the browser's, or that of the package ws. */
export type WebSocketImpl = new (url: string, protocols?: string | string[]) => object

/**
 * How the live connection stands. IDLE: nothing is subscribed. CONNECTING: for the first time. LIVE: what is shown
 * is how it is. LOST: what is shown is how it was; it is tried again, at least every few seconds.
 */
export type ConnectionState = 'IDLE' | 'CONNECTING' | 'LIVE' | 'LOST'

export interface SocketOptions {
  readonly url: string
  readonly webSocketImpl: WebSocketImpl | undefined
  readonly language: LanguageCode | undefined
  readonly credentials: Credentials
  /** Kept as the connection stands. */
  readonly state: Watched<ConnectionState>
}

/** What a socket is given, once it is there. */
interface OpenSocket extends EventTarget {
  readonly readyState: number
  send(text: string): void
  close(code?: number, reason?: string): void
  /** Of the package ws: without a farewell. */
  terminate?(): void
}

const KEEP_ALIVE_MS = 10_000
const PONG_WAIT_MS = 5_000
const CONNECT_WAIT_MS = 10_000
const RENEW_RETRY_MS = 5_000
const LONGEST_TIMER_MS = 2_000_000_000
/** Open a moment longer, for whoever leaves one page of the application and enters the next. */
const LINGER_MS = 1_000
/** A connection that has not come about for so long may be given up when there is hope again. */
const STUCK_MS = 2_000
const OPEN = 1

/** One socket for all subscriptions of a client: signed in, kept alive, its end noticed. */
export class LiveSocket {
  readonly state: Watched<ConnectionState>
  /** True from the server's acceptance until the socket breaks. */
  isAccepted = false
  private readonly protocol: GraphqlWs
  private socket: OpenSocket | undefined
  private token: string | undefined
  private readonly credentials: Credentials
  private connectingSince = 0
  private deadline: ReturnType<typeof setTimeout> | undefined
  private renewal: ReturnType<typeof setTimeout> | undefined

  /** @param isWanted whether somebody waits for the socket: then its loss is a loss. */
  constructor({ url, webSocketImpl, language, credentials, state }: SocketOptions, isWanted: () => boolean) {
    this.credentials = credentials
    this.state = state
    const Impl = webSocketImpl ?? (globalThis as { WebSocket?: WebSocketImpl }).WebSocket
    if (!Impl) throw ownError('NO_WEBSOCKET', language)
    const gone = () => {
      this.isAccepted = false
      this.unexpect()
      clearTimeout(this.renewal)
      this.state.set(isWanted() ? 'LOST' : 'IDLE')
    }
    this.protocol = createClient({
      url,
      webSocketImpl: this.observed(Impl),
      keepAlive: KEEP_ALIVE_MS,
      lazyCloseTimeout: LINGER_MS,
      retryAttempts: 0,
      connectionParams: async () => {
        this.token = await credentials.token()
        if (!this.token) throw ownError('UNAUTHENTICATED', language)
        return { authorization: `Bearer ${this.token}`, ...(language && { language }) }
      },
      on: {
        connecting: () => {
          this.connectingSince = Date.now()
          if (this.state.value !== 'LOST') this.state.set('CONNECTING')
          this.expect(CONNECT_WAIT_MS)
        },
        connected: () => {
          this.unexpect()
          this.isAccepted = true
          this.state.set('LIVE')
          this.renewIn(credentials.renewInMs())
        },
        ping: (isReceived) => {
          if (!isReceived) this.expect(PONG_WAIT_MS)
        },
        // Whatever comes is a sign of life, but graphql-ws asks again only after an answer: it must still come.
        message: ({ type }) => {
          if (!this.isAccepted || this.deadline === undefined) return
          if (type === 'pong') this.unexpect()
          else this.expect(PONG_WAIT_MS)
        },
        closed: gone,
        error: gone,
      },
    })
  }

  /** Opens the socket if need be and subscribes once. `failed` is given what graphql-ws says. */
  subscribe(
    payload: { query: string; variables: Record<string, unknown> },
    sink: { next(result: unknown): void; failed(cause: unknown): void; complete(): void },
  ): () => void {
    return this.protocol.subscribe(payload, {
      next: (result) => sink.next(result),
      error: (cause) => sink.failed(cause),
      complete: () => sink.complete(),
    })
  }

  /** Asks the other side for a sign of life, within seconds; a connection that does not come about is given up. */
  probe(): void {
    if (this.isAccepted && this.socket?.readyState === OPEN) {
      this.socket.send('{"type":"ping"}')
      this.expect(PONG_WAIT_MS)
    } else if (!this.isAccepted && Date.now() - this.connectingSince > STUCK_MS) this.terminate()
  }

  /** Ends the socket as it is; subscriptions that go on open another. */
  drop(): void {
    const { socket } = this
    if (socket?.readyState === OPEN) socket.close(1000, 'Normal Closure')
    this.protocol.terminate()
  }

  private expect(limitMs: number): void {
    clearTimeout(this.deadline)
    this.deadline = setTimeout(() => this.terminate(), limitMs)
  }

  private unexpect(): void {
    clearTimeout(this.deadline)
    this.deadline = undefined
  }

  /** Nobody is there to say farewell to. */
  private terminate(): void {
    this.protocol.terminate()
    this.socket?.terminate?.()
  }

  private renewIn(delayMs: number | undefined): void {
    clearTimeout(this.renewal)
    if (delayMs === undefined) return
    this.renewal = setTimeout(() => void this.renew(), Math.min(Math.max(delayMs, 1_000), LONGEST_TIMER_MS))
  }

  /** Gives the open socket the next token before the present one ends. */
  private async renew(): Promise<void> {
    const { socket } = this
    let delayMs: number | undefined = RENEW_RETRY_MS
    try {
      const token = await this.credentials.token()
      if (this.socket !== socket || socket?.readyState !== OPEN || !this.isAccepted) return
      if (token && token !== this.token) {
        socket.send(JSON.stringify({ type: 'ping', payload: { authorization: `Bearer ${token}` } }))
        this.token = token
        delayMs = this.credentials.renewInMs()
      }
    } catch (error) {
      if (!(error instanceof CentralitaError)) console.error(error)
    }
    if (this.socket === socket && this.isAccepted) this.renewIn(delayMs)
  }

  /** The same class, each of whose sockets is known here and may fail without anybody listening. */
  private observed(Impl: WebSocketImpl): WebSocketImpl {
    const keep = (socket: OpenSocket) => {
      this.socket = socket
    }
    return class extends Impl {
      constructor(url: string, protocols?: string | string[]) {
        super(url, protocols)
        const socket = this as unknown as OpenSocket
        socket.addEventListener('error', () => {})
        keep(socket)
      }
    }
  }
}

import { backoffMs, whenAwake } from './backoff.ts'
import type { StreamDocument } from './document.ts'
import { type CentralitaError, errorOf, type Fail, type LanguageCode, type ToldError } from './errors.ts'
import type { Credentials } from './session.ts'
import { type Message, Socket, type WebSocketImpl } from './socket.ts'
import type { Sink } from './stream.ts'
import type { Watched } from './watched.ts'

/**
 * How the live connection stands. IDLE: nothing is subscribed. CONNECTING: for the first time. LIVE: what is shown
 * is how it is. LOST: what is shown is how it was; it is tried again, at least every few seconds.
 */
export type ConnectionState = 'IDLE' | 'CONNECTING' | 'LIVE' | 'LOST'

export interface LiveOptions {
  readonly url: string
  readonly webSocketImpl: WebSocketImpl | undefined
  readonly language: LanguageCode | undefined
  readonly fail: Fail
  readonly credentials: Credentials
  /** Kept as the connection stands. */
  readonly state: Watched<ConnectionState>
  /** Finds out over HTTP whether the server accepts the present token; if not, the session is over. */
  readonly check: () => Promise<unknown>
}

interface Subscription {
  readonly document: StreamDocument<unknown, unknown>
  readonly variables: unknown
  readonly sink: Sink<never>
  /** What it is called on the socket; a name is used once. */
  id: string
  hasDelivered: boolean
  /** Refusals one after the other. */
  refusals: number
}

type Timer = ReturnType<typeof setTimeout> | undefined

/** Close codes after which the same messages would break the next socket too. */
const FATAL: readonly number[] = [1009, 4400, 4406]
const FORBIDDEN = 4403
const TOO_FAR_BEHIND = 4290
const TOO_MANY_SOCKETS = 4291
const MANY_SOCKETS_WAIT = 10
/** A socket that stood so long was no failed attempt. */
const LASTING_MS = 5_000
/** An attempt that has not come about for so long may be given up when there is hope again. */
const STUCK_MS = 2_000
/** Open a moment longer, for whoever leaves one page of the application and enters the next. */
const LINGER_MS = 1_000
const RENEW_RETRY_MS = 5_000
const LEAST_TIMER_MS = 1_000
/** Refusals that pass by themselves: what had been delivering is asked for again. */
const PASSING: readonly string[] = [
  'DATABASE_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'RATE_LIMITED',
  'SHUTTING_DOWN',
]

/** All subscriptions of a client, over one socket: each resumes by itself after a break, until it ends or is refused. */
export class Subscriptions {
  private readonly open = new Set<Subscription>()
  private readonly options: LiveOptions
  private readonly impl: WebSocketImpl
  private socket: Socket | undefined
  private token: string | undefined
  private ids = 0
  /** Attempts one after the other that did not last. */
  private attempts = 0
  private retry: Timer
  private linger: Timer
  private renewal: Timer
  private stopWatching: (() => void) | undefined

  constructor(options: LiveOptions) {
    this.options = options
    const impl = options.webSocketImpl ?? (globalThis as { WebSocket?: WebSocketImpl }).WebSocket
    if (!impl) throw options.fail('NO_WEBSOCKET')
    this.impl = impl
  }

  /** @returns ends it. */
  add(document: StreamDocument<unknown, unknown>, variables: unknown, sink: Sink<never>): () => void {
    const subscription = { document, variables, sink, id: '', hasDelivered: false, refusals: 0 }
    this.open.add(subscription)
    clearTimeout(this.linger)
    this.stopWatching ??= whenAwake(() => this.awake())
    if (this.socket?.isAccepted) this.send(subscription)
    else if (!this.socket && !this.retry) this.connect()
    return () => {
      if (!this.open.has(subscription)) return
      if (subscription.id) this.socket?.send({ type: 'complete', id: subscription.id })
      this.end(subscription)
    }
  }

  /** Ends all of them, and the socket. */
  endAll(error?: Error): void {
    for (const subscription of [...this.open]) this.end(subscription, error)
    this.socket?.close()
  }

  /** The sign-in is another: what is subscribed goes on by it. */
  restart(): void {
    this.socket?.close()
  }

  private connect(): void {
    const { url, language, credentials, state, fail } = this.options
    clearTimeout(this.retry)
    this.retry = undefined
    if (state.value !== 'LOST') state.set('CONNECTING')
    try {
      this.socket = new Socket(url, this.impl, {
        introduce: async () => {
          this.token = await credentials.token()
          if (!this.token) this.endAll(fail('UNAUTHENTICATED'))
          return { authorization: `Bearer ${this.token}`, language }
        },
        accepted: () => {
          state.set('LIVE')
          for (const subscription of this.open) this.send(subscription)
          this.renewIn(credentials.renewInMs())
        },
        told: (message) => this.told(message),
        gone: (code) => this.gone(code),
      })
    } catch (cause) {
      this.endAll(fail('PROTOCOL', { cause }))
    }
  }

  private send(subscription: Subscription): void {
    const { document, variables } = subscription
    subscription.id = String(++this.ids)
    this.socket?.send({
      type: 'subscribe',
      id: subscription.id,
      payload: { query: document.text, variables: variables ?? {} },
    })
  }

  private told({ type, id, payload }: Message): void {
    const subscription = [...this.open].find((each) => each.id === id)
    if (!subscription) return
    if (type === 'complete') {
      this.end(subscription)
      return
    }
    const { data, errors } = (type === 'error' ? { errors: payload } : payload) as {
      data?: never
      errors?: ToldError[]
    }
    if (errors?.length) this.refused(subscription, errorOf(errors))
    else {
      subscription.hasDelivered = true
      subscription.refusals = 0
      subscription.sink.next(data as never)
    }
  }

  private refused(subscription: Subscription, error: CentralitaError): void {
    if (!subscription.hasDelivered || !PASSING.includes(error.code)) {
      this.end(subscription, error)
      return
    }
    const { socket } = this
    subscription.id = ''
    setTimeout(
      () => {
        // Another socket has asked for it already.
        if (this.socket === socket && socket?.isAccepted && this.open.has(subscription))
          this.send(subscription)
      },
      backoffMs(++subscription.refusals),
    )
  }

  private end(subscription: Subscription, error?: Error): void {
    if (!this.open.delete(subscription)) return
    if (this.open.size === 0) {
      clearTimeout(this.retry)
      this.retry = undefined
      this.stopWatching?.()
      this.stopWatching = undefined
      if (this.socket) this.linger = setTimeout(() => this.socket?.close(), LINGER_MS)
      else this.options.state.set('IDLE')
    }
    subscription.sink.end(error)
  }

  private gone(code: number): void {
    const { socket, options } = this
    this.socket = undefined
    clearTimeout(this.renewal)
    clearTimeout(this.linger)
    for (const subscription of this.open) {
      subscription.id = ''
      if (FATAL.includes(code)) this.end(subscription, options.fail('PROTOCOL', { details: { code } }))
      else if (code === TOO_FAR_BEHIND && subscription.document.stream === 'fact')
        this.end(subscription, options.fail('TOO_FAR_BEHIND'))
    }
    options.state.set(this.open.size > 0 ? 'LOST' : 'IDLE')
    if (this.open.size === 0) return
    if (Date.now() - (socket?.since ?? 0) > LASTING_MS) this.attempts = 0
    this.attempts++
    const times = code === TOO_MANY_SOCKETS ? MANY_SOCKETS_WAIT : 1
    this.retry = setTimeout(() => this.connect(), times * backoffMs(this.attempts))
    // It may be that the sign-in is over: then the session says so, and all of them end.
    if (code === FORBIDDEN && !socket?.isAccepted) options.check().catch(() => {})
  }

  /** The page was asleep, or its network away. */
  private awake(): void {
    if (this.retry) this.connect()
    else if (this.socket?.isAccepted) this.socket.ping()
    else if (this.socket && Date.now() - this.socket.since > STUCK_MS) this.socket.drop()
  }

  private renewIn(delayMs: number | undefined): void {
    clearTimeout(this.renewal)
    if (delayMs !== undefined)
      this.renewal = setTimeout(() => void this.renew(), Math.max(delayMs, LEAST_TIMER_MS))
  }

  /** Gives the open socket the next token before the present one ends. */
  private async renew(): Promise<void> {
    const { socket } = this
    const { credentials } = this.options
    const token = await credentials.token().catch(() => undefined)
    if (this.socket !== socket) return
    const isNew = token !== undefined && token !== this.token
    if (isNew) {
      this.token = token
      socket?.send({ type: 'ping', payload: { authorization: `Bearer ${token}` } })
    }
    this.renewIn(isNew ? credentials.renewInMs() : RENEW_RETRY_MS)
  }
}

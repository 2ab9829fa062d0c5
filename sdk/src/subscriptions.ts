import { backoffMs, whenAwake } from './backoff.ts'
import type { StreamDocument } from './document.ts'
import { CentralitaError, errorOf, type LanguageCode, ownError, type ToldError } from './errors.ts'
import { LiveSocket, type SocketOptions } from './socket.ts'
import type { Sink } from './stream.ts'

interface Subscription {
  readonly document: StreamDocument<unknown, unknown>
  readonly variables: Record<string, unknown>
  readonly sink: Sink<never>
  /** Ends what is open on the socket. */
  stop: () => void
  /** Attempts that did not last. */
  attempts: number
  startedAt: number
  hasDelivered: boolean
}

/** Close codes after which the same message would break the socket again. */
const FATAL: readonly number[] = [1009, 4400, 4401, 4406, 4409, 4429]
const FORBIDDEN = 4403
const TOO_FAR_BEHIND = 4290
const TOO_MANY_SOCKETS = 4291
const TOO_MANY_SOCKETS_WAIT = 10
/** What lasted so long was no failed attempt. */
const LASTING_MS = 5_000
/** Refusals that pass by themselves: what had been delivering is asked for again. */
const PASSING: readonly string[] = [
  'DATABASE_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'JOURNAL_CLOSED',
  'RATE_LIMITED',
  'REQUEST_TIMEOUT',
  'SHUTTING_DOWN',
]

/** All subscriptions of a client: each resumes by itself after a break, until it is ended or refused. */
export class Subscriptions {
  readonly socket: LiveSocket
  private readonly open = new Set<Subscription>()
  private readonly waiting = new Set<Subscription>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private checking: Promise<Error | undefined> | undefined
  private stopWatching: (() => void) | undefined
  private readonly language: LanguageCode | undefined
  private readonly check: () => Promise<unknown>

  /** @param check asks the server over HTTP whether it accepts the present token; throws UNAUTHENTICATED if not. */
  constructor(options: SocketOptions, check: () => Promise<unknown>) {
    this.language = options.language
    this.check = check
    this.socket = new LiveSocket(options, () => this.open.size > 0)
  }

  /** @returns ends it. */
  add(document: StreamDocument<unknown, unknown>, variables: unknown, sink: Sink<never>): () => void {
    const subscription: Subscription = {
      document,
      variables: (variables ?? {}) as Record<string, unknown>,
      sink,
      stop: () => {},
      attempts: 0,
      startedAt: 0,
      hasDelivered: false,
    }
    this.open.add(subscription)
    this.stopWatching ??= whenAwake(() => this.awake())
    this.run(subscription)
    return () => this.end(subscription)
  }

  /** Ends all of them. */
  endAll(error?: Error): void {
    for (const subscription of [...this.open]) this.end(subscription, error)
    this.socket.drop()
  }

  /** The sign-in is another: they go on by it. */
  restart(): void {
    this.socket.drop()
  }

  private end(subscription: Subscription, error?: Error): void {
    if (!this.open.delete(subscription)) return
    this.waiting.delete(subscription)
    if (this.open.size === 0) {
      clearTimeout(this.timer)
      this.timer = undefined
      this.stopWatching?.()
      this.stopWatching = undefined
      if (!this.socket.isAccepted) this.socket.state.set('IDLE')
    }
    subscription.stop()
    subscription.sink.end(error)
  }

  private run(subscription: Subscription): void {
    const { document, variables, sink } = subscription
    let isCurrent = true
    subscription.startedAt = Date.now()
    const stop = this.socket.subscribe(
      { query: document.text, variables },
      {
        next: (result) => {
          if (!isCurrent) return
          const { data, errors } = result as { data?: never; errors?: ToldError[] }
          if (errors?.length) return this.refused(subscription, errorOf(errors))
          subscription.hasDelivered = true
          sink.next(data as never)
        },
        failed: (cause) => {
          if (isCurrent) void this.failed(subscription, cause)
        },
        complete: () => {
          if (isCurrent) this.end(subscription)
        },
      },
    )
    subscription.stop = () => {
      isCurrent = false
      stop()
    }
  }

  private refused(subscription: Subscription, error: CentralitaError): void {
    if (subscription.hasDelivered && PASSING.includes(error.code)) this.again(subscription)
    else this.end(subscription, error)
  }

  private async failed(subscription: Subscription, cause: unknown): Promise<void> {
    subscription.stop()
    if (Array.isArray(cause)) return this.refused(subscription, errorOf(cause))
    if (cause instanceof CentralitaError && cause.code === 'UNAUTHENTICATED')
      return this.end(subscription, cause)
    const code = (cause as { code?: unknown } | null)?.code
    if (code === TOO_FAR_BEHIND && subscription.document.stream === 'fact')
      return this.end(subscription, ownError('TOO_FAR_BEHIND', this.language))
    if (FATAL.includes(code as number)) {
      const { reason } = cause as { reason?: string }
      return this.end(subscription, ownError('PROTOCOL', this.language, { details: { code, reason } }))
    }
    if (code === FORBIDDEN) {
      const refusal = await this.verdict()
      if (refusal) return this.end(subscription, refusal)
    }
    this.again(subscription, code === TOO_MANY_SOCKETS ? TOO_MANY_SOCKETS_WAIT : 1)
  }

  /** Whether a refused socket means that the sign-in is over; asked once for all. */
  private verdict(): Promise<Error | undefined> {
    this.checking ??= this.check()
      .then(
        () => undefined,
        (error) => (error instanceof CentralitaError && error.code === 'UNAUTHENTICATED' ? error : undefined),
      )
      .finally(() => {
        this.checking = undefined
      })
    return this.checking
  }

  /** Subscribes again after a while, together with the others that wait. */
  private again(subscription: Subscription, times = 1): void {
    if (!this.open.has(subscription)) return
    subscription.stop()
    if (Date.now() - subscription.startedAt > LASTING_MS) subscription.attempts = 0
    subscription.attempts++
    this.waiting.add(subscription)
    this.timer ??= setTimeout(() => this.resume(), times * backoffMs(subscription.attempts))
  }

  private resume(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const waiting = [...this.waiting]
    this.waiting.clear()
    for (const subscription of waiting) this.run(subscription)
  }

  /** The page was asleep, or its network away. */
  private awake(): void {
    if (this.waiting.size > 0) this.resume()
    else this.socket.probe()
  }
}

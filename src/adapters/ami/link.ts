import { AmiClient, type AmiCounters } from './client.ts'
import { AmiError } from './errors.ts'
import type { AmiMessage } from './message.ts'

/** CONNECTING until logged in, DOWN between two attempts, REFUSED for good once the login was refused. */
export type AmiLinkState = 'CONNECTING' | 'UP' | 'DOWN' | 'REFUSED' | 'STOPPED'

/** The patience of a link, all in milliseconds. */
export interface AmiTimings {
  connectTimeoutMs: number
  actionTimeoutMs: number
  /** Between two pings, and how long each may take; two unanswered ones in a row end the connection. */
  pingIntervalMs: number
  pingTimeoutMs: number
  /** Before an attempt: a random time between the least and a cap that doubles up to the most. */
  leastRetryMs: number
  mostRetryMs: number
  /** A connection that lasted this long was good: the next retry begins at the least again. */
  lastingMs: number
}

const TIMINGS: AmiTimings = {
  connectTimeoutMs: 5_000,
  actionTimeoutMs: 10_000,
  pingIntervalMs: 10_000,
  pingTimeoutMs: 10_000,
  leastRetryMs: 500,
  mostRetryMs: 30_000,
  lastingMs: 10_000,
}

export interface AmiLinkOptions extends Partial<AmiTimings> {
  host: string
  port: number
  username: string
  secret: string
  /** Which events to send, as for a login. */
  events?: string
  /** Logged in and answering. Every event since the login follows, in order. */
  onUp(client: AmiClient): void
  onEvent(event: AmiMessage): void
  /** The connection that was up is lost; the link tries again by itself. Not called by `stop`. */
  onDown(reason: AmiError): void
  /** The account or secret is wrong, or cannot be sent. Told once; the link does not try again. */
  onRefused(error: AmiError): void
  /** Every change, with its reason where there is one: also why an attempt failed. */
  onState?(state: AmiLinkState, reason?: AmiError): void
  /** A handler that threw, or a message nobody can read. */
  onFault?(fault: unknown): void
}

const MAX_UNANSWERED_PINGS = 2
const MAX_EARLY_EVENTS = 200_000

/** The kept connection to one PBX: connects, logs in, watches and reconnects until stopped. */
export class AmiLink {
  readonly #options: AmiLinkOptions
  readonly #timings: AmiTimings
  readonly #past: AmiCounters = { messages: 0, bytes: 0, malformed: 0 }
  #state: AmiLinkState = 'STOPPED'
  #client: AmiClient | undefined
  #timer: NodeJS.Timeout | undefined
  /** One start to its stop: what an earlier run still awaits finds itself aborted. */
  #run = new AbortController()
  #attempt = Promise.resolve()
  #failures = 0
  #ups = 0

  constructor(options: AmiLinkOptions) {
    this.#options = options
    this.#timings = { ...TIMINGS, ...definedTimings(options) }
  }

  get state(): AmiLinkState {
    return this.#state
  }

  /** The connection, while the link is up. */
  get client(): AmiClient | undefined {
    return this.#state === 'UP' ? this.#client : undefined
  }

  /** Totals over all connections; `reconnects` counts how often the link came up again. */
  get counters(): AmiCounters & { reconnects: number } {
    const now = this.#client?.counters
    return {
      messages: this.#past.messages + (now?.messages ?? 0),
      bytes: this.#past.bytes + (now?.bytes ?? 0),
      malformed: this.#past.malformed + (now?.malformed ?? 0),
      reconnects: Math.max(0, this.#ups - 1),
    }
  }

  /** Begins to connect. Does nothing on a running link; a refused one tries once more. */
  start(): void {
    if (this.#state !== 'STOPPED' && this.#state !== 'REFUSED') return
    this.#run = new AbortController()
    this.#failures = 0
    this.#attempt = this.#connect(this.#run.signal)
  }

  /** Ends the connection and every timer; resolves when the socket is closed. */
  async stop(): Promise<void> {
    this.#run.abort()
    clearTimeout(this.#timer)
    const client = this.#client
    this.#forget()
    this.#become('STOPPED')
    await client?.close()
    await this.#attempt
  }

  async #connect(run: AbortSignal): Promise<void> {
    this.#become('CONNECTING')
    const early: AmiMessage[] = []
    let client: AmiClient | undefined
    try {
      client = await AmiClient.connect({
        host: this.#options.host,
        port: this.#options.port,
        connectTimeoutMs: this.#timings.connectTimeoutMs,
        actionTimeoutMs: this.#timings.actionTimeoutMs,
        signal: run,
        onFault: (fault) => this.#tell(() => this.#options.onFault?.(fault)),
      })
      this.#client = client
      this.#holdEvents(client, early)
      await client.login(this.#options)
      await client.action('Ping')
      if (!client.isOpen) throw new AmiError('DISCONNECTED', 'The connection ended with the login')
    } catch (error) {
      client?.destroy(error as AmiError)
      if (!run.aborted) this.#fail(run, error as AmiError)
      return
    }
    this.#cameUp(run, client, early)
  }

  /** Events may come with the login's answer, before anyone was told that the link is up. */
  #holdEvents(client: AmiClient, early: AmiMessage[]): void {
    client.onEvent = (event) => {
      if (early.push(event) <= MAX_EARLY_EVENTS) return
      client.destroy(new AmiError('OVERFLOW', 'Too many events before the login was complete'))
    }
  }

  #cameUp(run: AbortSignal, client: AmiClient, early: readonly AmiMessage[]): void {
    this.#ups++
    const upSince = performance.now()
    client.onClose = (reason) => {
      if (run.aborted) return
      if (performance.now() - upSince >= this.#timings.lastingMs) this.#failures = 0
      const lost = reason ?? new AmiError('DISCONNECTED', 'The connection was closed')
      this.#retry(run, lost)
      this.#tell(() => this.#options.onDown(lost))
    }
    this.#become('UP')
    this.#tell(() => this.#options.onUp(client))
    client.onEvent = (event) => this.#options.onEvent(event)
    for (const event of early) {
      if (client.isOpen) this.#tell(() => this.#options.onEvent(event))
    }
    if (client.isOpen) this.#watch(client, 0)
  }

  /** Pings for ever; a link that is half open answers nothing and would never close by itself. */
  #watch(client: AmiClient, unanswered: number): void {
    this.#timer = setTimeout(async () => {
      const missed = (await this.#answersPing(client)) ? 0 : unanswered + 1
      if (!client.isOpen) return
      if (missed < MAX_UNANSWERED_PINGS) this.#watch(client, missed)
      else client.destroy(new AmiError('TIMED_OUT', `The PBX left ${missed} pings unanswered`))
    }, this.#timings.pingIntervalMs)
  }

  async #answersPing(client: AmiClient): Promise<boolean> {
    try {
      await client.action('Ping', {}, { timeoutMs: this.#timings.pingTimeoutMs })
      return true
    } catch (error) {
      return (error as AmiError).code === 'REFUSED'
    }
  }

  #fail(run: AbortSignal, error: AmiError): void {
    // Credentials that cannot even be sent are as final as wrong ones.
    if (error.code === 'LOGIN_REFUSED' || error.code === 'INVALID_VALUE') {
      this.#forget()
      this.#become('REFUSED', error)
      this.#tell(() => this.#options.onRefused(error))
    } else {
      this.#retry(run, error)
    }
  }

  #retry(run: AbortSignal, reason: AmiError): void {
    this.#forget()
    const { leastRetryMs, mostRetryMs } = this.#timings
    const capMs = Math.min(mostRetryMs, leastRetryMs * 2 ** Math.min(++this.#failures, 30))
    const delayMs = leastRetryMs + Math.random() * (capMs - leastRetryMs)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#attempt = this.#connect(run)
    }, delayMs)
    this.#become('DOWN', reason)
  }

  /** Adds what the connection counted to the totals and lets it go. */
  #forget(): void {
    const counted = this.#client?.counters
    this.#client = undefined
    if (!counted) return
    this.#past.messages += counted.messages
    this.#past.bytes += counted.bytes
    this.#past.malformed += counted.malformed
  }

  #become(state: AmiLinkState, reason?: AmiError): void {
    if (this.#state === state && !reason) return
    this.#state = state
    this.#tell(() => this.#options.onState?.(state, reason))
  }

  /** A handler that fails must stop neither the stream nor the reconnecting. */
  #tell(call: () => void): void {
    try {
      call()
    } catch (fault) {
      try {
        this.#options.onFault?.(fault)
      } catch {
        // A reporter that fails has nobody left to tell.
      }
    }
  }
}

/** Only the timings that are set: an undefined one must not hide its default. */
function definedTimings(options: AmiLinkOptions): Partial<AmiTimings> {
  const names = Object.keys(TIMINGS) as (keyof AmiTimings)[]
  return Object.fromEntries(
    names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
  )
}

import { createHash } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { type ActionHeaders, formatAction } from './action.ts'
import { AmiDecoder } from './decoder.ts'
import { AmiError } from './errors.ts'
import type { AmiMessage } from './message.ts'
import { type AmiList, PendingActions } from './pending.ts'

export interface AmiClientOptions {
  host: string
  port: number
  /** Time for the name, the connection and the banner; 5 s unless told. */
  connectTimeoutMs?: number
  /** Time for an action's whole answer where the action does not say; 10 s unless told. */
  actionTimeoutMs?: number
  /** The longest message accepted, in bytes; 1 MB unless told. */
  maxMessageBytes?: number
  /** The most items accepted in one list; 200,000 unless told. */
  maxListItems?: number
  /** Gives up connecting. */
  signal?: AbortSignal
  /** Told of a handler that threw, and once per connection of a message nobody can read. */
  onFault?: (fault: unknown) => void
}

export interface AmiCredentials {
  username: string
  secret: string
  /** Which events to send: `on`, `off` or classes such as `call,agent`; the account's own unless told. */
  events?: string
}

/** What one connection has read so far. */
export interface AmiCounters {
  messages: number
  bytes: number
  malformed: number
}

const MAX_UNSENT_BYTES = 4_000_000
const CLOSE_GRACE_MS = 1_000

/** One connection to an Asterisk manager. It never reconnects: see AmiLink for the kept one. */
export class AmiClient {
  /** Every event that is not an item of a list asked for. It must not wait: the next message follows at once. */
  onEvent: (event: AmiMessage) => void = () => {}
  /** Called once when the connection is over; undefined after `close`. */
  onClose: (reason: AmiError | undefined) => void = () => {}
  /** The first line the manager sent. */
  banner = ''

  readonly #options: AmiClientOptions
  readonly #socket: Socket
  readonly #decoder: AmiDecoder
  readonly #pending: PendingActions
  readonly #socketClosed: Promise<void>
  #ended = false

  private constructor(options: AmiClientOptions, onBanner: () => void) {
    this.#options = options
    this.#pending = new PendingActions(options.maxListItems ?? 200_000)
    this.#decoder = new AmiDecoder({
      bannerRequired: true,
      maxMessageBytes: options.maxMessageBytes,
      onBanner: (banner) => {
        this.banner = banner
        onBanner()
      },
      onMessage: (message) => this.#receive(message),
      onMalformed: () => {
        if (this.#decoder.malformed > 1) return
        this.#report(new AmiError('PROTOCOL', 'Skipped a message that is neither an event nor a response'))
      },
    })
    this.#socket = connect({ host: options.host, port: options.port, noDelay: true, keepAlive: true })
    let failure: Error | undefined
    this.#socket.on('data', (chunk) => this.#read(chunk))
    this.#socket.on('error', (error) => {
      failure = error
    })
    this.#socketClosed = new Promise((resolve) => {
      this.#socket.on('close', () => {
        const code = this.banner ? 'DISCONNECTED' : 'UNREACHABLE'
        this.#end(new AmiError(code, failure?.message || 'The manager closed the connection'))
        resolve()
      })
    })
  }

  /**
   * Connects and waits for the banner.
   * @throws AmiError UNREACHABLE, or PROTOCOL when something else answers there.
   */
  static connect(options: AmiClientOptions): Promise<AmiClient> {
    const timeoutMs = options.connectTimeoutMs ?? 5_000
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer)
        options.signal?.removeEventListener('abort', giveUp)
        client.onClose = () => {}
      }
      const client = new AmiClient(options, () => {
        settle()
        resolve(client)
      })
      client.onClose = (reason) => {
        settle()
        reject(reason)
      }
      const giveUp = () => client.destroy(new AmiError('UNREACHABLE', 'Gave up connecting'))
      const timer = setTimeout(() => {
        client.destroy(new AmiError('UNREACHABLE', `No manager answered within ${timeoutMs} ms`))
      }, timeoutMs)
      options.signal?.addEventListener('abort', giveUp)
      if (options.signal?.aborted) giveUp()
    })
  }

  /** False once the connection is over. */
  get isOpen(): boolean {
    return !this.#ended
  }

  get counters(): AmiCounters {
    const { messages, bytes, malformed } = this.#decoder
    return { messages, bytes, malformed }
  }

  /**
   * Logs in by MD5 challenge, so that the secret is not sent; in plain where the manager offers none.
   * @throws AmiError LOGIN_REFUSED for a wrong account or secret, about a second later, or as `action` does.
   */
  async login({ username, secret, events }: AmiCredentials): Promise<void> {
    const challenge = await this.#challenge()
    const proof = challenge
      ? { AuthType: 'MD5', Key: createHash('md5').update(challenge).update(secret).digest('hex') }
      : { Secret: secret }
    try {
      await this.action('Login', { Username: username, ...proof, Events: events })
    } catch (error) {
      if (!isRefusal(error)) throw error
      throw new AmiError('LOGIN_REFUSED', 'The manager refused the login', error.answer)
    }
  }

  /**
   * Sends an action and waits for its response.
   * @throws AmiError REFUSED (with the PBX's `answer`), TIMED_OUT, DISCONNECTED, INVALID_VALUE or OVERFLOW.
   */
  async action(
    name: string,
    headers: ActionHeaders = {},
    { timeoutMs = this.#options.actionTimeoutMs ?? 10_000 }: { timeoutMs?: number } = {},
  ): Promise<AmiMessage> {
    const id = this.#send(name, headers)
    return this.#pending.response(id, name, timeoutMs)
  }

  /**
   * Sends an action that answers with a list and waits until the list is complete. For some actions the PBX
   * refuses when there is nothing to list (`PJSIPShowContacts`: "No Contacts found").
   * @throws AmiError as `action` does; OVERFLOW when the list has too many items.
   */
  async list(
    name: string,
    headers: ActionHeaders = {},
    { timeoutMs = this.#options.actionTimeoutMs ?? 10_000 }: { timeoutMs?: number } = {},
  ): Promise<AmiList> {
    const id = this.#send(name, headers)
    return this.#pending.list(id, name, timeoutMs)
  }

  /** Logs off and ends the connection; pending actions fail with DISCONNECTED. Never waits over a second. */
  async close(): Promise<void> {
    if (!this.#ended) {
      this.#end(undefined)
      this.#socket.end('Action: Logoff\r\n\r\n')
    }
    const grace = setTimeout(() => this.#socket.destroy(), CLOSE_GRACE_MS)
    await this.#socketClosed
    clearTimeout(grace)
  }

  /** Ends the connection at once, telling why. */
  destroy(reason: AmiError): void {
    this.#end(reason)
    this.#socket.destroy()
  }

  /** The manager's challenge; undefined where it offers none. */
  async #challenge(): Promise<string | undefined> {
    try {
      const response = await this.action('Challenge', { AuthType: 'MD5' })
      return response.get('Challenge')
    } catch (error) {
      if (isRefusal(error)) return undefined
      throw error
    }
  }

  #send(name: string, headers: ActionHeaders): string {
    if (this.#ended) throw new AmiError('DISCONNECTED', 'The connection is closed')
    const id = this.#pending.newId()
    const text = formatAction(name, id, headers)
    if (this.#pending.full || this.#socket.writableLength > MAX_UNSENT_BYTES) {
      throw new AmiError('OVERFLOW', 'Too many actions wait for an answer')
    }
    this.#socket.write(text)
    return id
  }

  #read(chunk: Buffer): void {
    if (this.#ended) return
    try {
      this.#decoder.push(chunk)
    } catch (error) {
      this.destroy(error instanceof AmiError ? error : new AmiError('PROTOCOL', String(error)))
    }
  }

  #receive(message: AmiMessage): void {
    if (this.#ended || this.#pending.take(message)) return
    try {
      this.onEvent(message)
    } catch (fault) {
      this.#report(fault)
    }
  }

  #report(fault: unknown): void {
    try {
      this.#options.onFault?.(fault)
    } catch {
      // A reporter that fails has nobody left to tell; the stream goes on.
    }
  }

  #end(reason: AmiError | undefined): void {
    if (this.#ended) return
    this.#ended = true
    this.#pending.failAll(reason?.message ?? 'The connection was closed')
    try {
      this.onClose(reason)
    } catch (fault) {
      this.#report(fault)
    }
  }
}

const isRefusal = (error: unknown): error is AmiError => error instanceof AmiError && error.code === 'REFUSED'

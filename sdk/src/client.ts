import { bounded, type CutShort } from './bounded.ts'
import type { Given, RequestDocument, RequestOptions, StreamDocument, StreamOptions } from './document.ts'
import { CentralitaError, demand, type Fail, failIn, type LanguageCode } from './errors.ts'
import {
  PasswordChangeDocument,
  SessionEndDocument,
  SessionRefreshDocument,
  SessionStartDocument,
} from './generated/documents.ts'
import type { PasswordChangeInput, SessionStartInput, UserFieldsFragment } from './generated/types.ts'
import { type Answer, type Fetch, type HttpOptions, post, resultOf } from './http.ts'
import { type Credentials, FixedToken, Session, type SessionState, type TokenStore } from './session.ts'
import type { WebSocketImpl } from './socket.ts'
import { streamOf } from './stream.ts'
import { type ConnectionState, Subscriptions } from './subscriptions.ts'
import { Watched } from './watched.ts'

export interface ClientOptions {
  /** Where the API is, such as `https://centralita.example/graphql`; in a browser `/graphql` will do. */
  readonly url: string
  /** The language of messages; the server's choice when left out. */
  readonly language?: LanguageCode | undefined
  /** A fixed token, such as a display link's. Nobody signs in or out then. */
  readonly token?: string | undefined
  /** Where a sign-in is kept; in memory when left out. */
  readonly tokens?: TokenStore | undefined
  readonly fetch?: Fetch | undefined
  /** For platforms without WebSocket, as Node 20: the class of the package ws. */
  readonly webSocketImpl?: WebSocketImpl | undefined
  /** How long a request may take, in milliseconds; 15 s when left out. */
  readonly timeoutMs?: number | undefined
}

const TIMEOUT_MS = 15_000
const SIGN_OUT_MS = 5_000
const CHECK: RequestDocument<unknown, Record<string, never>> = { text: '{__typename}' }
/** The token was refused, before anything was done. */
const UNAUTHORIZED = 401

/** One server, spoken to on somebody's behalf. Make it with `createClient` or `createCentralita`. */
export class Client {
  private readonly http: HttpOptions
  private readonly socketUrl: string
  private readonly options: ClientOptions
  private readonly fail: Fail
  private readonly credentials: Credentials
  private readonly running = new Set<(reason: CutShort) => void>()
  private readonly liveState = new Watched<ConnectionState>('IDLE')
  private readonly stopWatching: (() => void) | undefined
  private live: Subscriptions | undefined
  private isClosed = false

  constructor(options: ClientOptions) {
    this.options = options
    this.fail = failIn(options.language)
    const { location } = globalThis as { location?: { href: string } }
    const url = new URL(options.url, location?.href)
    this.http = {
      url: url.href,
      fetch: options.fetch ?? ((address, init) => globalThis.fetch(address, init)),
      language: options.language,
      fail: this.fail,
    }
    this.socketUrl = url.href.replace(/^http/, 'ws')
    this.credentials =
      options.token === undefined
        ? new Session(options.tokens, (token) => this.exchange(token), `centralita ${url.href}`)
        : new FixedToken(options.token)
    this.stopWatching = this.credentials.watch()
    this.credentials.state.watch((state) => {
      if (state === 'SIGNED_OUT') this.live?.endAll(this.fail('UNAUTHENTICATED'))
    })
  }

  /** How the live connection stands. */
  get connection(): ConnectionState {
    return this.liveState.value
  }

  /** Calls `listener` whenever `connection` changes. @returns stops it. */
  onConnection(listener: (state: ConnectionState) => void): () => void {
    return this.liveState.watch(listener)
  }

  /** Whether somebody is signed in. */
  get session(): SessionState {
    return this.credentials.state.value
  }

  /** Calls `listener` whenever `session` changes. @returns stops it. */
  onSession(listener: (state: SessionState) => void): () => void {
    return this.credentials.state.watch(listener)
  }

  /**
   * Signs in and keeps the tokens.
   * @returns who signed in; with `mustChangePassword` call `changePassword` before all else.
   * @throws CentralitaError INVALID_CREDENTIALS, LOGIN_LIMIT (with `details.retryAfterSeconds`), USER_DISABLED.
   */
  async signIn(input: SessionStartInput, options?: RequestOptions): Promise<UserFieldsFragment> {
    const session = this.ownSession()
    const { user } = await session.keep(
      this.bounded(options, async (signal) => {
        const answer = await this.send(SessionStartDocument, { input }, undefined, signal)
        return demand(resultOf(answer).sessionStart).session
      }),
    )
    this.live?.restart()
    return user
  }

  /**
   * Replaces the password. All other sign-ins of the user end, this one goes on.
   * @throws CentralitaError INVALID_CREDENTIALS, PASSWORD_TOO_SHORT and others of `PASSWORD_…`.
   */
  async changePassword(input: PasswordChangeInput, options?: RequestOptions): Promise<UserFieldsFragment> {
    const session = this.ownSession()
    // Refreshes the token if need be: while the password is changed it cannot.
    await this.request(CHECK, {}, options).catch(() => {})
    const { user } = await this.bounded(options, async (signal) => {
      const token = await session.token()
      return session.replace(async () => {
        const answer = await this.send(PasswordChangeDocument, { input }, token, signal)
        return demand(resultOf(answer).passwordChange).session
      })
    })
    this.live?.restart()
    return user
  }

  /** Signs out: here at once, and on the server if it can be reached. */
  async signOut(options?: RequestOptions): Promise<void> {
    const session = this.ownSession()
    const left = await session.forget()
    if (!left) return
    try {
      await this.bounded({ timeoutMs: SIGN_OUT_MS, ...options }, async (signal) => {
        const isGood = left.expiresAt > Date.now()
        const { accessToken } = isGood ? left : await this.exchange(left.refreshToken)
        return this.send(SessionEndDocument, {}, accessToken, signal)
      })
    } catch (error) {
      if (!(error instanceof CentralitaError)) throw error
    }
  }

  /**
   * Asks once.
   * @throws CentralitaError whatever the server told above the operation, or NETWORK, TIMED_OUT, ABORTED, CLOSED,
   * BAD_RESPONSE. What a mutation could not do stands in its payload's `errors`: see `demand`.
   */
  request<Result, Variables>(
    document: RequestDocument<Result, Variables>,
    ...[variables, options]: Given<Variables, RequestOptions>
  ): Promise<Result> {
    return this.bounded(options, async (signal) => {
      const token = await this.credentials.token()
      const answer = await this.send(document, variables, token, signal)
      if (token === undefined || answer.status !== UNAUTHORIZED) return resultOf<Result>(answer)
      const next = await this.credentials.token(token)
      return resultOf<Result>(
        next === undefined ? answer : await this.send(document, variables, next, signal),
      )
    })
  }

  /**
   * Watches. The subscription begins with the iteration, resumes by itself after a break (a state subscription
   * with the state as it stands), and ends when the loop is left, the signal aborted or the client closed.
   * Iterating throws a CentralitaError when the server refuses it, or a reader of facts falls too far behind.
   */
  subscribe<Result, Variables>(
    document: StreamDocument<Result, Variables>,
    ...[variables, options]: Given<Variables, StreamOptions>
  ): AsyncIterable<Result> {
    return streamOf<Result>(
      document.stream,
      (sink) => {
        try {
          if (this.isClosed) throw this.fail('CLOSED')
          return this.subscriptions().add(document as StreamDocument<unknown, unknown>, variables, sink)
        } catch (error) {
          sink.end(error as Error)
          return () => {}
        }
      },
      options?.signal,
      () => this.fail('TOO_FAR_BEHIND'),
    )
  }

  /** Ends all that goes on: requests with CLOSED, iterations as if their loops were left. */
  close(): void {
    this.isClosed = true
    this.stopWatching?.()
    for (const cut of [...this.running]) cut('CLOSED')
    this.live?.endAll()
  }

  private subscriptions(): Subscriptions {
    const { webSocketImpl, language } = this.options
    const { credentials, fail, socketUrl: url, liveState: state } = this
    const check = () => this.request(CHECK)
    this.live ??= new Subscriptions({ url, webSocketImpl, language, fail, credentials, state, check })
    return this.live
  }

  private ownSession(): Session {
    if (this.credentials instanceof Session) return this.credentials
    throw new TypeError('This client has a fixed token.')
  }

  private async exchange(refreshToken: string) {
    const { sessionRefresh } = await this.bounded(undefined, async (signal) =>
      resultOf(await this.send(SessionRefreshDocument, { refreshToken }, undefined, signal)),
    )
    return demand(sessionRefresh).session
  }

  private send<Result, Variables>(
    { text }: RequestDocument<Result, Variables>,
    variables: Variables | undefined,
    token: string | undefined,
    signal: AbortSignal,
  ): Promise<Answer<Result>> {
    return post<Result>(this.http, { query: text, variables }, token, signal)
  }

  private bounded<Result>(
    options: RequestOptions | undefined,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const { running, fail } = this
    if (this.isClosed) return Promise.reject(fail('CLOSED'))
    return bounded(
      {
        timeoutMs: options?.timeoutMs ?? this.options.timeoutMs ?? TIMEOUT_MS,
        signal: options?.signal,
        running,
        fail,
      },
      work,
    )
  }
}

/** A client for documents of one's choice: bundlers leave out those that are not imported. */
export const createClient = (options: ClientOptions): Client => new Client(options)

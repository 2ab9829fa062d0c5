import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'

export interface GraphqlAnswer<Data> {
  data: Data | null
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string } }[]
}

/** A subscription of a test: what has come so far, until it is ended. */
export class Stream<Value> {
  readonly values: Value[] = []
  readonly errors: unknown[] = []
  isOver = false
  private readonly end: () => void

  constructor(
    subscribe: (sink: {
      next(value: Value): void
      error(error: unknown): void
      complete(): void
    }) => () => void,
  ) {
    this.end = subscribe({
      next: (value) => this.values.push(value),
      error: (error) => {
        this.errors.push(error)
        this.isOver = true
      },
      complete: () => (this.isOver = true),
    })
  }

  get last(): Value | undefined {
    return this.values.at(-1)
  }

  stop(): void {
    this.end()
  }
}

/** Somebody at the API, over HTTP and WebSocket. */
export class ApiClient {
  token: string | undefined
  refreshToken: string | undefined
  language = 'es'
  private readonly sockets: ReturnType<typeof createClient>[] = []

  constructor(readonly port: number) {}

  /** The whole answer, errors included. */
  async ask<Data>(query: string, variables: object = {}): Promise<GraphqlAnswer<Data>> {
    const response = await fetch(`http://127.0.0.1:${this.port}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'accept-language': this.language,
        ...(this.token && { authorization: `Bearer ${this.token}` }),
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(15_000),
    })
    return (await response.json()) as GraphqlAnswer<Data>
  }

  /** The data alone; top-level errors are thrown. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  async query<Data = any>(query: string, variables: object = {}): Promise<Data> {
    const { data, errors } = await this.ask<Data>(query, variables)
    if (errors)
      throw new Error(errors.map(({ message, extensions }) => `${extensions.code}: ${message}`).join('; '))
    return data!
  }

  /** What a mutation made; its own errors are thrown. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  async mutate<Data = any>(query: string, variables: object = {}): Promise<Data> {
    const [payload] = Object.values(
      await this.query<Record<string, { errors: { code: string }[] }>>(query, variables),
    )
    const { errors } = payload!
    if (errors.length > 0) throw new Error(JSON.stringify(errors))
    return payload as Data
  }

  async signIn(login: string, password: string): Promise<void> {
    const { session } = await this.mutate(
      `mutation ($input: SessionStartInput!) {
        sessionStart(input: $input) { session { accessToken refreshToken } errors { code path message } }
      }`,
      { input: { login, password } },
    )
    this.token = session.accessToken
    this.refreshToken = session.refreshToken
  }

  async changePassword(current: string, next: string): Promise<void> {
    const { session } = await this.mutate(
      `mutation ($input: PasswordChangeInput!) {
        passwordChange(input: $input) { session { accessToken refreshToken } errors { code path message } }
      }`,
      { input: { current, next } },
    )
    this.token = session.accessToken
    this.refreshToken = session.refreshToken
  }

  /** Subscribes over a socket of its own that reconnects by itself. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  subscribe<Value = any>(query: string, variables: Record<string, unknown> = {}): Stream<Value> {
    const socket = createClient({
      url: `ws://127.0.0.1:${this.port}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: () => ({ token: this.token, language: this.language }),
      retryAttempts: 1_000,
      retryWait: () => new Promise((resolve) => setTimeout(resolve, 100)),
      shouldRetry: () => true,
    })
    this.sockets.push(socket)
    return new Stream<Value>((sink) =>
      socket.subscribe<Record<string, Value>>(
        { query, variables },
        {
          next: ({ data, errors }) => (errors ? sink.error(errors) : sink.next(Object.values(data!)[0]!)),
          error: sink.error,
          complete: sink.complete,
        },
      ),
    )
  }

  /** Ends all of its sockets. */
  async close(): Promise<void> {
    await Promise.all(this.sockets.map((socket) => socket.dispose()))
  }
}

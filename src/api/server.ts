import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { GraphQLSchema } from 'graphql'
import type { Language, Viewer } from '../platform/viewer.ts'
import { type Authenticate, type AuthenticateBasic, Callers } from './callers.ts'
import type { ApiContext } from './context.ts'
import { Executor } from './execution.ts'
import { type Answered, GraphqlHttp } from './http.ts'
import { type ApiLimits, DEFAULT_LIMITS } from './limits/limits.ts'
import { RequestRate } from './limits/rate.ts'
import type { ApiLog } from './log.ts'
import { messageOf } from './messages/messages.ts'
import { Origins, type OriginsOptions } from './origins.ts'
import { GraphqlSockets, refuse } from './websocket.ts'

/** Answers an HTTP request beside GraphQL. What it throws is logged and answered with 500. */
export type RouteHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void

export interface ApiOptions {
  readonly schema: GraphQLSchema
  readonly authenticate: Authenticate
  readonly authenticateBasic?: AuthenticateBasic
  readonly log: ApiLog
  readonly languageDefault?: Language
  readonly limits?: Partial<ApiLimits>
  /** By path, such as `/healthz`; a path that ends with `/` answers all below it. */
  readonly routes?: ReadonlyMap<string, RouteHandler>
  /** `everyone`: also those who have not signed in. */
  readonly introspection?: 'signedIn' | 'everyone'
  readonly trustsProxy?: boolean
  /** Whose pages may ask from a browser; only this server's own when left out. */
  readonly origins?: OriginsOptions
  readonly initTimeoutMs?: number
  readonly pingIntervalMs?: number
  /** Told of every answer over HTTP, for figures. */
  readonly onAnswered?: (answer: Answered) => void
}

const GRAPHQL_PATH = '/graphql'

const HEADERS: readonly (readonly [string, string])[] = [
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'no-referrer'],
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['cache-control', 'no-store'],
]

/** The HTTP server with GraphQL on `/graphql`, over HTTP and WebSocket, and the routes beside it. */
export class Api {
  readonly sockets: GraphqlSockets
  private readonly server: Server
  private readonly graphql: GraphqlHttp
  private readonly routes: ReadonlyMap<string, RouteHandler>
  private readonly callers: Callers
  private readonly rate: RequestRate
  private readonly origins: Origins
  private readonly log: ApiLog
  private stopping = false
  /** Requests that were wholly received and not answered yet. */
  private working = 0
  private idle: (() => void) | undefined

  constructor(options: ApiOptions) {
    const limits: ApiLimits = { ...DEFAULT_LIMITS, ...options.limits }
    const { schema, log } = options
    this.rate = new RequestRate(limits)
    this.callers = new Callers({
      authenticate: options.authenticate,
      authenticateBasic: options.authenticateBasic,
      languageDefault: options.languageDefault ?? 'es',
      trustsProxy: options.trustsProxy ?? false,
    })
    const parts = {
      schema,
      log,
      limits,
      rate: this.rate,
      callers: this.callers,
      executor: new Executor({
        schema,
        limits,
        log,
        mayIntrospect: (viewer: Viewer | undefined) =>
          (viewer !== undefined && !viewer.isDisplay) || options.introspection === 'everyone',
      }),
    }
    this.log = log
    this.routes = options.routes ?? new Map()
    this.origins = new Origins(options.origins ?? { allowed: [], allowsThisMachine: false })
    this.graphql = new GraphqlHttp({ ...parts, onAnswered: options.onAnswered })
    this.sockets = new GraphqlSockets({
      ...parts,
      ...(options.initTimeoutMs !== undefined && { initTimeoutMs: options.initTimeoutMs }),
      ...(options.pingIntervalMs !== undefined && { pingIntervalMs: options.pingIntervalMs }),
    })
    this.server = createServer({
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 2_000,
      maxHeaderSize: 16_384,
    })
    this.server.maxConnections = limits.connections
    this.server.on('request', (request, response) => void this.answer(request, response))
    this.server.on('upgrade', (request, stream, head) => {
      if (this.stopping) refuse(stream, '503 Service Unavailable')
      else if (pathOf(request) !== GRAPHQL_PATH) refuse(stream, '404 Not Found')
      else this.sockets.upgrade(request, stream, head)
    })
    this.server.on('clientError', (_error, stream) => {
      if (stream.writable && !stream.destroyed) refuse(stream, '400 Bad Request')
      else stream.destroy()
    })
  }

  /** Starts to serve; resolves with the port that was taken, which is `port` unless that was 0. */
  async listen(port: number, host: string): Promise<number> {
    await this.graphql.start()
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen(port, host, () => {
        this.server.off('error', reject)
        resolve()
      })
    })
    return (this.server.address() as AddressInfo).port
  }

  /**
   * Who asks a route beside GraphQL, within the same limits.
   * @throws DomainError UNAUTHENTICATED, RATE_LIMITED, …
   */
  async identify(request: IncomingMessage): Promise<ApiContext> {
    const caller = this.callers.stranger(request)
    await this.rate.demandOfAddress(caller.address)
    const context = await this.callers.identify(request, caller)
    await this.rate.demandOfUser(context.viewer)
    return context
  }

  /**
   * Stops serving: nothing new is taken, requests in work are answered, sockets are closed with 1001. What is
   * not done after `drainMs` is cut.
   */
  async stop(drainMs: number): Promise<void> {
    if (this.stopping) return
    this.stopping = true
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()))
    await Promise.all([this.sockets.stop(drainMs), this.finishWork(drainMs)])
    this.server.closeAllConnections()
    await closed
    await this.graphql.stop()
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of HEADERS) response.setHeader(name, value)
    if (this.stopping) response.setHeader('connection', 'close')
    const path = pathOf(request)
    let begun = false
    const begin = () => {
      if (begun) return
      begun = true
      this.working++
      response.once('close', () => {
        if (--this.working === 0) this.idle?.()
      })
    }
    try {
      if (path === GRAPHQL_PATH && this.origins.greet(request, response)) return begin()
      if (path === GRAPHQL_PATH) return await this.graphql.answer(request, response, begin)
      const route = this.routes.get(path) ?? this.routes.get(`${path.slice(0, path.indexOf('/', 1) + 1)}`)
      begin()
      if (route) await route(request, response)
      else response.writeHead(404).end()
    } catch (error) {
      const requestId = String(response.getHeader('x-request-id') ?? '')
      this.log.error({ requestId, path, err: error }, 'A request failed')
      if (response.headersSent) return void response.destroy()
      response.writeHead(500, { 'content-type': 'application/json; charset=utf-8' }).end(
        JSON.stringify({
          code: 'INTERNAL_SERVER_ERROR',
          message: messageOf('INTERNAL_SERVER_ERROR', 'es', { requestId }),
        }),
      )
    }
  }

  private finishWork(limitMs: number): Promise<void> {
    if (this.working === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limitMs)
      this.idle = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

export const createApi = (options: ApiOptions): Api => new Api(options)

function pathOf({ url = '/' }: IncomingMessage): string {
  const query = url.indexOf('?')
  return query < 0 ? url : url.slice(0, query)
}

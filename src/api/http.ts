import type { IncomingMessage, ServerResponse } from 'node:http'
import { ApolloServer, HeaderMap } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled'
import type { GraphQLSchema } from 'graphql'
import { DomainError } from '../errors.ts'
import { apolloPlugin } from './apollo.ts'
import { readJson } from './body.ts'
import type { Callers } from './callers.ts'
import type { ApiContext } from './context.ts'
import { within } from './deadline.ts'
import type { Executor } from './execution.ts'
import type { ApiLimits } from './limits/limits.ts'
import type { RequestRate } from './limits/rate.ts'
import type { ApiLog } from './log.ts'
import { statusOf } from './status.ts'

export interface GraphqlHttpParts {
  readonly schema: GraphQLSchema
  readonly executor: Executor
  readonly callers: Callers
  readonly rate: RequestRate
  readonly limits: ApiLimits
  readonly log: ApiLog
  /** Told of every answer, for figures. */
  readonly onAnswered?: ((answer: Answered) => void) | undefined
}

export interface Answered {
  readonly status: number
  readonly durationMs: number
}

/** GraphQL over HTTP: Apollo decides the protocol's questions, the executor does the work. */
export class GraphqlHttp {
  private readonly apollo: ApolloServer<ApiContext>

  constructor(private readonly parts: GraphqlHttpParts) {
    this.apollo = new ApolloServer<ApiContext>({
      schema: parts.schema,
      csrfPrevention: true,
      allowBatchedHttpRequests: false,
      introspection: true, // decided for each viewer by the executor
      includeStacktraceInErrorResponses: false,
      stopOnTerminationSignals: false,
      persistedQueries: false,
      documentStore: null,
      nodeEnv: 'production',
      parseOptions: { maxTokens: parts.limits.tokens },
      logger: quiet(parts.log),
      plugins: [
        ApolloServerPluginCacheControlDisabled(),
        ApolloServerPluginLandingPageDisabled(),
        apolloPlugin(parts.executor),
      ],
    })
  }

  start(): Promise<void> {
    return this.apollo.start()
  }

  stop(): Promise<void> {
    return this.apollo.stop()
  }

  /** Answers one request. `begun` is called once it is wholly received and work on it begins. */
  async answer(request: IncomingMessage, response: ServerResponse, begun: () => void): Promise<void> {
    const { parts } = this
    const startedAt = performance.now()
    let tenantId: string | undefined
    const caller = parts.callers.stranger(request)
    response.setHeader('x-request-id', caller.requestId)
    try {
      const body = request.method === 'POST' ? await readJson(request, parts.limits.bodyBytes) : undefined
      begun()
      await parts.rate.demandOfAddress(caller.address)
      const context = await parts.callers.identify(request, caller)
      tenantId = context.viewer?.tenantId
      await parts.rate.demandOfUser(context.viewer)
      const answer = await within(parts.limits.requestTimeoutMs, this.execute(request, body, context))
      response.writeHead(answer.status, answer.headers).end(answer.text)
    } catch (error) {
      const formatted = parts.executor.format(error, caller)
      const code = String(formatted.extensions?.code)
      if (code === 'RATE_LIMITED')
        response.setHeader('retry-after', String(formatted.extensions?.retryAfterSeconds))
      if (response.destroyed || response.headersSent) return
      response
        .writeHead(statusOf(code), { 'content-type': 'application/json; charset=utf-8' })
        .end(JSON.stringify({ errors: [formatted] }))
    } finally {
      const answered = { status: response.statusCode, durationMs: performance.now() - startedAt }
      parts.onAnswered?.(answered)
      parts.log.debug?.({ requestId: caller.requestId, tenantId, ...answered }, 'A request was answered')
    }
  }

  private async execute(request: IncomingMessage, body: unknown, context: ApiContext) {
    const headers = new HeaderMap()
    for (const name of ['accept', 'content-type', 'x-apollo-operation-name', 'apollo-require-preflight']) {
      const value = request.headers[name]
      if (typeof value === 'string') headers.set(name, value)
    }
    const url = request.url ?? '/'
    const query = url.indexOf('?')
    const answer = await this.apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method ?? 'GET',
        headers,
        search: query < 0 ? '' : url.slice(query),
        body,
      },
      context: async () => context,
    })
    if (answer.body.kind !== 'complete') throw new DomainError('MALFORMED_REQUEST')
    const text = answer.body.string
    answer.headers.set('content-length', String(Buffer.byteLength(text)))
    return { status: answer.status ?? 200, headers: Object.fromEntries(answer.headers), text }
  }
}

/** Apollo's own notices about requests are the caller's mistakes; its errors are ours. */
const quiet = (log: ApiLog) => ({
  debug() {},
  info() {},
  warn: (message?: unknown) => log.warn({ detail: String(message) }, 'Apollo warns'),
  error: (message?: unknown) => log.error({ detail: String(message) }, 'Apollo reports an error'),
})

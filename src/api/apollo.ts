import { type ApolloServerPlugin, HeaderMap } from '@apollo/server'
import { DomainError } from '../errors.ts'
import type { ApiContext } from './context.ts'
import type { Executor, Permitted } from './execution.ts'
import { statusOf } from './status.ts'

const RESPONSE_JSON = 'application/graphql-response+json'

/**
 * Puts the executor in the place of Apollo's parsing, validation and execution, and answers well-formed
 * requests on `application/json` with 200, as GraphQL over HTTP wants it.
 */
export const apolloPlugin = (executor: Executor): ApolloServerPlugin<ApiContext> => ({
  async requestDidStart() {
    let permitted: Permitted | undefined
    let error: unknown
    return {
      async didResolveSource(request) {
        try {
          permitted = executor.permit(
            {
              query: request.source,
              operationName: request.request.operationName,
              variables: request.request.variables,
            },
            request.contextValue,
          )
          if (permitted.operation.type === 'subscription')
            throw new DomainError('SUBSCRIPTION_NEEDS_WEBSOCKET')
          Object.assign(request, { document: permitted.operation.document })
        } catch (thrown) {
          permitted = undefined
          error = thrown
          Object.assign(request, { document: NOTHING })
        }
      },
      async responseForOperation({ contextValue }) {
        const answer = permitted
          ? await executor.execute(permitted, contextValue)
          : executor.refused(error, contextValue)
        const status = answer.data === undefined ? statusOf(answer.errors?.[0]?.extensions?.code) : 200
        return {
          http: { status, headers: new HeaderMap() },
          body: { kind: 'single', singleResult: answer as never },
        }
      },
      async willSendResponse({ request, response, source }) {
        const accept = request.http?.headers.get('accept') ?? ''
        const refused = [400, 401, 403].includes(response.http.status ?? 200)
        if (refused && source !== undefined && !accept.includes(RESPONSE_JSON)) response.http.status = 200
      },
    }
  },
})

/** Stands in for a document that was refused, so that Apollo does not read it again. */
const NOTHING = { kind: 'Document', definitions: [] }

import { buildApiSchema } from '../../src/api/schema.ts'
import { createApi } from '../../src/api/server.ts'
import type { SessionService } from '../../src/domains/users/session.service.ts'

/** What a GraphQL answer holds, as tests look at it. */
export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: the shape of an answer is what tests look at
  data?: any
  errors?: { message: string; extensions: { code: string } }[]
}

/** Serves these resolvers over HTTP on a port of the system's choice. */
export async function serveResolvers(resolvers: readonly object[], sessions: SessionService) {
  const instances = new Map(resolvers.map((resolver) => [resolver.constructor, resolver]))
  const schema = buildApiSchema({ resolvers: [...instances.keys()], instances })
  const quiet = () => {}
  const faults: object[] = []
  const api = createApi({
    schema,
    authenticate: (token) => sessions.authenticate(token),
    log: { info: quiet, warn: quiet, error: (facts) => void faults.push(facts) },
    limits: { requestsPerUser: 1e6, requestsPerAddress: 1e6 },
  })
  const port = await api.listen(0, '127.0.0.1')
  const ask = async (
    query: string,
    {
      token,
      language = 'es',
      ...variables
    }: { token?: string; language?: string; [name: string]: unknown } = {},
  ): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'accept-language': language,
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(15_000),
    })
    return (await response.json()) as Answer
  }
  return { schema, api, ask, faults }
}

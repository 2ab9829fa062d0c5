import { CentralitaError, type Client } from '@centralita/client'
import type { GraphiQLProps } from 'graphiql'
import { Kind, type OperationDefinitionNode, parse, print, separateOperations } from 'graphql'

type Fetcher = GraphiQLProps['fetcher']
type Asked = Parameters<Fetcher>[0]
type Variables = Record<string, unknown>

/** The server gives up after 30 s and says so; this is for when not even that arrives. */
const TIMEOUT_MS = 35_000

interface Observer {
  next(result: unknown): void
  complete(): void
}

/** Carries what the editor asks to the server, and shows its answers and errors as they came. */
export const fetcherOver =
  (client: Client): Fetcher =>
  (asked) => {
    const { text, isSubscription } = operationOf(asked)
    const variables = (asked.variables ?? {}) as Variables
    const answer = isSubscription ? watched(client, text, variables) : answered(client, text, variables)
    // GraphiQL's types want errors as graphql-js makes them; it shows them as they are.
    return answer as ReturnType<Fetcher>
  }

async function answered(client: Client, text: string, variables: Variables) {
  try {
    return { data: await client.request<unknown, Variables>({ text }, variables, { timeoutMs: TIMEOUT_MS }) }
  } catch (error) {
    return told(error)
  }
}

/** What GraphiQL shows message by message, until its button stops it. */
const watched = (client: Client, text: string, variables: Variables) => ({
  subscribe(observer: Observer) {
    const ending = new AbortController()
    const watch = async () => {
      try {
        // Every message, as it came: 'state' would leave out what a slow page has not read.
        const document = { text, stream: 'fact' } as const
        const messages = client.subscribe<unknown, Variables>(document, variables, { signal: ending.signal })
        for await (const data of messages) observer.next({ data })
      } catch (error) {
        observer.next(told(error))
      }
      observer.complete()
    }
    void watch()
    return { unsubscribe: () => ending.abort() }
  },
})

/** The server's errors, or in their form what kept it from answering. */
function told(error: unknown) {
  if (!(error instanceof CentralitaError)) return { errors: [{ message: String(error) }] }
  const { errors, message, code } = error
  return { errors: errors.length > 0 ? errors : [{ message, extensions: { code } }] }
}

/**
 * The operation that is meant, alone with its fragments. The document itself is read: what GraphiQL thinks of it
 * lags behind what was typed.
 */
function operationOf({ query, operationName }: Asked): { text: string; isSubscription: boolean } {
  try {
    const document = parse(query, { noLocation: true })
    const operations = document.definitions.filter(
      (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
    )
    const meant = operations.find(({ name }) => name?.value === operationName) ?? operations[0]
    const alone = operations.length > 1 && separateOperations(document)[meant?.name?.value ?? '']
    return { text: alone ? print(alone) : query, isSubscription: meant?.operation === 'subscription' }
  } catch {
    // The server says what is the matter with it.
    return { text: query, isSubscription: false }
  }
}

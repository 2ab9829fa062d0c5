import { Client, type ClientOptions } from './client.ts'
import { type Operations, operationsOver } from './generated/sdk.ts'

/** A client with a method for every operation. */
export type Centralita = Client & Operations

/** A client with a method for every operation: the shortest way in. */
export function createCentralita(options: ClientOptions): Centralita {
  const client = new Client(options)
  return Object.assign(
    client,
    operationsOver({
      request: (document, variables, given) => client.request(document, ...([variables, given] as never)),
      subscribe: (document, variables, given) => client.subscribe(document, ...([variables, given] as never)),
    }),
  )
}

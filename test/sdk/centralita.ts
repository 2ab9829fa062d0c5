import { expect } from 'vitest'
import { WebSocket } from 'ws'
import {
  CentralitaError,
  type Client,
  type ClientOptions,
  createClient,
  type RequestDocument,
  type StreamDocument,
} from '../../sdk/src/index.ts'

/** A client as programs on Node make it. */
export const clientOf = (url: string, options: Partial<ClientOptions> = {}): Client =>
  createClient({ url, webSocketImpl: WebSocket, language: 'es', ...options })

/** What a promise or a loop was refused with. */
export async function refusalOf(work: Promise<unknown>): Promise<CentralitaError> {
  const error = await work.then(
    (value) => expect.fail(`It was not refused: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(CentralitaError)
  return error as CentralitaError
}

/** Somebody who reads a subscription as fast as it comes. */
export class Reading<Value> {
  readonly values: Value[] = []
  isOver = false
  readonly over: Promise<void>

  constructor(stream: AsyncIterable<Value>) {
    this.over = this.read(stream).finally(() => {
      this.isOver = true
    })
    this.over.catch(() => {})
  }

  get last(): Value | undefined {
    return this.values.at(-1)
  }

  private async read(stream: AsyncIterable<Value>): Promise<void> {
    for await (const value of stream) this.values.push(value)
  }
}

export interface DishSeen {
  dishUpdated: { id: string; portions: number; note: string }
}
export interface BellHeard {
  bellRang: { id: string; text: string }
}

/** Documents of the kitchen's small schema. */
export const DISHES: StreamDocument<DishSeen, { ids?: string[] }> = {
  stream: 'state',
  text: 'subscription ($ids: [ID!]) { dishUpdated(ids: $ids) { id portions note } }',
}
export const BELLS: StreamDocument<BellHeard, object> = {
  stream: 'fact',
  text: 'subscription { bellRang { id text } }',
}
export const HELLO: RequestDocument<{ hello: string }, object> = { text: '{ hello }' }
export const SIMMER: RequestDocument<{ simmer: string }, object> = { text: '{ simmer }' }

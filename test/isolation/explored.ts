import { randomUUID } from 'node:crypto'
import { type RawClient, signedIn } from '../api/socket.client.ts'
import type { ApiClient, GraphqlAnswer } from '../servers/api.client.ts'
import { type Args, type Root, type SchemaCalls, type Supply, withValue } from './schema.calls.ts'

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

export type Answer = GraphqlAnswer<Record<string, unknown>>
/** One way to ask: over HTTP, or over a socket. */
export type Ask = (query: string, variables: Args) => Promise<Answer>

export const overHttp =
  (client: ApiClient): Ask =>
  (query, variables) =>
    client.ask(query, variables)

/** Asks over one socket, as clients do that send everything over it. */
export async function overSocket(client: ApiClient): Promise<{ ask: Ask; socket: RawClient }> {
  const socket = await signedIn(`ws://127.0.0.1:${client.port}/graphql`, client.token)
  let count = 0
  const ask: Ask = (query, variables) =>
    new Promise((resolve, reject) => {
      const id = String(++count)
      const take = (data: unknown) => {
        const message = JSON.parse(String(data))
        if (message.id !== id || message.type === 'complete') return
        socket.socket.off('message', take)
        resolve(message.type === 'error' ? { data: null, errors: message.payload } : message.payload)
      }
      socket.socket.on('message', take)
      socket.socket.once('close', (code) => reject(new Error(`the socket was closed with ${code}`)))
      socket.send({ type: 'subscribe', id, payload: { query, variables } })
    })
  socket.socket.setMaxListeners(0)
  return { ask, socket }
}

/** What one person finds by asking all there is to ask. */
export class Explored {
  readonly byType = new Map<string, Set<string>>()
  readonly ids = new Set<string>()
  readonly answers = new Map<string, Answer>()

  constructor(private readonly taught: Omit<Supply, 'id'>) {}

  /** An id of what was found; one of its own for a type of which there is nothing. */
  get supply(): Supply {
    return {
      ...this.taught,
      id: (type) => {
        const [found] = this.byType.get(type) ?? []
        if (!found) throw new Error(`There is no ${type} in this test. Furnish the tenants with one.`)
        return found
      },
    }
  }

  take(answer: unknown): void {
    for (const [id] of JSON.stringify(answer).matchAll(UUID)) this.ids.add(id)
    const look = (value: unknown): void => {
      if (value === null || typeof value !== 'object') return
      const { __typename: type, id } = value as { __typename?: string; id?: string }
      if (type && id) this.byType.set(type, (this.byType.get(type) ?? new Set()).add(id))
      for (const each of Object.values(value)) look(each)
    }
    look(answer)
  }
}

/** Asks every query: first those that need no id, then those that need one of what was found. */
export async function explore(
  calls: SchemaCalls,
  roots: readonly Root[],
  ask: Ask,
  values: Supply['values'],
  together: Supply['together'] = {},
): Promise<Explored> {
  const found = new Explored({ values, together })
  const queries = roots.filter(({ kind }) => kind === 'query')
  const needsId = (root: Root) => calls.idPlaces(root).some(({ type }) => String(type).endsWith('!'))
  for (const root of [...queries.filter((each) => !needsId(each)), ...queries.filter(needsId)]) {
    let args: Args
    try {
      args = calls.args(root, found.supply)
    } catch (error) {
      // Whoever may not list something has no id to ask for it by.
      found.answers.set(root.field.name, { data: null, errors: [] })
      if (!/There is no/.test(String(error))) throw error
      continue
    }
    const answer = await ask(calls.document(root, args), args)
    found.answers.set(root.field.name, answer)
    found.take(answer)
  }
  return found
}

/** Every call that has a foreign id somewhere, beside the same call with an id that is nobody's. */
export function* probes(
  calls: SchemaCalls,
  roots: readonly Root[],
  own: Supply,
  foreign: Supply,
): Generator<{ name: string; root: Root; foreign: Args; unknown: Args; sent: string[] }> {
  for (const root of roots)
    for (const place of calls.idPlaces(root)) {
      const args = () => calls.args(root, own, place.path)
      const [theirs, nobodys] = [foreign.id(calls.kindAt(root, place)), randomUUID()]
      yield {
        name: `${root.kind} ${root.field.name}(${place.path.join('.')}:)`,
        ...{ root, foreign: withValue(args(), place, theirs), unknown: withValue(args(), place, nobodys) },
        sent: [theirs, nobodys],
      }
    }
}

/** An answer without what may differ between two alike: what was sent, instants, and what was made anew. */
export function likeness(answer: unknown, sent: readonly string[]): string {
  const text = JSON.stringify(answer)
  return sent
    .reduce((plain, id) => plain.replaceAll(id, '<sent>'), text)
    .replace(UUID, '<id>')
    .replace(/"\d{4}-\d\d-\d\dT[^"]*"/g, '"<time>"')
    .replace(/("(?:login|name|slug|oneTimePassword|accessToken|refreshToken|token|url)":)"[^"]*"/g, '$1"…"')
    .replace(/("\w*(?:Seconds|size|version)":)[\d.]+/gi, '$10')
    .replace(/(signature=)[\w.<>-]+/g, '$1…')
    .replace(/("isScanning":)true/g, '$1false')
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate, loadCodegenConfig } from '@graphql-codegen/cli'
import type { Types } from '@graphql-codegen/plugin-helpers'
import {
  buildSchema,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Centralita, createCentralita, REFUSAL_CODES } from '../../sdk/src/index.ts'
import { isOutcome, messageOf } from '../../src/api/messages/messages.ts'
import { AppServer, PASSWORD } from '../servers/app.server.ts'
import { clientOf, Reading } from './centralita.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const schema = buildSchema(read('schema/schema.graphql'))
const documents: DocumentNode[] = readdirSync(join(ROOT, 'schema/operations')).map((file) =>
  parse(read(`schema/operations/${file}`)),
)
const definitions = documents.flatMap((document) => document.definitions)
const fragments = definitions.filter(
  (each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION,
)
const operations = definitions.filter(
  (each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION,
)

/** What every operation asks for at its root. */
const asked = operations.map((operation) => {
  const [field] = operation.selectionSet.selections
  if (field?.kind !== Kind.FIELD) throw new Error('An operation begins with a field.')
  return {
    name: operation.name!.value,
    kind: operation.operation,
    field: field.name.value,
    node: field,
    operation,
  }
})

describe('The operations', () => {
  it('reach every root field of the contract, with all of its arguments', () => {
    const missing: string[] = []
    for (const kind of ['query', 'mutation', 'subscription'] as const)
      for (const field of Object.values(schema.getRootType(kind as never)?.getFields() ?? {})) {
        const some = asked.filter((each) => each.kind === kind && each.field === field.name)
        const given = new Set(some.flatMap(({ node }) => node.arguments?.map((each) => each.name.value)))
        if (some.length === 0) missing.push(`${kind} ${field.name}`)
        for (const { name } of some.length > 0 ? field.args : [])
          if (!given.has(name)) missing.push(`${kind} ${field.name}(${name}:)`)
      }
    expect(missing).toEqual([])
  })

  it('have each a name of its own: a root field’s, so that it can be guessed, unless they are more for one field', () => {
    expect(new Set(asked.map(({ name }) => name)).size).toBe(asked.length)
    for (const { field, kind } of asked) {
      const names = asked.filter((each) => each.field === field && each.kind === kind).map(({ name }) => name)
      expect(names, field).toContain(
        field === 'wallboard' && kind === 'subscription' ? 'wallboardUpdated' : field,
      )
    }
  })

  it('hide no method of the client itself', () => {
    const client = clientOf('http://127.0.0.1/')
    const own = new Set([
      ...Object.keys(client),
      ...Object.getOwnPropertyNames(Object.getPrototypeOf(client)),
    ])
    expect(asked.map(({ name }) => name).filter((name) => own.has(name))).toEqual([])
  })

  it('to watch state ask for the id, by which a slow reader gets the newest of each', () => {
    for (const { name, kind, node } of asked.filter((each) => each.kind === 'subscription'))
      expect(namesIn(node), `${kind} ${name}`).toContain('id')
  })

  it('stand as types and methods in the client; `npm run sdk` makes them anew', async () => {
    const { config } = (await loadCodegenConfig({ configFilePath: join(ROOT, 'codegen.yml') })) as {
      config: Types.Config
    }
    const made: { filename: string; content: string }[] = await generate(
      { ...config, cwd: ROOT, silent: true },
      false,
    )
    expect(made).toHaveLength(3)
    for (const { filename, content } of made)
      expect(read(filename.replace(`${ROOT}/`, '')) === content, filename).toBe(true)
  }, 60_000)
})

/** The fields asked for right below, fragments put in. */
const namesIn = ({ selectionSet }: { selectionSet?: SelectionSetNode | undefined }): string[] =>
  (selectionSet?.selections ?? []).flatMap((each) => {
    if (each.kind === Kind.FIELD) return [each.name.value]
    if (each.kind === Kind.INLINE_FRAGMENT) return namesIn(each)
    return namesIn(fragments.find(({ name }) => name.value === each.name.value)!)
  })

it('the client knows every code the server refuses with', () => {
  const source = read('src/api/messages/messages.ts')
  const refusals = source.slice(source.indexOf('const REFUSALS'), source.indexOf('const OUTCOMES'))
  const codes = [...refusals.matchAll(/^ {2}([A-Z_]+): \{/gm)].map(([, code]) => code!)
  expect([...REFUSAL_CODES].sort()).toEqual(codes.sort())
  for (const code of codes) {
    expect(isOutcome(code)).toBe(false)
    expect(messageOf(code, 'en')).not.toContain('Not possible')
  }
})

describe('Against a server', () => {
  let server: AppServer
  let centralita: Centralita
  beforeAll(async () => {
    server = await AppServer.start({ environment: { DEMO: 'on' } })
    await server.admin()
    centralita = createCentralita({ url: server.url, webSocketImpl: WebSocket })
    await centralita.signIn({ login: 'admin', password: PASSWORD })
  })
  afterAll(async () => {
    centralita?.close()
    await server?.stop()
  })

  it('every query that needs nothing is answered, and none asks for more than is allowed', async () => {
    const optional = asked.filter(
      ({ kind, operation }) =>
        kind === 'query' &&
        operation.variableDefinitions?.every(({ type }) => type.kind !== Kind.NON_NULL_TYPE),
    )
    expect(optional.length).toBeGreaterThan(10)
    for (const { name, field } of optional) {
      if (name === 'display') continue // for screens that came by a display link
      const method = centralita[name as 'queues'] as () => Promise<Record<string, unknown>>
      expect((await method())[field], name).toBeDefined()
    }
    const first = 100
    // What the simulated day was is in the database a moment after it is in the journal.
    await expect.poll(async () => (await centralita.calls({ first })).calls.nodes.length).toBeGreaterThan(0)
    const entries = async () => (await centralita.auditEntries({ first })).auditEntries.nodes.length
    await expect.poll(entries).toBeGreaterThan(0)
  })

  it('every subscription of state begins with how it stands, and one thing is asked for by its id', async () => {
    const { queueUpdated, agentUpdated, extensionUpdated, trunkUpdated, pbxUpdated, wallboardUpdated } =
      centralita
    const streams = {
      queueUpdated,
      agentUpdated,
      extensionUpdated,
      trunkUpdated,
      pbxUpdated,
      wallboardUpdated,
    }
    const readings = Object.values(streams).map((watch) => new Reading<unknown>(watch()))
    await expect.poll(() => readings.every(({ values }) => values.length > 0)).toBe(true)

    const [queue] = (await centralita.queues()).queues
    expect((await centralita.queue({ id: queue!.id })).queue.name).toBe(queue!.name)
    const [agent] = (await centralita.agents()).agents
    expect((await centralita.agent({ id: agent!.id })).agent.number).toBe(agent!.number)
    const [extension] = (await centralita.extensions()).extensions
    expect((await centralita.extension({ id: extension!.id })).extension.device).toBe(extension!.device)
    const [trunk] = (await centralita.trunks()).trunks
    expect((await centralita.trunk({ id: trunk!.id })).trunk.name).toBe(trunk!.name)
    const [call] = (await centralita.calls({ first: 1 })).calls.nodes
    expect((await centralita.call({ id: call!.id })).call.legs.length).toBeGreaterThan(0)
    const since = new Date(Date.now() - 3_600_000).toISOString()
    expect((await centralita.callEvents({ since, first: 5 })).callEvents.nodes.length).toBeGreaterThan(0)
  })
})

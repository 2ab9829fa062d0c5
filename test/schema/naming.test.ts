import { type GraphQLNamedType, isEnumType, isInputObjectType, isObjectType } from 'graphql'
import { expect, test } from 'vitest'
import { buildApiSchema } from '../../src/api/schema.ts'
import { RESOLVERS } from '../../src/resolvers.ts'

const schema = buildApiSchema({ resolvers: RESOLVERS, instances: new Map() })
const types: GraphQLNamedType[] = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__'),
)
const mutations = Object.values(schema.getMutationType()!.getFields())

/** What can be done to something stands last: `queueMemberPause`, `callTransferBlind`. */
const VERBS =
  /(Add|Cancel|Change|Connect|Create|Disconnect|End|EndAll|Hangup|Import|Originate|Park|Pause|Refresh|Register|Remove|Reset|Revoke|RunNow|Set|Spy|Start|Stop|Test|TransferAttended|TransferBlind|Unpause|Update)$/

/** How Asterisk calls the states of devices, members, channels and calls; people get the domain's words. */
const ASTERISK_SPELLINGS =
  /^(NOT_INUSE|NOTINUSE|INUSE|RINGINUSE|ONHOLD|AST_.*|EXITWITHTIMEOUT|EXITWITHKEY|EXITEMPTY|RINGNOANSWER|COMPLETECALLER|COMPLETEAGENT|CHANUNAVAIL|CONGESTION|NOANSWER|BLINDTRANSFER|ATTENDEDTRANSFER|ENTERQUEUE|PAUSEALL|UNPAUSEALL)$/

test('mutations name the thing first and the verb last', () => {
  for (const { name } of mutations) {
    expect(name).toMatch(/^[a-z][A-Za-z]*$/)
    expect(name, 'the verb stands last; teach VERBS a new one').toMatch(VERBS)
    expect(name, 'a noun stands first').not.toMatch(
      /^(add|create|update|delete|remove|set|get|start|stop|pause|unpause|do)[A-Z]/,
    )
  }
})

test('a mutation answers with a payload: what it became, or errors', () => {
  for (const { name, type } of mutations) {
    const payloadName = String(type).replace(/!$/, '')
    expect(String(type), name).toMatch(/Payload!$/)
    const payload = schema.getType(payloadName)
    if (!isObjectType(payload)) throw new Error(`${payloadName} is no object`)
    const { errors, ...rest } = payload.getFields()
    expect(String(errors?.type), payloadName).toBe('[MutationError!]!')
    const became = Object.values(rest)
    expect(became, payloadName).toHaveLength(1)
    expect(String(became[0]!.type), `${payloadName}.${became[0]!.name} is nullable`).not.toMatch(/!$/)
  }
})

test('a page has nodes, edges and pageInfo, and is asked for with first and after', () => {
  const connections = types.filter(({ name }) => name.endsWith('Connection')).filter(isObjectType)
  expect(connections.length).toBeGreaterThan(3)
  for (const connection of connections) {
    const node = connection.name.replace(/Connection$/, '')
    const fields = connection.getFields()
    expect(String(fields.nodes?.type)).toBe(`[${node}!]!`)
    expect(String(fields.edges?.type)).toBe(`[${node}Edge!]!`)
    expect(String(fields.pageInfo?.type)).toBe('PageInfo!')
  }
  for (const type of types.filter(isObjectType))
    for (const field of Object.values(type.getFields())) {
      if (!/Connection!?$/.test(String(field.type))) continue
      const args = Object.fromEntries(field.args.map((arg) => [arg.name, arg]))
      expect(args.first?.defaultValue, `${field.name} gives 50 unless told`).toBe(50)
      expect(String(args.after?.type)).toBe('String')
    }
})

test('lists hold no nulls', () => {
  for (const type of types.filter(isObjectType))
    for (const field of Object.values(type.getFields()))
      if (String(field.type).startsWith('['))
        expect(String(field.type), `${type.name}.${field.name}`).toMatch(/^\[\w+!\]!?$/)
})

test('enum values are SCREAMING_CASE, in our words, and told to grow', () => {
  for (const type of types.filter(isEnumType)) {
    expect(type.description, type.name).toMatch(/may be added/)
    for (const { name } of type.getValues()) {
      expect(name, type.name).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/)
      expect(name, type.name).not.toMatch(ASTERISK_SPELLINGS)
    }
  }
})

test('types, fields, arguments and inputs are spelled as their kind is', () => {
  for (const type of types) {
    expect(type.name).toMatch(/^[A-Z][A-Za-z0-9]*$/)
    if (isInputObjectType(type)) expect(type.name).toMatch(/(Input|Filter)$/)
    if (!isObjectType(type) && !isInputObjectType(type)) continue
    for (const field of Object.values(type.getFields())) {
      expect(field.name, type.name).toMatch(/^[a-z][A-Za-z0-9]*$/)
      // A length of time says its unit in the name.
      expect(field.name, type.name).not.toMatch(/(duration|timeout|delay|interval)$/i)
      if (/boolean/i.test(String(field.type)))
        expect(field.name, `${type.name}: a yes or no asks`).toMatch(/^(ok$|(is|has|may|must|can|was)[A-Z])/)
    }
  }
})

import { readFile } from 'node:fs/promises'
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql'
import { expect, test } from 'vitest'
import { fieldsWithoutPermission } from '../../src/api/permission.ts'
import { buildApiSchema } from '../../src/api/schema.ts'
import { printApiSchema, SCHEMA_FILE } from '../../src/print-schema.ts'
import { RESOLVERS } from '../../src/resolvers.ts'

const schema: GraphQLSchema = buildApiSchema({ resolvers: RESOLVERS, instances: new Map() })
const types: GraphQLNamedType[] = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
)

test('the committed schema is the one of the code; `npm run schema` prints it anew', async () => {
  expect(await readFile(SCHEMA_FILE, 'utf8')).toBe(printApiSchema())
})

test('everything a client can name says what it is', () => {
  const silent: string[] = []
  const demand = (name: string, { description }: { description?: string | null | undefined }) => {
    if (!description?.trim()) silent.push(name)
  }
  for (const type of types) {
    demand(type.name, type)
    if (isEnumType(type)) for (const value of type.getValues()) demand(`${type.name}.${value.name}`, value)
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) demand(`${type.name}.${field.name}`, field)
    if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) {
        demand(`${type.name}.${field.name}`, field)
        for (const arg of field.args) demand(`${type.name}.${field.name}(${arg.name}:)`, arg)
      }
  }
  expect(silent).toEqual([])
})

test('every field that fetches something says who may ask for it', () => {
  expect(fieldsWithoutPermission(schema)).toEqual([])
})

test('a subscription says whether it tells state or facts', () => {
  for (const field of Object.values(schema.getSubscriptionType()!.getFields()))
    expect(field.description, field.name).toMatch(/state stream|fact stream|\bstate\b|\bfacts?\b/i)
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldsWithoutPermission } from '../../src/api/permission.ts'
import { bearer, Dish, kitchen, schema, serve, tokenOf } from './kitchen.ts'
import { signedIn } from './socket.client.ts'

let open: Awaited<ReturnType<typeof serve>>
beforeAll(async () => {
  kitchen.dishes.set('g', new Dish('g', 1))
  open = await serve()
})
afterAll(() => open.api.stop(1000))

interface Case {
  why: string
  token?: string
  query: string
  variables?: object
  code: string | undefined
  path?: string[]
}

const COOKLESS = tokenOf('cookless', 'ADMIN', ['queues'])
const CASES: Case[] = [
  { why: 'nobody asks for what is public', query: '{ hello }', code: undefined },
  { why: 'nobody asks for what is not', query: '{ menu { id } }', code: 'UNAUTHENTICATED', path: ['menu'] },
  {
    why: 'a permission is missing',
    token: tokenOf('a', 'ADMIN', ['calls']),
    query: '{ food: menu { id } }',
    code: 'FORBIDDEN',
    path: ['food'],
  },
  {
    why: 'a permission is missing further below',
    token: COOKLESS,
    query: '{ menu { cook { name } } }',
    code: 'FORBIDDEN',
    path: ['menu', 'cook'],
  },
  {
    why: '… through fragments',
    token: COOKLESS,
    query:
      '{ ...Q } fragment Q on Query { orders { nodes { ... on Dish { ...D } } } } fragment D on Dish { cook { id } }',
    code: 'FORBIDDEN',
    path: ['orders', 'nodes', 'cook'],
  },
  {
    why: '… in the second use of a fragment',
    token: COOKLESS,
    query:
      'query($no: Boolean = false) { a: menu @include(if: $no) { ...D } b: menu { ...D } } fragment D on Dish { cook { id } }',
    code: 'FORBIDDEN',
    path: ['b', 'cook'],
  },
  {
    why: 'the forbidden part is not included',
    token: COOKLESS,
    query: 'query($no: Boolean!) { menu(ids: []) { id cook @include(if: $no) { id } } }',
    variables: { no: false },
    code: undefined,
  },
  {
    why: 'the forbidden part is skipped',
    token: COOKLESS,
    query: '{ menu(ids: []) { id ... @skip(if: true) { cook { id } } } }',
    code: undefined,
  },
  {
    why: 'a value that is no boolean does not open the gate',
    token: COOKLESS,
    query: 'query($no: Boolean!) { menu { cook @include(if: $no) { id } } }',
    variables: { no: 'false' },
    code: 'FORBIDDEN',
  },
  {
    why: 'a tenant’s admin asks for the platform’s',
    token: tokenOf('a'),
    query: '{ safe }',
    code: 'FORBIDDEN',
    path: ['safe'],
  },
  { why: 'the operator may', token: tokenOf('o', 'OPERATOR'), query: '{ safe }', code: undefined },
  {
    why: 'a VIEWER changes nothing',
    token: tokenOf('v', 'VIEWER'),
    query: 'mutation { dishUpdate(id: "g", input: { portions: 9 }) { errors { code } } }',
    code: 'FORBIDDEN',
    path: ['dishUpdate'],
  },
  { why: 'a VIEWER looks', token: tokenOf('v', 'VIEWER'), query: '{ menu { id } }', code: undefined },
  {
    why: 'a VIEWER changes the own password',
    token: tokenOf('v', 'VIEWER'),
    query: 'mutation { passwordChange }',
    code: undefined,
  },
  {
    why: 'a one-time password opens nothing',
    token: tokenOf('n', 'ADMIN', undefined, 'once'),
    query: '{ menu { id } }',
    code: 'PASSWORD_CHANGE_REQUIRED',
  },
  {
    why: 'a one-time password opens its own replacement',
    token: tokenOf('n', 'ADMIN', undefined, 'once'),
    query: 'mutation { passwordChange }',
    code: undefined,
  },
]

describe('who may ask for what, on HTTP and on a socket alike', () => {
  it.each(CASES)('$why: $code', async ({ token, query, variables, code, path }) => {
    const http = await open.post({ query, variables }, token ? bearer(token) : {})
    const error = http.body.errors?.[0]
    expect(error?.extensions.code).toBe(code)
    if (path) expect(error.path).toEqual(path)
    if (code) expect(http.body.data).toBeUndefined()
    if (!token) return
    const client = await signedIn(open.socketUrl, token)
    client.send({ type: 'subscribe', id: '1', payload: { query, variables } })
    await expect.poll(() => client.messages.length).toBeGreaterThan(1)
    const [answer] = [...client.of('error', '1'), ...client.of('next', '1')]
    const told = answer!.type === 'error' ? answer!.payload[0] : undefined
    expect(told?.extensions.code).toBe(code)
    if (path) expect(told.path).toEqual(path)
    client.socket.close()
  })

  it('is never passed by: what was refused was not fetched', () => {
    expect(kitchen.dishes.get('g')?.portions).toBe(1)
  })

  it('refuses a subscription without its permission', async () => {
    const client = await signedIn(open.socketUrl, tokenOf('s', 'AGENT', ['queues']))
    client.send({ type: 'subscribe', id: '1', payload: { query: 'subscription { bellRang { id } }' } })
    await expect.poll(() => client.of('error')[0]?.payload[0].extensions.code).toBe('FORBIDDEN')
    expect(kitchen.bells.readerCount).toBe(0)
    client.socket.close()
  })

  it('answers 401 and 403 to those who read statuses', async () => {
    const accept = { accept: 'application/graphql-response+json' }
    expect((await open.post({ query: '{ menu { id } }' }, accept)).status).toBe(401)
    expect((await open.post({ query: '{ safe }' }, { ...accept, ...bearer(tokenOf('a')) })).status).toBe(403)
    expect((await open.post({ query: '{ hello }' }, bearer('nonsense'))).status).toBe(401)
  })
})

describe('fields without a stated permission', () => {
  it('are found wherever something is fetched', async () => {
    expect(fieldsWithoutPermission(schema)).toEqual([])
    const { Query, Resolver, FieldResolver, ObjectType, Field } = await import('type-graphql')
    const { buildApiSchema } = await import('../../src/api/schema.ts')
    @ObjectType()
    class Plate {
      @Field(() => String) name: string
    }
    @Resolver(() => Plate)
    class Forgetful {
      @Query(() => Plate) plate() {
        return {}
      }
      @FieldResolver(() => String) price() {
        return '1'
      }
    }
    const forgetful = buildApiSchema({
      resolvers: [Forgetful],
      instances: new Map([[Forgetful, new Forgetful()]]),
    })
    expect(fieldsWithoutPermission(forgetful).sort()).toEqual(['Plate.price', 'Query.plate'])
  })

  it('reads plain properties without a resolver', () => {
    const dish = schema.getType('Dish') as import('graphql').GraphQLObjectType
    expect(dish.getFields().portions?.resolve).toBeUndefined()
    expect(dish.getFields().cook?.resolve).toBeDefined()
  })
})

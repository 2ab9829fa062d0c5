import { buildClientSchema, getIntrospectionQuery, printSchema } from 'graphql'
import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bearer, Dish, kitchen, serve, tokenOf } from './kitchen.ts'

let open: Awaited<ReturnType<typeof serve>>
beforeAll(async () => {
  kitchen.dishes.set('1', new Dish('1', 4))
  kitchen.dishes.set('2', new Dish('2', 2))
  open = await serve({ introspection: 'everyone' })
})
afterAll(() => open.api.stop(1000))

it('speaks GraphQL over HTTP as the specification wants it: every audit', async () => {
  const failed: string[] = []
  // A GET has to show that a browser asked first (see the attacks): the header a careful client sends.
  const careful: typeof fetch = (url, init) =>
    fetch(url, { ...init, headers: { ...init?.headers, 'apollo-require-preflight': '1' } })
  const audits = serverAudits({ url: open.url, fetchFn: careful })
  for (const audit of audits) {
    const result = await audit.fn()
    if (result.status !== 'ok') failed.push(`${audit.name}: ${'reason' in result ? result.reason : ''}`)
  }
  console.log(`graphql-http audits: ${audits.length - failed.length}/${audits.length}`)
  expect(failed).toEqual([])
  expect(audits.length).toBe(61)
})

it('tells its schema to the tools that ask for all of it', async () => {
  const everything = {
    descriptions: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  }
  for (const query of [getIntrospectionQuery(), getIntrospectionQuery(everything)]) {
    const { body } = await open.post({ query }, bearer(tokenOf('u')))
    expect(printSchema(buildClientSchema(body.data))).toContain('type Dish')
  }
})

it('answers a query the same whether compiled or not', async () => {
  const query = '{ menu { id portions cookedAt cook { name } } }'
  const answers = []
  for (let n = 0; n < 6; n++) answers.push((await open.post({ query }, bearer(tokenOf('u')))).body)
  expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1)
  expect(answers[0]).toEqual({
    data: {
      menu: [
        { id: '1', portions: 4, cookedAt: '2023-11-14T22:13:20.000Z', cook: { name: 'Ana' } },
        { id: '2', portions: 2, cookedAt: '2023-11-14T22:13:20.000Z', cook: { name: 'Ana' } },
      ],
    },
  })
})

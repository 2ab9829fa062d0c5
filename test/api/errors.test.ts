import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { languageOf } from '../../src/api/context.ts'
import { bearer, Dish, kitchen, serve, tokenOf } from './kitchen.ts'

let open: Awaited<ReturnType<typeof serve>>
beforeAll(async () => {
  for (let n = 0; n < 120; n++) kitchen.dishes.set(`e${n}`, new Dish(`e${n}`, n))
  open = await serve()
})
afterAll(() => open.api.stop(1000))
const admin = bearer(tokenOf('errors'))

describe('words in the caller’s language', () => {
  it('are Spanish unless English is preferred', async () => {
    const ask = async (language: string) =>
      (await open.post({ query: '{ lost }' }, { ...admin, 'accept-language': language })).body.errors[0]
    expect(await ask('')).toEqual({
      message: 'No existe o no es suyo.',
      locations: [{ line: 1, column: 3 }],
      path: ['lost'],
      extensions: { code: 'NOT_FOUND', path: ['id'] },
    })
    expect((await ask('en-US,en;q=0.9')).message).toBe('It does not exist or is not yours.')
    expect((await ask('fr, en;q=0.3, es-PE;q=0.7')).message).toBe('No existe o no es suyo.')
  })

  it('weigh what was sent, and survive nonsense', () => {
    expect(languageOf('en;q=0.2, es;q=0.1', 'es')).toBe('en')
    expect(languageOf('de', 'en')).toBe('en')
    expect(languageOf(';;q=,,=;q=x', 'es')).toBe('es')
    expect(languageOf('en;q=0', 'es')).toBe('es')
  })
})

describe('errors that leave the server', () => {
  it('tell nothing of a bug but where to look it up', async () => {
    for (let n = 0; n < 5; n++) {
      const { body, headers, status } = await open.post({ query: '{ burn }' }, { 'x-request-id': `r-${n}` })
      expect(status).toBe(200)
      expect(headers.get('x-request-id')).toBe(`r-${n}`)
      expect(JSON.stringify(body)).not.toMatch(/secret|10\.0\.0\.7|\.ts|stack/)
      expect(body.errors[0]).toMatchObject({
        message: `Error interno. Cite la petición r-${n}.`,
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: `r-${n}` },
      })
      expect(open.lines.at(-1)).toMatchObject({
        level: 'error',
        facts: { requestId: `r-${n}`, path: ['burn'] },
      })
    }
  })

  it('tell what is wrong with variables and documents', async () => {
    const update =
      'mutation($id: ID!, $input: DishInput!) { dishUpdate(id: $id, input: $input) { errors { code } } }'
    for (let n = 0; n < 5; n++) {
      const wrong = await open.post(
        { query: update, variables: { id: 'e1', input: { portions: 'many' } } },
        admin,
      )
      expect(wrong.body.errors[0]).toMatchObject({
        message: 'El valor de «input.portions» falta o no es válido.',
        extensions: { code: 'BAD_USER_INPUT', path: ['input', 'portions'] },
      })
      const phone = await open.post(
        { query: update, variables: { id: 'e1', input: { portions: 1, phone: '100)Hangup(' } } },
        admin,
      )
      expect(phone.body.errors[0]).toMatchObject({
        message: 'Solo cifras, * y #, con + al inicio si hace falta; hasta 20.',
        extensions: { code: 'INVALID_DIAL_STRING', path: ['input', 'phone'] },
      })
      const english = await open.post(
        { query: update, variables: { id: 'e1' } },
        { ...admin, 'accept-language': 'en' },
      )
      expect(english.body.errors[0]).toMatchObject({
        message: expect.stringContaining('of required type "DishInput!" was not provided'),
        extensions: { code: 'BAD_USER_INPUT', path: ['input'] },
      })
    }
    const parse = await open.post({ query: '{' }, admin)
    expect(parse.body.errors[0].extensions.code).toBe('GRAPHQL_PARSE_FAILED')
    expect(parse.body.errors[0].message).toMatch(/^El documento no se puede leer\. Syntax Error/)
    const inEnglish = await open.post({ query: '{' }, { ...admin, 'accept-language': 'en' })
    expect(inEnglish.body.errors[0].message).toMatch(/^Syntax Error/)
    const unknown = await open.post({ query: 'query A { hello }', operationName: 'B' }, admin)
    expect(unknown.body.errors[0].extensions.code).toBe('OPERATION_RESOLUTION_FAILURE')
  })

  it('suggest names only to those who may look at the schema', async () => {
    const stranger = await open.post({ query: '{ hallo }' })
    expect(stranger.body.errors[0].message).toBe(
      'La operación no es válida. Cannot query field "hallo" on type "Query".',
    )
    const known = await open.post({ query: '{ hallo }' }, admin)
    expect(known.body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
    expect(known.body.errors[0].message).toMatch(/Did you mean "hello"/)
  })

  it('become part of a payload when the caller can act on them, and stay above when not', async () => {
    const update = (id: string, portions: number) =>
      open.post(
        {
          query: `mutation { dishUpdate(id: "${id}", input: { portions: ${portions} }) { dish { portions } errors { code path message } } }`,
        },
        admin,
      )
    expect((await update('e1', 5)).body.data.dishUpdate).toEqual({ dish: { portions: 5 }, errors: [] })
    expect((await update('nobody', 5)).body.data.dishUpdate).toEqual({
      dish: null,
      errors: [{ code: 'NOT_FOUND', path: ['id'], message: 'No existe o no es suyo.' }],
    })
    expect((await update('e1', 5000)).body.errors[0].extensions.code).toBe('RATE_LIMITED')
  })
})

describe('pages of a list', () => {
  const orders = async (args: string) =>
    (
      await open.post(
        {
          query: `{ orders${args} { nodes { id } edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`,
        },
        admin,
      )
    ).body

  it('lead through the whole list without a gap', async () => {
    const ids: string[] = []
    let after: string | null = null
    for (;;) {
      // biome-ignore lint/suspicious/noExplicitAny: the shape of an answer is what tests look at
      const { orders: page }: { orders: any } = (
        await orders(`(first: 50${after ? `, after: "${after}"` : ''})`)
      ).data
      ids.push(...page.nodes.map((each: Dish) => each.id))
      after = page.pageInfo.endCursor
      if (!page.pageInfo.hasNextPage) break
    }
    expect(ids).toEqual([...kitchen.dishes.all()].map((dish) => dish.id))
    expect((await orders('')).data.orders.nodes).toHaveLength(50)
  })

  it('refuse sizes and cursors that are not theirs, at the argument', async () => {
    for (const first of [0, -1, 101])
      expect((await orders(`(first: ${first})`)).errors[0]).toMatchObject({
        message: 'Pida de 1 a 100 elementos por página.',
        extensions: { code: 'PAGE_SIZE_OUT_OF_RANGE', path: ['first'], maximum: 100 },
      })
    for (const bad of [
      'x',
      '',
      'e30=',
      Buffer.from('zzzzzzzzzzzz.1').toString('base64url'),
      'A'.repeat(5000),
    ])
      expect((await orders(`(after: "${bad}")`)).errors[0].extensions).toEqual({
        code: 'INVALID_CURSOR',
        path: ['after'],
      })
  })
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { serve } from './kitchen.ts'

const CRM = 'https://crm.example.com'
let strict: Awaited<ReturnType<typeof serve>>
let developing: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  strict = await serve({ origins: { allowed: [CRM], allowsThisMachine: false } })
  developing = await serve({ origins: { allowed: [], allowsThisMachine: true } })
})
afterAll(() => Promise.all([strict.api.stop(1000), developing.api.stop(1000)]))

/** What a browser is told that asks, on behalf of a page, whether it may. */
async function preflight(url: string, origin: string) {
  const response = await fetch(url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  })
  return { status: response.status, allowed: response.headers.get('access-control-allow-origin') }
}

it('lets the pages of sites that were named ask, and no others', async () => {
  expect(await preflight(strict.url, CRM)).toEqual({ status: 204, allowed: CRM })
  for (const origin of [
    'https://evil.example.com',
    'https://crm.example.com.evil.example',
    'http://crm.example.com',
    'http://localhost:5173',
    'null',
  ])
    expect(await preflight(strict.url, origin)).toEqual({ status: 204, allowed: null })
})

it("lets a front-end developer's own machine ask while developing", async () => {
  for (const origin of ['http://localhost:5173', 'http://127.0.0.1:3000', 'http://localhost'])
    expect((await preflight(developing.url, origin)).allowed).toBe(origin)
  for (const origin of ['http://localhost.evil.example', 'http://localhost:5173@evil.example'])
    expect((await preflight(developing.url, origin)).allowed).toBeNull()
})

it('lets the page read the answer, and never with cookies', async () => {
  const response = await fetch(strict.url, {
    method: 'POST',
    headers: { origin: CRM, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __typename }' }),
  })
  expect(response.headers.get('access-control-allow-origin')).toBe(CRM)
  expect(response.headers.get('access-control-expose-headers')).toContain('x-request-id')
  expect(response.headers.get('access-control-allow-credentials')).toBeNull()
  expect(response.headers.get('vary')).toContain('Origin')
})

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer, PASSWORD } from '../servers/app.server.ts'

const basic = (login: string, password: string) =>
  `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`

describe('Grafana', () => {
  let app: AppServer
  let admin: ApiClient
  const ask = (path: string, options: { authorization?: string | null; body?: object } = {}) => {
    const { authorization = basic('admin', PASSWORD), body } = options
    return fetch(`http://127.0.0.1:${app.port}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(authorization && { authorization }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    })
  }
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  const answerTo = async (path: string, body?: object): Promise<any> => {
    const response = await ask(path, body ? { body } : {})
    expect(response.status).toBe(200)
    return response.json()
  }
  const hour = () => ({ from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date().toISOString() })

  beforeAll(async () => {
    app = await AppServer.start({ environment: { DEMO: 'on', DEMO_SPEED: '20' } })
    admin = await app.admin()
    await vi.waitFor(
      async () => expect((await answerTo('/grafana/get-extension-status')).length).toBeGreaterThan(3),
      {
        timeout: 15_000,
      },
    )
  })
  afterAll(() => app.stop())

  test('signs in with login and password, and learns nothing without', async () => {
    expect(await answerTo('/grafana')).toEqual({ status: 'ok' })
    expect(await answerTo('/grafana/')).toEqual({ status: 'ok' })
    for (const authorization of [
      null,
      basic('admin', 'otra cosa'),
      basic('nadie', PASSWORD),
      'Basic %',
      'Basic Og==',
    ]) {
      const refused = await ask('/grafana/get-extension-status', { authorization })
      expect(refused.status).toBe(401)
      expect(refused.headers.get('www-authenticate')).toMatch(/^Basic /)
      expect(await refused.json()).toMatchObject({ code: 'UNAUTHENTICATED' })
    }
  })

  test('signs in once however often it asks, and guessing is slowed', async () => {
    await Promise.all(Array.from({ length: 30 }, () => answerTo('/grafana/')))
    const { sessions } = await admin.query(`{ sessions { id } }`)
    expect(sessions.length).toBeLessThan(6)
    const guesses = await Promise.all(
      Array.from({ length: 14 }, (_, n) => ask('/grafana/', { authorization: basic('quien', `clave ${n}`) })),
    )
    expect(
      guesses
        .map(({ status }) => status)
        .sort()
        .at(-1),
    ).toBe(429)
  })

  test('the same login and password go for GraphQL, and end with the password', async () => {
    const query = () => ask('/graphql', { body: { query: '{ me { login } }' } })
    expect(await (await query()).json()).toEqual({ data: { me: { login: 'admin' } } })
    await admin.changePassword(PASSWORD, `${PASSWORD} nueva`)
    expect((await query()).status).toBe(401)
    expect((await ask('/grafana/')).status).toBe(401)
    await admin.changePassword(`${PASSWORD} nueva`, PASSWORD)
    expect((await query()).status).toBe(200)
  })

  test('shows extensions as the orchestrator did', async () => {
    const statuses = await answerTo('/grafana/get-extension-status')
    for (const { extension, status, on_queue } of statuses) {
      expect(extension).toMatch(/^\d+$/)
      expect(['Idle', 'InUse', 'Busy', 'Unavailable', 'Ringing', 'OnHold']).toContain(status)
      expect(typeof on_queue).toBe('boolean')
    }
    expect(statuses.some(({ on_queue }: { on_queue: boolean }) => on_queue)).toBe(true)
  })

  test('finds what it may ask for, and gets numbers, tables and choices', async () => {
    const names = await answerTo('/grafana/search', {})
    expect(names).toContain('waiting')
    expect((await answerTo('/grafana/metrics', {})).map(({ value }: { value: string }) => value)).toEqual(
      names,
    )
    const queues = await answerTo('/grafana/variable', { payload: { target: 'queues' } })
    const [{ __text: label, __value: id }] = queues
    const [waiting, table] = await answerTo('/grafana/query', {
      range: hour(),
      targets: [
        { target: 'waiting', payload: { queue: [label] } },
        { target: 'queues', payload: { queue: id } },
      ],
    })
    expect(waiting.datapoints[0][0]).toBeGreaterThanOrEqual(0)
    expect(table.rows).toHaveLength(1)
    expect(table.rows[0][0]).toBe(label)
    const everything = await answerTo('/grafana/query', {
      range: hour(),
      targets: names.map((target: string) => ({ target })),
    })
    expect(everything).toHaveLength(names.length)
    const offered = everything.find(({ target }: { target: string }) => target === 'offered')
    const points = offered.datapoints as [number, number][]
    expect(points.length).toBeGreaterThan(0)
    // The demo has no log that could be read: what it reports itself is what counts.
    await vi.waitFor(
      async () => {
        const [series] = await answerTo('/grafana/query', { range: hour(), targets: [{ target: 'offered' }] })
        expect(series.datapoints.reduce((sum: number, [value]: [number]) => sum + value, 0)).toBeGreaterThan(
          0,
        )
      },
      { timeout: 20_000, interval: 500 },
    )
  })

  test('what people did stands in the margin', async () => {
    expect(await answerTo('/grafana/annotations', { range: hour() })).toEqual(expect.any(Array))
  })

  test('what is wrong is said with its place', async () => {
    const wrong: [object, object][] = [
      [{ targets: [] }, { code: 'INVALID_INPUT', path: ['range'] }],
      [
        { range: { from: 'ayer', to: 'hoy' }, targets: [] },
        { code: 'INVALID_INPUT', path: ['range', 'from'] },
      ],
      [
        { range: hour(), targets: [{ target: 'sueldos' }] },
        { code: 'NOT_FOUND', path: ['targets', 'sueldos'] },
      ],
      [
        { range: hour(), targets: [{ target: 'waiting', payload: { queue: 'de otros' } }] },
        { code: 'NOT_FOUND', path: ['payload', 'queue'] },
      ],
    ]
    for (const [body, expected] of wrong)
      expect(await (await ask('/grafana/query', { body })).json()).toMatchObject(expected)
    expect((await ask('/grafana/../etc/passwd')).status).toBe(404)
    expect((await ask('/grafana/nada')).status).toBe(404)
  })
})

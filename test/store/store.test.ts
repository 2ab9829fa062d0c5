import { aliasedTable, and, asc, count, desc, eq, gte, inArray, like, lt, or, sql, sum } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import { isDuplicate } from '../../src/platform/store/faults.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { callOf } from './rows.ts'

describeOnEveryEngine('A store', (open) => {
  let store: Store
  const at = new Date('2026-03-01T12:34:56.789Z')
  const tenant = {
    id: newId(),
    slug: 'acme',
    name: 'ACME ☎️ Ünï 😀 \\ \' " % _',
    language: 'es',
    timeZone: 'America/Bogota',
    createdAt: at,
  } as const
  const user = {
    id: newId(),
    tenantId: tenant.id,
    login: 'ana',
    name: 'Ana',
    passwordHash: 'x',
    mustChangePassword: true,
    role: 'SUPERVISOR',
    permissionChanges: { granted: ['reports'], revoked: [] },
    queueIds: [newId()],
    language: null,
    disabledAt: null,
    createdAt: at,
  } as const

  beforeAll(async () => {
    store = await open()
  })
  beforeEach(async () => {
    await store.delete(store.tables.tenants, undefined)
    await store.delete(store.tables.calls, undefined)
    await store.insert(store.tables.tenants, tenant)
  })

  describe('reads back what was written', () => {
    test('with exact types', async () => {
      const { tenants, users } = store.tables
      await store.insert(users, {
        ...user,
        permissionChanges: { granted: ['reports'], revoked: [] },
        queueIds: [...user.queueIds],
      })
      expect(await store.select().from(tenants)).toEqual([tenant])
      expect(await store.select().from(users)).toEqual([user])
    })

    test('text that is hostile to one engine or the other', async () => {
      const { auditEntries } = store.tables
      const input = {
        nul: 'a\0b',
        lone: '\ud800',
        escaped: '\\u0000 \\ud800',
        quotes: `'";--\\'`,
        emoji: '👩‍👩‍👧',
        nested: { list: [1, null, true] },
      }
      const entry = {
        id: newId(),
        tenantId: tenant.id,
        userId: user.id,
        action: 'a\0b',
        targetId: "x'); drop table calls; --",
        input,
        outcome: '\\',
        answer: '\r\n\0\u001f',
        address: '::1',
        occurredAt: at,
      }
      await store.insert(auditEntries, entry)
      const [found] = await store.select().from(auditEntries).where(eq(auditEntries.id, entry.id))
      expect(found).toEqual({
        ...entry,
        action: 'a\ufffdb',
        answer: '\r\n\ufffd\u001f',
        input: { ...input, nul: 'a\ufffdb', lone: '\ufffd' },
      })
    })

    test('JSON with strings that look like other JSON', async () => {
      const { auditEntries } = store.tables
      const input = { a: '"q"', b: 'plain', c: '5', d: '{"x":1}', e: [] }
      const id = newId()
      await store.insert(auditEntries, {
        id,
        tenantId: tenant.id,
        userId: user.id,
        action: 'a',
        targetId: '',
        input,
        outcome: '',
        answer: '',
        address: '',
        occurredAt: at,
      })
      const [found] = await store
        .select({ input: auditEntries.input })
        .from(auditEntries)
        .where(eq(auditEntries.id, id))
      expect(found!.input).toEqual(input)
    })
  })

  test('an upsert overwrites what it names, an insert of the missing nothing', async () => {
    const { thresholds } = store.tables
    const row = {
      id: newId(),
      tenantId: tenant.id,
      queueId: newId(),
      metric: 'WAITING',
      warn: 1,
      critical: 5,
      holdSeconds: 10,
    } as const
    await store.insert(thresholds, row)
    await store.upsert(
      thresholds,
      { ...row, id: newId(), critical: 9, holdSeconds: 99 },
      ['queueId', 'metric'],
      ['critical'],
    )
    await store.insertMissing(
      thresholds,
      [
        { ...row, id: newId(), critical: 77 },
        { ...row, id: newId(), metric: 'LONGEST_WAIT' },
      ],
      ['queueId', 'metric'],
    )
    expect(await store.select().from(thresholds).where(eq(thresholds.id, row.id))).toEqual([
      { ...row, critical: 9 },
    ])
    expect(
      await store.select({ n: count() }).from(thresholds).where(eq(thresholds.queueId, row.queueId)),
    ).toEqual([{ n: 2 }])
  })

  test('a conditional update tells how many rows matched, changed or not', async () => {
    const { tenants } = store.tables
    const mine = and(eq(tenants.slug, 'acme'), eq(tenants.timeZone, tenant.timeZone))
    expect(await store.update(tenants, mine, { name: 'B' })).toBe(1)
    expect(await store.update(tenants, mine, { name: 'B' })).toBe(1)
    expect(await store.update(tenants, mine, { name: sql`concat(${tenants.name}, '!')` })).toBe(1)
    expect(await store.update(tenants, eq(tenants.slug, 'nobody'), { name: 'B' })).toBe(0)
    expect(await store.delete(tenants, mine)).toBe(1)
  })

  test('2,000 calls are inserted, counted, grouped by the hour and paged', async () => {
    const { calls, queues } = store.tables
    const queue = {
      id: newId(),
      tenantId: tenant.id,
      pbxId: newId(),
      name: 'Support',
      label: null,
      serviceLevelSeconds: 20,
      foundAt: at,
    }
    await store.insert(queues, queue)
    await store.insert(
      calls,
      Array.from({ length: 2_000 }, (_, n) =>
        callOf({
          tenantId: tenant.id,
          queueId: n % 2 ? queue.id : null,
          talkSeconds: n / 10,
          startedAt: new Date(at.getTime() + n * 60_000),
        }),
      ),
    )
    const [total] = await store
      .select({ n: count(), talk: sum(calls.talkSeconds).mapWith(Number) })
      .from(calls)
    expect(total).toEqual({ n: 2_000, talk: 199_900 })

    const hour = store.dialect.bucket(calls.startedAt, 3600)
    const hours = await store
      .select({ hour, queue: queues.name, offered: count() })
      .from(calls)
      .innerJoin(queues, eq(calls.queueId, queues.id))
      .where(and(gte(calls.startedAt, at), lt(calls.startedAt, new Date(at.getTime() + 7_200_000))))
      .groupBy(hour, queues.name)
      .orderBy(asc(hour))
    expect(hours.map((row) => [row.hour.toISOString(), row.queue, row.offered])).toEqual([
      ['2026-03-01T12:00:00.000Z', 'Support', 13],
      ['2026-03-01T13:00:00.000Z', 'Support', 30],
      ['2026-03-01T14:00:00.000Z', 'Support', 17],
    ])

    const page = (after?: { startedAt: Date; id: string }) =>
      store
        .select({ id: calls.id, startedAt: calls.startedAt })
        .from(calls)
        .where(
          and(
            eq(calls.tenantId, tenant.id),
            after &&
              or(
                lt(calls.startedAt, after.startedAt),
                and(eq(calls.startedAt, after.startedAt), lt(calls.id, after.id)),
              ),
          ),
        )
        .orderBy(desc(calls.startedAt), desc(calls.id))
        .limit(3)
    const first = await page()
    const second = await page(first[2])
    expect(new Set([...first, ...second].map((row) => row.id)).size).toBe(6)
    expect(second[0]!.startedAt < first[2]!.startedAt).toBe(true)
    expect(
      await store
        .select()
        .from(calls)
        .where(
          inArray(
            calls.id,
            first.map((row) => row.id),
          ),
        ),
    ).toHaveLength(3)
  })

  test('text compares by code point: case matters, unless asked otherwise', async () => {
    const { tenants } = store.tables
    await store.insert(tenants, { ...tenant, id: newId(), slug: 'ACME', name: 'other' })
    expect(await store.select().from(tenants).where(eq(tenants.slug, 'Acme'))).toEqual([])
    expect(
      await store
        .select()
        .from(tenants)
        .where(like(sql`lower(${tenants.name})`, '%ünï%')),
    ).toHaveLength(1)
    const other = aliasedTable(tenants, 'other')
    const pairs = await store
      .select({ a: tenants.slug, b: other.slug })
      .from(tenants)
      .innerJoin(other, lt(tenants.slug, other.slug))
    expect(pairs).toEqual([{ a: 'ACME', b: 'acme' }])
  })

  test('a duplicate key is recognisable, and the error names no value', async () => {
    const error = await store
      .insert(store.tables.tenants, { ...tenant, id: newId() })
      .catch((thrown: unknown) => thrown)
    expect(isDuplicate(error)).toBe(true)
    expect((error as Error).message).not.toContain('acme')
    expect(isDuplicate(new Error('other'))).toBe(false)
  })

  test('text longer than its column is refused by every engine', async () => {
    await expect(
      store.insert(store.tables.tenants, { ...tenant, id: newId(), slug: 'x'.repeat(65) }),
    ).rejects.toThrow()
  })

  test('what cannot be an id is not found, as an id that does not exist', async () => {
    const { tenants } = store.tables
    await expect(
      (async () => store.select().from(tenants).where(eq(tenants.id, "1' or '1'='1")))(),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  describe('a transaction', () => {
    test('is joined by the calls inside it, and tells when it is committed', async () => {
      const { tenants } = store.tables
      const told: string[] = []
      await store.transaction(async () => {
        await store.update(tenants, eq(tenants.id, tenant.id), { name: 'Renamed' })
        store.afterCommit(() => told.push('committed'))
        await store.transaction(async () => {
          const [seen] = await store.select().from(tenants)
          expect(seen!.name).toBe('Renamed')
        })
        expect(told).toEqual([])
      })
      expect(told).toEqual(['committed'])
    })

    test('leaves nothing behind when it fails', async () => {
      const { tenants } = store.tables
      const told: string[] = []
      const failing = store.transaction(async () => {
        await store.update(tenants, undefined, { name: 'Lost' })
        store.afterCommit(() => told.push('never'))
        throw new Error('stop')
      })
      await expect(failing).rejects.toThrow('stop')
      expect((await store.select().from(tenants))[0]!.name).toBe(tenant.name)
      expect(told).toEqual([])
      const refused = store.transaction(() => store.insert(tenants, { ...tenant, id: newId() }))
      await expect(refused).rejects.toSatisfy(isDuplicate)
      await store.ping()
    })

    test('refuses what is still asked of it when it is over', async () => {
      let late: Promise<unknown> | undefined
      let over = () => {}
      const ended = new Promise<void>((resolve) => {
        over = resolve
      })
      await store.transaction(async () => {
        late = ended.then(() => store.select().from(store.tables.tenants))
      })
      over()
      await expect(late).rejects.toThrow()
    })

    test('jobs are claimed once by compare and set', async () => {
      const { calls } = store.tables
      await store.insert(
        calls,
        Array.from({ length: 20 }, () => callOf({ tenantId: tenant.id })),
      )
      const claim = async (): Promise<string> => {
        for (;;) {
          const ready = await store
            .select({ id: calls.id })
            .from(calls)
            .where(eq(calls.state, 'ENDED'))
            .orderBy(calls.startedAt, calls.id)
            .limit(4)
          for (const { id } of ready)
            if (
              await store.update(calls, and(eq(calls.id, id), eq(calls.state, 'ENDED')), { state: 'PARKED' })
            )
              return id
        }
      }
      const claimed = await Promise.all(Array.from({ length: 8 }, claim))
      expect(new Set(claimed).size).toBe(8)
    })
  })

  test('a prepared query answers with and without a transaction', async () => {
    const { tenants } = store.tables
    const bySlug = store.prepare('tenant_by_slug', (select) =>
      select({ id: tenants.id, createdAt: tenants.createdAt })
        .from(tenants)
        .where(eq(tenants.slug, sql.placeholder('slug'))),
    )
    const found = [{ id: tenant.id, createdAt: at }]
    expect(await bySlug({ slug: 'acme' })).toEqual(found)
    expect(await bySlug({ slug: 'nobody' })).toEqual([])
    expect(await store.transaction(() => bySlug({ slug: 'acme' }))).toEqual(found)
    expect(await Promise.all(Array.from({ length: 50 }, () => bySlug({ slug: 'acme' })))).toEqual(
      Array(50).fill(found),
    )
  })
})

describeOnEveryEngine(
  'A store on a server',
  (open, engine) => {
    test('ends a statement that takes too long, and its connection serves on', async () => {
      const store = await open({ connections: 1, statementMs: 300 })
      const sleep = engine.name === 'mariadb' ? sql`sleep(10)` : sql`pg_sleep(10)`
      const slow = store.select({ slept: sql`${sleep}` }).from(sql`(select 1) one`)
      const refused = { code: 'DATABASE_UNAVAILABLE', details: { reason: 'STATEMENT_TIMEOUT' } }
      await expect((async () => slow)()).rejects.toMatchObject(refused)
      await store.ping()
    })

    test('whoever waits three seconds for a connection is told that it is busy', {
      timeout: 15_000,
    }, async () => {
      const store = await open({ connections: 1 })
      let release = () => {}
      const holding = store.transaction(() => new Promise<void>((resolve) => (release = resolve)))
      await expect(store.ping()).rejects.toMatchObject({
        code: 'DATABASE_UNAVAILABLE',
        details: { reason: 'BUSY' },
      })
      release()
      await holding
      await store.ping()
    })
  },
  { only: ['postgres', 'mariadb'] },
)

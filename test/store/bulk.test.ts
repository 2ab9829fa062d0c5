import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import { RowEncoder } from '../../src/platform/store/row.encoder.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { type CallRow, callOf } from './rows.ts'

describeOnEveryEngine('A bulk write', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  beforeEach(async () => {
    await store.delete(store.tables.calls, undefined)
  })

  const write = (rows: CallRow[]) =>
    store.bulkUpsert(store.tables.calls, rows, { key: ['id'], newer: 'version' })
  const read = () => store.select().from(store.tables.calls).orderBy(store.tables.calls.id)

  test('writes what insert writes', async () => {
    const rows = Array.from({ length: 2_500 }, (_, n) =>
      callOf(
        n % 2
          ? { linkedid: `${n}` }
          : {
              linkedid: `${n}`,
              disposition: null,
              did: null,
              queueId: null,
              answeredAt: null,
              endedAt: null,
              hangupCause: null,
              waitSeconds: n / 3,
            },
      ),
    )
    await write(rows)
    const found = await read()
    expect(found).toEqual(rows.sort((a, b) => (a.id < b.id ? -1 : 1)))
    await store.delete(store.tables.calls, undefined)
    await store.insert(store.tables.calls, rows)
    expect(await read()).toEqual(found)
  })

  test('overwrites what is older, and never what is newer or as new', async () => {
    const call = callOf({ version: 5, state: 'CONNECTED' })
    await write([call])
    await write([{ ...call, version: 4, state: 'RINGING' }])
    await write([{ ...call, version: 5, state: 'PARKED' }])
    expect(await read()).toEqual([call])
    const ended = {
      ...call,
      version: 6,
      state: 'ENDED',
      talkSeconds: 9,
      startedAt: new Date('2026-03-02T00:00:00.001Z'),
    } as const
    await write([ended])
    expect(await read()).toEqual([ended])
  })

  test('of several of one key the newest wins, in whatever order they stand', async () => {
    const id = newId()
    const versions = [3, 9, 1, 9, 8].map((version, n) => callOf({ id, version, fromName: `${n}` }))
    await write(versions)
    expect(await read()).toEqual([versions[1]])
  })

  test('with no newer column the last one wins, and only what is named is overwritten', async () => {
    const { thresholds, tenants } = store.tables
    const row = {
      id: newId(),
      tenantId: newId(),
      queueId: newId(),
      metric: 'WAITING',
      warn: null,
      critical: 1,
      holdSeconds: 5,
    } as const
    const options = { key: ['queueId', 'metric'], overwrite: ['critical'] } satisfies {
      key: ('queueId' | 'metric')[]
      overwrite: 'critical'[]
    }
    await store.bulkUpsert(thresholds, [row], options)
    await store.bulkUpsert(
      thresholds,
      [
        { ...row, id: newId(), critical: 2 },
        { ...row, id: newId(), critical: 3, holdSeconds: 99 },
      ],
      options,
    )
    expect(await store.select().from(thresholds).where(eq(thresholds.queueId, row.queueId))).toEqual([
      { ...row, critical: 3 },
    ])
    const tenant = {
      id: newId(),
      slug: newId(),
      name: 'a',
      language: 'es',
      timeZone: 'UTC',
      createdAt: new Date(0),
    } as const
    await store.bulkUpsert(tenants, [tenant], { key: ['id'], overwrite: [] })
    await store.bulkUpsert(tenants, [{ ...tenant, name: 'b' }], { key: ['id'], overwrite: [] })
    expect(await store.select().from(tenants).where(eq(tenants.id, tenant.id))).toEqual([tenant])
  })

  type Way = Store['bulkUpsert']
  const WAYS: readonly [string, () => Way][] = [
    ['as may be there already', () => store.bulkUpsert.bind(store)],
    ['as most likely new', () => writeNew],
  ]
  /** As a thread spells rows, and the store writes them. */
  const writeNew: Way = async (table, rows, options) => {
    const encoder = new RowEncoder(store.traits)
    const spelled = encoder.newRows(table, options)
    for (const row of rows) spelled.add(row as never)
    await store.transaction(() => store.writeEncoded(structuredClone(spelled.take())))
  }

  test.each(WAYS)('any text, number, instant and JSON comes back as it was, written %s', async (_, wayOf) => {
    const { callEvents } = store.tables
    const write: Way = wayOf()
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.constantFrom(
        '\\N',
        '\\',
        "'",
        '"',
        '{',
        '}',
        'NULL',
        'null',
        '{a,b}',
        "');--",
        '\\"',
        '\t\n\r',
        '\u001a',
        '\\x41',

        '?',
        '$1',
        ':a',
      ),
    )
    const clean = (value: string) => value.replaceAll('\0', '\ufffd')
    const call = fc.record({
      fromName: text,
      recording: fc.option(text),
      waitSeconds: fc
        .double({ noNaN: true, noDefaultInfinity: true, min: -1e100, max: 1e100 })
        .map((n) => n + 0),
      hangupCause: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
      startedAt: fc.date({ min: new Date('1971-01-01'), max: new Date('9000-01-01'), noInvalidDate: true }),
    })
    const details = fc.dictionary(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }),
      fc.oneof(text, fc.boolean(), fc.integer()),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 20 }), details, async (calls, given) => {
        const rows = calls.map((facts) => callOf(facts))
        await write(store.tables.calls, rows, { key: ['id'], newer: 'version' })
        const event = {
          id: newId(),
          tenantId: newId(),
          callId: newId(),
          kind: 'ENDED',
          occurredAt: rows[0]!.startedAt,
          queueId: null,
          agentId: null,
          details: given,
        } as const
        await write(callEvents, [event], { key: ['id'] })
        for (const row of rows) {
          const [found] = await store
            .select()
            .from(store.tables.calls)
            .where(eq(store.tables.calls.id, row.id))
          expect(found).toEqual({
            ...row,
            fromName: clean(row.fromName),
            recording: row.recording && clean(row.recording),
          })
        }
        const [kept] = await store.select().from(callEvents).where(eq(callEvents.id, event.id))
        const cleaned = Object.entries(given).map(([name, value]) => [
          name,
          typeof value === 'string' ? clean(value) : value,
        ])
        expect(kept!.details).toEqual(Object.fromEntries(cleaned))
      }),
      { numRuns: 40 },
    )
  })

  test('cuts text that is too long, between characters, rather than lose the call', async () => {
    await write([callOf({ fromName: '😀'.repeat(200), recording: 'y'.repeat(100_000) })])
    const [found] = await read()
    expect(found!.fromName).toBe('😀'.repeat(120))
    expect(found!.recording).toHaveLength(100_000)
  })

  test('belongs to the transaction around it', async () => {
    const stopped = store.transaction(async () => {
      await write([callOf(), callOf()])
      throw new Error('stop')
    })
    await expect(stopped).rejects.toThrow('stop')
    expect(await read()).toEqual([])
  })

  test('many at once over the same rows end with the newest of each', async () => {
    const ids = Array.from({ length: 300 }, newId)
    const writes = Array.from({ length: 8 }, (_, version) =>
      write(ids.map((id) => callOf({ id, version: version + 1 })).sort(() => Math.random() - 0.5)),
    )
    await Promise.all(writes)
    const { calls } = store.tables
    const rows = await store
      .select({ version: calls.version, n: sql`count(*)`.mapWith(Number) })
      .from(calls)
      .groupBy(calls.version)
    expect(rows).toEqual([{ version: 8, n: 300 }])
  })
})

import { beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import type { BulkStatement } from '../../src/platform/store/bulk.ts'
import { RowEncoder } from '../../src/platform/store/row.encoder.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { type CallRow, callOf } from './rows.ts'

describeOnEveryEngine('Rows spelled elsewhere and written by the store', (open) => {
  let store: Store
  let encoder: RowEncoder
  beforeAll(async () => {
    store = await open()
    encoder = new RowEncoder(JSON.parse(JSON.stringify(store.traits)))
  })
  beforeEach(async () => {
    await store.delete(store.tables.calls, undefined)
  })

  const options: { key: ['id']; newer: 'version' } = { key: ['id'], newer: 'version' }
  const spell = (rows: CallRow[]) => encoder.encode(encoder.tables.calls, rows, options)
  const spellNew = (rows: CallRow[]) => {
    const spelled = encoder.newRows(encoder.tables.calls, options)
    for (const row of rows) spelled.add(row)
    return spelled.take()
  }
  /** As a message between threads arrives. */
  const write = (statements: BulkStatement[]) =>
    store.transaction(() => store.writeEncoded(structuredClone(statements)))
  const read = () => store.select().from(store.tables.calls).orderBy(store.tables.calls.id)
  const sorted = (rows: CallRow[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))

  const ODD = ['\\N', '\\', 'a\tb\nc\rd', '"{},"', "O'Hara", '😀\\x41', '', 'NULL']

  test('are the rows, whatever stands in them', async () => {
    const rows = ODD.map((fromName) => callOf({ fromName, did: null, answeredAt: null }))
    const more = Array.from({ length: 2_500 }, (_, n) => callOf({ waitSeconds: n / 3 }))
    await write(spell([...rows, ...more]))
    const spelled = await read()
    await store.delete(store.tables.calls, undefined)
    await write(spellNew([...rows, ...more]))
    expect(await read()).toEqual(spelled)
    expect(spelled).toEqual(sorted([...rows, ...more]))
  })

  test('may be of every kind that a column has, yes and no among them', async () => {
    const { logSources } = encoder.tables
    const source = (enabled: boolean) => ({
      ...{ id: newId(), tenantId: newId(), pbxId: newId(), kind: 'FILE' as const, timeZone: 'UTC', enabled },
      ...{ settings: { folder: 'Peña\t\\' }, position: {}, openFacts: { visits: [] } },
      ...{ lineCount: 2.5, badLineCount: 0, unmatchedCount: -1e40 },
      ...{ lastEventAt: null, createdAt: new Date('1969-12-31T23:59:59.999Z') },
    })
    const rows = [source(true), source(false)]
    const spelled = encoder.newRows(logSources, { key: ['id'] })
    for (const row of rows) spelled.add(row)
    await write(spelled.take())
    expect(spelled.take()).toEqual([])
    const kept = store.tables.logSources
    expect(await store.select().from(kept).orderBy(kept.id)).toEqual(rows)
  })

  test('that were taken for new and are not, overwrite what is older and nothing else', async () => {
    const there = Array.from({ length: 50 }, () => callOf({ version: 5 }))
    await write(spellNew(there))
    const newer = there.slice(0, 20).map((row) => ({ ...row, version: 6, state: 'PARKED' as const }))
    const older = there.slice(20, 40).map((row) => ({ ...row, version: 4, state: 'RINGING' as const }))
    const fresh = Array.from({ length: 3 }, () => callOf())
    await write(spellNew([...newer, ...older, ...fresh]))
    expect(await read()).toEqual(sorted([...newer, ...there.slice(20), ...fresh]))
  })

  test('one of many that is known, where nobody looked, does no harm', async () => {
    const rows = sorted(Array.from({ length: 100 }, () => callOf({ version: 2 })))
    await write(spell([{ ...rows[33]!, version: 1, state: 'RINGING' }]))
    await write(spellNew(rows))
    await write(spellNew(rows))
    expect(await read()).toEqual(rows)
  })

  test('of one key, the newest stays, though all were taken for new', async () => {
    const [row, other] = [callOf({ version: 2 }), callOf()]
    const newest = { ...row, version: 3, state: 'PARKED' as const }
    await write(spellNew([other, row, newest, { ...row, version: 1 }]))
    expect(await read()).toEqual(sorted([other, newest]))
  })

  test('that fit no column are refused, and with them all of their transaction', async () => {
    const rows = [callOf(), callOf({ version: 5_000_000_000 })]
    await expect(async () => write(spellNew(rows))).rejects.toThrow(/32 bits|bulk write/)
    expect(await read()).toEqual([])
  })

  test('belong to the transaction around them', async () => {
    const stopped = store.transaction(async () => {
      await store.writeEncoded(spellNew([callOf(), callOf()]))
      throw new Error('stop')
    })
    await expect(stopped).rejects.toThrow('stop')
    expect(await read()).toEqual([])
  })
})

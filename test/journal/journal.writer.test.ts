import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DomainError } from '../../src/errors.ts'
import { type Journal, openJournal } from '../../src/platform/journal/journal.ts'
import {
  JournalWriter,
  type JournalWriterFault,
  type JournalWriterOptions,
} from '../../src/platform/journal/journal.writer.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { type Note, writeNotes } from './notes.ts'

let folder: string
let journal: Journal<Note>
let writer: JournalWriter<Note>
let batches: Note[][]
let faults: JournalWriterFault[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'))
  journal = await openJournal({ folder: join(folder, 'journal'), fsyncIntervalMs: 1 })
  batches = []
  faults = []
})
afterEach(async () => {
  await writer.stop(0)
  await journal.close()
  rmSync(folder, { recursive: true, force: true })
})

function start(options: Partial<JournalWriterOptions<Note>> = {}) {
  writer = new JournalWriter({
    journal,
    write: async (batch) => {
      batches.push(batch)
    },
    rejectedFile: join(folder, 'rejected.jsonl'),
    onFault: (fault) => faults.push(fault),
    ...options,
  })
  writer.start()
  return writer
}

const note = (call: number, version = 1): Note => ({ call, version })
const away = () => new DomainError('DATABASE_UNAVAILABLE')

describe('A journal writer', () => {
  test('writes in order, full batches at once and the rest after a while', async () => {
    start({ batchRecords: 100, batchMs: 30 })
    for (let call = 1; call <= 250; call += 1) journal.append(note(call))
    await expect.poll(() => journal.settledSequence).toBe(250)
    expect(batches.map((batch) => batch.length)).toEqual([100, 100, 50])
    expect(batches.flat().map(({ call }) => call)).toEqual(Array.from({ length: 250 }, (_, n) => n + 1))
    expect(writer.lag).toEqual({ records: 0, seconds: 0 })
  })

  test('writes only the latest of one call', async () => {
    start({ batchMs: 10_000, keyOf: ({ call }) => `${call}` })
    for (const version of [1, 2, 3]) for (const call of [7, 8]) journal.append(note(call, version))
    journal.append(note(7, 4))
    expect(await writer.flush()).toBe(true)
    expect(batches).toEqual([[note(8, 3), note(7, 4)]])
  })

  test('waits while the database is away, tells its lag, and then writes all in order', async () => {
    let isAway = true
    start({
      batchMs: 1,
      batchRecords: 10,
      write: async (batch) => {
        if (isAway) throw away()
        batches.push(batch)
      },
    })
    for (let call = 1; call <= 35; call += 1) journal.append(note(call))
    await expect.poll(() => writer.healthy).toBe(false)
    expect(writer.lag.records).toBe(35)
    expect(await writer.flush(50)).toBe(false)
    isAway = false
    expect(await writer.flush()).toBe(true)
    expect(batches.flat().map(({ call }) => call)).toEqual(Array.from({ length: 35 }, (_, n) => n + 1))
    expect(faults.map(({ kind }) => kind)).toEqual(['WRITE_DELAYED', 'WRITE_RESUMED'])
  })

  test('stopped while the database is away, leaves the rest in the journal for the next', async () => {
    start({ batchMs: 1, write: () => Promise.reject(away()) })
    for (let call = 1; call <= 5; call += 1) journal.append(note(call))
    await writer.stop(50)
    expect(journal.backlog.records).toBe(5)
    await journal.close()
    journal = await openJournal({ folder: join(folder, 'journal'), fsyncIntervalMs: 1 })
    start()
    expect(await writer.flush()).toBe(true)
    expect(batches.flat().map(({ call }) => call)).toEqual([1, 2, 3, 4, 5])
  })

  test('holds on, and rejects nothing, when the fault is not the records', async () => {
    let fails = 3
    start({
      write: async (batch) => {
        if ((fails -= 1) >= 0) throw new Error('relation "calls" does not exist')
        batches.push(batch)
      },
    })
    journal.append(note(1))
    expect(await writer.flush()).toBe(true)
    expect(writer.rejected).toBe(0)
  })
})

describeOnEveryEngine('A journal writer before a database', (open) => {
  test('puts aside the one record the database will never take, and writes the others', async () => {
    const store = await open()
    start({ write: writeNotes(store) })
    for (let call = 1; call <= 100; call += 1) journal.append(note(call, call === 42 ? 3_000_000_000 : 1))
    expect(await writer.flush()).toBe(true)
    const { calls } = store.tables
    const rows = await store.select({ call: calls.linkedid }).from(calls)
    expect(rows).toHaveLength(99)
    expect(rows.some(({ call }) => call === '42')).toBe(false)
    expect(writer.rejected).toBe(1)
    expect(faults).toMatchObject([{ kind: 'RECORD_REJECTED', sequence: 42 }])
    const lines = readFileSync(join(folder, 'rejected.jsonl'), 'utf8').trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).record)).toEqual([note(42, 3_000_000_000)])
  })
})

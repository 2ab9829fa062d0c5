import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type Journal,
  type JournalFault,
  type JournalOptions,
  openJournal,
} from '../../src/platform/journal/journal.ts'

interface Note {
  n: number
  text?: string
}

let folder: string
let faults: JournalFault[]
const opened: Journal<Note>[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'))
  faults = []
})
afterEach(async () => {
  for (const journal of opened.splice(0)) await journal.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(options: Partial<JournalOptions> = {}) {
  const journal = await openJournal<Note>({
    folder: join(folder, 'journal'),
    fsyncIntervalMs: 1,
    onFault: (fault) => faults.push(fault),
    ...options,
  })
  opened.push(journal)
  return journal
}

async function all(journal: Journal<Note>, from?: number) {
  const found: { sequence: number; n: number }[] = []
  for await (const { sequence, record } of journal.read(from)) found.push({ sequence, n: record.n })
  return found
}

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ sequence: from + index, n: from + index }))

async function fill(journal: Journal<Note>, from: number, to: number, text?: string) {
  for (let n = from; n <= to; n += 1) journal.append(text === undefined ? { n } : { n, text })
  await journal.durable(to)
}

const segmentFiles = () =>
  readdirSync(join(folder, 'journal'))
    .filter((name) => name.endsWith('.journal'))
    .sort()
    .map((name) => join(folder, 'journal', name))

describe('A journal', () => {
  test('gives back what was appended, before and after it was opened again', async () => {
    const first = await open()
    await fill(first, 1, 100, 'ñ 😀 \\ "')
    expect(await all(first)).toEqual(numbered(1, 100))
    await first.close()
    const second = await open()
    expect(second.append({ n: 101 })).toBe(101)
    expect(await all(second)).toEqual(numbered(1, 101))
    expect(faults).toEqual([])
  })

  test('keeps a record as it was when appended', async () => {
    const journal = await open()
    const record = { n: 1 }
    journal.append(record)
    record.n = 2
    expect(await all(journal)).toEqual([{ sequence: 1, n: 1 }])
  })

  test('begins where it was settled, and deletes what is settled', async () => {
    const journal = await open({ segmentBytes: 2_000 })
    await fill(journal, 1, 300)
    const before = segmentFiles().length
    expect(before).toBeGreaterThan(4)
    journal.settle(250)
    expect(journal.backlog.records).toBe(50)
    await expect.poll(() => segmentFiles().length).toBeLessThan(before / 2)
    await journal.close()
    const again = await open()
    expect(await all(again)).toEqual(numbered(251, 300))
    expect(again.backlog.records).toBe(50)
    again.settle(300)
    expect(again.backlog).toEqual({ records: 0, bytes: 0, oldestAt: undefined })
    await again.close()
    const last = await open()
    expect(await all(last)).toEqual([])
    expect(last.append({ n: 301 })).toBe(301)
  })

  test('reads from disk what memory could not hold', async () => {
    const journal = await open({ memoryBytes: 5_000, segmentBytes: 3_000 })
    for (let n = 1; n <= 500; n += 1) {
      journal.append({ n, text: 'x'.repeat(50) })
      if (n % 20 === 0) await journal.durable(n)
    }
    expect(await all(journal)).toEqual(numbered(1, 500))
    expect(await all(journal, 490)).toEqual(numbered(490, 500))
  })

  test('is one process alone in its folder', async () => {
    await open()
    await expect(open()).rejects.toMatchObject({ code: 'STORE_IN_USE' })
  })

  test('refuses what is too large, and goes on', async () => {
    const journal = await open()
    expect(() => journal.append({ n: 1, text: 'x'.repeat(5_000_000) })).toThrow('JOURNAL_RECORD_TOO_LARGE')
    await fill(journal, 1, 1)
    expect(await all(journal)).toEqual(numbered(1, 1))
  })

  test('measures its backlog', async () => {
    const journal = await open()
    const began = Date.now()
    await fill(journal, 1, 10)
    const { records, bytes, oldestAt } = journal.backlog
    expect(records).toBe(10)
    expect(bytes).toBeGreaterThan(10 * 24)
    expect(oldestAt!.getTime()).toBeGreaterThanOrEqual(began)
  })
})

describe('After a crash or damage a journal', () => {
  test('cuts a torn tail wherever it was torn, loses nothing before it and goes on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (count, share) => {
          rmSync(join(folder, 'journal'), { recursive: true, force: true })
          const journal = await open()
          await fill(journal, 1, count)
          await journal.close()
          const [file] = segmentFiles()
          const bytes = readFileSync(file!)
          const size = bytes.length / count
          const kept = Math.floor(bytes.length * share)
          writeFileSync(file!, bytes.subarray(0, kept))
          const again = await open()
          const found = await all(again)
          expect(found).toEqual(numbered(1, found.length))
          expect(found.length).toBeGreaterThanOrEqual(Math.floor(kept / (size + 1)))
          const next = again.append({ n: found.length + 1 })
          await again.durable(next)
          await again.close()
          const last = await open()
          expect(await all(last)).toEqual(numbered(1, found.length + 1))
          await last.close()
        },
      ),
      { numRuns: 40 },
    )
  })

  test('skips damaged bytes, counts and tells them, and gives every record that is whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            at: fc.double({ min: 0, max: 0.999, noNaN: true }),
            bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        async (damages) => {
          rmSync(join(folder, 'journal'), { recursive: true, force: true })
          const count = 40
          const journal = await open({ segmentBytes: 600 })
          await fill(journal, 1, count, 'some text')
          await journal.close()
          // Spoil some places, and know by hand which records were hit.
          const hit = new Set<number>()
          let n = 0
          for (const file of segmentFiles()) {
            const bytes = readFileSync(file)
            const clean = Buffer.from(bytes)
            for (const damage of damages) {
              const at = Math.floor(damage.at * bytes.length)
              Buffer.from(damage.bytes).copy(bytes, at, 0, Math.min(damage.bytes.length, bytes.length - at))
            }
            let at = 0
            while (at < clean.length) {
              const length = 24 + clean.readUInt32BE(at + 8)
              n += 1
              if (clean.compare(bytes, at, at + length, at, at + length) !== 0) hit.add(n)
              at += length
            }
            writeFileSync(file, bytes)
          }
          const again = await open()
          const whole = numbered(1, count).filter((row) => !hit.has(row.n))
          expect(await all(again)).toEqual(whole)
          if (hit.size) expect(faults.length).toBeGreaterThan(0)
          await again.close()
          faults.length = 0
        },
      ),
      { numRuns: 60 },
    )
  })

  test('opens on any garbage', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), fc.string(), async (garbage, checkpoint) => {
        rmSync(join(folder, 'journal'), { recursive: true, force: true })
        const journal = await open()
        await fill(journal, 1, 3)
        await journal.close()
        appendFileSync(segmentFiles()[0]!, garbage)
        writeFileSync(join(folder, 'journal', 'checkpoint'), checkpoint)
        writeFileSync(join(folder, 'journal', '000000000000900.journal'), garbage)
        const again = await open()
        const next = again.append({ n: 0 })
        await again.durable(next)
        expect(next).toBeGreaterThanOrEqual(900)
        await again.close()
      }),
      { numRuns: 40 },
    )
  })
})

const mounted = (() => {
  try {
    const place = mkdtempSync(join(tmpdir(), 'journal-disk-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place], { stdio: 'pipe' })
    execFileSync('umount', [place], { stdio: 'pipe' })
    rmSync(place, { recursive: true })
    return true
  } catch {
    return false
  }
})()

describe.skipIf(!mounted)(
  `On a full disk${mounted ? '' : ' (skipped: a small disk cannot be mounted here)'}`,
  () => {
    beforeEach(() => {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder])
    })
    afterEach(async () => {
      for (const journal of opened.splice(0)) await journal.close()
      execFileSync('umount', ['-l', folder])
    })

    test('nothing is acknowledged that is not durable, memory is bounded, and it recovers by itself', async () => {
      const journal = await open({ segmentBytes: 100_000, memoryBytes: 600_000 })
      await fill(journal, 1, 10)
      const ballast = join(folder, 'ballast')
      // Fill the disk to its last byte.
      for (const size of [500_000, 50_000, 4_096, 512, 1])
        try {
          for (;;) appendFileSync(ballast, Buffer.alloc(size))
        } catch (error) {
          expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC')
        }
      const text = 'x'.repeat(1_000)
      let acknowledged = 0
      const appended: number[] = []
      for (let n = 11; n <= 100; n += 1) {
        const sequence = journal.append({ n, text })
        appended.push(sequence)
        void journal.durable(sequence).then(() => {
          acknowledged = Math.max(acknowledged, sequence)
        })
      }
      await expect.poll(() => journal.healthy).toBe(false)
      expect(faults.map(({ kind }) => kind)).toEqual(['WRITE_FAILED'])
      expect(() => {
        for (let n = 0; n < 2_000; n += 1) journal.append({ n: -1, text })
      }).toThrow('JOURNAL_FULL')
      const last = journal.lastSequence
      expect(acknowledged).toBeLessThan(100)

      rmSync(ballast)
      await expect.poll(() => journal.healthy, { timeout: 5_000 }).toBe(true)
      await journal.durable(last)
      expect(acknowledged).toBe(100)
      expect(faults.map(({ kind }) => kind)).toEqual(['WRITE_FAILED', 'WRITE_RECOVERED'])
      await journal.close()
      const again = await open()
      const found = await all(again)
      expect(found.slice(0, 100)).toEqual(numbered(1, 100))
      expect(found).toHaveLength(last)
    })

    test('what the database took meanwhile is not waited for', async () => {
      const journal = await open({ segmentBytes: 100_000 })
      await fill(journal, 1, 10)
      const ballast = join(folder, 'ballast')
      for (const size of [500_000, 50_000, 4_096, 512, 1])
        try {
          for (;;) appendFileSync(ballast, Buffer.alloc(size))
        } catch {}
      for (let n = 11; n <= 500; n += 1) journal.append({ n, text: 'x'.repeat(1_000) })
      await expect.poll(() => journal.healthy).toBe(false)
      expect((await all(journal)).length).toBe(500)
      journal.settle(500)
      await journal.durable(500)
      rmSync(ballast)
      await expect.poll(() => journal.healthy, { timeout: 5_000 }).toBe(true)
      await fill(journal, 501, 510)
      await journal.close()
      expect(await all(await open())).toEqual(numbered(501, 510))
    })
  },
)

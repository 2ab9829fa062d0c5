import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { openJournal } from '../../src/platform/journal/journal.ts'
import { JournalWriter } from '../../src/platform/journal/journal.writer.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { type Note, rejectedFile, writeNotes } from './notes.ts'

const child = fileURLToPath(new URL('crash.child.ts', import.meta.url))

/** Runs the child until it has told `lines` durable notes, kills it, and gives all it told. */
async function killAfter(lines: number, told: string, args: string[]): Promise<Note[]> {
  rmSync(told, { force: true })
  const running = spawn(process.execPath, ['--import', '@oxc-node/core/register', child, ...args, told], {
    stdio: 'inherit',
  })
  const ended = new Promise<void>((resolve) => running.once('close', () => resolve()))
  const read = () => (existsSync(told) ? readFileSync(told, 'utf8').split('\n').slice(1, -1) : [])
  await expect.poll(() => read().length, { timeout: 60_000, interval: 3 }).toBeGreaterThanOrEqual(lines)
  running.kill('SIGKILL')
  await ended
  return read().map((line) => {
    const [call, version] = line.split(' ').map(Number)
    return { call: call!, version: version! }
  })
}

describeOnEveryEngine(
  'A server killed while it writes',
  (open, engine) => {
    const folder = mkdtempSync(join(tmpdir(), 'journal-'))
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    test('has lost nothing that was durable, and has nothing twice', { timeout: 120_000 }, async () => {
      await (await open()).close()
      const durable = new Map<number, number>()
      let first = 1
      for (const lines of [1, 40, 700, 2_500]) {
        const told = await killAfter(lines, join(folder, 'told'), [
          engine.url(),
          join(folder, 'journal'),
          `${first}`,
        ])
        for (const { call, version } of told) durable.set(call, version)
        first = Math.max(first, ...durable.keys()) + 1_000
      }
      expect(durable.size).toBeGreaterThan(900)

      const store = await open()
      const journal = await openJournal<Note>({ folder: join(folder, 'journal') })
      const writer = new JournalWriter<Note>({
        journal,
        write: writeNotes(store),
        rejectedFile: rejectedFile(folder),
      })
      writer.start()
      expect(await writer.flush(20_000)).toBe(true)
      await writer.stop()
      await journal.close()

      const { calls } = store.tables
      const rows = await store.select({ call: calls.linkedid, version: calls.version }).from(calls)
      const kept = new Map(rows.map(({ call, version }) => [Number(call), version]))
      expect(kept.size).toBe(rows.length)
      const lost = [...durable].filter(([call, version]) => (kept.get(call) ?? 0) < version)
      expect(lost).toEqual([])
      expect(existsSync(rejectedFile(folder))).toBe(false)
    })
  },
  { lasting: true },
)

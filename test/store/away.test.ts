import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openJournal } from '../../src/platform/journal/journal.ts'
import { JournalWriter } from '../../src/platform/journal/journal.writer.ts'
import { openStore } from '../../src/platform/store/open.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { type Note, writeNotes } from '../journal/notes.ts'
import { mariadbAvailable, startMariadb } from '../servers/mariadb.server.ts'
import { postgresAvailable, startPostgres } from '../servers/postgres.server.ts'
import { startProxy, type TcpProxy } from '../servers/tcp.proxy.ts'

const UNAVAILABLE = { name: 'DomainError', code: 'DATABASE_UNAVAILABLE' }

interface Server {
  url: string
  port: number
  start(): Promise<void>
  kill(): Promise<void>
  stop(): Promise<void>
  remove(): Promise<void>
}

const servers = [
  { name: 'PostgreSQL', ...postgresAvailable(), begin: (): Promise<Server> => startPostgres() },
  { name: 'MariaDB', ...mariadbAvailable(), begin: (): Promise<Server> => startMariadb() },
]

/** How long it took to be refused as it should be. */
async function msToRefusal(call: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await expect(call()).rejects.toMatchObject(UNAVAILABLE)
  return performance.now() - began
}

function busyFor(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

for (const { name, available, reason, begin } of servers)
  describe.skipIf(!available)(
    `When ${name} goes away${reason && ` (skipped: ${reason})`}`,
    { timeout: 60_000 },
    () => {
      let server: Server
      let proxy: TcpProxy
      let store: Store
      let read: () => Promise<unknown>

      beforeAll(async () => {
        server = await begin()
        proxy = await startProxy(server.port)
        store = await openStore(Object.assign(new URL(server.url), { port: `${proxy.port}` }).href, {
          connections: 4,
        })
        read = async () => store.select().from(store.tables.tenants)
      }, 90_000)
      afterAll(async () => {
        await store?.close()
        await proxy?.stop()
        await server?.remove()
      }, 30_000)

      test('killed, calls fail within two seconds, and work again by themselves', async () => {
        await read()
        const slow = store.transaction(async () => {
          for (;;) await read()
        })
        await Promise.all([server.kill(), expect(slow).rejects.toMatchObject(UNAVAILABLE)])
        for (const call of [read, () => store.ping(), () => store.transaction(read)])
          expect(await msToRefusal(call)).toBeLessThan(2_000)
        await server.start()
        await expect
          .poll(
            () =>
              read().then(
                () => true,
                () => false,
              ),
            { timeout: 2_000 },
          )
          .toBe(true)
        await store.transaction(read)
      })

      test('frozen, with connections open, the same; also for those that wait for a connection', async () => {
        await Promise.all(Array.from({ length: 4 }, read))
        proxy.pause()
        const times = await Promise.all(Array.from({ length: 20 }, () => msToRefusal(read)))
        expect(Math.max(...times)).toBeLessThan(2_000)
        expect(await msToRefusal(() => store.ping())).toBeLessThan(200)
        proxy.resume()
        await expect
          .poll(
            () =>
              read().then(
                () => true,
                () => false,
              ),
            { timeout: 3_000 },
          )
          .toBe(true)
        await Promise.all(Array.from({ length: 20 }, read))
      })

      test('a slow statement is not taken for a database that is away', async () => {
        const sleep = name === 'MariaDB' ? sql`sleep(2)` : sql`pg_sleep(2)`
        const slow = store.select({ slept: sql`${sleep}` }).from(sql`(select 1) one`)
        const [rows] = await Promise.all([slow, read()])
        expect(rows).toHaveLength(1)
      })

      test('nor is a database away that this process itself was too busy to hear', async () => {
        const sleep = name === 'MariaDB' ? sql`sleep(2)` : sql`pg_sleep(2)`
        // Just after it begins to be asked for a sign of life, for longer than that is waited for.
        const busy = setTimeout(() => busyFor(1_200), 810)
        const [rows] = await Promise.all([
          store.select({ slept: sql`${sleep}` }).from(sql`(select 1) one`),
          read(),
        ])
        clearTimeout(busy)
        expect(rows).toHaveLength(1)
        await read()
      })

      test('a journal bridges the time: nothing is lost, nothing is twice', async () => {
        const folder = mkdtempSync(join(tmpdir(), 'journal-'))
        const journal = await openJournal<Note>({ folder: join(folder, 'journal'), fsyncIntervalMs: 5 })
        const writer = new JournalWriter<Note>({
          journal,
          write: writeNotes(store),
          batchMs: 20,
          rejectedFile: join(folder, 'rejected'),
        })
        writer.start()
        const { calls } = store.tables
        for (let call = 1; call <= 100; call += 1) journal.append({ call, version: 1 })
        expect(await writer.flush()).toBe(true)
        await server.stop()
        for (let call = 51; call <= 5_000; call += 1) journal.append({ call, version: 2 })
        await expect.poll(() => writer.healthy, { timeout: 5_000 }).toBe(false)
        expect(writer.lag.records).toBe(4_950)
        await server.start()
        await expect.poll(() => writer.lag.records, { timeout: 5_000 }).toBe(0)
        const rows = await store
          .select({ version: calls.version, n: sql`count(*)`.mapWith(Number) })
          .from(calls)
          .where(eq(calls.state, 'ENDED'))
          .groupBy(calls.version)
          .orderBy(calls.version)
        expect(rows).toEqual([
          { version: 1, n: 50 },
          { version: 2, n: 4_950 },
        ])
        await writer.stop()
        await journal.close()
        rmSync(folder, { recursive: true })
      })

      test('away at the start, opening waits as long as it is told', async () => {
        await server.stop()
        expect(await msToRefusal(() => openStore(server.url))).toBeLessThan(2_000)
        const waits: Error[] = []
        const opening = openStore(server.url, { patienceMs: 30_000, onWait: (error) => waits.push(error) })
        await expect.poll(() => waits.length).toBeGreaterThan(0)
        await server.start()
        await (await opening).close()
      })
    },
  )

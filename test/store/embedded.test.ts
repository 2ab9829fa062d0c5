import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import { packageFolder } from '../../src/platform/store/migrations.ts'
import { openStore } from '../../src/platform/store/open.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { embeddedTemplate } from '../engines.ts'

describe('The embedded store', () => {
  let folder: string
  let place: string
  const opened: Store[] = []
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'centralita-'))
    place = join(folder, 'data', 'store')
  })
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function open() {
    const store = await openStore(place, { template: await embeddedTemplate() })
    opened.push(store)
    return store
  }
  const tenant = () =>
    ({
      id: newId(),
      slug: newId(),
      name: 'ACME',
      language: 'es',
      timeZone: 'UTC',
      createdAt: new Date(0),
    }) as const

  test('keeps its rows in the folder', { timeout: 20_000 }, async () => {
    const row = tenant()
    const first = await open()
    await first.insert(first.tables.tenants, row)
    await first.close()
    const second = await open()
    expect(await second.select().from(second.tables.tenants)).toEqual([row])
  })

  test('is refused to a second opener, who is told the process that has it', {
    timeout: 20_000,
  }, async () => {
    await open()
    await expect(open()).rejects.toMatchObject({ code: 'STORE_IN_USE', details: { process: process.pid } })
    const script = `
      const { openStore } = await import('./src/platform/store/open.ts')
      await openStore(process.argv[1]).then(() => console.log('OPENED'), (error) => console.log(error.code, error.details.process))`
    const args = ['--import', '@oxc-node/core/register', '--input-type=module', '-e', script, place]
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: packageFolder() })
    expect(stdout.trim()).toBe(`STORE_IN_USE ${process.pid}`)
  })

  test('takes over the lock of a process that is gone', { timeout: 20_000 }, async () => {
    const gone = spawn('true')
    await new Promise((resolve) => gone.once('close', resolve))
    mkdirSync(join(folder, 'data'))
    writeFileSync(`${place}.lock`, `${gone.pid}`)
    await (await open()).close()
    // The same number again, as after a restart of a container, but another process.
    writeFileSync(`${place}.lock`, `${process.ppid} 1 another-boot`)
    await (await open()).ping()
  })

  test('begins again where its making was cut short', { timeout: 20_000 }, async () => {
    mkdirSync(place, { recursive: true })
    writeFileSync(join(place, 'PG_VERSION'), '18')
    writeFileSync(`${place}.unfinished`, '')
    await (await open()).ping()
  })

  test('works in a thread of its own: a long query does not stop the process', {
    timeout: 20_000,
  }, async () => {
    const store = await open()
    let ticks = 0
    const timer = setInterval(() => (ticks += 1), 5)
    const began = performance.now()
    const [row] = await store
      .select({ n: sql`count(*)`.mapWith(Number) })
      .from(sql`generate_series(1, 3000000) a`)
    clearInterval(timer)
    expect(row).toEqual({ n: 3_000_000 })
    expect(ticks).toBeGreaterThan((performance.now() - began) / 50)
  })

  test('answers many at once, in transactions and out of them', { timeout: 20_000 }, async () => {
    const store = await open()
    const { tenants } = store.tables
    const work = Array.from({ length: 60 }, (_, n) =>
      n % 3
        ? store.insert(tenants, tenant())
        : store.transaction(() => store.insert(tenants, [tenant(), tenant()])),
    )
    await Promise.all(work)
    expect(await store.select({ n: sql`count(*)`.mapWith(Number) }).from(tenants)).toEqual([{ n: 80 }])
  })

  test('a large answer and a large row pass whole', { timeout: 20_000 }, async () => {
    const store = await open()
    const { auditEntries } = store.tables
    const answer = 'ñ😀'.repeat(700_000)
    await store.insert(auditEntries, {
      id: newId(),
      tenantId: newId(),
      userId: newId(),
      action: 'a',
      targetId: 'b',
      input: {},
      outcome: 'c',
      answer,
      address: 'd',
      occurredAt: new Date(0),
    })
    const [row] = await store.select({ answer: auditEntries.answer }).from(auditEntries)
    expect(row!.answer === answer).toBe(true)
  })
})

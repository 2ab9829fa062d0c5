import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { TenantService } from '../../src/domains/tenants/tenant.service.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { newId } from '../../src/platform/ids.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { describeWithShared } from '../shared.files.ts'
import { type GeneratedLogs, generateLogs } from './generated.ts'
import type { ImportTask } from './import.child.ts'
import { differences, factsExpected, keptFacts } from './kept.facts.ts'

interface Said {
  done: number
  state: string
  result: { lineCount: number; badLineCount: number; fileCount: number }
  error: string | null
}

const CHILD = new URL('./import.child.ts', import.meta.url)
/** The embedded store is told by its own stories what becomes of it when it is killed. */
const KILLS = { pglite: 0, postgres: 2, mariadb: 2 }

describeWithShared('An import of logs', 'queue_log/gen_queue_log.py', () => {
  let logs: GeneratedLogs
  let files: Buffer[]
  beforeAll(async () => {
    const options = ['--days', '9', '--rotate', '1', '--agents', '3', '--queues', '2', '--crash-days', '2']
    logs = await generateLogs('--seed', '4711', '--swap', '0.01', ...options)
    files = logs.files.map((file) => readFileSync(file))
    // Rotations have given them names that say nothing of their order, and compressed some.
    for (const [index, name] of logs.truth.files_in_order.slice(0, -1).entries()) {
      const path = join(logs.folder, `queue_log.${(index * 7) % 31}${index % 3 === 0 ? '.gz' : ''}`)
      renameSync(join(logs.folder, name), path)
      if (index % 3 === 0) writeFileSync(path, gzipSync(files[index]!))
    }
  })
  afterAll(() => logs?.remove())

  describeOnEveryEngine(
    'killed and begun again',
    (open, engine) => {
      let task: ImportTask
      const children = new Set<ChildProcess>()
      afterAll(() => {
        for (const child of children) child.kill('SIGKILL')
      })
      beforeAll(async () => {
        const store = await open()
        const tenants = new TenantService(store, systemClock, () => Promise.reject(new Error()))
        const tenantId = await tenants.createFirst('America/Bogota')
        task = { databaseUrl: engine.url(), folder: logs.folder, pbxId: newId(), tenantId }
        await store.close()
      })

      /** Runs until it is over, or until so much was said and some milliseconds more. */
      async function run(until: number): Promise<Said | undefined> {
        const child: ChildProcess = fork(CHILD, [JSON.stringify(task)], {
          execArgv: ['--import', '@oxc-node/core/register'],
        })
        children.add(child)
        let last: Said | undefined
        child.on('message', (said: Said) => {
          last = said
          if (said.done >= until) void sleep(Math.random() * 20).then(() => child.kill('SIGKILL'))
        })
        await once(child, 'exit')
        children.delete(child)
        return last
      }

      it('leaves what one that was left in peace leaves, and counts each line once', async () => {
        const names = readdirSync(logs.folder).filter((name) => name.startsWith('queue_log'))
        const total = names.reduce((sum, name) => sum + statSync(join(logs.folder, name)).size, 0)
        for (let kill = 0; kill < KILLS[engine.name]; kill += 1) await run(total * 0.4 * kill + 1)
        const end = await run(Number.POSITIVE_INFINITY)
        expect(end).toMatchObject({ state: 'DONE', error: null })
        expect(end!.result.fileCount).toBe(files.length)
        const lines = files.reduce((sum, bytes) => sum + bytes.toString('latin1').split('\n').length - 1, 0)
        expect(end!.result.lineCount).toBe(lines)
        const store = await open()
        const { pbxId, tenantId } = task
        const facts = await keptFacts(store, pbxId)
        expect(differences(facts, factsExpected(files, pbxId, tenantId))).toEqual([])
        expect(facts.size).toBeGreaterThan(1_000)
        const { queueQuarters } = store.tables
        const quarters = await store.select().from(queueQuarters)
        expect(quarters.reduce((sum, { offered }) => sum + offered, 0)).toBe(logs.truth.total.offered)
        await store.close()
      })
    },
    { lasting: true },
  )
})

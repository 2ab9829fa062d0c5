import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Store } from '../../src/platform/store/store.ts'
import { describeOnEveryEngine } from '../engines.ts'
import type { ApiClient, Stream } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'
import { waitUntil } from '../servers/child.process.ts'
import { describeWithShared } from '../shared.files.ts'
import { type GeneratedLogs, generateLogs } from './generated.ts'
import { differences, factsExpected, keptFacts } from './kept.facts.ts'
import { LogDesk } from './log.desk.ts'

const SOURCE = `{ id kind state lineCount badLineCount unmatchedCount bytesLeft gapAt lastEventAt
  problem { code message } badLines { file lineNumber reason excerpt } }`
const SET = `mutation ($pbxId: ID!, $input: LogSourceInput!) {
  logSourceSet(pbxId: $pbxId, input: $input) { source ${SOURCE} errors { code path message } } }`

interface Source {
  state: string
  lineCount: number
  badLineCount: number
  problem: { code: string; message: string } | null
  badLines: { file: string; lineNumber: number; reason: string }[]
  gapAt: string | null
}

describeWithShared('A queue_log set as the source of a PBX', 'queue_log/gen_queue_log.py', () => {
  describeOnEveryEngine(
    'through the server',
    (open, engine) => {
      let server: AppServer
      let admin: ApiClient
      let store: Store
      let logs: GeneratedLogs
      let desk: LogDesk
      let pbxId: string
      let tenantId: string
      let watched: Stream<{ logSourceUpdated: Source }>

      beforeAll(async () => {
        store = await open()
        logs = await generateLogs(
          '--days',
          '3',
          '--seed',
          '71',
          '--agents',
          '12',
          '--queues',
          '3',
          '--rotate',
          '1',
        )
        desk = new LogDesk()
        server = await AppServer.start({
          databaseUrl: engine.url(),
          environment: { QUEUE_LOG_DIRS: desk.folder },
        })
        admin = await server.admin()
        const { pbx } = await admin.mutate(
          `mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { id } errors { code path } } }`,
          { input: { name: 'Central', host: '127.0.0.1', port: 1, username: 'ami', secret: 'nada' } },
        )
        pbxId = pbx.id
        tenantId = (await admin.query('{ tenant { id } }')).tenant.id
      })
      afterAll(async () => {
        await admin?.close()
        await server?.stop()
        desk?.clear()
        logs?.remove()
      })

      const source = async (): Promise<Source> =>
        (await admin.query(`{ logSources ${SOURCE} }`)).logSources[0]
      const caughtUp = (lines: number) =>
        waitUntil(
          async () => {
            const found = await source()
            return found.state === 'CAUGHT_UP' && found.lineCount === lines ? found : undefined
          },
          15_000,
          () => `${lines} lines: ${JSON.stringify(watched?.last)}`,
        )
      const lineCount = (bytes: Buffer) => bytes.toString('latin1').split('\n').length - 1

      it('is read from its oldest file on, and followed through a rotation', async () => {
        const files = logs.files.map((file) => readFileSync(file))
        const [current, ...older] = [files.at(-1)!, ...files.slice(0, -1)]
        const half = current.indexOf('\n', current.length / 2) + 1
        for (const [n, bytes] of older.entries())
          writeFileSync(desk.path(`queue_log.${older.length - n}`), bytes)
        writeFileSync(desk.path(), current.subarray(0, half))
        watched = admin.subscribe(`subscription { logSourceUpdated ${SOURCE} }`)
        await admin.mutate(SET, { pbxId, input: { kind: 'FILE', folder: desk.folder } })
        const before = [...older, current.subarray(0, half)]
        await caughtUp(before.reduce((sum, bytes) => sum + lineCount(bytes), 0))
        expect(differences(await keptFacts(store, pbxId), factsExpected(before, pbxId, tenantId))).toEqual([])

        renameSync(desk.path(), desk.path('queue_log.0'))
        appendFileSync(desk.path(), current.subarray(half))
        await caughtUp(files.reduce((sum, bytes) => sum + lineCount(bytes), 0))
        expect(differences(await keptFacts(store, pbxId), factsExpected(files, pbxId, tenantId))).toEqual([])
        expect(watched.values.length).toBeGreaterThan(1)
      })
    },
    { only: ['postgres', 'mariadb'] },
  )
})

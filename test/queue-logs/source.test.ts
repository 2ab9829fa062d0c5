import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Store } from '../../src/platform/store/store.ts'
import { describeOnEveryEngine } from '../engines.ts'
import type { ApiClient, Stream } from '../servers/api.client.ts'
import { AppServer, PASSWORD } from '../servers/app.server.ts'
import { waitUntil } from '../servers/child.process.ts'
import { describeWithShared } from '../shared.files.ts'
import { type GeneratedLogs, generateLogs } from './generated.ts'
import { differences, factsExpected, keptFacts } from './kept.facts.ts'
import { LogDesk } from './log.desk.ts'

const SOURCE = `{ id kind state lineCount badLineCount unmatchedCount bytesLeft gapAt lastEventAt
  problem { code message } badLines { file lineNumber reason excerpt } }`
const SET = `mutation ($pbxId: ID!, $input: LogSourceInput!) {
  logSourceSet(pbxId: $pbxId, input: $input) { source ${SOURCE} errors { code path message } } }`

const IMPORT = `mutation ($pbxId: ID!, $input: LogImportInput!) {
  logImport(pbxId: $pbxId, input: $input) { job { id } errors { code path message } } }`
const REGISTER = `mutation ($input: PbxRegisterInput!) {
  pbxRegister(input: $input) { pbx { id } errors { code path } } }`
const PBX = { name: 'Central', host: '127.0.0.1', port: 1, username: 'ami', secret: 'nada' }

interface Source {
  state: string
  lineCount: number
  badLineCount: number
  problem: { code: string; message: string } | null
  badLines: { file: string; lineNumber: number; reason: string; excerpt: string }[]
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
      let dataFolder: string
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
        dataFolder = desk.path('data')
        await start()
        const { pbx } = await admin.mutate(REGISTER, { input: PBX })
        pbxId = pbx.id
        tenantId = (await admin.query('{ tenant { id } }')).tenant.id
      })
      afterAll(async () => {
        await admin?.close()
        await server?.stop()
        desk?.clear()
        logs?.remove()
      })

      async function start() {
        server = await AppServer.start({
          databaseUrl: engine.url(),
          dataFolder,
          environment: { QUEUE_LOG_DIRS: `${desk.folder},${desk.folder}/{tenant}` },
        })
        admin = await server.admin()
        watched = admin.subscribe(`subscription { logSourceUpdated ${SOURCE} }`)
      }
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

      it('is imported again, and changes nothing', async () => {
        const before = await keptFacts(store, pbxId)
        const { logFiles } = await admin.query(
          'query ($pbxId: ID!) { logFiles(pbxId: $pbxId) { name isCurrent } }',
          { pbxId },
        )
        expect(logFiles.at(-1)).toEqual({ name: 'queue_log', isCurrent: true })
        expect(logFiles).toHaveLength(logs.files.length + 1)
        const { job } = await admin.mutate(IMPORT, { pbxId, input: {} })
        const find = 'query ($id: ID!) { job(id: $id) { state result } }'
        const over = await waitUntil(
          async () => {
            const found = (await admin.query(find, { id: job.id })).job
            return found.state === 'DONE' && found
          },
          15_000,
          () => 'The import is not over',
        )
        expect(over.result).toMatchObject({
          fileCount: logFiles.length,
          lineCount: (await source()).lineCount,
        })
        expect(differences(await keptFacts(store, pbxId), before)).toEqual([])
        const some = { folder: desk.folder, files: ['queue_log.99'] }
        const refused = await admin.query(IMPORT, { pbxId, input: some })
        expect(refused.logImport.errors).toMatchObject([
          { code: 'LOG_FILE_UNKNOWN', path: ['input', 'files'] },
        ])
      })

      it('goes on where it was after a restart, whatever was rotated meanwhile', async () => {
        const { lineCount: before } = await source()
        await server.stop()
        const more = (n: number) => `1799000${n}|1799000${n}.1|Ventas|NONE|ENTERQUEUE||0981|1\n`
        desk.raw(more(100))
        desk.rename('queue_log-old')
        desk.compress('queue_log-old')
        desk.raw(more(200) + more(300))
        await start()
        await caughtUp(before + 3)
        expect((await source()).badLineCount).toBe(0)
      })

      it('says what is in the way in the language of whoever asks, and goes on by itself', async () => {
        const { lineCount } = await source()
        const trouble = (code: string) =>
          waitUntil(
            async () => {
              const { problem } = await source()
              return problem?.code === code && problem
            },
            10_000,
            () => `no ${code}: ${JSON.stringify(watched.last)}`,
          )
        desk.remove()
        expect((await trouble('LOG_FILE_MISSING')).message).toMatch(/no está/)
        admin.language = 'en'
        expect((await source()).problem?.message).toMatch(/is not there/)
        admin.language = 'es'
        writeFileSync(desk.path(), Buffer.alloc(4_000, 0xfe))
        expect((await trouble('LOG_NOT_A_QUEUE_LOG')).message).toMatch(/no es un queue_log/)
        desk.remove()
        desk.raw('1799000400|NONE|NONE|NONE|QUEUESTART|\nno es nada\n1799000401|x\n')
        const { badLines, badLineCount } = await caughtUp(lineCount + 3)
        expect(badLineCount).toBe(2)
        expect(badLines).toMatchObject([
          { file: 'queue_log', lineNumber: 2, reason: 'NO_TIME', excerpt: 'no es nada' },
          { file: 'queue_log', lineNumber: 3, reason: 'TOO_FEW_FIELDS' },
        ])
      })

      it('lies in an allowed folder, and in one of the own tenant where there are several', async () => {
        const codes = async (by: ApiClient, id: string, input: object) =>
          (await by.query(SET, { pbxId: id, input: { kind: 'FILE', ...input } })).logSourceSet.errors
        for (const [folder, code] of [
          ['/etc', 'LOG_FOLDER_FORBIDDEN'],
          ['/no/such/place', 'LOG_FOLDER_FORBIDDEN'],
          [`${desk.folder}/../..`, 'LOG_FOLDER_FORBIDDEN'],
          [`${desk.folder}/nowhere`, 'LOG_FOLDER_UNREADABLE'],
          ['', 'REQUIRED'],
          ['relative', 'INVALID_INPUT'],
        ])
          expect(await codes(admin, pbxId, { folder }), folder).toMatchObject([
            { code, path: ['input', 'folder'] },
          ])
        for (const fileName of ['../queue_log', '.hidden', 'a/b', 'x'.repeat(200)])
          expect(await codes(admin, pbxId, { folder: desk.folder, fileName })).toMatchObject([
            { code: 'INVALID_INPUT', path: ['input', 'fileName'] },
          ])

        const { created } = await admin.mutate(
          `mutation ($input: TenantCreateInput!) { tenantCreate(input: $input) {
            created { admin { oneTimePassword } } errors { code path } } }`,
          { input: { name: 'Otra', slug: 'otra', language: 'ES', timeZone: 'UTC', adminLogin: 'otra' } },
        )
        const other = server.anonymous()
        await other.signIn('otra', created.admin.oneTimePassword)
        await other.changePassword(created.admin.oneTimePassword, PASSWORD)
        expect(await codes(other, pbxId, { folder: desk.folder })).toMatchObject([{ code: 'NOT_FOUND' }])
        const { pbx } = await other.mutate(REGISTER, { input: { ...PBX, name: 'De otra', port: 2 } })
        expect(await codes(other, pbx.id, { folder: desk.folder })).toMatchObject([
          { code: 'LOG_FOLDER_FORBIDDEN' },
        ])
        mkdirSync(desk.path('otra'))
        expect(await codes(other, pbx.id, { folder: desk.path('otra') })).toEqual([])
        expect((await other.query(`{ logSources ${SOURCE} }`)).logSources).toHaveLength(1)
        await other.close()
      })
    },
    { only: ['postgres', 'mariadb'] },
  )
})

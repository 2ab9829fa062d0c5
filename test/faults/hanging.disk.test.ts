import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RecordingFolder } from '../../src/adapters/recordings/recording.folder.ts'
import { eventually } from '../isolation/furniture.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { HangingDisk, hangingDiskAvailable } from '../servers/hanging.disk.ts'
import { ServerProcess } from '../servers/server.process.ts'

const { available, reason } = hangingDiskAvailable()
const isSkipped = !available && !process.env.CI
const BEGAN = 1_755_000_000
const CALLS = 200

describe.skipIf(isSkipped)(`A disk that hangs ${isSkipped ? `(skipped: ${reason})` : ''}`, () => {
  let disk: HangingDisk
  let server: ServerProcess
  let admin: ApiClient
  const local = mkdtempSync(join(tmpdir(), 'centralita-local-'))
  const pbxs: Record<string, string> = {}
  const written: Record<string, number> = {}

  const write = (folder: string) => {
    const from = written[folder] ?? 0
    const lines = Array.from({ length: CALLS }, (_, nth) => {
      const at = BEGAN + from + nth
      return `${at}|${at}.${nth}|ventas|NONE|ENTERQUEUE||0971|1\n${at}|${at}.${nth}|ventas|NONE|ABANDON|1|1|0\n`
    })
    appendFileSync(join(folder, 'queue_log'), lines.join(''))
    written[folder] = from + CALLS
  }
  const source = async (name: string) => {
    const { logSources } = await admin.query('{ logSources { pbxId state lineCount problem { code } } }')
    return logSources.find((each: { pbxId: string }) => each.pbxId === pbxs[name])
  }
  const lines = (name: string, folder: string, within?: number) =>
    eventually(
      () => source(name),
      ({ lineCount }) => lineCount === 2 * written[folder]!,
      within,
    )

  beforeAll(async () => {
    disk = await HangingDisk.mount()
    server = await ServerProcess.start({ QUEUE_LOG_DIRS: `${disk.folder},${local}` })
    admin = await server.admin()
    write(disk.files)
    write(local)
    for (const [name, folder] of [
      ['lejos', disk.folder],
      ['cerca', local],
    ] as const) {
      const { pbx } = await admin.mutate(
        'mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { id } errors { code path } } }',
        {
          input: { name, host: '127.0.0.1', port: name === 'lejos' ? 1 : 2, username: 'ami', secret: 'nada' },
        },
      )
      pbxs[name] = pbx.id
      await admin.mutate(
        `mutation ($pbxId: ID!, $input: LogSourceInput!) {
          logSourceSet(pbxId: $pbxId, input: $input) { source { id } errors { code path } } }`,
        { pbxId: pbx.id, input: { kind: 'FILE', folder } },
      )
    }
  }, 90_000)
  afterAll(async () => {
    await admin?.close()
    disk?.answer()
    await server?.remove()
    await disk?.remove()
    rmSync(local, { recursive: true, force: true })
  })

  it('is told, keeps nobody else waiting, and is read on from where it was when it answers', async () => {
    await lines('lejos', disk.files)
    await lines('cerca', local)

    disk.hang()
    write(disk.files)
    write(local)
    await lines('cerca', local)
    const told = await eventually(
      () => source('lejos'),
      ({ problem }) => problem !== null,
      30_000,
    )
    expect(told).toMatchObject({ state: 'TROUBLED', problem: { code: 'LOG_FOLDER_UNREADABLE' } })
    // Nothing more is asked of it, so that files elsewhere are read as ever.
    for (let time = 0; time < 5; time++) {
      write(local)
      await lines('cerca', local)
    }

    disk.answer()
    const after = await lines('lejos', disk.files, 30_000)
    expect(after.problem).toBeNull()
  }, 120_000)

  it('loses nothing of what was being read when it hung', async () => {
    for (let time = 0; time < 1_500; time++) write(disk.files)
    const before = 2 * written[disk.files]! - 1_500 * 2 * CALLS
    await eventually(
      () => source('lejos'),
      ({ lineCount }) => lineCount > before,
    )
    disk.hang()
    await eventually(
      () => source('lejos'),
      ({ problem }) => problem !== null,
      30_000,
    )
    disk.answer()
    await lines('lejos', disk.files, 60_000)
  }, 120_000)

  it('ends an import that reads from it, with what is in the way', async () => {
    for (let time = 0; time < 2_000; time++) write(disk.files)
    const { job } = await admin.mutate(
      `mutation ($pbxId: ID!, $input: LogImportInput!) {
        logImport(pbxId: $pbxId, input: $input) { job { id } errors { code path } } }`,
      { pbxId: pbxs.cerca, input: { folder: disk.folder } },
    )
    const now = async () =>
      (
        await admin.query('query ($id: ID!) { job(id: $id) { state doneCount error { code } } }', {
          id: job.id,
        })
      ).job
    await eventually(now, ({ doneCount }) => doneCount > 0)
    disk.hang()
    const ended = await eventually(now, ({ state }) => state !== 'RUNNING', 40_000)
    expect(ended).toMatchObject({ state: 'FAILED', error: { code: 'LOG_FOLDER_UNREADABLE' } })
    disk.answer()
  }, 120_000)

  it('keeps nobody who looks for recordings waiting', async () => {
    const folder = new RecordingFolder(disk.folder)
    await folder.find()
    disk.hang()
    const refused = async () => folder.find().then(String, ({ code }) => code)
    expect(await refused()).toBe('FOLDER_UNAVAILABLE')
    const began = performance.now()
    expect(await refused()).toBe('FOLDER_UNAVAILABLE')
    expect(performance.now() - began).toBeLessThan(1_000)
    disk.answer()
    await eventually(refused, (path) => path === disk.folder)
  }, 90_000)

  it('keeps the server from no orderly stop', async () => {
    disk.hang()
    write(disk.files)
    server.signal('SIGTERM')
    // All is written and closed. What the kernel itself waits for, it waits for also after a SIGKILL.
    await eventually(async () => server.log.includes('a disk that does not answer'), Boolean, 40_000)
    disk.answer()
    await eventually(async () => server.hasEnded, Boolean)
  }, 90_000)
})

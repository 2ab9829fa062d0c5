import { appendFile, mkdir, mkdtemp, readdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { callIdOf, legIdOf } from '../../src/domains/pbxs/pbx.directory.ts'
import { FolderKeeper } from '../../src/domains/recordings/folders/folder.keeper.ts'
import { FolderScan } from '../../src/domains/recordings/folders/folder.scan.ts'
import { RecordingFolderStore } from '../../src/domains/recordings/folders/folder.store.ts'
import { RecordedCallStore } from '../../src/domains/recordings/recording.calls.store.ts'
import { RecordingRegistrar, recordingIdOf } from '../../src/domains/recordings/recording.registrar.ts'
import { RecordingStore } from '../../src/domains/recordings/recording.store.ts'
import { RetentionKeeper } from '../../src/domains/recordings/retention/retention.keeper.ts'
import { RetentionService } from '../../src/domains/recordings/retention/retention.service.ts'
import { RetentionStore } from '../../src/domains/recordings/retention/retention.store.ts'
import { newId, stableId } from '../../src/platform/ids.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { Viewer } from '../../src/platform/viewer.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { people, refusalOf } from '../users/people.ts'

const DAY_S = 86_400

describeOnEveryEngine('Recordings that are kept', (open) => {
  let store: Store
  let cast: Awaited<ReturnType<typeof people>>
  let boss: Viewer
  let root: string
  let recordings: RecordingStore
  let scan: FolderScan
  let registrar: RecordingRegistrar
  const pbxId = newId()
  const other = newId()
  const queue = (name: string) => stableId(pbxId, 'queue', name)
  const agent = stableId(pbxId, 'agent', '201')

  beforeAll(async () => {
    store = await open()
    cast = await people(store)
    boss = (await cast.first()).viewer
    root = await mkdtemp(join(tmpdir(), 'kept-'))
    recordings = new RecordingStore(store)
    registrar = new RecordingRegistrar({
      ...{ recordings, calls: new RecordedCallStore(store), clock: cast.clock },
      ownerOf: (_, kind, name) => (kind === 'QUEUE' && name.startsWith('ajena') ? other : undefined),
      knowsAgent: (id) => id === agent,
    })
    scan = scanOf(pbxId, boss.tenantId)
  })
  afterAll(() => rm(root, { recursive: true, force: true }))

  const scanOf = (id: string, tenantId: string | null, place = root) =>
    new FolderScan(
      { id, tenantId, timeZone: 'America/Asuncion', pbxFolder: '/var/spool/asterisk/monitor' },
      place,
      'DATED',
      { registrar, clock: cast.clock, onFault: (_, error) => expect.unreachable(String(error)) },
    )
  const now = () => Math.floor(cast.clock.now().getTime() / 1000)
  async function put(path: string, daysAgo: number, text = 'sonido') {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
    const at = now() - daysAgo * DAY_S
    await utimes(join(root, path), at, at)
  }
  const found = async (filter = {}) =>
    recordings.page({ tenantId: boss.tenantId, queueIds: undefined }, filter, 1_000)
  const rowAt = async (path: string, pbx = pbxId) => (await recordings.findAll([recordingIdOf(pbx, path)]))[0]

  /** A call as it was kept. */
  async function keepCall(linkedid: string, more: object) {
    const id = callIdOf(pbxId, linkedid, new Date(Number(linkedid.split('.')[0]) * 1000))
    const startedAt = new Date(Number(linkedid.split('.')[0]) * 1000)
    await store.insert(store.tables.calls, {
      ...{ id, tenantId: boss.tenantId, pbxId, linkedid, version: 1, direction: 'INBOUND', state: 'ENDED' },
      ...{ fromNumber: '0981555777', fromName: '', toNumber: '500', startedAt, endedAt: startedAt },
      ...{ waitSeconds: 0, talkSeconds: 0, holdSeconds: 0, durationSeconds: 0, transferCount: 0 },
      ...more,
    })
    return id
  }

  it('are known by their names, and by what was kept of their calls', async () => {
    const at = now() - 40 * DAY_S
    const inCall = await keepCall(`${at}.1`, { queueId: queue('ventas'), agentId: agent })
    const consulted = await keepCall(`${at + 5}.9`, { mergedIntoId: inCall, agentId: agent })
    await store.insert(store.tables.callLegs, {
      ...{ id: legIdOf(pbxId, `${at + 7}.8`), tenantId: boss.tenantId, callId: inCall, version: 1 },
      ...{ uniqueid: `${at + 7}.8`, channel: 'PJSIP/202-1', number: '202', startedAt: new Date(at * 1000) },
    })
    const reported = await keepCall(`${at + 60}.3`, {
      queueId: queue('500'),
      recording: '/var/spool/asterisk/monitor/2026/02/01/centralita-x.wav',
    })
    await keepCall(`${at + 90}.4`, { recording: '/var/spool/asterisk/monitor/../../../../etc/passwd' })
    const names = {
      byQueue: `2026/02/01/q-500-0981555777-20260201-080000-${at + 10}.2.wav`,
      byCall: `2026/02/01/in-0215550101-0981555777-20260201-080000-${at}.1.wav`,
      byMerge: `2026/02/01/exten-201-202-20260201-080000-${at + 5}.9.wav`,
      byLeg: `2026/02/01/exten-202-201-20260201-080000-${at + 7}.8.wav`,
      byReport: '2026/02/01/centralita-x.wav',
      byAgent: `2026/02/01/out-0981555000-201-20260201-080000-${at + 20}.7.wav`,
      byTime: '2026/02/01/20260201-080000.wav',
      byNothing: '2026/02/01/dictado.wav',
    }
    for (const path of Object.values(names)) await put(path, 39.9)
    await scan.look()
    expect(scan.state).toMatchObject({ fileCount: 8, problem: null, isScanning: false })
    const [byQueue, byCall, byMerge, byLeg, byReport, byAgent, byTime, byNothing] = await Promise.all(
      Object.values(names).map((path) => rowAt(path)),
    )
    expect(byQueue).toMatchObject({
      queueId: queue('500'),
      startedAt: new Date((at + 10) * 1000),
      agentId: null,
    })
    expect(byCall).toMatchObject({
      callId: inCall,
      queueId: queue('ventas'),
      agentId: agent,
      uniqueid: `${at}.1`,
    })
    expect(byMerge).toMatchObject({ callId: inCall, agentId: agent, uniqueid: `${at + 5}.9` })
    expect(byLeg).toMatchObject({ callId: inCall, queueId: queue('ventas'), uniqueid: `${at}.1` })
    expect(consulted).not.toBe(inCall)
    expect(byReport).toMatchObject({ callId: reported, queueId: queue('500'), uniqueid: `${at + 60}.3` })
    expect(byAgent).toMatchObject({ agentId: agent, queueId: null })
    expect(byTime).toMatchObject({ callId: null, startedAt: new Date('2026-02-01T11:00:00Z') })
    expect(byNothing).toMatchObject({ callId: null, queueId: null, agentId: null, uniqueid: '' })
    expect((await found({ number: '0981555777' })).map(({ path }) => path).sort()).toEqual(
      [names.byQueue, names.byCall, names.byMerge, names.byLeg, names.byReport].sort(),
    )
    const confined = { tenantId: boss.tenantId, queueIds: [queue('500')] }
    expect(await recordings.page(confined, {}, 100)).toHaveLength(2)
    expect(await recordings.ofCalls(confined, [inCall, reported], 100)).toMatchObject([{ callId: reported }])
    expect(await recordings.page({ ...confined, tenantId: other }, {}, 100)).toEqual([])
  })

  it('are kept once, however often they are found, and grow with their files', async () => {
    const before = await found()
    await scanOf(pbxId, boss.tenantId).look()
    expect(await found()).toEqual(before)
    const path = '2026/02/02/creciendo.wav'
    await put(path, 0)
    await scan.look()
    expect(await rowAt(path)).toMatchObject({ sizeBytes: 6 })
    await appendFile(join(root, path), ' y más')
    await scan.look()
    expect(await rowAt(path)).toMatchObject({ sizeBytes: 13 })
    expect(await found()).toHaveLength(before.length + 1)
    await rm(join(root, path))
  })

  it('of a shared PBX are whose their queue is, or nobody’s', async () => {
    const shared = newId()
    const at = now() - 3 * DAY_S
    const paths = [
      `2026/02/03/q-ajena_1-099-20260203-080000-${at}.1.wav`,
      `2026/02/03/in-1-2-20260203-080000-${at}.2.wav`,
    ]
    for (const path of paths) await put(path, 3)
    await scanOf(shared, null).look()
    expect(await rowAt(paths[0]!, shared)).toMatchObject({ tenantId: other })
    expect((await rowAt(paths[1]!, shared))!.tenantId).toMatch(/^0{8}-/)
    await rm(join(root, '2026/02/03'), { recursive: true })
  })

  it('wait for a folder that cannot be read, which says what is wrong, and mends', async () => {
    const moved = `${root}-aparte`
    await rename(root, moved)
    await scan.look()
    expect(scan.state).toMatchObject({ isScanning: false, problem: { code: 'FOLDER_MISSING' }, fileCount: 9 })
    await writeFile(root, 'no es carpeta')
    await scan.look()
    expect(scan.state.problem?.code).toBe('FOLDER_NOT_A_FOLDER')
    await rm(root)
    await mkdir(root)
    await scan.look()
    expect(scan.state).toMatchObject({ problem: { code: 'FOLDER_EMPTY' }, fileCount: 0 })
    await rm(root, { recursive: true })
    await rename(moved, root)
    await scan.look()
    expect(scan.state).toMatchObject({ problem: null, fileCount: 8 })
    // Nothing of all that was taken for a removal.
    expect((await found()).filter(({ removedAt }) => removedAt)).toEqual([])
  })

  it('go when their time is over, as was said before, and nothing else does', async () => {
    await store.delete(store.tables.recordings, undefined)
    await rm(join(root, '2026'), { recursive: true })
    const name = (kind: string, days: number) => {
      const at = now() - days * DAY_S
      return `2026/01/01/${kind}-0981555777-20260101-080000-${at}.${days}.wav`
    }
    const paths = [
      ...[10, 35, 95].map((days) => name('q-500', days)),
      ...[10, 35, 95].map((days) => name('q-ventas', days)),
      ...[10, 35, 95].map((days) => name('in-1', days)),
    ]
    for (const path of paths) await put(path, 5)
    for (let each = 0; each < 120; each++)
      await put(`2026/01/02/in-1-2-20250101-080000-${now() - 400 * DAY_S + each}.1.wav`, 5)
    await scan.look()

    const rules = new RetentionStore(store)
    const retention = new RetentionService({
      ...{ store: rules, clock: cast.clock },
      seesQueue: (_, id) => id === queue('500'),
    })
    const faults: unknown[] = []
    const folders = new FolderKeeper({
      ...{ store: new RecordingFolderStore(store), registrar, clock: cast.clock },
      pbxOf: async () => undefined,
      onFault: (_, error) => faults.push(error),
    })
    folders.folderOf = () => scan.folder
    const keeper = new RetentionKeeper({
      ...{ rules, recordings, audit: cast.audit, clock: cast.clock },
      removeFile: (row) => folders.removeFile(row),
      onFault: (_, error) => faults.push(error),
    })
    // Without a rule nothing goes.
    expect([await keeper.sweep(), await retention.preview(boss, null)]).toEqual([0, []])

    const refused = (input: { queueId?: string; keepDays: number }) => refusalOf(retention.set(boss, input))
    expect(await refused({ keepDays: 0 })).toBe('OUT_OF_RANGE input keepDays')
    expect(await refused({ queueId: queue('de otros'), keepDays: 5 })).toBe('NOT_FOUND input queueId')
    const { userId, tenantId, permissions, sessionId } = boss
    const viewer = new Viewer({ ...{ userId, tenantId, permissions, sessionId }, role: 'VIEWER' })
    expect(await refusalOf(retention.set(viewer, { keepDays: 5 }))).toBe('FORBIDDEN')

    // Tried before it is set: nothing of it stays.
    const [tried] = await retention.preview(boss, { keepDays: 90 })
    expect(tried).toMatchObject({ queueId: null, keepDays: 90, fileCount: 123, sizeBytes: 123 * 6 })
    expect(await retention.list(boss)).toEqual([])
    const ofQueue = await retention.set(boss, { queueId: queue('500'), keepDays: 30 })
    await retention.set(boss, { keepDays: 365 })
    const ofRest = await retention.set(boss, { keepDays: 90 })
    expect(await retention.list(boss)).toMatchObject([
      { id: ofQueue.id, queueId: queue('500'), keepDays: 30 },
      { id: ofRest.id, queueId: null, keepDays: 90 },
    ])
    const told = await retention.preview(boss, null)
    expect(told).toMatchObject([
      { queueId: queue('500'), fileCount: 2, sizeBytes: 12, oldestAt: new Date((now() - 95 * DAY_S) * 1000) },
      { queueId: null, fileCount: 122, oldestAt: new Date((now() - 400 * DAY_S) * 1000) },
    ])
    expect(told[1]!.samples).toHaveLength(10)
    expect(await readdir(join(root, '2026/01/01'))).toHaveLength(9)

    // One of them is a link to elsewhere by now: what it leads to stays.
    const outside = join(`${root}-fuera.wav`)
    await writeFile(outside, 'ajeno')
    await rm(join(root, paths[8]!))
    await symlink(outside, join(root, paths[8]!))
    // While the disk is away nothing is done, and nothing is taken for done.
    await rename(root, `${root}-aparte`)
    expect(await keeper.sweep()).toBe(0)
    expect(faults.splice(0)).toHaveLength(2)
    expect(await found({ isRemoved: true })).toEqual([])
    await rename(`${root}-aparte`, root)

    expect(await keeper.sweep()).toBe(123)
    expect(faults).toMatchObject([{ code: 'RECORDING_GONE' }])
    const left = [paths[0]!, paths[3]!, paths[4]!, paths[6]!, paths[7]!, paths[8]!]
    expect((await readdir(join(root, '2026/01/01'))).map((each) => `2026/01/01/${each}`).sort()).toEqual(
      left.sort(),
    )
    expect(await readdir(join(root, '2026/01/02'))).toEqual([])
    const gone = await found({ isRemoved: true })
    expect(gone).toHaveLength(123)
    expect(gone.every(({ removedAt }) => removedAt!.getTime() === cast.clock.now().getTime())).toBe(true)
    const { page } = cast.audit
    const log = await page.call(cast.audit, boss, { action: 'recordingExpire' }, 1_000)
    expect(log.filter(({ outcome }) => outcome === 'OK')).toHaveLength(123)
    expect(log.find(({ targetId }) => targetId === recordingIdOf(pbxId, paths[2]!))).toMatchObject({
      input: { ruleId: ofQueue.id, path: paths[2] },
    })
    expect(await keeper.sweep()).toBe(0)
    await rm(outside)

    // Those of the queue fall under the rule of all others when their own has ended.
    await retention.remove(boss, ofQueue.id)
    expect(await refusalOf(retention.remove(boss, ofQueue.id))).toBe('NOT_FOUND id')
    expect(await retention.preview(boss, { keepDays: 5 })).toMatchObject([{ fileCount: 6 }])
  })
})

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Clock } from '../../src/platform/clock.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { eventually } from '../isolation/two.tenants.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'

/** The system's clock, put forward. */
export class AheadClock implements Clock {
  private aheadMs = 0

  ticks(): number {
    return performance.now() + this.aheadMs
  }

  now(): Date {
    return new Date(Date.now() + this.aheadMs)
  }

  pass(seconds: number): void {
    this.aheadMs += seconds * 1000
  }
}

export interface RecordedFile {
  readonly id: string
  readonly callId: string | null
  readonly fileName: string
  readonly format: string
  readonly sizeBytes: number
}

/** A server with a PBX that records into a folder mounted here, and who keeps it. */
export class RecordedServer {
  private constructor(
    readonly server: AppServer,
    readonly clock: AheadClock,
    readonly admin: ApiClient,
    readonly pbx: Simulator,
    readonly pbxId: string,
    readonly queueIds: Readonly<Record<string, string>>,
    /** Stands for what is mounted. */
    readonly folder: string,
  ) {}

  static async start(): Promise<RecordedServer> {
    const folder = await mkdtemp(join(tmpdir(), 'centralita-monitor-'))
    const clock = new AheadClock()
    const server = await AppServer.start({ clock })
    const admin = await server.admin()
    const queue = (name: string, exten: string) => ({ name, exten, dids: [exten] })
    const pbx = await startSimulator({
      traffic: false,
      queues: [queue('soporte', '600'), queue('ventas', '601')],
      agents: [{ extension: '7001', name: 'Ana', queues: ['soporte', 'ventas'] }],
    })
    const { host, port, username, secret } = pbx
    const { pbx: made } = await admin.mutate(
      'mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { id } errors { code } } }',
      { input: { name: 'Oficina', host, port, username, secret, timeZone: 'America/Asuncion' } },
    )
    const { queues } = await eventually<{ queues: { id: string; name: string }[] }>(
      () => admin.query('{ queues { id name } }'),
      (found) => found.queues.length === 2,
    )
    const queueIds = Object.fromEntries(queues.map(({ id, name }) => [name, id]))
    return new RecordedServer(server, clock, admin, pbx, made.id, queueIds, folder)
  }

  async stop(): Promise<void> {
    await this.admin.close()
    await this.server.stop()
    await this.pbx.stop()
    await rm(this.folder, { recursive: true, force: true })
  }

  get origin(): string {
    return `http://127.0.0.1:${this.server.port}`
  }

  /** What the PBX would write. */
  async put(path: string, sound: Buffer): Promise<string> {
    const place = join(this.folder, path)
    await mkdir(dirname(place), { recursive: true })
    await writeFile(place, sound)
    return place
  }

  /** Has the folder looked through; resolves when that is done. */
  async setFolder(layout: 'DATED' | 'FLAT' | 'ANY' = 'ANY'): Promise<void> {
    await this.admin.mutate(SET_FOLDER, { pbxId: this.pbxId, input: { folder: this.folder, layout } })
    type State = { recordingFolders: { isScanning: boolean; scannedAt: string | null }[] }
    await eventually(
      () => this.admin.query<State>('{ recordingFolders { isScanning scannedAt } }'),
      ({ recordingFolders: [state] }) => state?.scannedAt != null && !state.isScanning,
    )
  }

  async recordings(filter: object = {}, client = this.admin): Promise<RecordedFile[]> {
    const { recordings } = await client.query(
      `query ($filter: RecordingFilter) { recordings(filter: $filter) {
        nodes { id callId queueId agentId fileName format sizeBytes startedAt removedAt } } }`,
      { filter },
    )
    return recordings.nodes
  }

  async named(fileName: string): Promise<RecordedFile> {
    const found = (await this.recordings()).find((each) => each.fileName === fileName)
    if (!found) throw new Error(`No recording ${fileName} was found.`)
    return found
  }

  /** The address of a recording, good for a while. */
  async link(id: string, purpose: 'PLAY' | 'DOWNLOAD' = 'PLAY', client = this.admin): Promise<string> {
    const { recordingLink } = await client.query(
      `query ($id: ID!, $purpose: RecordingLinkPurpose) {
        recordingLink(id: $id, purpose: $purpose) { url expiresAt purpose } }`,
      { id, purpose },
    )
    return this.origin + recordingLink.url
  }

  /** What was done to something, the oldest first. */
  async acts(targetId: string): Promise<string[]> {
    const { auditEntries } = await this.admin.query(
      `query ($targetId: ID!) { auditEntries(first: 100, filter: { targetId: $targetId }) {
        nodes { action outcome user { login } } } }`,
      { targetId },
    )
    return auditEntries.nodes
      .map(({ action, outcome, user }: Act) => `${action} ${outcome} ${user?.login ?? 'by rule'}`)
      .reverse()
  }
}

interface Act {
  readonly action: string
  readonly outcome: string
  readonly user: { readonly login: string } | null
}

export const SET_FOLDER = `mutation ($pbxId: ID!, $input: RecordingFolderInput!) {
  recordingFolderSet(pbxId: $pbxId, input: $input) {
    folder { id folder pbxFolder layout isReadable fileCount newestAt problem { code hint } }
    errors { code path message } } }`

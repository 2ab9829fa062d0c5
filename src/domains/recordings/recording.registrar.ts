import { pathFromReport, reportsOf } from '../../adapters/recordings/recording.folder.ts'
import { formatNameOf } from '../../adapters/recordings/recording.format.ts'
import { type RecordingName, readRecordingName } from '../../adapters/recordings/recording.name.ts'
import type { FoundFile } from '../../adapters/recordings/recording.walk.ts'
import type { Clock } from '../../platform/clock.ts'
import { stableId } from '../../platform/ids.ts'
import { instantOfLocal } from '../../platform/local.day.ts'
import type { MappingKind } from '../../platform/store/tables/telephony.ts'
import { callIdOf, legIdOf, PbxDirectory, UNOWNED } from '../pbxs/pbx.directory.ts'
import type { RecordedCall, RecordedCallStore } from './recording.calls.store.ts'
import type { RecordingRow, RecordingStore } from './recording.store.ts'

/** A PBX as far as its recordings go. */
export interface RecordingPbx {
  readonly id: string
  /** Null when the platform shares it. */
  readonly tenantId: string | null
  readonly timeZone: string
  /** Its folder as it names it itself. */
  readonly pbxFolder: string
}

export interface RegistrarParts {
  readonly recordings: RecordingStore
  readonly calls: RecordedCallStore
  readonly clock: Clock
  /** Whose a name on a shared PBX is. */
  readonly ownerOf: (pbx: RecordingPbx, kind: MappingKind, name: string) => string | undefined
  readonly knowsAgent: (agentId: string) => boolean
}

interface NamedFile {
  readonly file: FoundFile
  readonly name: RecordingName
}

/** A call may have gone on for so long when its recording is written to last. */
const LONGEST_CALL_MS = 8 * 3_600_000
const MINUTE_MS = 60_000

/** The id of a recording: the same file of the same PBX is the same recording. */
export const recordingIdOf = (pbxId: string, path: string): string => stableId(pbxId, 'recording', path)

/** Keeps what was found in folders: of which call, queue and agent it is, and whose. */
export class RecordingRegistrar {
  constructor(private readonly parts: RegistrarParts) {}

  /** Of some paths, those that are not kept yet. */
  async newsOf(pbxId: string, paths: readonly string[]): Promise<string[]> {
    const known = await this.parts.recordings.known(paths.map((path) => recordingIdOf(pbxId, path)))
    return paths.filter((path) => !known.has(recordingIdOf(pbxId, path)))
  }

  /** The paths of recordings that a PBX reported of calls that began since, and that have ended since. */
  async reported(pbx: RecordingPbx, begunSince: Date, endedSince: Date): Promise<string[]> {
    const until = new Date(this.parts.clock.now().getTime() + MINUTE_MS)
    const calls = await this.parts.calls.reporting(pbx.id, begunSince, until)
    return calls
      .filter(({ endedAt }) => endedAt === null || endedAt >= endedSince)
      .map(({ recording }) => pathFromReport(pbx.pbxFolder, recording ?? ''))
      .filter((path) => path !== undefined && formatNameOf(path) !== undefined) as string[]
  }

  /** Keeps files as they were found, as often as they are. */
  async register(pbx: RecordingPbx, files: readonly FoundFile[]): Promise<void> {
    const named = files.map((file) => ({ file, name: readRecordingName(file.path) }))
    const calls = await this.callsOf(pbx, named)
    const before = new Map(
      (await this.parts.recordings.findAll(files.map(({ path }) => recordingIdOf(pbx.id, path)))).map(
        (row) => [row.id, row],
      ),
    )
    const rows = named
      .map(({ file, name }) => this.rowOf(pbx, file, name, calls.get(file.path)))
      .filter((row) => isNews(row, before.get(row.id)))
    if (rows.length > 0) await this.parts.recordings.write(rows)
  }

  /** The calls of files: by the unique id in the name, of its first channel or another, else by the PBX's report. */
  private async callsOf(pbx: RecordingPbx, named: readonly NamedFile[]): Promise<Map<string, RecordedCall>> {
    const calls = new Map<string, RecordedCall>()
    const rest = () => named.filter(({ file }) => !calls.has(file.path))
    const take = async (named: readonly NamedFile[], idsOf: (name: RecordingName) => string[]) => {
      const ids = named.flatMap(({ name }) => idsOf(name))
      const kept = new Map((await this.parts.calls.findAll(ids)).map((call) => [call.id, call]))
      for (const { file, name } of named) {
        const id = idsOf(name).find((each) => kept.has(each))
        if (id !== undefined) calls.set(file.path, kept.get(id)!)
      }
    }
    await take(named, (name) => name.uniqueids.map((each) => callIdOf(pbx.id, each, name.startedAt)))
    const legIds = rest().flatMap(({ name }) => name.uniqueids.map((each) => legIdOf(pbx.id, each)))
    const callIds = await this.parts.calls.callIdsOf(legIds)
    await take(rest(), (name) => name.uniqueids.flatMap((each) => callIds.get(legIdOf(pbx.id, each)) ?? []))
    await this.takeReported(pbx, rest(), calls)
    return calls
  }

  private async takeReported(
    pbx: RecordingPbx,
    named: readonly NamedFile[],
    calls: Map<string, RecordedCall>,
  ): Promise<void> {
    if (named.length === 0) return
    const times = named.map(({ file }) => file.modifiedAt.getTime())
    const from = new Date(Math.min(...times) - LONGEST_CALL_MS)
    const until = new Date(Math.max(...times) + MINUTE_MS)
    const names = named.flatMap(({ file }) => reportsOf(pbx.pbxFolder, file.path))
    for (const call of await this.parts.calls.reportingAny(pbx.id, from, until, names)) {
      const path = pathFromReport(pbx.pbxFolder, call.recording ?? '')
      if (path !== undefined && !calls.has(path)) calls.set(path, call)
    }
  }

  private rowOf(
    pbx: RecordingPbx,
    file: FoundFile,
    name: RecordingName,
    call: RecordedCall | undefined,
  ): RecordingRow {
    const directory = new PbxDirectory(pbx.id, () => undefined)
    const [uniqueid] = name.uniqueids
    const extension = name.extension === undefined ? undefined : directory.agentId(name.extension)
    const byName = uniqueid === undefined ? null : callIdOf(pbx.id, uniqueid, name.startedAt)
    return {
      id: recordingIdOf(pbx.id, file.path),
      tenantId: this.ownerOf(pbx, name, call),
      pbxId: pbx.id,
      callId: call ? (call.mergedIntoId ?? call.id) : byName,
      queueId: name.queue === undefined ? (call?.queueId ?? null) : directory.queueId(name.queue),
      agentId:
        call?.agentId ?? (extension !== undefined && this.parts.knowsAgent(extension) ? extension : null),
      uniqueid: (call?.linkedid ?? uniqueid ?? '').slice(0, 150),
      path: file.path,
      format: formatNameOf(file.path) ?? '',
      startedAt:
        name.startedAt ??
        (name.localTime === undefined ? undefined : instantOfLocal(name.localTime, pbx.timeZone)) ??
        call?.startedAt ??
        file.modifiedAt,
      sizeBytes: file.sizeBytes,
      durationSeconds: null,
      removedAt: null,
      foundAt: this.parts.clock.now(),
    }
  }

  private ownerOf(pbx: RecordingPbx, name: RecordingName, call: RecordedCall | undefined): string {
    if (pbx.tenantId !== null) return pbx.tenantId
    const { ownerOf } = this.parts
    return (
      (name.queue === undefined ? undefined : ownerOf(pbx, 'QUEUE', name.queue)) ??
      call?.tenantId ??
      (name.extension === undefined ? undefined : ownerOf(pbx, 'EXTENSION', name.extension)) ??
      UNOWNED
    )
  }
}

/** Whether writing a row would change anything; what was removed stays as it was. */
function isNews(row: RecordingRow, before: RecordingRow | undefined): boolean {
  if (!before) return true
  if (before.removedAt) return false
  const names = ['tenantId', 'callId', 'queueId', 'agentId', 'sizeBytes'] as const
  return names.some((name) => row[name] !== before[name])
}

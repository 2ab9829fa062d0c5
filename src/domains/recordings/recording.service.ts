import type { PageRequest } from '../../api/pagination.ts'
import { DomainError } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import { isId } from '../../platform/ids.ts'
import { demandPosition } from '../../platform/input.ts'
import type { KnownLink, SignedLinks } from '../../platform/signed.link.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { RecordingSound, Sound } from './recording.sound.ts'
import type { GivenFilter, RecordingRow, RecordingScope, RecordingStore } from './recording.store.ts'
import {
  type LinkPurpose,
  MOST_PEAKS,
  Recording,
  type RecordingFilter,
  RecordingLink,
  RecordingWaveform,
} from './recording.types.ts'

/** A player may seek for so long; who listens longer asks for another link. */
const LINK_MS = 15 * 60_000
const MOST_IDS = 100
const MOST_OF_CALLS = 5_000

export interface RecordingParts {
  readonly store: RecordingStore
  readonly sound: RecordingSound
  readonly links: SignedLinks
  readonly clock: Clock
  /** Removes the file of a recording; false when there was none. */
  readonly removeFile: (row: RecordingRow) => Promise<boolean>
}

/** A recording that a link leads to, open. */
export interface Redeemed {
  readonly link: KnownLink
  readonly fileName: string
  readonly sound: Sound
}

/** Recordings: found, listened to, removed. */
export class RecordingService {
  constructor(private readonly parts: RecordingParts) {}

  /** The page and one more. */
  async page(viewer: Viewer, filter: RecordingFilter, { size, after }: PageRequest): Promise<Recording[]> {
    viewer.demand('recordings')
    check(filter)
    demandPosition(after)
    const rows = await this.parts.store.page(scopeOf(viewer), given(filter), size + 1, after)
    return rows.map(recordingOf)
  }

  /** @throws DomainError NOT_FOUND, alike for a recording of others and for none. */
  async find(viewer: Viewer, id: string): Promise<Recording> {
    return recordingOf(await this.row(viewer, id))
  }

  /** Those of some calls that a viewer may hear. */
  async ofCalls(viewer: Viewer, callIds: readonly string[]): Promise<Recording[]> {
    viewer.demand('recordings')
    const rows = await this.parts.store.ofCalls(scopeOf(viewer), callIds, MOST_OF_CALLS)
    return rows.map(recordingOf)
  }

  /**
   * An address under which a browser finds the recording for a while.
   * @throws DomainError NOT_FOUND, RECORDING_GONE, FOLDER_*, CONVERTER_MISSING
   */
  async link(viewer: Viewer, id: string, purpose: LinkPurpose): Promise<RecordingLink> {
    const { sound, links, clock } = this.parts
    const row = await this.row(viewer, id)
    if (purpose === 'PLAY') await sound.demandPlayable(row)
    else await (await sound.original(row)).handle.close()
    const expiresAt = new Date(clock.now().getTime() + LINK_MS)
    const { tenantId, userId } = viewer
    const signature = links.sign({ purpose: purposeOf(purpose), id: row.id, tenantId, userId, expiresAt })
    const url = `/recordings/${row.id}?for=${purpose.toLowerCase()}&signature=${signature}`
    return Object.assign(new RecordingLink(), { url, purpose, expiresAt })
  }

  /**
   * What a link leads to.
   * @throws DomainError LINK_INVALID, LINK_EXPIRED, NOT_FOUND, and as `link` does
   */
  async redeem(id: string, purpose: LinkPurpose, signature: string): Promise<Redeemed> {
    const { store, sound, links } = this.parts
    const link = links.check(signature, purposeOf(purpose), id)
    const row = isId(id) ? await store.find({ tenantId: link.tenantId, queueIds: undefined }, id) : undefined
    if (!row) throw new DomainError('NOT_FOUND')
    const opened = purpose === 'PLAY' ? await sound.playable(row) : await sound.original(row)
    return { link, fileName: fileNameOf(row), sound: opened }
  }

  /** How loud it is. @throws DomainError NOT_FOUND, OUT_OF_RANGE, and as `link` does */
  async waveform(viewer: Viewer, id: string, count: number): Promise<RecordingWaveform> {
    const row = await this.row(viewer, id)
    if (count < 1 || count > MOST_PEAKS)
      throw new DomainError('OUT_OF_RANGE', ['points'], { least: 1, most: MOST_PEAKS })
    const { durationSeconds, peaks } = await this.parts.sound.waveform(row, count)
    if (row.durationSeconds !== durationSeconds) await this.parts.store.setDuration(row.id, durationSeconds)
    return Object.assign(new RecordingWaveform(), { recordingId: row.id, durationSeconds, peaks })
  }

  /**
   * Removes the file for good; the recording stays known as removed.
   * @throws DomainError NOT_FOUND, RECORDING_GONE (removed before), FOLDER_*
   */
  async remove(viewer: Viewer, id: string): Promise<Recording> {
    viewer.demandSupervision('recordings')
    const { store, clock, removeFile } = this.parts
    const row = await this.row(viewer, id)
    if (row.removedAt) throw new DomainError('RECORDING_GONE', ['id'])
    await removeFile(row)
    const removedAt = clock.now()
    await store.markRemoved(row.id, removedAt)
    return recordingOf({ ...row, removedAt })
  }

  private async row(viewer: Viewer, id: string): Promise<RecordingRow> {
    viewer.demand('recordings')
    const row = isId(id) ? await this.parts.store.find(scopeOf(viewer), id) : undefined
    if (!row) throw new DomainError('NOT_FOUND', ['id'])
    return row
  }
}

const purposeOf = (purpose: LinkPurpose): string => `recording.${purpose.toLowerCase()}`

const fileNameOf = ({ path }: RecordingRow): string => path.slice(path.lastIndexOf('/') + 1)

/** A row as the API shows it. */
export const recordingOf = (row: RecordingRow): Recording =>
  Object.assign(new Recording(), { ...row, fileName: fileNameOf(row) })

/** Who is confined to queues hears nothing that is of no queue. */
const scopeOf = (viewer: Viewer): RecordingScope => ({
  tenantId: viewer.tenantId,
  queueIds: viewer.queueIds && [...viewer.queueIds],
})

const given = (filter: RecordingFilter): GivenFilter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null && value !== undefined))

/** @throws DomainError at the path of the part that cannot be. */
function check(filter: RecordingFilter): void {
  const { from, until, number } = filter
  for (const name of ['queueIds', 'agentIds'] as const) {
    const ids = filter[name]
    if (ids && ids.length > MOST_IDS)
      throw new DomainError('TOO_MANY', ['filter', name], { maximum: MOST_IDS })
    if (ids && !ids.every(isId)) throw new DomainError('INVALID_ID', ['filter', name])
  }
  for (const name of ['callId', 'pbxId'] as const)
    if (filter[name] != null && !isId(filter[name])) throw new DomainError('INVALID_ID', ['filter', name])
  if (from && until && from >= until) throw new DomainError('EMPTY_PERIOD', ['filter', 'until'])
  if (number != null && !/^\+?[0-9*#]{1,40}$/.test(number))
    throw new DomainError('INVALID_NUMBER', ['filter', 'number'])
}

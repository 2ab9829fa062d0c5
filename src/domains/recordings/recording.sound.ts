import { open, readFile, writeFile } from 'node:fs/promises'
import type { AudioConverter } from '../../adapters/recordings/audio.converter.ts'
import type { DerivedFiles } from '../../adapters/recordings/derived.files.ts'
import type { OpenFile, RecordingFolder } from '../../adapters/recordings/recording.folder.ts'
import {
  decodingOf,
  formatOf,
  type RecordingFormat,
  WAVE_TO_CONVERT,
} from '../../adapters/recordings/recording.format.ts'
import { isPlainPcm, peaksOf, readWave, secondsOfWave } from '../../adapters/recordings/wave.file.ts'
import { DomainError } from '../../errors.ts'
import type { RecordingRow } from './recording.store.ts'

/** What is heard or kept of a recording: an open file, to be closed by who asked. */
export interface Sound extends OpenFile {
  readonly contentType: string
}

/** The sound of recordings, from their folders and from what was made of them. */
export class RecordingSound {
  constructor(
    private readonly folderOf: (pbxId: string) => RecordingFolder | undefined,
    private readonly converter: AudioConverter,
    private readonly derived: DerivedFiles,
  ) {}

  /**
   * The file as the PBX wrote it.
   * @throws DomainError RECORDING_GONE, FOLDER_*
   */
  async original(row: RecordingRow): Promise<Sound> {
    const folder = row.removedAt ? undefined : this.folderOf(row.pbxId)
    if (!folder) throw new DomainError('RECORDING_GONE')
    const contentType = formatOf(row.format)?.contentType ?? 'application/octet-stream'
    return { ...(await folder.open(row.path)), contentType }
  }

  /**
   * Sound that every browser plays, converted if it has to be.
   * @throws DomainError as `original` does, and CONVERTER_*, RECORDING_TOO_LONG, RECORDING_UNREADABLE
   */
  async playable(row: RecordingRow): Promise<Sound> {
    const original = await this.original(row)
    let sound: Sound | undefined
    try {
      const format = await this.conversionOf(row, original)
      sound = format ? await this.converted(row, original, format) : original
      return sound
    } finally {
      if (sound !== original) await original.handle.close()
    }
  }

  /** Whether it can be played here. @throws DomainError as `playable` does */
  async demandPlayable(row: RecordingRow): Promise<void> {
    const original = await this.original(row)
    try {
      const format = await this.conversionOf(row, original)
      if (format) await this.converter.demand(format)
    } finally {
      await original.handle.close()
    }
  }

  /** Its length and how loud it is in equal parts; worked out once for each state of the file. */
  async waveform(row: RecordingRow, count: number): Promise<{ durationSeconds: number; peaks: number[] }> {
    const original = await this.original(row)
    try {
      const key = `${keyOf(row, original)}.${count}.json`
      const file = await this.derived.get(key, (draft) => this.writePeaks(row, original, count, draft))
      return JSON.parse(await readFile(file, 'utf8'))
    } finally {
      await original.handle.close()
    }
  }

  private async writePeaks(row: RecordingRow, original: Sound, count: number, draft: string): Promise<void> {
    const format = decodingOf(row.format) ?? (await this.conversionOf(row, original))
    const { handle, sizeBytes } = format ? await this.converted(row, original, format) : original
    try {
      const wave = await readWave(handle, sizeBytes)
      if (!wave || !isPlainPcm(wave)) throw unreadable('WAV')
      const peaks = await peaksOf(handle, wave, count)
      await writeFile(draft, JSON.stringify({ durationSeconds: secondsOfWave(wave) ?? 0, peaks }))
    } finally {
      if (handle !== original.handle) await handle.close()
    }
  }

  /** How it is converted; undefined for what browsers play as it is. */
  private async conversionOf(row: RecordingRow, { handle, sizeBytes }: OpenFile) {
    const format = formatOf(row.format)
    if (!format) throw unreadable(row.format)
    if (format.tools) return format
    if (row.format !== 'wav') return undefined
    const wave = await readWave(handle, sizeBytes)
    if (!wave) throw unreadable('WAV')
    return isPlainPcm(wave) ? undefined : WAVE_TO_CONVERT
  }

  private async converted(row: RecordingRow, original: Sound, format: RecordingFormat): Promise<Sound> {
    const file = await this.derived.get(`${keyOf(row, original)}.wav`, (draft) =>
      this.converter.convert(original.handle, original.sizeBytes, format, draft),
    )
    const handle = await open(file)
    try {
      // As old as the original: a player that asks for the next part must find the same file.
      const { modifiedAt } = original
      return { handle, sizeBytes: (await handle.stat()).size, modifiedAt, contentType: 'audio/wav' }
    } catch (error) {
      await handle.close()
      throw error
    }
  }
}

/** Names a state of the file: one that has grown is another. */
const keyOf = ({ id }: RecordingRow, { sizeBytes, modifiedAt }: OpenFile): string =>
  `${id}-${sizeBytes}-${modifiedAt.getTime()}`

const unreadable = (answer: string) => new DomainError('RECORDING_UNREADABLE', [], { answer })

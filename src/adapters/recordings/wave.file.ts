import type { FileHandle } from 'node:fs/promises'

/** What a WAV file holds. */
export interface WaveFile {
  /** As in the header: 1 is plain PCM, 6 and 7 are a-law and µ-law, 49 is GSM. */
  readonly formatTag: number
  readonly channels: number
  readonly sampleRate: number
  readonly bitsPerSample: number
  readonly bytesPerSecond: number
  /** Where the sound begins, and how long it is. */
  readonly dataAt: number
  readonly dataBytes: number
}

const PCM = 1
/** Says that the format follows in the first bytes of an extension, as some programs write plain PCM. */
const EXTENSIBLE = 0xfffe
const MOST_CHUNKS = 32

/** Reads the header of a WAV file; undefined for what is none. */
export async function readWave(handle: FileHandle, sizeBytes: number): Promise<WaveFile | undefined> {
  const take = async (at: number, length: number): Promise<Buffer> => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at)
    return buffer.subarray(0, bytesRead)
  }
  const head = await take(0, 12)
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') return undefined
  let format: Omit<WaveFile, 'dataAt' | 'dataBytes'> | undefined
  let at = 12
  for (let chunk = 0; chunk < MOST_CHUNKS; chunk++) {
    const header = await take(at, 8)
    if (header.length < 8) return undefined
    const length = header.readUInt32LE(4)
    const begin = at + 8
    switch (header.toString('latin1', 0, 4)) {
      case 'fmt ':
        format = formatIn(await take(begin, Math.min(length, 40)))
        break
      case 'data': {
        if (!format) return undefined
        // While it is recorded, and after a crash, the header does not say yet how much there is.
        const there = Math.max(0, sizeBytes - begin)
        return { ...format, dataAt: begin, dataBytes: length === 0 ? there : Math.min(length, there) }
      }
    }
    at = begin + length + (length % 2)
  }
  return undefined
}

function formatIn(chunk: Buffer): Omit<WaveFile, 'dataAt' | 'dataBytes'> | undefined {
  if (chunk.length < 16) return undefined
  const tag = chunk.readUInt16LE(0)
  return {
    formatTag: tag === EXTENSIBLE && chunk.length >= 26 ? chunk.readUInt16LE(24) : tag,
    channels: chunk.readUInt16LE(2),
    sampleRate: chunk.readUInt32LE(4),
    bytesPerSecond: chunk.readUInt32LE(8),
    bitsPerSample: chunk.readUInt16LE(14),
  }
}

/** Whether every browser plays it, and whether `peaksOf` reads it. */
export const isPlainPcm = ({ formatTag, bitsPerSample, channels, sampleRate }: WaveFile): boolean =>
  formatTag === PCM && (bitsPerSample === 16 || bitsPerSample === 8) && channels > 0 && sampleRate > 0

export const secondsOfWave = ({ dataBytes, bytesPerSecond }: WaveFile): number | undefined =>
  bytesPerSecond > 0 ? dataBytes / bytesPerSecond : undefined

const READ_BYTES = 64 * 1024

/**
 * The loudest sample of each of `count` equal parts, from 0 to 1. Reads a piece at a time, so that hours of sound
 * stop nobody else.
 */
export async function peaksOf(handle: FileHandle, wave: WaveFile, count: number): Promise<number[]> {
  const sampleBytes = wave.bitsPerSample / 8
  const samples = Math.floor(wave.dataBytes / sampleBytes)
  const peaks = new Array<number>(count).fill(0)
  const buffer = Buffer.alloc(READ_BYTES)
  for (let first = 0; first < samples; ) {
    const wanted = Math.min(READ_BYTES / sampleBytes, samples - first)
    const { bytesRead } = await handle.read(
      buffer,
      0,
      wanted * sampleBytes,
      wave.dataAt + first * sampleBytes,
    )
    const taken = Math.floor(bytesRead / sampleBytes)
    if (taken === 0) break
    for (let index = 0; index < taken; index++) {
      const loud =
        sampleBytes === 2
          ? Math.abs(buffer.readInt16LE(index * 2)) / 32_768
          : Math.abs(buffer[index]! - 128) / 128
      const part = Math.floor(((first + index) / samples) * count)
      if (loud > peaks[part]!) peaks[part] = loud
    }
    first += taken
  }
  return peaks.map((peak) => Math.round(peak * 1000) / 1000)
}

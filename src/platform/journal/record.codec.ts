import { crc32 } from 'node:zlib'

/** A record of the journal, as it lies on disk: its number, when it was written and its JSON. */
export interface StoredRecord {
  readonly sequence: number
  /** Wall clock, in milliseconds. */
  readonly at: number
  readonly payload: Buffer
}

/** Begins every record. It is not UTF-8, so no payload contains it, and a reader that lost its way finds it. */
const MARK = Buffer.from([0xf5, 0xc3, 0xff, 0x0a])
/** Mark 4, checksum of the rest 4, length of the payload 4, sequence 6, time 6. */
const HEADER_BYTES = 24
const SUMMED_FROM = 8
/** No record is larger; a length beyond is damage. */
export const MAX_PAYLOAD_BYTES = 4 * 1024 * 1024

export const storedBytes = (payload: Buffer) => HEADER_BYTES + payload.length

export function encodeRecord({ sequence, at, payload }: StoredRecord): Buffer {
  const bytes = Buffer.allocUnsafe(storedBytes(payload))
  MARK.copy(bytes)
  bytes.writeUInt32BE(payload.length, 8)
  bytes.writeUIntBE(sequence, 12, 6)
  bytes.writeUIntBE(at, 18, 6)
  payload.copy(bytes, HEADER_BYTES)
  bytes.writeUInt32BE(crc32(bytes.subarray(SUMMED_FROM)), 4)
  return bytes
}

export interface Scan {
  readonly records: StoredRecord[]
  /** Where the last whole record ends: what follows is a torn tail. */
  readonly end: number
  /** Stretches of damage between whole records, and their bytes. */
  readonly damages: number
  readonly damagedBytes: number
}

/** Reads all whole records of a segment, going on at the next one after damage. Never throws. */
export function scanRecords(bytes: Buffer): Scan {
  const records: StoredRecord[] = []
  let end = 0
  let damages = 0
  let damagedBytes = 0
  let at = 0
  while (at < bytes.length) {
    const record = recordAt(bytes, at)
    if (!record) {
      const next = bytes.indexOf(MARK, at + 1)
      at = next === -1 ? bytes.length : next
      continue
    }
    if (at > end) {
      damages += 1
      damagedBytes += at - end
    }
    records.push(record)
    at = end = at + storedBytes(record.payload)
  }
  return { records, end, damages, damagedBytes }
}

function recordAt(bytes: Buffer, at: number): StoredRecord | undefined {
  if (bytes.length - at < HEADER_BYTES || bytes.compare(MARK, 0, 4, at, at + 4) !== 0) return undefined
  const length = bytes.readUInt32BE(at + 8)
  const end = at + HEADER_BYTES + length
  if (length > MAX_PAYLOAD_BYTES || end > bytes.length) return undefined
  if (crc32(bytes.subarray(at + SUMMED_FROM, end)) !== bytes.readUInt32BE(at + 4)) return undefined
  return {
    sequence: bytes.readUIntBE(at + 12, 6),
    at: bytes.readUIntBE(at + 18, 6),
    payload: bytes.subarray(at + HEADER_BYTES, end),
  }
}

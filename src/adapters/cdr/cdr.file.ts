import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { DomainError } from '../../errors.ts'
import type { LocalClock } from '../../platform/local.clock.ts'
import { CdrLayouts } from './cdr.layout.ts'
import { readCdr } from './cdr.reading.ts'
import type { CdrBatch, CdrSource, PlacedCdr } from './cdr.row.ts'

const BATCH_ROWS = 1_000
const CHUNK_BYTES = 262_144
const LONGEST_LINE_BYTES = 65_536
const NEWLINE = 0x0a
/** Records are written when their channel ends: that of who called comes long after those of who were rung. */
const PATIENCE_MS = 4 * 3_600_000

/** `Master.csv`, as `cdr_csv` and `cdr_custom` write it, or a table that was exported with its column names. */
export class CdrFile implements CdrSource {
  readonly patienceMs = PATIENCE_MS
  private readonly layouts = new CdrLayouts()
  private clockMs = 0

  constructor(
    private readonly path: string,
    private readonly clock: LocalClock,
    private readonly batchRows = BATCH_ROWS,
  ) {}

  /** Bytes. @throws DomainError IMPORT_FILE_MISSING */
  async total(): Promise<number> {
    try {
      return (await stat(this.path)).size
    } catch {
      throw new DomainError('IMPORT_FILE_MISSING')
    }
  }

  async *batches(fromPlace = 0): AsyncIterable<CdrBatch> {
    if (fromPlace > 0) await this.learnHeader()
    let rows: PlacedCdr[] = []
    let badPlaces: number[] = []
    let place = fromPlace
    const batch = (): CdrBatch => ({ rows, place, badPlaces, clockMs: this.clockMs, doneCount: place })
    for await (const line of linesOf(this.path, fromPlace)) {
      const row = line.bytes && this.read(line.bytes)
      if (row) {
        rows.push({ row, place: line.place })
        this.clockMs = Math.max(this.clockMs, row.endMs)
      } else if (row === undefined) badPlaces.push(line.place)
      place = line.end
      if (rows.length + badPlaces.length < this.batchRows) continue
      yield batch()
      rows = []
      badPlaces = []
    }
    if (rows.length + badPlaces.length > 0) yield batch()
  }

  close(): void {}

  /** Null for a line that is no record and is none to be missed: a header, or nothing. */
  private read(bytes: Buffer) {
    const text = bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1')
    if (text.trim() === '') return null
    const values = valuesOf(text)
    if (!values) return undefined
    const layout = this.layouts.of(values)
    if (layout === 'HEADER') return null
    return layout && readCdr((name) => layout.valueOf(values, name), this.clock)
  }

  /** The names of the columns stand in the first line alone. */
  private async learnHeader(): Promise<void> {
    for await (const { bytes } of linesOf(this.path, 0)) {
      if (bytes) this.read(bytes)
      return
    }
  }
}

interface Line {
  /** Undefined for a line that is too long to be one. */
  readonly bytes: Buffer | undefined
  readonly place: number
  readonly end: number
}

async function* linesOf(path: string, start: number): AsyncIterable<Line> {
  let rest: Buffer = Buffer.alloc(0)
  let place = start
  try {
    for await (const chunk of createReadStream(path, { start, highWaterMark: CHUNK_BYTES })) {
      const bytes = rest.length ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer)
      let from = 0
      for (let end: number; (end = bytes.indexOf(NEWLINE, from)) !== -1; from = end + 1) {
        const next = place + end + 1 - from
        yield { bytes: bytes.subarray(from, end), place, end: next }
        place = next
      }
      rest = Buffer.from(bytes.subarray(from))
      if (rest.length <= LONGEST_LINE_BYTES) continue
      yield { bytes: undefined, place, end: place + rest.length }
      place += rest.length
      rest = Buffer.alloc(0)
    }
  } catch (error) {
    throw new DomainError('IMPORT_FILE_UNREADABLE', [], {
      reason: (error as NodeJS.ErrnoException).code ?? '',
    })
  }
  if (rest.length) yield { bytes: rest, place, end: place + rest.length }
}

/** The values of a line, quotes doubled within quotes; undefined when one is not closed. */
export function valuesOf(line: string): string[] | undefined {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line
  const values: string[] = []
  for (let at = 0; at <= text.length; ) {
    if (text[at] !== '"') {
      const end = text.indexOf(',', at)
      values.push(text.slice(at, end === -1 ? text.length : end))
      if (end === -1) return values
      at = end + 1
      continue
    }
    let end = text.indexOf('"', at + 1)
    while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2)
    if (end === -1 || (end + 1 < text.length && text[end + 1] !== ',')) return undefined
    values.push(text.slice(at + 1, end).replaceAll('""', '"'))
    if (end + 1 >= text.length) return values
    at = end + 2
  }
  return values
}

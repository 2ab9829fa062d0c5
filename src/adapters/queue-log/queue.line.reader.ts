import { isAscii, isUtf8 } from 'node:buffer'
import { readQueueEvent } from './queue.event.reader.ts'
import type { QueueEvent } from './queue.event.ts'

/** Asterisk puts its lines together in 8,192 bytes; what is longer, is no line of it. */
const LONGEST_LINE_CHARACTERS = 8_192
/** A line whose end has not come is waited for so far: blocks of NUL may stand before it. */
const MOST_PENDING_BYTES = 65_536
/** So much becomes one text: whoever keeps a word of a text keeps all of it. */
const TEXT_BYTES = 4_096
const NEWLINE = 0x0a
const SHOWN_BAD_LINES = 5
const EXCERPT_CHARACTERS = 120
/** Seconds from 1973 to 5138: what is outside is no time. */
const TIME = /^\d{9,11}$/

/** A line that is no event, as people may be shown it. */
export interface BadLine {
  readonly lineNumber: number
  readonly reason: 'NO_TIME' | 'TOO_FEW_FIELDS' | 'TOO_LONG'
  readonly excerpt: string
}

/**
 * Reads queue_log from its bytes, in chunks cut anywhere: half a line waits for its rest, blocks of NUL that a
 * crash left are passed over, bytes that are no UTF-8 are read as Latin-1. A line that is no event is counted
 * and kept for people to see; it never stops the reading.
 */
export class QueueLineReader {
  /** Of this reading: whole lines, and those among them that are no events. */
  lineCount = 0
  badLineCount = 0
  /** The last few bad lines. */
  readonly badLines: BadLine[] = []
  private rest: Buffer = Buffer.alloc(0)
  private isSkipping = false

  constructor(private readonly take: (event: QueueEvent) => void) {}

  /** Bytes that were pushed and belong to a line whose end has not come. */
  get pendingBytes(): number {
    return this.rest.length
  }

  push(chunk: Buffer): void {
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk
    const end = bytes.lastIndexOf(NEWLINE) + 1
    for (let start = 0, next: number; start < end; start = next) {
      next = bytes.lastIndexOf(NEWLINE, start + TEXT_BYTES) + 1
      if (next <= start) next = bytes.indexOf(NEWLINE, start) + 1
      this.readLines(bytes.subarray(start, next))
    }
    const rest = bytes.subarray(end)
    if (rest.length <= MOST_PENDING_BYTES) this.rest = Buffer.from(rest)
    else {
      if (!this.isSkipping) this.refuse('TOO_LONG', rest.toString('latin1', 0, EXCERPT_CHARACTERS))
      this.isSkipping = true
      this.rest = Buffer.alloc(0)
    }
  }

  /** The source is at its end and nothing will follow: a last line without its newline counts. */
  end(): void {
    if (this.rest.length > 0) this.push(Buffer.from('\n'))
  }

  private readLines(bytes: Buffer): void {
    if (isAscii(bytes)) this.readText(bytes.toString('latin1'))
    else if (isUtf8(bytes)) this.readText(bytes.toString('utf8'))
    else
      for (let start = 0, end: number; start < bytes.length; start = end + 1) {
        end = bytes.indexOf(NEWLINE, start)
        const line = bytes.subarray(start, end)
        this.readLine(line.toString(isUtf8(line) ? 'utf8' : 'latin1'))
      }
  }

  private readText(text: string): void {
    for (let start = 0, end: number; (end = text.indexOf('\n', start)) !== -1; start = end + 1)
      this.readLine(text.slice(start, end))
  }

  private readLine(written: string): void {
    this.lineCount++
    if (this.isSkipping) {
      this.isSkipping = false
      return
    }
    // What stands before a block of NUL was cut off by a crash; what stands after it was written afterwards.
    const cut = written.lastIndexOf('\0') + 1
    const end = written.endsWith('\r') ? written.length - 1 : written.length
    const line = cut > 0 || end < written.length ? written.slice(cut, end) : written
    if (line === '') return
    const fields = line.split('|')
    const time = fields[0]!
    if (line.length > LONGEST_LINE_CHARACTERS) this.refuse('TOO_LONG', line)
    else if (!TIME.test(time)) this.refuse('NO_TIME', line)
    else if (fields.length < 5 || fields[4] === '') this.refuse('TOO_FEW_FIELDS', line)
    else this.take(readQueueEvent(fields, Number(time) * 1000))
  }

  private refuse(reason: BadLine['reason'], line: string): void {
    this.badLineCount++
    const excerpt = line.slice(0, EXCERPT_CHARACTERS).replace(/\p{Cc}/gu, ' ')
    this.badLines.push({ lineNumber: this.lineCount, reason, excerpt })
    if (this.badLines.length > SHOWN_BAD_LINES) this.badLines.shift()
  }
}

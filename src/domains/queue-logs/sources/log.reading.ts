import type { LogPiece } from '../../../adapters/queue-log/log.follower.ts'
import type { QueueEvent } from '../../../adapters/queue-log/queue.event.ts'
import { type BadLine, QueueLineReader } from '../../../adapters/queue-log/queue.line.reader.ts'
import { type AgentOf, FactBuilder } from '../facts/fact.builder.ts'
import type { FactBatch, OpenFacts } from '../facts/fact.types.ts'

/** So much of a file is read and made facts of at once. */
export const PIECE_BYTES = 262_144

/** A bad line, and the file it stands in. */
export interface BadLineFound extends BadLine {
  readonly file: string
}

/** What was read, counted. */
export interface LogCounts {
  readonly lines: number
  readonly badLines: number
  /** Events of visits that nobody knows. */
  readonly unmatched: number
  /** 0 while there was none. */
  readonly lastEventMs: number
}

export const NO_COUNTS: LogCounts = { lines: 0, badLines: 0, unmatched: 0, lastEventMs: 0 }

export const addCounts = (a: LogCounts, b: LogCounts): LogCounts => ({
  lines: a.lines + b.lines,
  badLines: a.badLines + b.badLines,
  unmatched: a.unmatched + b.unmatched,
  lastEventMs: Math.max(a.lastEventMs, b.lastEventMs),
})

/** What was read since the last time. The facts go on changing: use them at once. */
export interface LogRead {
  readonly facts: FactBatch
  readonly counts: LogCounts
  readonly badLines: readonly BadLineFound[]
}

/** Makes facts of a log: of pieces of its files in their order, or of the events in its table. */
export class LogReading {
  private readonly builder: FactBuilder
  private lines: QueueLineReader
  private file = ''
  private linesBefore = 0
  private counts = NO_COUNTS
  private lastEventMs = 0
  private badLines: BadLineFound[] = []

  /** @param open where another reading stopped. */
  constructor(agentOf: AgentOf, open?: OpenFacts) {
    this.builder = new FactBuilder(agentOf, open)
    this.lines = this.newLines()
  }

  take(piece: Omit<LogPiece, 'position'>): void {
    if (piece.file !== this.file || piece.linesBefore === 0) {
      this.settle()
      this.file = piece.file
      this.linesBefore = piece.linesBefore
      this.lines = this.newLines()
    }
    this.lines.push(piece.bytes)
    if (piece.endsFile) this.lines.end()
  }

  /** Events that no line told. */
  takeEvents(events: readonly QueueEvent[], rows: number, badRows: number): void {
    for (const event of events) this.takeEvent(event)
    this.counts = addCounts(this.counts, { ...NO_COUNTS, lines: rows, badLines: badRows })
  }

  drain(): LogRead {
    this.settle()
    const { badLines } = this
    const { unmatchedCount: unmatched } = this.builder
    const counts = { ...this.counts, unmatched, lastEventMs: this.lastEventMs }
    this.builder.unmatchedCount = 0
    this.counts = NO_COUNTS
    this.badLines = []
    return { facts: this.builder.drain(), counts, badLines }
  }

  /** Of what was read since the last time, the facts that are over already. */
  drainOver(): FactBatch {
    return this.builder.drainOver()
  }

  /** What is open after what was drained. */
  get open(): OpenFacts {
    return this.builder.open
  }

  private newLines(): QueueLineReader {
    return new QueueLineReader((event) => this.takeEvent(event))
  }

  private takeEvent(event: QueueEvent): void {
    this.builder.take(event)
    if (event.atMs > this.lastEventMs) this.lastEventMs = event.atMs
  }

  /** Takes over what the reader of this file has counted. */
  private settle(): void {
    const { lines, file, linesBefore } = this
    this.counts = addCounts(this.counts, {
      ...NO_COUNTS,
      lines: lines.lineCount,
      badLines: lines.badLineCount,
    })
    for (const line of lines.badLines)
      this.badLines.push({ ...line, file, lineNumber: linesBefore + line.lineNumber })
    this.linesBefore += lines.lineCount
    lines.lineCount = 0
    lines.badLineCount = 0
    lines.badLines.length = 0
  }
}

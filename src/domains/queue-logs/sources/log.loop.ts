import { setTimeout as sleep } from 'node:timers/promises'
import { DomainError } from '../../../errors.ts'
import type { FactRows } from '../facts/fact.recorder.ts'
import type { FactBatch, OpenFacts } from '../facts/fact.types.ts'
import type { FeedPosition, LogFeed } from './log.feed.ts'
import { addCounts, type BadLineFound, type LogCounts, type LogReading } from './log.reading.ts'

/** How often it is kept how far a source was read: after a crash so much is read again, and changes nothing. */
const KEEP_MS = 5_000
const RETRY_MS = 1_000
const SHOWN_MS = 250
const SHOWN_BAD_LINES = 10

/** How far a source was read, with what was open there and what was counted until then. */
export interface LoopProgress {
  readonly position: FeedPosition
  readonly open: OpenFacts
  readonly counts: LogCounts
}

/** How reading stands. */
export interface LoopState {
  readonly counts: LogCounts
  readonly badLines: readonly BadLineFound[]
  readonly isCaughtUp: boolean
  readonly bytesLeft: number | null
  readonly gapAtMs: number
  readonly problem: DomainError | undefined
  readonly warnings: readonly DomainError[]
}

export interface LoopOptions {
  readonly feed: LogFeed
  readonly reading: LogReading
  /** What was counted before this loop. */
  readonly counted: LogCounts
  /** Facts as the store has them. */
  rowsOf(facts: FactBatch): FactRows
  /** Writes facts, and at times how far it was read, in one transaction. */
  write(rows: FactRows, progress: LoopProgress | undefined): Promise<void>
  onState(state: LoopState): void
  /** A fault that nobody can do anything about from outside. */
  onFault(error: unknown): void
}

/** Reads one source on and on: a portion, its facts, their writing; then the next. Nothing that happens ends it. */
export class LogLoop {
  private readonly stopping = new AbortController()
  private running: Promise<void> | undefined
  private state: LoopState
  private counts: LogCounts
  private position: FeedPosition | undefined
  private keptAtTick = Number.NEGATIVE_INFINITY
  private shownAtTick = Number.NEGATIVE_INFINITY

  constructor(private readonly options: LoopOptions) {
    this.counts = options.counted
    this.state = {
      ...{ counts: options.counted, badLines: [], isCaughtUp: false, bytesLeft: null },
      ...{ gapAtMs: options.feed.gapAtMs, problem: undefined, warnings: [] },
    }
  }

  start(): void {
    this.running = this.run()
  }

  /** Ends after what is being written; what is not kept then is read again the next time. */
  async stop(): Promise<void> {
    this.stopping.abort()
    await this.running
  }

  private async run(): Promise<void> {
    const { feed } = this.options
    const { signal } = this.stopping
    while (!signal.aborted)
      try {
        if (await this.readOn()) {
          // One portion's work in a turn of the event loop.
          await new Promise(setImmediate)
          continue
        }
        if (this.isKeepingDue) await this.keep()
        this.show({ isCaughtUp: true, bytesLeft: 0, problem: undefined })
        await feed.changed(signal)
      } catch (error) {
        this.report(error)
        await sleep(RETRY_MS, undefined, { signal }).catch(() => {})
      }
    await feed.close().catch(this.options.onFault)
    if (this.position) await this.keep().catch(() => {})
  }

  /** False when there is nothing new. */
  private async readOn(): Promise<boolean> {
    const { feed, reading, rowsOf } = this.options
    const position = await feed.read(reading)
    if (!position) return false
    const { facts, counts, badLines } = reading.drain()
    this.position = position
    this.counts = addCounts(this.counts, counts)
    await this.writeUntilWritten(rowsOf(facts))
    const isLate = performance.now() - this.shownAtTick > SHOWN_MS
    this.show({
      ...{ counts: this.counts, isCaughtUp: false, problem: undefined },
      badLines: [...this.state.badLines, ...badLines].slice(-SHOWN_BAD_LINES),
      gapAtMs: feed.gapAtMs,
      ...(isLate && !this.state.isCaughtUp && { bytesLeft: await feed.bytesLeft() }),
    })
    return true
  }

  /** The reading has gone on, so these facts are written before anything else is read. */
  private async writeUntilWritten(rows: FactRows): Promise<void> {
    for (;;)
      try {
        return await this.write(rows)
      } catch (error) {
        // What was read and not written is read again the next time, from where it was kept before.
        if (this.stopping.signal.aborted) {
          this.position = undefined
          throw error
        }
        this.report(error)
        await sleep(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => {})
      }
  }

  private get isKeepingDue(): boolean {
    return this.position !== undefined && performance.now() - this.keptAtTick >= KEEP_MS
  }

  private async write(rows: FactRows): Promise<void> {
    if (this.isKeepingDue) return this.keep(rows)
    const { visits, rings, sessions, pauses } = rows
    if (visits.length + rings.length + sessions.length + pauses.length > 0)
      await this.options.write(rows, undefined)
  }

  private async keep(rows: FactRows = { visits: [], rings: [], sessions: [], pauses: [] }): Promise<void> {
    const { reading } = this.options
    await this.options.write(rows, { position: this.position!, open: reading.open, counts: this.counts })
    this.position = undefined
    this.keptAtTick = performance.now()
  }

  private report(error: unknown): void {
    const isTold = error instanceof DomainError
    if (!isTold) this.options.onFault(error)
    this.show({ problem: isTold ? error : new DomainError('LOG_READING_FAILED') })
  }

  private show(change: Partial<LoopState>): void {
    const before = this.state
    this.state = { ...before, ...change, warnings: this.options.feed.warnings }
    const { isCaughtUp, problem } = this.state
    const isWarned = codesOf(this.state.warnings) !== codesOf(before.warnings)
    const isOther = isCaughtUp !== before.isCaughtUp || problem?.code !== before.problem?.code || isWarned
    const isNew = this.state.counts !== before.counts
    if (!isOther && !(isNew && performance.now() - this.shownAtTick >= SHOWN_MS)) return
    this.shownAtTick = performance.now()
    this.options.onState(this.state)
  }
}

const codesOf = (errors: readonly DomainError[]): string => errors.map(({ code }) => code).join(' ')

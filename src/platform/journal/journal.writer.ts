import { appendFile } from 'node:fs/promises'
import { isRefusedValue } from '../store/faults.ts'
import type { Journal, JournalEntry } from './journal.ts'

export type JournalWriterFault =
  /** A batch waits and is tried again. */
  | { kind: 'WRITE_DELAYED'; error: Error }
  | { kind: 'WRITE_RESUMED' }
  /** The database will never take this record: it was put aside. */
  | { kind: 'RECORD_REJECTED'; sequence: number; error: Error }

export interface JournalWriterOptions<T extends object> {
  journal: Journal<T>
  /** Writes a batch, whole or not at all, and to the same effect if it comes a second time. */
  write: (batch: T[]) => Promise<void>
  /** Of the records of one key in a batch only the latest is written; undefined keeps a record as it is. */
  keyOf?: (record: T) => string | undefined
  /** 1,000 by default. */
  batchRecords?: number
  /** The longest a record waits for others to come; 500 by default. */
  batchMs?: number
  /** Where records go that the database will never take, one JSON text a line. */
  rejectedFile: string
  onFault?: (fault: JournalWriterFault) => void
}

/** How far the database is behind the journal. */
export interface JournalLag {
  readonly records: number
  readonly seconds: number
}

const FIRST_RETRY_MS = 100
/** Short, so that all is written soon after the database is back. */
const LAST_RETRY_MS = 1_000

/** Takes what the journal holds to the database, in order and in batches, and settles it. */
export class JournalWriter<T extends object> {
  /** Records put aside since the start. */
  rejected = 0
  /** Records settled since the start, with those that a later one of their key replaced. */
  written = 0

  private readonly batchRecords: number
  private readonly batchMs: number
  private reading: { entries: AsyncGenerator<JournalEntry<T>>; until: number } | undefined
  /** The last sequence taken from the journal. */
  private taken: number
  private running: Promise<void> | undefined
  private stopping = false
  private delayed = false
  /** Ends the wait that is under way. */
  private wait = new AbortController()
  private readonly flushes = new Set<{ until: number; done: (complete: boolean) => void }>()

  constructor(private readonly options: JournalWriterOptions<T>) {
    this.batchRecords = options.batchRecords ?? 1_000
    this.batchMs = options.batchMs ?? 500
    this.taken = options.journal.settledSequence
  }

  start(): void {
    this.running ??= this.run()
  }

  get lag(): JournalLag {
    const { records, oldestAt } = this.options.journal.backlog
    return { records, seconds: oldestAt ? Math.max(0, (Date.now() - oldestAt.getTime()) / 1_000) : 0 }
  }

  /** False while the database does not take what is written. */
  get healthy(): boolean {
    return !this.delayed
  }

  /**
   * Writes all that was appended until now, without waiting for batches to fill.
   * @returns false when `limitMs` passed before that was done.
   */
  flush(limitMs = 10_000): Promise<boolean> {
    const until = this.options.journal.lastSequence
    if (this.options.journal.settledSequence >= until) return Promise.resolve(true)
    return new Promise((resolve) => {
      const done = (complete: boolean) => {
        clearTimeout(timer)
        this.flushes.delete(flush)
        resolve(complete)
      }
      const flush = { until, done }
      const timer = setTimeout(() => done(false), limitMs)
      this.flushes.add(flush)
      this.wait.abort()
    })
  }

  /** Writes what there is, as far as it goes within `limitMs`, and ends. The rest stays in the journal. */
  async stop(limitMs = 5_000): Promise<void> {
    if (this.running) await this.flush(limitMs)
    this.stopping = true
    this.wait.abort()
    await this.running
    for (const { done } of this.flushes) done(false)
  }

  private async run(): Promise<void> {
    const { journal } = this.options
    while (!this.stopping) {
      await this.pause(undefined, (signal) => journal.arrival(this.taken, signal))
      if (this.flushes.size === 0)
        await this.pause(this.batchMs, (signal) =>
          journal.arrival(this.taken + this.batchRecords - 1, signal),
        )
      const batch = await this.take()
      if (!(await this.deliver(this.latestOfEach(batch)))) return
      this.written += batch.length
      journal.settle(this.taken)
      for (const { until, done } of this.flushes) if (journal.settledSequence >= until) done(true)
    }
  }

  /** The next records in order, up to a full batch. */
  private async take(): Promise<JournalEntry<T>[]> {
    const { journal } = this.options
    const batch: JournalEntry<T>[] = []
    while (batch.length < this.batchRecords) {
      this.reading ??= { entries: journal.read(this.taken + 1), until: journal.lastSequence }
      const { entries, until } = this.reading
      const next = await entries.next()
      if (next.done) {
        // Damaged records at the end of what was there when reading began are passed over.
        this.reading = undefined
        this.taken = Math.max(this.taken, until)
        break
      }
      batch.push(next.value)
      this.taken = next.value.sequence
    }
    return batch
  }

  private latestOfEach(entries: JournalEntry<T>[]): JournalEntry<T>[] {
    const { keyOf } = this.options
    if (!keyOf) return entries
    const latest = new Map<string | number, JournalEntry<T>>()
    for (const entry of entries) {
      const key = keyOf(entry.record) ?? entry.sequence
      latest.delete(key)
      latest.set(key, entry)
    }
    return [...latest.values()]
  }

  /**
   * Writes the entries however long it takes; a record that the database refuses for what it says is found
   * by halving and put aside.
   * @returns false when stopped before that was done.
   */
  private async deliver(entries: JournalEntry<T>[]): Promise<boolean> {
    for (let retryMs = FIRST_RETRY_MS; entries.length; retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)) {
      try {
        await this.options.write(entries.map(({ record }) => record))
        this.tellDelay(undefined)
        return true
      } catch (error) {
        if (isRefusedValue(error) && entries.length > 1) {
          const middle = entries.length >> 1
          return (await this.deliver(entries.slice(0, middle))) && (await this.deliver(entries.slice(middle)))
        }
        const [only] = entries
        if (isRefusedValue(error) && (await this.putAside(only!, error as Error))) return true
        this.tellDelay(error as Error)
        if (!this.stopping) await this.pause(retryMs)
        if (this.stopping) return false
      }
    }
    return true
  }

  private async putAside({ sequence, record }: JournalEntry<T>, error: Error): Promise<boolean> {
    try {
      const line = JSON.stringify({ sequence, error: error.message, record })
      await appendFile(this.options.rejectedFile, `${line}\n`, { flush: true })
    } catch {
      return false
    }
    this.rejected += 1
    this.options.onFault?.({ kind: 'RECORD_REJECTED', sequence, error })
    return true
  }

  private tellDelay(error: Error | undefined): void {
    if (this.delayed === Boolean(error)) return
    this.delayed = Boolean(error)
    this.options.onFault?.(error ? { kind: 'WRITE_DELAYED', error } : { kind: 'WRITE_RESUMED' })
  }

  /** Waits until `until` resolves, for at most `limitMs`, or until somebody flushes or stops. */
  private async pause(limitMs?: number, until?: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.stopping) return
    const wait = new AbortController()
    this.wait = wait
    const timer = limitMs === undefined ? undefined : setTimeout(() => wait.abort(), limitMs)
    const ended = new Promise<void>((resolve) => wait.signal.addEventListener('abort', () => resolve()))
    await (until ? until(wait.signal) : ended)
    clearTimeout(timer)
  }
}

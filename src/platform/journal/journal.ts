import { DomainError } from '../../errors.ts'
import { lockFolder } from '../store/folder.lock.ts'
import { type Backlog, BacklogMeter } from './backlog.meter.ts'
import { RecentRecords } from './recent.records.ts'
import { encodeRecord, MAX_PAYLOAD_BYTES, type StoredRecord, storedBytes } from './record.codec.ts'
import { Segments } from './segments.ts'

export interface JournalEntry<T extends object> {
  readonly sequence: number
  readonly record: T
}

/** What went wrong, or right again, on disk. */
export type JournalFault =
  | { kind: 'WRITE_FAILED'; error: Error }
  | { kind: 'WRITE_RECOVERED' }
  | { kind: 'TAIL_CUT'; file: string; bytes: number }
  | { kind: 'RECORDS_DAMAGED'; file: string; damages: number; bytes: number }

export interface JournalOptions {
  folder: string
  /** A segment is closed when it would grow beyond this; 8 MB by default. */
  segmentBytes?: number
  /** Records are written and synced in groups, this often; 20 by default. */
  fsyncIntervalMs?: number
  /** The most that is kept in memory, be it while the disk is full or to spare reading again; 32 MB by default. */
  memoryBytes?: number
  onFault?: (fault: JournalFault) => void
}

interface Waiter {
  sequence: number
  resolve: () => void
  reject: (error: Error) => void
}

const RETRY_MS = 250
const CHECKPOINT_MS = 200
const CHECKPOINT_RETRY_MS = 1_000

/**
 * Opens the journal in a folder, mends what a crash left and takes the numbers up where they ended.
 * @throws DomainError STORE_IN_USE when another process has the folder.
 */
export async function openJournal<T extends object>(options: JournalOptions): Promise<Journal<T>> {
  const journal = new Journal<T>(options)
  await journal.open()
  return journal
}

/**
 * A journal on disk: records are appended, are durable once synced in a group, and are kept until they are
 * settled. What a crash tore was never durable and is cut; what is damaged is skipped and told.
 */
export class Journal<T extends object> {
  private readonly segments: Segments
  private readonly recent: RecentRecords
  private readonly meter = new BacklogMeter()
  private readonly segmentBytes: number
  private readonly fsyncIntervalMs: number

  private isHealthy = true
  private damageCount = 0
  private last = 0
  private onDisk = 0
  private settled = 0
  private checkpoint = 0
  private waiters: Waiter[] = []
  private readonly arrivals = new Set<() => void>()

  private writeTimer: NodeJS.Timeout | undefined
  private writing: Promise<void> | undefined
  private houseTimer: NodeJS.Timeout | undefined
  private housekeeping: Promise<void> = Promise.resolve()
  private closing = false
  private unlock = () => {}

  constructor(private readonly options: JournalOptions) {
    this.segments = new Segments(options.folder)
    this.segmentBytes = options.segmentBytes ?? 8 * 1024 * 1024
    this.fsyncIntervalMs = options.fsyncIntervalMs ?? 20
    this.recent = new RecentRecords(options.memoryBytes ?? 32 * 1024 * 1024)
  }

  /** Called by openJournal. */
  async open(): Promise<void> {
    this.unlock = lockFolder(this.options.folder)
    try {
      await this.recover()
    } catch (error) {
      this.unlock()
      throw error
    }
  }

  /** False while the disk refuses what is written. */
  get healthy(): boolean {
    return this.isHealthy
  }

  /** Stretches of damage that were skipped since opening. */
  get damages(): number {
    return this.damageCount
  }

  get lastSequence(): number {
    return this.last
  }

  get settledSequence(): number {
    return this.settled
  }

  get backlog(): Backlog {
    return this.meter.backlog
  }

  /**
   * Keeps a record, as its JSON is now: in memory when this returns, on disk within the sync interval.
   * Dates come back as text.
   * @returns its number, for `durable`.
   * @throws DomainError JOURNAL_FULL when the disk has refused so much that memory is full too,
   * JOURNAL_RECORD_TOO_LARGE, or JOURNAL_CLOSED.
   */
  append(record: T): number {
    if (this.closing) throw new DomainError('JOURNAL_CLOSED')
    const payload = Buffer.from(JSON.stringify(record))
    const limit = MAX_PAYLOAD_BYTES
    if (payload.length > limit)
      throw new DomainError('JOURNAL_RECORD_TOO_LARGE', [], { bytes: payload.length, limit })
    if (!this.recent.makeRoom(storedBytes(payload), this.safe)) throw new DomainError('JOURNAL_FULL')
    this.last += 1
    const stored = { sequence: this.last, at: Date.now(), payload }
    this.recent.add(stored)
    this.meter.add(stored.sequence, stored.at, storedBytes(payload))
    this.scheduleWrite()
    for (const arrived of this.arrivals) arrived()
    return stored.sequence
  }

  /** Resolves when the record is on disk or settled; rejects when the journal is closed before. */
  durable(sequence: number): Promise<void> {
    if (sequence <= this.safe) return Promise.resolve()
    return new Promise((resolve, reject) => this.waiters.push({ sequence, resolve, reject }))
  }

  /** The records from a number on (the first not settled) to the last there is now, damaged ones left out. */
  async *read(from = this.settled + 1): AsyncGenerator<JournalEntry<T>> {
    let next = from
    const { last } = this
    while (next <= last) {
      const remembered = this.recent.first(this.last + 1)
      if (next >= remembered) {
        const stored = this.recent.at(next)
        if (stored) yield { sequence: next, record: parse<T>(stored.payload) }
        next += 1
        continue
      }
      const { segment, following } = this.segments.holding(next)
      const { records } = segment ? await this.segments.scan(segment) : { records: [] }
      for (const { sequence, payload } of records) {
        if (sequence < next || sequence >= remembered) continue
        yield { sequence, record: parse<T>(payload) }
        next = sequence + 1
      }
      // What the segment should have had and has not was damaged, or settled and deleted meanwhile.
      next = Math.max(next, Math.min(following?.first ?? remembered, remembered))
    }
  }

  /** Resolves once there is a record later than `sequence`, or at once when aborted. */
  async arrival(sequence: number, signal: AbortSignal): Promise<void> {
    if (this.last > sequence || signal.aborted) return
    await new Promise<void>((resolve) => {
      const arrived = () => {
        if (this.last <= sequence && !signal.aborted) return
        this.arrivals.delete(arrived)
        signal.removeEventListener('abort', arrived)
        resolve()
      }
      this.arrivals.add(arrived)
      signal.addEventListener('abort', arrived)
    })
  }

  /** Everything up to here is safe elsewhere: it need not be kept, on disk or in memory. */
  settle(sequence: number): void {
    if (sequence <= this.settled) return
    this.settled = Math.min(sequence, this.last)
    this.recent.forgetUpTo(this.settled)
    this.meter.settle(this.settled)
    this.tellWaiters()
    this.scheduleHousekeeping(CHECKPOINT_MS)
  }

  /** Writes what is in memory, as far as the disk takes it, and lets go of the folder. */
  async close(): Promise<void> {
    if (this.closing) return
    this.closing = true
    clearTimeout(this.writeTimer)
    clearTimeout(this.houseTimer)
    await this.writing
    await this.write()
    await this.housekeeping
    await this.keepHouse()
    await this.segments.closeFile()
    for (const { reject } of this.waiters) reject(new DomainError('JOURNAL_CLOSED'))
    this.waiters = []
    this.unlock()
  }

  /** Nothing up to here can be lost. */
  private get safe(): number {
    return Math.max(this.onDisk, this.settled)
  }

  private async recover(): Promise<void> {
    await this.segments.find()
    this.settled = this.checkpoint = this.last = await this.segments.readCheckpoint()
    this.meter.startAt(this.settled)
    for (const segment of this.segments.list) {
      const { records, damages, damagedBytes } = await this.segments.scan(segment)
      this.damageCount += damages
      if (damages)
        this.options.onFault?.({ kind: 'RECORDS_DAMAGED', file: segment.file, damages, bytes: damagedBytes })
      for (const { sequence, at, payload } of records)
        if (sequence > this.last) this.meter.add((this.last = sequence), at, storedBytes(payload))
    }
    const tail = await this.segments.cutTail()
    if (tail) this.options.onFault?.({ kind: 'TAIL_CUT', ...tail })
    this.last = Math.max(this.last, (this.segments.list.at(-1)?.first ?? 1) - 1)
    this.onDisk = this.last
  }

  private scheduleWrite(): void {
    if (this.closing || this.writeTimer || this.writing) return
    const delayMs = this.isHealthy ? this.fsyncIntervalMs : RETRY_MS
    this.writeTimer = setTimeout(() => {
      this.writeTimer = undefined
      this.writing = this.write().finally(() => {
        this.writing = undefined
        if (this.safe < this.last || !this.isHealthy) this.scheduleWrite()
      })
    }, delayMs)
  }

  /** Writes what waits, group by group; a fault leaves it waiting. */
  private async write(): Promise<void> {
    try {
      while (this.safe < this.last) {
        await this.writeGroup(takeGroup(this.recent.from(this.safe + 1), this.segmentBytes))
        this.tellHealth(undefined)
        this.tellWaiters()
      }
      if (!this.isHealthy) await this.segments.probe()
      this.tellHealth(undefined)
    } catch (error) {
      await this.segments.abandon()
      this.tellHealth(error as Error)
    }
  }

  private async writeGroup(group: StoredRecord[]): Promise<void> {
    const bytes = Buffer.concat(group.map(encodeRecord))
    if (this.segments.isFull(bytes.length, this.segmentBytes)) await this.segments.begin(group[0]!.sequence)
    await this.segments.write(bytes)
    this.onDisk = group.at(-1)!.sequence
  }

  private tellHealth(error: Error | undefined): void {
    if (this.isHealthy === !error) return
    this.isHealthy = !error
    this.options.onFault?.(error ? { kind: 'WRITE_FAILED', error } : { kind: 'WRITE_RECOVERED' })
  }

  private tellWaiters(): void {
    const { safe } = this
    const told = this.waiters.filter(({ sequence }) => sequence <= safe)
    if (!told.length) return
    this.waiters = this.waiters.filter(({ sequence }) => sequence > safe)
    for (const { resolve } of told) resolve()
  }

  private scheduleHousekeeping(delayMs: number): void {
    if (this.closing) return
    this.houseTimer ??= setTimeout(() => {
      this.houseTimer = undefined
      this.housekeeping = this.keepHouse()
    }, delayMs)
  }

  /** Deletes segments and moves the checkpoint. A failure only costs a longer replay; it is tried again. */
  private async keepHouse(): Promise<void> {
    const { settled } = this
    if (settled === this.checkpoint) return
    try {
      // Room first: on a full disk it is what lets the checkpoint be written.
      await this.segments.deleteUpTo(settled, this.onDisk)
      await this.segments.writeCheckpoint(settled)
      this.checkpoint = settled
    } catch {
      this.scheduleHousekeeping(CHECKPOINT_RETRY_MS)
    }
  }
}

const parse = <T>(payload: Buffer): T => JSON.parse(payload.toString('utf8')) as T

/** As many as fit into one segment, and at least one. */
function takeGroup(records: StoredRecord[], limit: number): StoredRecord[] {
  let bytes = 0
  const end = records.findIndex(({ payload }, index) => (bytes += storedBytes(payload)) > limit && index > 0)
  return end === -1 ? records : records.slice(0, end)
}

import { type StoredRecord, storedBytes } from './record.codec.ts'

/** The latest records without a gap, in bounded memory. */
export class RecentRecords {
  private records: StoredRecord[] = []
  private bytes = 0

  constructor(private readonly limitBytes: number) {}

  /** The first sequence held, or `otherwise` when none is. */
  first(otherwise: number): number {
    return this.records[0]?.sequence ?? otherwise
  }

  at(sequence: number): StoredRecord | undefined {
    const [oldest] = this.records
    return oldest && this.records[sequence - oldest.sequence]
  }

  /** Those from a sequence on. */
  from(sequence: number): StoredRecord[] {
    return this.records.slice(Math.max(sequence - this.first(sequence), 0))
  }

  add(record: StoredRecord): void {
    this.records.push(record)
    this.bytes += storedBytes(record.payload)
  }

  /** Forgets what is not later than `sequence`. */
  forgetUpTo(sequence: number): void {
    this.forget((record) => record.sequence <= sequence)
  }

  /**
   * Makes room for `bytes` by forgetting the oldest up to `forgettable`, a quarter of all at once.
   * @returns false when there is none.
   */
  makeRoom(bytes: number, forgettable: number): boolean {
    if (this.bytes + bytes <= this.limitBytes) return true
    const enough = this.limitBytes * 0.75
    this.forget(({ sequence }) => sequence <= forgettable && this.bytes + bytes > enough)
    return this.bytes + bytes <= this.limitBytes
  }

  private forget(mayGo: (record: StoredRecord) => boolean): void {
    let count = 0
    for (const record of this.records) {
      if (!mayGo(record)) break
      this.bytes -= storedBytes(record.payload)
      count += 1
    }
    if (count) this.records.splice(0, count)
  }
}

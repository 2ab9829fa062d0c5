import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { type Scan, scanRecords } from './record.codec.ts'

/** One file of the journal, named by its first sequence. */
export interface Segment {
  readonly first: number
  readonly file: string
}

const NAME = /^(\d{15})\.journal$/
const CHECKPOINT = 'checkpoint'

/** The files of a journal: numbered segments and the checkpoint beside them. */
export class Segments {
  /** In order; the last is the one written to, once it is open. */
  readonly list: Segment[] = []
  private handle: FileHandle | undefined
  /** Bytes in the open segment that are whole and on disk. */
  private bytes = 0

  constructor(private readonly folder: string) {}

  async find(): Promise<void> {
    await mkdir(this.folder, { recursive: true })
    for (const name of (await readdir(this.folder)).sort()) {
      const first = NAME.exec(name)?.[1]
      if (first) this.list.push({ first: Number(first), file: join(this.folder, name) })
    }
  }

  /** Where a sequence lies, and the segment after that. */
  holding(sequence: number): { segment: Segment | undefined; following: Segment | undefined } {
    const index = Math.max(
      this.list.findLastIndex(({ first }) => first <= sequence),
      0,
    )
    return { segment: this.list[index], following: this.list[index + 1] }
  }

  /** All whole records of a segment; one that cannot be read, or was deleted meanwhile, has none. */
  async scan({ file }: Segment): Promise<Scan> {
    try {
      return scanRecords(await readFile(file))
    } catch {
      return { records: [], end: 0, damages: 1, damagedBytes: 0 }
    }
  }

  /** Cuts off what a crash tore at the end of the last segment; tells how much that was. */
  async cutTail(): Promise<{ file: string; bytes: number } | undefined> {
    const file = this.list.at(-1)?.file
    if (!file) return undefined
    const bytes = await readFile(file)
    const { end } = scanRecords(bytes)
    if (end === bytes.length) return undefined
    await truncate(file, end)
    return { file, bytes: bytes.length - end }
  }

  /** Whether `bytes` more would make the open segment larger than allowed. */
  isFull(bytes: number, limit: number): boolean {
    return this.handle === undefined || (this.bytes > 0 && this.bytes + bytes > limit)
  }

  /** Begins a segment; what is written from now on goes there. */
  async begin(first: number): Promise<void> {
    await this.closeFile()
    const file = join(this.folder, `${String(first).padStart(15, '0')}.journal`)
    this.handle = await open(file, 'w')
    this.bytes = 0
    if (this.list.at(-1)?.file !== file) this.list.push({ first, file })
    await this.syncFolder()
  }

  /** Writes and syncs; when it fails, nothing of it may be taken for written. */
  async write(bytes: Buffer): Promise<void> {
    const handle = this.handle!
    for (let at = 0; at < bytes.length; )
      at += (await handle.write(bytes, at, bytes.length - at, this.bytes + at)).bytesWritten
    await handle.datasync()
    this.bytes += bytes.length
  }

  /** Leaves the open segment after a fault, cut to what is surely whole: the next write begins another. */
  async abandon(): Promise<void> {
    await this.handle?.truncate(this.bytes).catch(() => {})
    await this.closeFile()
  }

  /** Deletes the segments that hold nothing later than `settled`, except the open one. */
  async deleteUpTo(settled: number, lastOnDisk: number): Promise<void> {
    const isSettled = () => (this.list[1] ? this.list[1].first - 1 : lastOnDisk) <= settled
    while (this.list.length > (this.handle ? 1 : 0) && isSettled()) {
      await rm(this.list[0]!.file, { force: true })
      this.list.shift()
    }
  }

  /** Tries whether the disk takes anything. */
  async probe(): Promise<void> {
    const file = join(this.folder, 'probe')
    try {
      await writeFile(file, Buffer.alloc(4_096, 1), { flush: true })
    } finally {
      await rm(file, { force: true })
    }
  }

  async readCheckpoint(): Promise<number> {
    try {
      const text = await readFile(join(this.folder, CHECKPOINT), 'utf8')
      const settled = Number(text)
      return Number.isSafeInteger(settled) && settled > 0 ? settled : 0
    } catch {
      return 0
    }
  }

  /** Replaces the checkpoint as a whole. */
  async writeCheckpoint(settled: number): Promise<void> {
    const file = join(this.folder, CHECKPOINT)
    await writeFile(`${file}.new`, String(settled), { flush: true })
    await rename(`${file}.new`, file)
    await this.syncFolder()
  }

  async closeFile(): Promise<void> {
    const { handle } = this
    this.handle = undefined
    await handle?.close().catch(() => {})
  }

  private async syncFolder(): Promise<void> {
    const folder = await open(this.folder)
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  }
}

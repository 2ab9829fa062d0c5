import { constants } from 'node:fs'
import { type FileHandle, lstat, open, readdir, realpath } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { DomainError } from '../../errors.ts'
import { Patience } from '../../platform/patience.ts'
import { type ContentsOptions, type LogContents, openContents, PatientContents } from './log.contents.ts'
import { HEAD_BYTES, readStart } from './log.head.ts'

/** The most files of one log that are looked at. */
const MOST_FILES = 2_000
/** How long a disk may take to answer, also one of another machine. */
const PATIENCE_MS = 10_000
/** A line that every queue_log has near its beginning: when, which call, which queue. */
const FIRST_LINE = /(?:^|[\n\0])(\d{9,11})\|[^|\n]*\|[^|\n]*\|/
/** With less than this, and no whole line, a file has only just begun. */
const TELLING_BYTES = 200

/** One file of a log: the one that is written to, or one that a rotation put aside. */
export interface LogFile {
  readonly name: string
  readonly path: string
  /** Device and inode: good until the file is gone. */
  readonly identity: string
  readonly isCurrent: boolean
  readonly isCompressed: boolean
  readonly sizeBytes: number
  readonly changedAt: Date
  /** The time of its first event; undefined for an empty file, and for one that is no queue_log. */
  readonly firstAtMs: number | undefined
  /** Something else than a queue_log is in it. */
  readonly isForeign: boolean
  /** The first bytes of what is in it, by which it is known under any name, compressed or not. */
  readonly head: Buffer
}

/**
 * The folder of a queue_log with all that rotations have made of it. Nothing outside the allowed folders is
 * ever opened, whatever a name or a link says.
 */
export class LogFolder {
  private readonly patience = new Patience(
    PATIENCE_MS,
    () => new DomainError('LOG_FOLDER_UNREADABLE', [], { folder: this.folder, reason: 'ETIMEDOUT' }),
  )

  constructor(
    readonly folder: string,
    readonly fileName: string,
    readonly allowed: readonly string[],
  ) {}

  /** Where the file lies that is written to. */
  get currentPath(): string {
    return join(this.folder, this.fileName)
  }

  /**
   * The files in the order in which they were written, told by what is in them and not by their names, which
   * count up or down as the PBX likes. Of a file and its compressed copy only the file.
   * @throws DomainError LOG_FOLDER_FORBIDDEN, LOG_FOLDER_UNREADABLE
   */
  async list(): Promise<LogFile[]> {
    const { patience } = this
    const folder = await patience.wait(() => this.demandAllowed())
    const names = await patience.wait(() => readdir(folder).catch(unreadable(this.folder)))
    const files: LogFile[] = []
    for (const name of names.filter((each) => this.isOurs(each)).slice(0, MOST_FILES)) {
      const file = await patience.wait(() => this.look(name))
      if (file) files.push(file)
    }
    return withoutCopies(files).sort(byBeginning)
  }

  /** Device and inode of the file that is written to, and how long it is; undefined while there is none. */
  current(): Promise<{ identity: string; sizeBytes: number } | undefined> {
    return this.patience.wait(async () => {
      const found = await lstat(await this.reach(this.fileName), { bigint: true }).catch(() => undefined)
      return found?.isFile() ? { identity: identityOf(found), sizeBytes: Number(found.size) } : undefined
    })
  }

  /**
   * What is in a file, from a place on.
   * @throws DomainError LOG_FILE_UNREADABLE, LOG_FOLDER_FORBIDDEN, LOG_FOLDER_UNREADABLE
   */
  async open(options: ContentsOptions): Promise<LogContents> {
    const handle = await this.patience.wait(
      () => this.openFile(options.file),
      (late) => late.close(),
    )
    return new PatientContents(openContents(handle, options), this.patience)
  }

  private async openFile(name: string): Promise<FileHandle> {
    if (!this.isOurs(name)) throw new DomainError('LOG_FILE_UNREADABLE', [], { file: name })
    try {
      // Neither a link put there in the meantime nor a pipe that nobody writes to.
      const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
      const handle = await open(await this.reach(name), flags)
      if ((await handle.stat()).isFile()) return handle
      await handle.close()
    } catch (error) {
      if (error instanceof DomainError) throw error
    }
    throw new DomainError('LOG_FILE_UNREADABLE', [], { file: name })
  }

  private isOurs(name: string): boolean {
    if (!name.startsWith(this.fileName) || name.length > 200) return false
    return /^(?:[.-][\w.:-]*)?$/.test(name.slice(this.fileName.length))
  }

  /** The real place of a file, which may be a link's other end. */
  private async reach(name: string): Promise<string> {
    const folder = await this.demandAllowed()
    const real = await realpath(join(folder, name)).catch(() => join(folder, name))
    if (!(await this.isAllowed(real))) throw this.forbidden()
    return real
  }

  private async demandAllowed(): Promise<string> {
    // Of folders elsewhere nobody learns whether they exist.
    if (!(await this.isAllowed(resolve(this.folder)))) throw this.forbidden()
    const real = await realpath(this.folder).catch(unreadable(this.folder))
    if (!(await this.isAllowed(real))) throw this.forbidden()
    return real
  }

  private async isAllowed(path: string): Promise<boolean> {
    for (const root of this.allowed)
      if (isWithin(path, root) || isWithin(path, await realpath(root).catch(() => root))) return true
    return false
  }

  private forbidden(): DomainError {
    return new DomainError('LOG_FOLDER_FORBIDDEN', [], { folder: this.folder })
  }

  private async look(name: string): Promise<LogFile | undefined> {
    let handle: FileHandle | undefined
    try {
      handle = await this.openFile(name)
      const stat = await handle.stat({ bigint: true })
      const isCompressed = name.endsWith('.gz')
      const start = await readStart(handle, isCompressed)
      const first = FIRST_LINE.exec(start.toString('latin1'))?.[1]
      return {
        name,
        path: join(this.folder, name),
        identity: identityOf(stat),
        isCurrent: name === this.fileName,
        isCompressed,
        sizeBytes: Number(stat.size),
        changedAt: stat.mtime,
        firstAtMs: first === undefined ? undefined : Number(first) * 1_000,
        isForeign: first === undefined && isTelling(start),
        head: start.subarray(0, HEAD_BYTES),
      }
    } catch {
      // One file that cannot be read, or has just gone, keeps nobody from the others.
      return undefined
    } finally {
      await handle?.close()
    }
  }
}

const isWithin = (path: string, root: string) =>
  path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)

const isTelling = (start: Buffer) => start.length >= TELLING_BYTES || start.includes(0x0a)

const identityOf = ({ dev, ino }: { dev: bigint; ino: bigint }) => `${dev}:${ino}`

function unreadable(folder: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    const reason = error.code === 'ENOENT' ? 'ENOENT' : (error.code ?? 'UNKNOWN')
    throw new DomainError('LOG_FOLDER_UNREADABLE', [], { folder, reason })
  }
}

/** The current one is the last, whatever its clock said. */
function byBeginning(a: LogFile, b: LogFile): number {
  if (a.isCurrent !== b.isCurrent) return a.isCurrent ? 1 : -1
  const began = (file: LogFile) => file.firstAtMs ?? file.changedAt.getTime()
  return began(a) - began(b) || a.changedAt.getTime() - b.changedAt.getTime()
}

/** While a file is compressed or copied, both are there for a moment. */
function withoutCopies(files: readonly LogFile[]): LogFile[] {
  const rank = (file: LogFile) => (file.isCurrent ? 0 : file.isCompressed ? 2 : 1)
  const kept = new Map<string, LogFile>()
  for (const file of [...files].sort((a, b) => rank(a) - rank(b))) {
    const key = file.head.length ? file.head.toString('latin1') : file.name
    if (!kept.has(key)) kept.set(key, file)
  }
  return [...kept.values()]
}

import { constants } from 'node:fs'
import { type FileHandle, lstat, open, opendir, readlink, realpath, stat, unlink } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, posix, relative } from 'node:path'
import { DomainError } from '../../errors.ts'
import { Patience } from '../../platform/patience.ts'

const LONGEST_PATH = 1_000
/** How long a disk may take to answer, also one of another machine. */
const PATIENCE_MS = 10_000
/** Never follows a link in the last place, and waits at no pipe. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/** A file as it was when it was looked at. */
export interface SeenFile {
  readonly sizeBytes: number
  readonly modifiedAt: Date
}

export interface OpenFile extends SeenFile {
  readonly handle: FileHandle
}

/** A mounted folder of recordings. Whatever a path says, nothing outside the folder is read or removed. */
export class RecordingFolder {
  private readonly patience = new Patience(
    PATIENCE_MS,
    () => new DomainError('FOLDER_UNAVAILABLE', [], { reason: 'ETIMEDOUT' }),
  )

  /** @param root where it really is, as `find` tells */
  constructor(readonly root: string) {}

  /**
   * That it can be read, and is where it was: whoever can put a link into its place could lead us elsewhere.
   * @throws DomainError FOLDER_MOVED, and as `find` does
   */
  async demand(): Promise<string> {
    const real = await this.find()
    if (real !== this.root) throw new DomainError('FOLDER_MOVED')
    return real
  }

  /**
   * Where it really is, once it can be read.
   * @throws DomainError FOLDER_MISSING, FOLDER_NOT_A_FOLDER, FOLDER_NOT_READABLE, FOLDER_UNAVAILABLE
   */
  async find(): Promise<string> {
    return this.inTime(async () => {
      const real = await realpath(this.root)
      if (!(await stat(real)).isDirectory()) throw new DomainError('FOLDER_NOT_A_FOLDER')
      await (await opendir(real)).close()
      return real
    })
  }

  /** Whether nothing at all is in it, as in the place of a disk that is not mounted. */
  async isEmpty(): Promise<boolean> {
    return this.inTime(async () => {
      const entries = await opendir(this.root)
      try {
        return (await entries.read()) === null
      } finally {
        await entries.close()
      }
    })
  }

  /**
   * Opens a file. Its place is looked up after it was opened, so that nobody can put a link there in between.
   * @throws DomainError RECORDING_GONE, also for what is no file of the folder, and as `demand` does
   */
  async open(path: string): Promise<OpenFile> {
    const real = await this.demand()
    return this.inTime(
      async () => {
        const handle = await open(placeIn(real, path), READ).catch(gone)
        try {
          const seen = await handle.stat()
          if (!seen.isFile() || !(await isWithin(real, path, handle))) throw new DomainError('RECORDING_GONE')
          return { handle, sizeBytes: seen.size, modifiedAt: seen.mtime }
        } catch (error) {
          await handle.close()
          throw error
        }
      },
      ({ handle }) => handle.close(),
    )
  }

  /** A file as it stands; undefined when there is none, or it is a link. */
  async look(path: string): Promise<SeenFile | undefined> {
    if (!isPath(path)) return undefined
    return this.inTime(async () => {
      const seen = await lstat(join(this.root, path)).catch(() => undefined)
      return seen?.isFile() ? { sizeBytes: seen.size, modifiedAt: seen.mtime } : undefined
    })
  }

  /**
   * Removes a file; false when there is none. Its folder is held open meanwhile, so that it stays the one that
   * was looked at.
   * @throws DomainError RECORDING_GONE for what is no file of the folder, and as `demand` does
   */
  async remove(path: string): Promise<boolean> {
    const real = await this.demand()
    return this.inTime(async () => {
      const place = placeIn(real, path)
      const seen = await lstat(place).catch(ifMissing)
      if (!seen) return false
      if (!seen.isFile()) throw new DomainError('RECORDING_GONE')
      const parent = await open(dirname(place), constants.O_RDONLY | constants.O_DIRECTORY).catch(gone)
      try {
        if (!(await isWithin(real, posix.dirname(path), parent))) throw new DomainError('RECORDING_GONE')
        const held = process.platform === 'linux' ? `/proc/self/fd/${parent.fd}` : dirname(place)
        await unlink(join(held, basename(place)))
        return true
      } finally {
        await parent.close()
      }
    })
  }

  /** Does something with the folder, for as long as its disk may take. @throws DomainError FOLDER_* */
  async inTime<Result>(
    work: () => Promise<Result>,
    discard?: (late: Result) => unknown,
    patienceMs?: number,
  ): Promise<Result> {
    try {
      return await this.patience.wait(work, discard, patienceMs)
    } catch (error) {
      throw explained(error)
    }
  }
}

/** Whether a path may be one within a folder: relative, plain, with no way up. */
export const isPath = (path: string): boolean =>
  path.length <= LONGEST_PATH &&
  // What is not UTF-8 cannot be opened by the name it is shown with.
  !/[\p{Cc}\ufffd]/u.test(path) &&
  path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')

/** How a PBX may report a file of its folder. */
export function reportsOf(pbxFolder: string, path: string): string[] {
  const folder = pbxFolder.replace(/\/+$/, '')
  return [`${folder}/${path}`, `${folder}//${path}`, path]
}

/** The path within a PBX's own folder of a file as it reports it; undefined for one outside. */
export function pathFromReport(pbxFolder: string, reported: string): string | undefined {
  // Asterisk takes a name without a folder for one in its folder of recordings.
  if (!reported.startsWith('/')) return isPath(reported) ? reported : undefined
  const plain = (text: string) => text.replace(/\/{2,}/g, '/')
  const folder = `${plain(pbxFolder).replace(/\/$/, '')}/`
  if (!plain(reported).startsWith(folder)) return undefined
  const path = plain(reported).slice(folder.length)
  return isPath(path) ? path : undefined
}

/** Whether a place is the folder or lies below it; both are real paths. */
export function isInside(folder: string, place: string): boolean {
  const way = relative(folder, place)
  return way === '' || (!isAbsolute(way) && way.split('/')[0] !== '..')
}

/**
 * Whether what was opened lies in the folder. The system is asked where the open file is, for its name may lead
 * elsewhere from one moment to the next; only where it does not tell, the name is followed once more.
 */
async function isWithin(real: string, path: string, { fd }: FileHandle): Promise<boolean> {
  const place =
    process.platform === 'linux' ? await readlink(`/proc/self/fd/${fd}`) : await realpath(join(real, path))
  return isInside(real, place)
}

function placeIn(real: string, path: string): string {
  if (!isPath(path)) throw new DomainError('RECORDING_GONE')
  return join(real, path)
}

const ifMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error
}

/** What went wrong with a name inside the folder, rather than with the folder. */
const gone = (error: NodeJS.ErrnoException): never => {
  if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO', 'ENAMETOOLONG'].includes(error.code ?? ''))
    throw new DomainError('RECORDING_GONE')
  throw error
}

/** An error of the disk in words that say what to do about the folder. */
export function explained(error: unknown): unknown {
  if (error instanceof DomainError) return error
  const { code } = error as NodeJS.ErrnoException
  if (code === undefined) return error
  if (code === 'ENOENT') return new DomainError('FOLDER_MISSING')
  if (code === 'ENOTDIR') return new DomainError('FOLDER_NOT_A_FOLDER')
  if (code === 'EACCES' || code === 'EPERM') return new DomainError('FOLDER_NOT_READABLE')
  return new DomainError('FOLDER_UNAVAILABLE', [], { reason: code })
}

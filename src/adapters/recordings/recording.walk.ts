import { lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '../../errors.ts'
import type { RecordingLayout } from '../../platform/store/tables/recordings.ts'
import { isPath, type RecordingFolder, type SeenFile } from './recording.folder.ts'
import { formatNameOf } from './recording.format.ts'

/** A recording that was found, or has changed since it was. */
export interface FoundFile extends SeenFile {
  /** Within the folder, with slashes. */
  readonly path: string
  /** Nobody has written to it for a while. */
  readonly isSettled: boolean
}

const DAY_MS = 86_400_000
/** A folder in which nothing has happened for so long is looked at in whole rounds alone. */
const COLD_MS = 2 * DAY_MS
const SETTLED_MS = 60_000
/** How coarse a disk's clock may be. */
const SAME_INSTANT_MS = 2_000
const BATCH = 200
/** How long the list of one folder may take. */
const LIST_MS = 60_000
const noneLate = () => {}
/** Files that are looked at beside each other; the system's own limit for files is four. */
const AT_ONCE = 16
const MOST_FOLDERS = 50_000
const MOST_GROWING = 5_000
const DEEPEST = 8

const DATED = [/^\d{4}$/, /^\d\d$/, /^\d\d$/]

interface KnownFolder {
  modifiedMs: number
  /** False when it changed just before it was read: one more file may have come at the same instant. */
  isCertain: boolean
  folders: string[]
  fileCount: number
  /** The names in it, while it is in use. */
  names: Set<string> | undefined
}

/** Looks through a folder again and again; only where something has changed is anything read. */
export class RecordingWalk {
  private readonly known = new Map<string, KnownFolder>()
  private readonly growing = new Map<string, number>()
  private newestMs = 0

  constructor(
    private readonly folder: RecordingFolder,
    private readonly layout: RecordingLayout,
    private readonly now: () => Date,
  ) {}

  get fileCount(): number {
    let count = 0
    for (const { fileCount } of this.known.values()) count += fileCount
    return count
  }

  get newestAt(): Date | undefined {
    return this.newestMs === 0 ? undefined : new Date(this.newestMs)
  }

  /**
   * What is new or has grown since the last look, in batches.
   * @param isWhole also in folders where nothing has happened for days
   * @param news of some paths, those that are not kept yet
   */
  async *look(
    isWhole: boolean,
    news: (paths: readonly string[]) => Promise<readonly string[]>,
  ): AsyncGenerator<FoundFile[]> {
    const real = await this.folder.demand()
    yield* this.grown()
    const visited = new Set<string>()
    const waiting = [{ at: '', depth: 0 }]
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { at, depth } = next
      const before = this.known.get(at)
      if (before && !isWhole && this.isCold(before)) {
        visited.add(at)
        continue
      }
      const entered = await this.enter(real, at, depth, before)
      if (!entered) continue
      visited.add(at)
      for (const name of entered.folder.folders)
        if (waiting.length + visited.size < MOST_FOLDERS)
          waiting.push({ at: at ? `${at}/${name}` : name, depth: depth + 1 })
      // In use, it may hold files that grew while nobody looked.
      const isInUse = !this.isCold(entered.folder)
      for (let from = 0; from < entered.names.length; from += BATCH) {
        const paths = entered.names.slice(from, from + BATCH).map((name) => (at ? `${at}/${name}` : name))
        const found = await this.seeAll(isInUse ? paths : await news(paths))
        if (found.length > 0) yield found
      }
    }
    for (const at of this.known.keys()) if (!visited.has(at)) this.known.delete(at)
  }

  /** One file, wherever it lies; undefined when it is not there. */
  async see(path: string): Promise<FoundFile | undefined> {
    const seen = await this.folder.look(path)
    if (!seen) return undefined
    const age = this.now().getTime() - seen.modifiedAt.getTime()
    const isSettled = age > SETTLED_MS
    if (isSettled) this.growing.delete(path)
    else if (this.growing.size < MOST_GROWING) this.growing.set(path, seen.sizeBytes)
    // A clock that is ahead must not make everything else old.
    if (age >= -DAY_MS) this.newestMs = Math.max(this.newestMs, seen.modifiedAt.getTime())
    return { path, ...seen, isSettled }
  }

  private async *grown(): AsyncGenerator<FoundFile[]> {
    const paths = [...this.growing.keys()]
    for (let from = 0; from < paths.length; from += BATCH) {
      const some = paths.slice(from, from + BATCH)
      const before = new Map(some.map((path) => [path, this.growing.get(path)]))
      const found = await this.seeAll(some)
      const there = new Set(found.map(({ path }) => path))
      for (const path of some) if (!there.has(path)) this.growing.delete(path)
      const changed = found.filter(
        ({ path, sizeBytes, isSettled }) => isSettled || before.get(path) !== sizeBytes,
      )
      if (changed.length > 0) yield changed
    }
  }

  /** Reads a folder if it has changed; gives the names in it that were not there before. */
  private async enter(real: string, at: string, depth: number, before: KnownFolder | undefined) {
    const place = join(real, at)
    try {
      const seen = await this.folder.inTime(() => lstat(place))
      if (!seen.isDirectory()) return undefined
      const { mtimeMs } = seen
      if (before?.isCertain && before.modifiedMs === mtimeMs) return { folder: before, names: [] }
      const { names, folders } = await this.folder.inTime(() => this.list(place, depth), noneLate, LIST_MS)
      const isCertain = this.now().getTime() - mtimeMs > SAME_INSTANT_MS
      const folder: KnownFolder = {
        ...{ modifiedMs: mtimeMs, isCertain, folders, fileCount: names.size, names: undefined },
      }
      if (!this.isCold(folder)) folder.names = names
      this.known.set(at, folder)
      return { folder, names: [...names].filter((name) => !before?.names?.has(name)) }
    } catch (error) {
      // A folder that went, or that may not be read, hides nothing of the others.
      if (at !== '' && error instanceof DomainError && error.code !== 'FOLDER_UNAVAILABLE') return undefined
      throw error
    }
  }

  private async list(place: string, depth: number): Promise<{ names: Set<string>; folders: string[] }> {
    const names = new Set<string>()
    const folders: string[] = []
    for await (const entry of await opendir(place, { bufferSize: 256 })) {
      // Links are no folders and no files here: they may lead anywhere.
      if (entry.isDirectory() && this.mayEnter(entry.name, depth)) folders.push(entry.name)
      if (entry.isFile() && this.mayHoldFiles(depth) && formatNameOf(entry.name) && isPath(entry.name))
        names.add(entry.name)
    }
    // The newest are looked at first: they are taken from the end.
    return { names, folders: folders.sort() }
  }

  /** Of some files those that are there. */
  async seeAll(paths: readonly string[]): Promise<FoundFile[]> {
    const found: FoundFile[] = []
    for (let from = 0; from < paths.length; from += AT_ONCE)
      for (const seen of await Promise.all(paths.slice(from, from + AT_ONCE).map((path) => this.see(path))))
        if (seen) found.push(seen)
    return found
  }

  private mayEnter(name: string, depth: number): boolean {
    if (this.layout === 'FLAT' || !isPath(name)) return false
    return this.layout === 'DATED' ? (DATED[depth]?.test(name) ?? false) : depth < DEEPEST
  }

  private mayHoldFiles(depth: number): boolean {
    return this.layout !== 'DATED' || depth === DATED.length
  }

  /** What holds folders is always looked at: a new day changes nothing but it. */
  private isCold({ folders, modifiedMs }: KnownFolder): boolean {
    return folders.length === 0 && this.now().getTime() - modifiedMs > COLD_MS
  }
}

import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../../platform/ids.ts'

const KEY = /^[\w.-]{1,200}$/

/**
 * Files that are made of others and can be made again, such as a recording in another format: kept in a folder of
 * ours until there is no more room for them, those first that nobody has asked for longest.
 */
export class DerivedFiles {
  private readonly making = new Map<string, Promise<string>>()
  private sweeping: Promise<void> | undefined

  constructor(
    private readonly folder: string,
    private readonly mostBytes: number,
  ) {}

  /** Removes what a stop left half made, and what there is too much of. */
  async start(): Promise<void> {
    await mkdir(this.folder, { recursive: true })
    for (const name of await readdir(this.folder))
      if (name.startsWith('new-')) await rm(join(this.folder, name), { force: true })
    await this.sweep()
  }

  async stop(): Promise<void> {
    await Promise.allSettled([...this.making.values(), this.sweeping])
  }

  /** The file of a key, made by `make` at the first time; who asks meanwhile waits for the same. */
  async get(key: string, make: (file: string) => Promise<void>): Promise<string> {
    if (!KEY.test(key)) throw new Error('Not a key of a derived file.')
    const file = join(this.folder, key)
    const underWay = this.making.get(key)
    if (underWay) return underWay
    const making = this.find(file).then((isThere) => (isThere ? file : this.make(file, make)))
    this.making.set(key, making)
    try {
      return await making
    } finally {
      this.making.delete(key)
    }
  }

  private async find(file: string): Promise<boolean> {
    const now = new Date()
    return utimes(file, now, now).then(
      () => true,
      () => false,
    )
  }

  private async make(file: string, make: (file: string) => Promise<void>): Promise<string> {
    const draft = join(this.folder, `new-${newId()}`)
    try {
      await make(draft)
      await rename(draft, file)
    } finally {
      await rm(draft, { force: true })
    }
    this.sweeping ??= this.sweep().finally(() => (this.sweeping = undefined))
    await this.sweeping
    return file
  }

  private async sweep(): Promise<void> {
    const files: { file: string; size: number; usedMs: number }[] = []
    for (const name of await readdir(this.folder)) {
      const file = join(this.folder, name)
      const seen = name.startsWith('new-') ? undefined : await stat(file).catch(() => undefined)
      if (seen) files.push({ file, size: seen.size, usedMs: seen.mtimeMs })
    }
    let bytes = files.reduce((sum, { size }) => sum + size, 0)
    files.sort((a, b) => a.usedMs - b.usedMs)
    // The newest stays whatever its size: somebody is about to read it.
    for (const { file, size } of files.slice(0, -1)) {
      if (bytes <= this.mostBytes) return
      await rm(file, { force: true })
      bytes -= size
    }
  }
}

import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '../errors.ts'

/** A file that somebody has put where files to be taken over are looked for. */
export interface ImportFile {
  readonly name: string
  readonly sizeBytes: number
  readonly changedAt: Date
}

const NAME = /^(?!\.)[\p{L}\p{N}_. ()@+-]{1,200}$/u
const MOST_FILES = 1_000

/**
 * Where an administrator of this machine puts files to be taken over. Nobody names a path: a file is one of those
 * that are listed, and what lies elsewhere, or is a link to elsewhere, is not listed.
 */
export class ImportFolder {
  constructor(private readonly folder: string) {}

  /** The folder of one tenant within; files that lie above are the platform's. */
  within(slug: string): ImportFolder {
    return new ImportFolder(join(this.folder, slug))
  }

  /** By name. */
  async list(): Promise<ImportFile[]> {
    const names = await readdir(this.folder).catch(() => [])
    const files: ImportFile[] = []
    for (const name of names.filter((each) => NAME.test(each)).sort()) {
      const found = await lstat(join(this.folder, name)).catch(() => undefined)
      if (found?.isFile()) files.push({ name, sizeBytes: found.size, changedAt: found.mtime })
      if (files.length >= MOST_FILES) break
    }
    return files
  }

  /** Where one of the listed files is. @throws DomainError IMPORT_FILE_MISSING */
  async pathOf(name: string, path: readonly string[]): Promise<string> {
    const files = await this.list()
    if (!files.some((file) => file.name === name)) throw new DomainError('IMPORT_FILE_MISSING', path)
    return join(this.folder, name)
  }
}

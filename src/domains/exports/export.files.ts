import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '../../errors.ts'
import { isId } from '../../platform/ids.ts'
import type { ExportFormat } from '../../platform/store/tables/reports.ts'

const FORMATS: readonly ExportFormat[] = ['XLSX', 'CSV', 'PDF']
const PART = '.part'

/** The files that jobs made, by the job's id: no name from outside is ever part of a path. */
export class ExportFiles {
  constructor(private readonly folder: string) {}

  /** Where a job writes; nothing of it counts before `keep`. */
  async begin(id: string): Promise<string> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    return `${this.pathOf(id)}${PART}`
  }

  /** What was written is whole: from now on it is the job's file, whatever happens. */
  async keep(id: string): Promise<void> {
    await rename(`${this.pathOf(id)}${PART}`, this.pathOf(id))
    const folder = await open(this.folder)
    await folder.sync().finally(() => folder.close())
  }

  /** @throws DomainError EXPORT_GONE */
  async open(id: string): Promise<{ handle: FileHandle; sizeBytes: number; modifiedAt: Date }> {
    const handle = await open(this.pathOf(id)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw new DomainError('EXPORT_GONE')
      throw error
    })
    const { size, mtime } = await handle.stat()
    return { handle, sizeBytes: size, modifiedAt: mtime }
  }

  /** Whatever there is of a job. */
  async remove(id: string): Promise<void> {
    for (const path of [this.pathOf(id), `${this.pathOf(id)}${PART}`]) await rm(path, { force: true })
  }

  /** Removes what is older than `keepMs`, and what was begun by a job that is not at it any more. */
  async tidy(now: Date, keepMs: number, isWriting: (id: string) => boolean): Promise<void> {
    const names = await readdir(this.folder).catch(ifMissing)
    for (const name of names ?? []) {
      const id = name.slice(0, 36)
      if (!isId(id) || isWriting(id)) continue
      if (name === `${id}${PART}`) await this.remove(id)
      else if (name === id) {
        const { handle, modifiedAt } = await this.open(id)
        await handle.close()
        if (now.getTime() - modifiedAt.getTime() > keepMs) await this.remove(id)
      }
    }
  }

  private pathOf(id: string): string {
    if (!isId(id)) throw new DomainError('NOT_FOUND')
    return join(this.folder, id.toLowerCase())
  }
}

export const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  CSV: 'text/csv; charset=utf-8',
  PDF: 'application/pdf',
}

export const isFormat = (text: unknown): text is ExportFormat => FORMATS.includes(text as ExportFormat)

const ifMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error
}

import type { LogFile } from '../../../adapters/queue-log/log.folder.ts'
import { DomainError } from '../../../errors.ts'
import type { JobKind, JobWork } from '../../../platform/jobs.ts'
import type { StoreTraits } from '../../../platform/store/row.encoder.ts'
import type { MappedPrefix, OwnedPbx } from '../../pbxs/pbx.mapping.ts'
import type { FoundName } from '../facts/fact.names.ts'
import type { LogFolders } from '../sources/log.folders.ts'
import { NO_COUNTS } from '../sources/log.reading.ts'
import type { LogSourceStore } from '../sources/log.source.store.ts'
import type { LogWriter } from '../sources/log.writer.ts'
import { type ImportCheckpoint, type ImportFile, importFileOf } from './log.import.reading.ts'
import { readInThread } from './log.import.thread.ts'

export const LOG_IMPORT = 'LOG_IMPORT'

/** What an import was asked for. */
export interface LogImportOrder {
  readonly pbxId: string
  readonly folder: string
  readonly fileName: string
  /** Names of files; all when null. */
  readonly files: readonly string[] | null
}

export interface LogImportParts {
  readonly store: LogSourceStore
  readonly writer: LogWriter
  readonly folders: LogFolders
  /** Of the store that is written to. */
  readonly traits: StoreTraits
  /** A PBX and whose the names on it are; undefined when there is none any more. */
  readonly ownersOf: (
    pbxId: string,
  ) => Promise<{ pbx: OwnedPbx; mappings: readonly MappedPrefix[] } | undefined>
  readonly onQueue: (queue: FoundName) => void
  readonly onAgent: (agent: FoundName) => void
}

/**
 * Imports what was logged before: files are read in a thread, and written here with how far they were read. Ended
 * anywhere and begun again it goes on from there; what is known already stays as it is.
 */
export class LogImport implements JobKind {
  readonly name = LOG_IMPORT
  readonly permission = 'admin'

  constructor(private readonly parts: LogImportParts) {}

  async run(work: JobWork): Promise<Record<string, unknown>> {
    const { folders, ownersOf, store, traits, writer, onQueue, onAgent } = this.parts
    const order = work.input as unknown as LogImportOrder
    const owners = await ownersOf(order.pbxId)
    if (!owners) throw new DomainError('NOT_FOUND', ['pbxId'])
    const folder = await folders.open(work.tenantId, order.folder, order.fileName)
    const isBegun = 'files' in work.checkpoint
    let checkpoint = isBegun
      ? (work.checkpoint as unknown as ImportCheckpoint)
      : begin(chosen(order, await folder.list()).map(importFileOf), await writer.hasEvents(order.pbxId))
    const totalBytes = checkpoint.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    const reading = {
      ...{ folder: folder.folder, fileName: folder.fileName, allowed: folder.allowed },
      ...{ ...owners, spellings: await store.spellings(order.pbxId), store: traits, from: checkpoint },
    }
    const written = { pbxId: order.pbxId, replacesEvents: checkpoint.replacesEvents }
    for await (const batch of readInThread(reading, work.signal)) {
      for (const queue of batch.queues) onQueue(queue)
      for (const agent of batch.agents) onAgent(agent)
      work.progress(batch.doneBytes, totalBytes)
      await writer.writeEncoded(written, batch.facts, async () => {
        if (batch.checkpoint) await work.keep({ ...batch.checkpoint })
      })
      checkpoint = batch.checkpoint ?? checkpoint
    }
    work.progress(totalBytes, totalBytes)
    const { counts, badLines, damaged, files } = checkpoint
    return {
      fileCount: files.length,
      lineCount: counts.lines,
      badLineCount: counts.badLines,
      unmatchedCount: counts.unmatched,
      badLines,
      damagedFiles: damaged,
    }
  }
}

/** Of the files of a folder those that were asked for; where nobody named any, all that are logs. */
export function chosen({ files, folder }: LogImportOrder, found: readonly LogFile[]): LogFile[] {
  for (const file of files ?? []) {
    const named = found.find(({ name }) => name === file)
    if (!named) throw new DomainError('LOG_FILE_UNKNOWN', ['input', 'files'], { file })
    if (named.isForeign) throw new DomainError('LOG_NOT_A_QUEUE_LOG', ['input', 'files'], { file })
  }
  const wanted = found.filter(({ name, firstAtMs }) => files?.includes(name) ?? firstAtMs !== undefined)
  if (wanted.length === 0) throw new DomainError('LOG_FOLDER_EMPTY', ['input', 'folder'], { folder })
  return wanted
}

const begin = (files: readonly ImportFile[], replacesEvents: boolean): ImportCheckpoint => ({
  ...{ files, file: 0, offset: 0, lines: 0, open: null, counts: NO_COUNTS },
  ...{ badLines: [], damaged: [], replacesEvents },
})

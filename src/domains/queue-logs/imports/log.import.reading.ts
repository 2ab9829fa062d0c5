import { type LogContents, linesIn } from '../../../adapters/queue-log/log.contents.ts'
import { type LogFile, LogFolder } from '../../../adapters/queue-log/log.folder.ts'
import { HEAD_BYTES, type HeadMark, hasMark, markOf } from '../../../adapters/queue-log/log.head.ts'
import { DomainError } from '../../../errors.ts'
import type { RowEncoder, StoreTraits } from '../../../platform/store/row.encoder.ts'
import { PbxDirectory } from '../../pbxs/pbx.directory.ts'
import { type MappedPrefix, type OwnedPbx, TenantMapping } from '../../pbxs/pbx.mapping.ts'
import { FactNames, type FoundName } from '../facts/fact.names.ts'
import { agentNumber, FactRecorder } from '../facts/fact.recorder.ts'
import { FactSpeller } from '../facts/fact.speller.ts'
import type { EncodedFacts } from '../facts/fact.store.ts'
import type { FactBatch, OpenFacts } from '../facts/fact.types.ts'
import { addCounts, type BadLineFound, type LogCounts, LogReading } from '../sources/log.reading.ts'

/** So much of a log is written in one transaction, so that what is summed up anew for each is summed up seldom. */
const BATCH_BYTES = 1_000_000
/** So little is read and spelled at once that most of what is made for it is gone before it is looked at again. */
const PIECE_BYTES = 65_536
/** How many batches there are for one that says how to go on. */
const BATCHES_BETWEEN = 4
const SHOWN_BAD_LINES = 10
const NEWLINE = 0x0a

/** A file to be imported, known again under any name. */
export interface ImportFile extends HeadMark {
  readonly name: string
  readonly sizeBytes: number
}

/** How far an import came: plain JSON, kept with the facts that were read until there. */
export interface ImportCheckpoint {
  readonly files: readonly ImportFile[]
  /** Which of the files is read, and from where on. */
  readonly file: number
  readonly offset: number
  readonly lines: number
  readonly open: OpenFacts | null
  readonly counts: LogCounts
  readonly badLines: readonly BadLineFound[]
  /** Compressed files that could not be read to their end. */
  readonly damaged: readonly string[]
  readonly replacesEvents: boolean
}

/** All that a thread needs to know to read logs by itself. */
export interface ImportOrder {
  readonly folder: string
  readonly fileName: string
  readonly allowed: readonly string[]
  readonly pbx: OwnedPbx
  readonly mappings: readonly MappedPrefix[]
  readonly spellings: ReadonlyMap<string, string>
  /** Of the store that will write. */
  readonly store: StoreTraits
  readonly from: ImportCheckpoint
}

type ImportPlace = Pick<ImportCheckpoint, 'file' | 'offset' | 'lines'>

/** What is to be written at once. */
export interface ImportBatch {
  readonly facts: EncodedFacts
  readonly queues: readonly FoundName[]
  readonly agents: readonly FoundName[]
  /** Not with every batch: what is open is a good deal to write. What was written since is read again, and the same. */
  readonly checkpoint: ImportCheckpoint | undefined
  /** Of all the files on disk. */
  readonly doneBytes: number
}

/**
 * Reads the files of a log to their end, in batches that each say how to go on after them.
 * @param encoder of the store that will write.
 */
export async function* readLogs(order: ImportOrder, encoder: RowEncoder): AsyncGenerator<ImportBatch> {
  const folder = new LogFolder(order.folder, order.fileName, order.allowed)
  const found = await folder.list()
  const { files } = order.from
  const reader = new ImportReader(order, encoder)
  for (let index = order.from.file; index < files.length; index += 1) {
    const file = found.find(({ head }) => hasMark(head, files[index]!))
    if (!file) throw new DomainError('LOG_FILE_UNKNOWN', [], { file: files[index]!.name })
    yield* reader.read(folder, file, index)
  }
}

export const importFileOf = ({ name, sizeBytes, head }: LogFile): ImportFile => ({
  ...{ name, sizeBytes },
  ...markOf(head.subarray(0, HEAD_BYTES)),
})

class ImportReader {
  private readonly reading: LogReading
  private readonly speller: FactSpeller
  private readonly names: FactNames
  private readonly queues: FoundName[] = []
  private readonly agents: FoundName[] = []
  private counts: LogCounts
  private badLines: readonly BadLineFound[]
  private damaged: readonly string[]

  constructor(
    private readonly order: ImportOrder,
    encoder: RowEncoder,
  ) {
    const { pbx, mappings, spellings, from } = order
    const mapping = new TenantMapping()
    mapping.replace(mappings)
    const directory = new PbxDirectory(pbx.id, (kind, name) => mapping.ownerOf(pbx, kind, name))
    this.reading = new LogReading(agentNumber(spellings), from.open ?? undefined)
    this.speller = new FactSpeller(encoder, new FactRecorder(directory, 'LOG'))
    this.names = new FactNames(
      directory,
      (queue) => this.queues.push(queue),
      (agent) => this.agents.push(agent),
    )
    this.counts = from.counts
    this.badLines = from.badLines
    this.damaged = from.damaged
  }

  async *read(folder: LogFolder, file: LogFile, index: number): AsyncGenerator<ImportBatch> {
    const { from } = this.order
    const { name, isCompressed, isCurrent } = file
    let { offset, lines } = index === from.file ? from : { offset: 0, lines: 0 }
    let [unsent, batches] = [0, 0]
    const contents = await folder.open({ file: name, isCompressed, offset, pieceBytes: PIECE_BYTES })
    try {
      for (;;) {
        const bytes = await this.readOf(contents, file)
        if (!bytes) break
        // Half a line at the end of the file that is written to is for the next time.
        const endsFile = !isCurrent && bytes.at(-1) !== NEWLINE
        this.reading.take({ bytes, file: name, linesBefore: lines, endsFile })
        offset += bytes.length
        lines += linesIn(bytes)
        unsent += bytes.length
        if (unsent < BATCH_BYTES) {
          // Spelled early: what lives long costs the collector of garbage more than all the rest.
          this.spell(this.reading.drainOver())
          continue
        }
        unsent = 0
        batches += 1
        yield this.batch({ file: index, offset, lines }, contents.bytesRead, batches % BATCHES_BETWEEN === 0)
      }
    } finally {
      await contents.close()
    }
    yield this.batch({ file: index + 1, offset: 0, lines: 0 }, 0, true)
  }

  private async readOf(contents: LogContents, { name, isCurrent }: LogFile): Promise<Buffer | undefined> {
    try {
      return await contents.read(!isCurrent)
    } catch (error) {
      // What follows a damaged place is lost; what came before it is not, nor are the other files.
      if (!(error instanceof DomainError) || error.code !== 'LOG_FILE_DAMAGED') throw error
      this.damaged = [...this.damaged, name]
      return undefined
    }
  }

  private batch(place: ImportPlace, bytesRead: number, isKept: boolean): ImportBatch {
    this.spell(this.reading.drainOver())
    const { facts, counts, badLines } = this.reading.drain()
    this.names.take(facts)
    this.counts = addCounts(this.counts, counts)
    this.badLines = [...this.badLines, ...badLines].slice(-SHOWN_BAD_LINES)
    const { files } = this.order.from
    const before = files.slice(0, place.file).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    return {
      facts: this.speller.drain(facts),
      queues: this.queues.splice(0),
      agents: this.agents.splice(0),
      checkpoint: isKept ? this.checkpoint(place) : undefined,
      doneBytes: before + bytesRead,
    }
  }

  private checkpoint(place: ImportPlace): ImportCheckpoint {
    const { files, replacesEvents } = this.order.from
    const { counts, badLines, damaged } = this
    return { files, replacesEvents, ...place, open: this.reading.open, counts, badLines, damaged }
  }

  private spell(facts: FactBatch): void {
    this.names.take(facts)
    this.speller.takeNew(facts)
  }
}

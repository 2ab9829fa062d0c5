import type { Worker } from 'node:worker_threads'
import { DomainError } from '../../errors.ts'
import { endThread, startThread } from '../../platform/thread.ts'
import { MOST_PDF_ROWS, type Sheet, type SheetFormat } from './sheet.ts'
import type { SheetAnswer, SheetOrder, SheetOrderMessage } from './sheet.worker.ts'

/** Pages that are under way to the thread at once. */
const MOST_UNDER_WAY = 2
const THREAD_LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 }
const DISK_CODES = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO'])

export interface SheetFileOptions {
  readonly format: SheetFormat
  /** Where; what is there is overwritten. It is whole and on the disk when this resolves. */
  readonly file: string
  readonly madeAt: Date
  readonly signal: AbortSignal
  /** How many rows were written so far. */
  readonly onRows?: (count: number) => void
}

export interface WrittenSheet {
  readonly rowCount: number
  readonly sizeBytes: number
  /** Whether all rows are in it; a PDF holds no more than people read. */
  readonly isWhole: boolean
}

/**
 * Writes a sheet to a file, in constant memory: rows are asked for when there is room for them.
 * @throws DomainError EXPORT_DISK when the disk takes no more; the signal's reason when it is aborted
 */
export async function writeSheet(sheet: Sheet, options: SheetFileOptions): Promise<WrittenSheet> {
  options.signal.throwIfAborted()
  const { pages, ...head } = sheet
  const { format, file, madeAt, signal } = options
  const order: SheetOrder = { head, format, file, madeAtMs: madeAt.getTime() }
  const worker = startThread(import.meta.url, './sheet.worker', {
    workerData: order,
    resourceLimits: THREAD_LIMITS,
  })
  try {
    return await new SheetThread(worker, signal).write(pages, options.onRows)
  } finally {
    await endThread(worker)
  }
}

/** The thread as the one who gives it rows sees it. */
class SheetThread {
  private underWay = 0
  private takes = true
  private sizeBytes: number | undefined
  private failure: unknown
  private wake: (() => void) | undefined

  constructor(
    private readonly worker: Worker,
    private readonly signal: AbortSignal,
  ) {
    worker.on('message', (answer: SheetAnswer) => this.hear(answer))
    worker.on('error', (error) => this.fail(error))
    worker.on('exit', () => this.fail(new Error('The thread that writes a sheet ended.')))
  }

  async write(pages: Sheet['pages'], onRows: SheetFileOptions['onRows']): Promise<WrittenSheet> {
    const aborted = () => this.fail(this.signal.reason)
    this.signal.addEventListener('abort', aborted)
    let rowCount = 0
    try {
      for await (const rows of pages) {
        this.say({ rows })
        this.underWay++
        rowCount += rows.length
        await this.until(() => this.underWay < MOST_UNDER_WAY)
        onRows?.(rowCount)
        if (!this.takes) break
      }
      await this.until(() => this.underWay === 0)
      this.say({ end: true })
      await this.until(() => this.sizeBytes !== undefined)
      // Only a PDF takes no more at some time: when it has all it holds.
      const isWhole = this.takes
      return { rowCount: isWhole ? rowCount : MOST_PDF_ROWS, sizeBytes: this.sizeBytes!, isWhole }
    } finally {
      this.signal.removeEventListener('abort', aborted)
    }
  }

  private say(message: SheetOrderMessage): void {
    if (this.failure !== undefined) throw this.failure
    this.worker.postMessage(message)
  }

  private async until(holds: () => boolean): Promise<void> {
    while (this.failure === undefined && !holds())
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    if (this.failure !== undefined) throw this.failure
  }

  private hear(answer: SheetAnswer): void {
    if ('takes' in answer) {
      this.underWay--
      this.takes = answer.takes
    } else if ('sizeBytes' in answer) this.sizeBytes = answer.sizeBytes
    else {
      const { code, message } = answer.failed
      this.fail(
        code !== undefined && DISK_CODES.has(code)
          ? new DomainError('EXPORT_DISK', [], { answer: code })
          : new Error(message),
      )
    }
    this.wake?.()
  }

  private fail(error: unknown): void {
    if (this.sizeBytes === undefined) this.failure ??= error
    this.wake?.()
  }
}

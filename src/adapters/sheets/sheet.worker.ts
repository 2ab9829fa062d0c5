import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { parentPort, workerData } from 'node:worker_threads'
import type { SheetFormat, SheetHead, SheetRow, SheetWriter } from './sheet.ts'

/** What the thread is told at its start. */
export interface SheetOrder {
  readonly head: SheetHead
  readonly format: SheetFormat
  readonly file: string
  readonly madeAtMs: number
}

export type SheetOrderMessage = { rows: readonly SheetRow[] } | { end: true }
export type SheetAnswer =
  | { takes: boolean }
  | { sizeBytes: number }
  | { failed: { code: string | undefined; message: string } }

const { head, format, file, madeAtMs } = workerData as SheetOrder
const port = parentPort!
const answer = (message: SheetAnswer) => port.postMessage(message)

/** Writes one sheet into one file, in a thread of its own: formatting and compressing would hold up the server. */
async function write(): Promise<number> {
  const handle = await open(file, 'w', 0o600)
  const out = createWriteStream('', { fd: handle.fd, autoClose: false, highWaterMark: 1 << 18 })
  const failed = once(out, 'error').then(([error]) => Promise.reject(error))
  try {
    await Promise.race([failed, makeWriter(out).then(writeRows)])
    out.end()
    await Promise.race([failed, once(out, 'finish')])
    await handle.sync()
    return (await handle.stat()).size
  } finally {
    failed.catch(() => {})
    await handle.close()
  }
}

/** Only what the format needs is loaded: a thread is begun for every file. */
async function makeWriter(out: Writable): Promise<SheetWriter> {
  switch (format) {
    case 'CSV':
      return new (await import('./csv.writer.ts')).CsvWriter(head, out)
    case 'XLSX':
      return new (await import('./xlsx.writer.ts')).XlsxWriter(head, out)
    case 'PDF':
      return new (await import('./pdf.writer.ts')).PdfWriter(head, out, madeAtMs)
  }
}

async function writeRows(writer: SheetWriter): Promise<void> {
  const waiting: SheetOrderMessage[] = []
  let wake = () => {}
  port.on('message', (message: SheetOrderMessage) => {
    waiting.push(message)
    wake()
  })
  for (;;) {
    const message = waiting.shift()
    if (!message)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    else if ('end' in message) break
    else answer({ takes: await writer.take(message.rows) })
  }
  await writer.end()
}

// Told when the file is closed: whoever hears it ends this thread.
write().then(
  (sizeBytes) => {
    answer({ sizeBytes })
    port.close()
  },
  (error: NodeJS.ErrnoException) => {
    answer({ failed: { code: error.code, message: String(error.stack ?? error) } })
    port.close()
  },
)

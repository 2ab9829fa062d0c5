import { parentPort, workerData } from 'node:worker_threads'
import { DomainError } from '../../../errors.ts'
import { type ImportBatch, type ImportOrder, readLogs } from './log.import.reading.ts'
import { BATCHES_AHEAD, type ImportMessage } from './log.import.thread.ts'

/** Reads as far ahead as whoever writes allows: each message from there is for one batch more. */
const port = parentPort!
let allowed = BATCHES_AHEAD
let wake: (() => void) | undefined
port.on('message', () => {
  allowed += 1
  wake?.()
})

const say = (message: ImportMessage) =>
  port.postMessage(message, 'batch' in message ? bytesOf(message.batch) : [])

/** Handed over instead of copied. */
const bytesOf = ({ facts }: ImportBatch): ArrayBuffer[] =>
  facts.statements.flatMap((statement) =>
    typeof statement !== 'string' && 'copy' in statement ? [statement.copy.rows.buffer as ArrayBuffer] : [],
  )

async function read(): Promise<void> {
  for await (const batch of readLogs(workerData as ImportOrder)) {
    while (allowed === 0)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    allowed -= 1
    say({ batch })
  }
  say({ done: true })
}

read()
  .catch((error) => {
    if (!(error instanceof DomainError)) throw error
    say({ refused: { code: error.code, details: error.details } })
  })
  .finally(() => port.close())

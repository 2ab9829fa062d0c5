import { parentPort, workerData } from 'node:worker_threads'
import { DomainError } from '../../../errors.ts'
import { buffersOf, RowEncoder } from '../../../platform/store/row.encoder.ts'
import { type ImportOrder, readLogs } from './log.import.reading.ts'
import { BATCHES_AHEAD, type ImportMessage, type WrittenMessage } from './log.import.thread.ts'

/** Reads as far ahead as whoever writes allows: each message from there is for one batch more. */
const port = parentPort!
const order = workerData as ImportOrder
const encoder = new RowEncoder(order.store)
let allowed = BATCHES_AHEAD
let wake: (() => void) | undefined
port.on('message', ({ free }: WrittenMessage) => {
  encoder.reuse(free)
  allowed += 1
  wake?.()
})

const say = (message: ImportMessage, handedOver: readonly ArrayBuffer[] = []) =>
  port.postMessage(message, handedOver)

async function read(): Promise<void> {
  for await (const batch of readLogs(order, encoder)) {
    while (allowed === 0)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    allowed -= 1
    say({ batch }, buffersOf(batch.facts.statements))
  }
  say({ done: true })
}

read()
  .catch((error) => {
    if (!(error instanceof DomainError)) throw error
    say({ refused: { code: error.code, details: error.details } })
  })
  .finally(() => port.close())

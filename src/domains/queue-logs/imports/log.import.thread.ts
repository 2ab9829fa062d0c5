import { on } from 'node:events'
import { DomainError, type ErrorDetails } from '../../../errors.ts'
import { buffersOf } from '../../../platform/store/row.encoder.ts'
import { endThread, startThread } from '../../../platform/thread.ts'
import type { ImportBatch, ImportOrder } from './log.import.reading.ts'

/** Batches that are read and not written yet. */
export const BATCHES_AHEAD = 2

/** What the thread says. */
export type ImportMessage =
  | { readonly batch: ImportBatch }
  | { readonly done: true }
  | { readonly refused: { readonly code: string; readonly details: ErrorDetails } }

/** What the thread is told when a batch is written: memory it may spell into again. */
export interface WrittenMessage {
  readonly free: readonly ArrayBuffer[]
}

/** Short-lived objects in plenty: with room for them they are gone before anybody has to look at them. */
const LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 96 }

/**
 * Reads logs in a thread of its own, batch by batch, never more than two ahead of whoever takes them.
 * @throws DomainError as the thread does, and the signal's reason.
 */
export async function* readInThread(order: ImportOrder, signal: AbortSignal): AsyncGenerator<ImportBatch> {
  signal.throwIfAborted()
  const thread = startThread(import.meta.url, './log.import.worker', {
    workerData: order,
    resourceLimits: LIMITS,
  })
  const fault = new AbortController()
  thread.once('error', (error) => fault.abort(error))
  thread.once('exit', (code) => fault.abort(new Error(`The thread that reads a log ended with ${code}.`)))
  const stop = AbortSignal.any([signal, fault.signal])
  try {
    for await (const [message] of on(thread, 'message', { signal: stop }) as AsyncIterable<[ImportMessage]>) {
      if ('done' in message) return
      if ('refused' in message) throw new DomainError(message.refused.code, [], message.refused.details)
      yield message.batch
      const free = buffersOf(message.batch.facts.statements)
      thread.postMessage({ free } satisfies WrittenMessage, free)
    }
  } catch (error) {
    // What was aborted says why in its reason; the error is only about the listening.
    if (stop.aborted) throw stop.reason
    throw error
  } finally {
    await endThread(thread)
  }
}

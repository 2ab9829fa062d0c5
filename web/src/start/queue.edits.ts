import { CentralitaError, type QueueSettingFieldsFragment, type QueueUpdateInput } from '@centralita/client'
import type { Problem } from '../parts/use.action.ts'

export type QueueSetting = QueueSettingFieldsFragment

/** What is to change of a queue, as it is typed. */
export interface QueueEdit {
  readonly isShown?: boolean
  readonly label?: string
  readonly seconds?: string
}

/** What is to change, by the queue's id. */
export type QueueEdits = ReadonlyMap<string, QueueEdit>

/** Saved at the same time; the server is asked for others' sake too. */
const AT_ONCE = 4
const MOST_WAIT_SECONDS = 60

/** What differs from how the queue is; undefined when nothing does. */
export function inputOf(queue: QueueSetting, edit: QueueEdit | undefined): QueueUpdateInput | undefined {
  if (!edit) return undefined
  const label = edit.label?.trim()
  const seconds = edit.seconds?.trim()
  const input: QueueUpdateInput = {
    ...(edit.isShown !== undefined && edit.isShown !== queue.isShown && { isShown: edit.isShown }),
    // Without a label of its own a queue is called as the PBX does.
    ...(label !== undefined && label !== queue.label && { label: label === '' ? null : label }),
    ...(seconds !== undefined &&
      seconds !== String(queue.serviceLevelSeconds) && {
        // What is no number becomes one that the server refuses with its own words.
        serviceLevelSeconds: /^\d{1,6}$/.test(seconds) ? Number(seconds) : 0,
      }),
  }
  return Object.keys(input).length > 0 ? input : undefined
}

export interface QueueChange {
  readonly id: string
  readonly input: QueueUpdateInput
}

interface Saving {
  readonly changes: readonly QueueChange[]
  /** Saves one. @throws CentralitaError */
  readonly save: (change: QueueChange) => Promise<readonly Problem[]>
  readonly onSaved: (id: string, problems: readonly Problem[]) => void
  readonly signal: AbortSignal
}

/**
 * Saves many, a few at a time, and waits when the server says that it was too much.
 * @throws CentralitaError for what concerns not one queue but all, such as no network; the others are saved.
 */
export async function saveQueues({ changes, save, onSaved, signal }: Saving): Promise<void> {
  const left = [...changes].reverse()
  const stop = new AbortController()
  const isOver = () => signal.aborted || stop.signal.aborted
  const worker = async () => {
    for (let change = left.pop(); change && !isOver(); change = left.pop()) {
      try {
        onSaved(change.id, await save(change))
      } catch (error) {
        const seconds = waitOf(error)
        if (seconds === undefined) {
          stop.abort()
          throw error
        }
        left.push(change)
        await pause(seconds * 1000, signal)
      }
    }
  }
  const workers = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker))
  const failed = workers.find((each) => each.status === 'rejected')
  if (failed) throw failed.reason
}

function waitOf(error: unknown): number | undefined {
  if (!(error instanceof CentralitaError) || error.code !== 'RATE_LIMITED') return undefined
  const seconds = Number(error.details.retryAfterSeconds)
  return Math.min(MOST_WAIT_SECONDS, Number.isFinite(seconds) ? Math.max(1, seconds) : 1)
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', over)
      resolve()
    }
    const timer = setTimeout(over, ms)
    signal.addEventListener('abort', over)
  })

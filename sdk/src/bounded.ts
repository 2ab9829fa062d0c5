import type { Fail } from './errors.ts'

/** How a bounded work ended before its time. */
export type CutShort = 'ABORTED' | 'CLOSED' | 'TIMED_OUT'

export interface Bounds {
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
  /** Of all works of a client: called with CLOSED, each ends at once. */
  readonly running: Set<(reason: CutShort) => void>
  readonly fail: Fail
}

/** Does `work` within a time limit, until the signal says no or the client closes; nothing is left behind. */
export function bounded<Result>(
  { timeoutMs, signal, running, fail }: Bounds,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(fail('ABORTED'))
    const controller = new AbortController()
    const clean = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      running.delete(cut)
    }
    const cut = (reason: CutShort) => {
      clean()
      reject(fail(reason))
      controller.abort()
    }
    const onAbort = () => cut('ABORTED')
    const timer = Number.isFinite(timeoutMs) ? setTimeout(cut, timeoutMs, 'TIMED_OUT') : undefined
    signal?.addEventListener('abort', onAbort)
    running.add(cut)
    work(controller.signal).finally(clean).then(resolve, reject)
  })
}

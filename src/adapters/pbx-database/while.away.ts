import { setTimeout as sleep } from 'node:timers/promises'
import { isPassing } from './database.faults.ts'

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 30_000
/** A PBX that is started anew is back by then. */
const PATIENCE_MS = 600_000

/** Work that goes on from where it was when it is done again. */
interface ResumableWork {
  readonly checkpoint: object
  readonly signal: AbortSignal
}

/** Does work again while the database it reads from is away, for ten minutes without any progress at most. */
export async function whileAway<Result>(
  work: ResumableWork,
  attempt: () => Promise<Result>,
): Promise<Result> {
  let reached: object = work.checkpoint
  let waitMs = FIRST_WAIT_MS
  let sinceTick = performance.now()
  for (;;)
    try {
      return await attempt()
    } catch (error) {
      if (!isPassing(error)) throw error
      if (work.checkpoint !== reached) {
        reached = work.checkpoint
        waitMs = FIRST_WAIT_MS
        sinceTick = performance.now()
      }
      if (performance.now() - sinceTick > PATIENCE_MS) throw error
      await sleep(waitMs, undefined, { signal: work.signal })
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
    }
}

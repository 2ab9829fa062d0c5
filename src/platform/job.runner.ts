import { setTimeout as sleep } from 'node:timers/promises'
import { DomainError, type ErrorDetails } from '../errors.ts'
import type { Clock } from './clock.ts'
import type { JobRow, JobStore } from './job.store.ts'
import type { JobKind, JobRun } from './job.work.ts'
import type { Log } from './log.ts'
import { isUnavailable } from './store/faults.ts'

/** After so many runs that ended with the process itself, a job is taken for what ends it. */
const MOST_ATTEMPTS = 5
const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 5_000

interface RunnerParts {
  readonly jobs: JobStore
  readonly clock: Clock
  readonly log: Log
  /** How a job is now. */
  readonly show: (row: JobRow) => void
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal
}

/** Does one job from its claim to its end, whatever comes between: a cancellation, a fault, a database that is away. */
export class JobRunner {
  constructor(private readonly parts: RunnerParts) {}

  async carryOut(kind: JobKind, run: JobRun): Promise<void> {
    const { clock, log, jobs, show } = this.parts
    const before = run.row
    if (before.attempt >= MOST_ATTEMPTS)
      return this.fail(kind, run, 'JOB_GAVE_UP', { maximum: MOST_ATTEMPTS }, 'QUEUED')
    const claim = {
      state: 'RUNNING',
      attempt: before.attempt + 1,
      startedAt: before.startedAt ?? clock.now(),
    } as const
    if (!(await this.insist(() => jobs.move(run.id, ['QUEUED'], claim)))) return
    run.row = { ...run.row, ...claim }
    if (!run.stopReason) show(run.row)
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS))
      try {
        run.signal.throwIfAborted()
        const result = await kind.run(run)
        return await this.end(kind, run, { state: 'DONE', result })
      } catch (error) {
        if (run.stopReason === 'CANCELLED') return this.discard(kind, run)
        if (run.stopReason === 'STOPPING') return this.release(run, before.attempt)
        if (isUnavailable(error)) await sleep(waitMs, undefined, { signal: run.signal }).catch(() => {})
        else if (error instanceof DomainError) return this.fail(kind, run, error.code, error.details)
        else {
          log.error({ jobId: run.id, kind: kind.name, err: error }, 'A job failed')
          return this.fail(kind, run, 'INTERNAL', {})
        }
      }
  }

  private async fail(
    kind: JobKind,
    run: JobRun,
    errorCode: string,
    errorDetails: ErrorDetails,
    from: 'QUEUED' | 'RUNNING' = 'RUNNING',
  ): Promise<void> {
    await this.end(kind, run, { state: 'FAILED', errorCode: errorCode.slice(0, 64), errorDetails }, from)
    await this.discard(kind, run)
  }

  /** Puts down how it ended, unless it was cancelled a moment ago. */
  private async end(
    kind: JobKind,
    run: JobRun,
    how: Partial<JobRow>,
    from: 'QUEUED' | 'RUNNING' = 'RUNNING',
  ): Promise<void> {
    run.end()
    const { doneCount, totalCount } = run.row
    const end = { doneCount, totalCount, ...how, endedAt: this.parts.clock.now() }
    if (await this.insist(() => this.parts.jobs.move(run.id, [from], end))) {
      run.row = { ...run.row, ...end }
      this.parts.show(run.row)
    } else if (how.state === 'DONE') await this.discard(kind, run)
  }

  /** Left at the end of the process, in good order: that does not count as an attempt. */
  private async release(run: JobRun, attempt: number): Promise<void> {
    run.row = { ...run.row, state: 'QUEUED', attempt }
    await this.parts.jobs.move(run.id, ['RUNNING'], { state: 'QUEUED', attempt }).catch(() => {})
  }

  async discard(kind: JobKind | undefined, run: JobRun): Promise<void> {
    try {
      await kind?.discard?.(run)
    } catch (err) {
      this.parts.log.error({ jobId: run.id, kind: kind?.name, err }, 'What a job left was not removed')
    }
  }

  /** Does it again while the database is away, until the server stops. */
  private async insist<R>(work: () => Promise<R>): Promise<R> {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS))
      try {
        return await work()
      } catch (error) {
        if (!isUnavailable(error) || this.parts.stopping.aborted) throw error
        await sleep(waitMs, undefined, { signal: this.parts.stopping }).catch(() => {})
      }
  }
}

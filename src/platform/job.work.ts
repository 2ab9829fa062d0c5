import type { JobRow, JobStore } from './job.store.ts'
import type { Store } from './store/store.ts'
import type { Permission } from './viewer.ts'

/** One job while it is done: what was asked for, how far it came, and whether to go on. */
export interface JobWork {
  readonly id: string
  readonly tenantId: string
  readonly userId: string
  readonly input: Record<string, unknown>
  /** As last kept; empty at first. */
  readonly checkpoint: Record<string, unknown>
  /** Aborted when it is cancelled and when the server stops: end soon then, in whatever way. */
  readonly signal: AbortSignal
  /** Says how far it came. Cheap: call it as often as you like. */
  progress(doneCount: number, totalCount?: number): void
  /**
   * Keeps what is needed to go on after a restart. Within a transaction of the store it is kept with it, or not at
   * all. @throws the signal's reason when the job is no longer to be done.
   */
  keep(checkpoint: Record<string, unknown>): Promise<void>
}

/** A kind of job, and how it is done. */
export interface JobKind {
  /** Such as `EXPORT`; what rows and clients know it by. */
  readonly name: string
  /** Who may ask for it, see it and cancel it. */
  readonly permission: Permission
  /** How many run at once; one when left out. */
  readonly atOnce?: number
  /** Does it; gives the result. May be called again after a restart, with the checkpoint last kept. */
  run(work: JobWork): Promise<Record<string, unknown>>
  /** Removes what is there of one that was cancelled or has failed for good. */
  discard?(work: JobWork): Promise<void>
}

/** Why a job's signal is aborted. */
export type StopReason = 'CANCELLED' | 'STOPPING'

const SHOWN_MS = 250
const ROW_MS = 3_000

/** The work of one run of a job, as its kind sees it. */
export class JobRun implements JobWork {
  private readonly abortion = new AbortController()
  private shownAtTick = Number.NEGATIVE_INFINITY
  private writtenAtTick = Number.NEGATIVE_INFINITY
  private timer: NodeJS.Timeout | undefined
  stopReason: StopReason | undefined

  constructor(
    /** As it is now; changed in place by no one else. */
    public row: JobRow,
    private readonly store: Store,
    private readonly jobs: JobStore,
    private readonly show: (row: JobRow) => void,
  ) {}

  get id() {
    return this.row.id
  }
  get tenantId() {
    return this.row.tenantId
  }
  get userId() {
    return this.row.userId
  }
  get input() {
    return this.row.input
  }
  get checkpoint() {
    return this.row.checkpoint
  }
  get signal() {
    return this.abortion.signal
  }

  abort(reason: StopReason): void {
    this.stopReason ??= reason
    this.abortion.abort(new Error(`The job is ${reason === 'CANCELLED' ? 'cancelled' : 'to be left'}`))
    this.end()
  }

  /** Shows nothing more from here on. */
  end(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  progress(doneCount: number, totalCount?: number): void {
    if (this.signal.aborted) return
    this.row = { ...this.row, doneCount, ...(totalCount !== undefined && { totalCount }) }
    const dueMs = this.shownAtTick + SHOWN_MS - performance.now()
    if (dueMs <= 0) this.showNow()
    else this.timer ??= setTimeout(() => this.showNow(), dueMs).unref()
  }

  async keep(checkpoint: Record<string, unknown>): Promise<void> {
    this.signal.throwIfAborted()
    const { doneCount, totalCount } = this.row
    if (!(await this.jobs.move(this.id, ['RUNNING'], { checkpoint, doneCount, totalCount }))) {
      this.abort('CANCELLED')
      this.signal.throwIfAborted()
    }
    this.store.afterCommit(() => {
      this.row = { ...this.row, checkpoint }
    })
  }

  private showNow(): void {
    this.end()
    const tick = performance.now()
    this.shownAtTick = tick
    this.show(this.row)
    if (tick - this.writtenAtTick < ROW_MS) return
    this.writtenAtTick = tick
    const { doneCount, totalCount } = this.row
    // Not needed to go on, so a database that is away is not waited for.
    this.jobs.move(this.id, ['RUNNING'], { doneCount, totalCount }).catch(() => {})
  }
}

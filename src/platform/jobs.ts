import { setTimeout as sleep } from 'node:timers/promises'
import { DomainError } from '../errors.ts'
import type { Clock } from './clock.ts'
import { newId } from './ids.ts'
import { JobRunner } from './job.runner.ts'
import { type JobPageFilter, type JobRow, JobStore, UNFINISHED } from './job.store.ts'
import { type JobKind, JobRun } from './job.work.ts'
import { LiveMap } from './live.ts'
import type { Log } from './log.ts'
import type { Store } from './store/store.ts'

export type { JobRow } from './job.store.ts'
export type { JobKind, JobWork } from './job.work.ts'

/** Jobs of one tenant that wait or run. */
const MOST_UNFINISHED = 50
const STOP_MS = 5_000
const HOUR_MS = 3_600_000
/** For so long an ended job stays among the live ones… */
const LIVE_MS = HOUR_MS
/** …and for so long its row is kept. */
const KEPT_MS = 30 * 24 * HOUR_MS

export interface JobsParts {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
}

/**
 * Long work in the background. A job is a row: it is claimed by compare-and-set, keeps a checkpoint, and is taken
 * up again where it was after a restart or a `kill -9`. One process does the jobs, as one process owns the PBXs.
 */
export class Jobs {
  /** Those that wait or run, and those that ended in the last hour, by id. */
  readonly live = new LiveMap<string, JobRow>()
  private readonly jobs: JobStore
  private readonly runner: JobRunner
  private readonly kinds = new Map<string, JobKind>()
  private readonly running = new Map<string, { run: JobRun; kind: JobKind; over: Promise<void> }>()
  /** When each tenant was last served, so that one with many jobs does not keep another's waiting. */
  private readonly servedAt = new Map<string, number>()
  private served = 0
  private state: 'NEW' | 'STARTED' | 'STOPPING' = 'NEW'
  private readonly stopping = new AbortController()
  private tidying: NodeJS.Timeout | undefined

  constructor(private readonly parts: JobsParts) {
    const { store, clock, log } = parts
    this.jobs = new JobStore(store)
    this.runner = new JobRunner({
      ...{ jobs: this.jobs, clock, log, stopping: this.stopping.signal },
      show: (row) => this.live.set(row.id, row),
    })
  }

  /** Teaches a kind of job; before `start`. */
  add(kind: JobKind): void {
    if (this.kinds.has(kind.name)) throw new Error(`There are two kinds of job called ${kind.name}.`)
    this.kinds.set(kind.name, kind)
  }

  /** The kinds there are. */
  all(): JobKind[] {
    return [...this.kinds.values()]
  }

  /** Takes up what the process before left: what ran then waits again, with its checkpoint. */
  async start(): Promise<void> {
    for (const row of await this.jobs.current(new Date(this.parts.clock.now().getTime() - LIVE_MS))) {
      const isLeft = row.state === 'RUNNING'
      if (isLeft) await this.jobs.move(row.id, ['RUNNING'], { state: 'QUEUED' })
      this.live.set(row.id, isLeft ? { ...row, state: 'QUEUED' } : row)
    }
    this.state = 'STARTED'
    this.tidying = setInterval(() => void this.tidy(), HOUR_MS / 4).unref()
    void this.tidy()
    this.proceed()
  }

  /** Lets those that run keep where they are, within seconds; the next start takes them up. */
  async stop(): Promise<void> {
    this.state = 'STOPPING'
    clearInterval(this.tidying)
    this.stopping.abort()
    for (const { run } of this.running.values()) run.abort('STOPPING')
    const tooLate = new AbortController()
    await Promise.race([
      Promise.all([...this.running.values()].map(({ over }) => over)),
      sleep(STOP_MS, undefined, { signal: tooLate.signal }).catch(() => {}),
    ])
    tooLate.abort()
  }

  /**
   * Asks for a job on somebody's behalf, who was asked for the kind's permission before. Within a transaction it
   * begins when that is safe. @throws DomainError TOO_MANY_JOBS
   */
  async ask(
    viewer: { readonly tenantId: string; readonly userId: string },
    kind: string,
    input: Record<string, unknown>,
  ): Promise<JobRow> {
    if (!this.kinds.has(kind)) throw new Error(`There is no kind of job called ${kind}.`)
    const unfinished = [...this.live.all()].filter(
      ({ tenantId, state }) => tenantId === viewer.tenantId && UNFINISHED.includes(state),
    )
    if (unfinished.length >= MOST_UNFINISHED)
      throw new DomainError('TOO_MANY_JOBS', [], { maximum: MOST_UNFINISHED })
    const row: JobRow = {
      id: newId(),
      tenantId: viewer.tenantId,
      userId: viewer.userId,
      kind,
      input,
      state: 'QUEUED',
      doneCount: 0,
      totalCount: null,
      checkpoint: {},
      result: {},
      errorCode: null,
      errorDetails: {},
      attempt: 0,
      createdAt: this.parts.clock.now(),
      startedAt: null,
      endedAt: null,
    }
    await this.jobs.insert(row)
    this.parts.store.afterCommit(() => {
      this.live.set(row.id, row)
      this.proceed()
    })
    return row
  }

  /** Ends a job that waits or runs; undefined when there is none any more. */
  async cancel(id: string): Promise<JobRow | undefined> {
    const row = await this.find(id)
    if (!row) return undefined
    const end = { state: 'CANCELLED', endedAt: this.parts.clock.now() } as const
    if (!(await this.jobs.move(id, UNFINISHED, end))) return undefined
    const running = this.running.get(id)
    const ended: JobRow = { ...(running?.run.row ?? row), ...end }
    this.live.set(id, ended)
    if (running) running.run.abort('CANCELLED')
    else await this.runner.discard(this.kinds.get(row.kind), this.runOf(ended))
    return ended
  }

  /** A job as it is now. */
  async find(id: string): Promise<JobRow | undefined> {
    return this.live.get(id) ?? (await this.jobs.find(id))
  }

  /** The newest first. */
  page(filter: JobPageFilter, limit: number, after?: { at: Date; id: string }): Promise<JobRow[]> {
    return this.jobs.page(filter, limit, after)
  }

  /** Begins what waits and may run. */
  private proceed(): void {
    if (this.state !== 'STARTED') return
    for (const kind of this.kinds.values())
      for (let row = this.next(kind); row; row = this.next(kind)) this.begin(kind, row)
  }

  private next(kind: JobKind): JobRow | undefined {
    let count = 0
    for (const each of this.running.values()) if (each.kind === kind) count++
    if (count >= (kind.atOnce ?? 1)) return undefined
    const waiting = [...this.live.all()].filter(
      ({ id, state, kind: name }) => state === 'QUEUED' && name === kind.name && !this.running.has(id),
    )
    const servedAt = ({ tenantId }: JobRow) => this.servedAt.get(tenantId) ?? 0
    return waiting.reduce<JobRow | undefined>(
      (first, each) => (!first || servedAt(each) < servedAt(first) ? each : first),
      undefined,
    )
  }

  private begin(kind: JobKind, row: JobRow): void {
    this.servedAt.set(row.tenantId, ++this.served)
    const run = this.runOf(row)
    const over = this.runner
      .carryOut(kind, run)
      .catch((err) => this.parts.log.error({ jobId: run.id, kind: kind.name, err }, 'A job was left'))
      .finally(() => {
        this.running.delete(run.id)
        this.proceed()
      })
    this.running.set(run.id, { run, kind, over })
  }

  private async tidy(): Promise<void> {
    const now = this.parts.clock.now().getTime()
    for (const { id, endedAt } of [...this.live.all()])
      if (endedAt && now - endedAt.getTime() > LIVE_MS) this.live.delete(id)
    await this.jobs
      .removeEnded(new Date(now - KEPT_MS))
      .catch((err) => this.parts.log.warn({ err }, 'Old jobs were not removed'))
  }

  private runOf(row: JobRow): JobRun {
    return new JobRun(row, this.parts.store, this.jobs, (shown) => {
      // What was cancelled meanwhile stays so.
      if (this.live.get(shown.id)?.state === 'RUNNING') this.live.set(shown.id, shown)
    })
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import nodeSchedule, { type Job as Timer } from 'node-schedule'
import { DomainError } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Jobs } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import type { Module } from '../../platform/module.ts'
import { isUnavailable } from '../../platform/store/faults.ts'
import type { Store } from '../../platform/store/store.ts'
import { type PeriodOf, type ScheduledReport, storedMailing } from './schedule.request.ts'
import type { ScheduleRow, ScheduleStore } from './schedule.store.ts'
import { lastUntil } from './schedule.times.ts'

export const MAIL_JOB = 'REPORT_MAIL'
/** What was due while this server was down is made up for, unless it is older. */
const LATE_MS = 24 * 3_600_000
const RETRY_MS = 5_000

export interface KeeperParts {
  readonly store: Store
  readonly schedules: ScheduleStore
  readonly jobs: Jobs
  readonly clock: Clock
  readonly log: Log
  readonly timeZoneOf: (tenantId: string) => string
  readonly periodOf: PeriodOf
}

/** Sees to it that scheduled reports are asked for when they are due: once each, and never two of one at a time. */
export class ScheduleKeeper implements Module {
  private readonly timers = new Map<string, { timer: Timer | undefined; tenantId: string }>()
  private readonly stopping = new AbortController()

  constructor(private readonly parts: KeeperParts) {}

  async start(): Promise<void> {
    const now = this.parts.clock.now()
    for (const row of await this.parts.schedules.enabled()) {
      this.put(row)
      const due = lastUntil(row.cron, this.parts.timeZoneOf(row.tenantId), now)
      const since = row.lastRunAt ?? row.createdAt
      if (due && due > since && now.getTime() - due.getTime() < LATE_MS) void this.due(row.id)
    }
  }

  stop(): void {
    this.stopping.abort()
    for (const id of [...this.timers.keys()]) this.drop(id)
  }

  /** A schedule was made or changed. */
  put(row: ScheduleRow): void {
    this.drop(row.id)
    if (!row.enabled || this.stopping.signal.aborted) return
    const tz = this.parts.timeZoneOf(row.tenantId)
    const timer = nodeSchedule.scheduleJob({ rule: row.cron, tz }, () => void this.due(row.id)) ?? undefined
    this.timers.set(row.id, { timer, tenantId: row.tenantId })
  }

  drop(id: string): void {
    this.timers.get(id)?.timer?.cancel()
    this.timers.delete(id)
  }

  /** The days of a tenant begin at another hour: so do its schedules. */
  async moved(tenantId: string): Promise<void> {
    for (const row of await this.parts.schedules.list(tenantId)) this.put(row)
  }

  /** Asks for one now; undefined while it is still being made. @throws DomainError TOO_MANY_JOBS */
  async begin(row: ScheduleRow) {
    const { store, schedules, jobs, clock, periodOf } = this.parts
    const before = row.lastJobId ? await jobs.find(row.lastJobId) : undefined
    if (before && !before.endedAt) return undefined
    const now = clock.now()
    return store.transaction(async () => {
      const { period } = row.report as unknown as ScheduledReport
      const { from, until } = periodOf(row.tenantId, period)
      const job = await jobs.ask(row, MAIL_JOB, storedMailing(row, from, until))
      await schedules.update(row.id, { lastRunAt: now, lastJobId: job.id, lastErrorCode: null })
      return job
    })
  }

  private async due(id: string): Promise<void> {
    const { schedules, log } = this.parts
    while (!this.stopping.signal.aborted)
      try {
        const row = await schedules.find(id)
        if (!row?.enabled) return
        if (!(await this.begin(row))) log.warn({ scheduleId: id }, 'A scheduled report is still being made')
        return
      } catch (err) {
        if (!isUnavailable(err)) return this.note(id, err)
        await sleep(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => {})
      }
  }

  private async note(id: string, err: unknown): Promise<void> {
    const { schedules, log } = this.parts
    log.error({ scheduleId: id, err }, 'A scheduled report was not asked for')
    const lastErrorCode = err instanceof DomainError ? err.code : 'INTERNAL'
    await schedules.update(id, { lastErrorCode }).catch(() => {})
  }
}

import type { Clock } from '../../../platform/clock.ts'
import { LocalCalendar } from '../../../platform/local.calendar.ts'
import type { Store } from '../../../platform/store/store.ts'
import { type QuarterRun, RollupStore } from './rollup.store.ts'
import { HOUR_MS } from './slots.ts'
import { QUARTER_MS } from './visit.sums.ts'

/** Visits of a queue that changed, by when they joined; both ends belong to it. */
export interface DirtyTime {
  readonly queueId: string
  readonly fromMs: number
  readonly untilMs: number
}

/** What of a tenant's facts changed. */
export interface DirtyFacts {
  readonly visits: readonly DirtyTime[]
  /** From when on rings, sessions or pauses are told otherwise than before; without it none changed. */
  readonly agentTimeFromMs?: number | undefined
  /** Until when; without it, or with infinity, all that follows: what was open counted until the present. */
  readonly agentTimeUntilMs?: number | undefined
  /** Of these the rings, which alone count in hours. */
  readonly rings?: { readonly fromMs: number; readonly untilMs: number } | undefined
}

interface RollupOptions {
  readonly store: Store
  readonly clock: Clock
  readonly onFault: (tenantId: string, error: unknown) => void
}

/** Changes that lie at most so many quarters apart are made anew in one stroke. */
const NEAR_QUARTERS = 4
/** So many days are closed in one transaction; facts of the tenant wait meanwhile. */
const DAYS_AT_ONCE = 7
/** The same of hours, and of theirs. */
const HOURS_AT_ONCE = 24
/** So long hours are kept: today is told by them, and the same time of the last week beside this one's. */
const KEPT_HOURS = 8 * 24
const LAST_DAY = 10_000_000
const ROUND_MS = 60_000
/** While an import goes on its days stay open: what was closed would be opened by the next batch. */
const QUIET_MS = 60_000

/**
 * Keeps the sums of facts. Quarters are made anew in the transaction that changes their facts. Days that are
 * over, and the hours of the last ones, are closed in the background; whatever changes one that is closed opens
 * it again, in the same transaction, and then the quarters and the facts answer for it until it is closed once
 * more. So a report is right at any moment, and an import need not sum up a day for every batch of it.
 */
export class RollupService {
  private readonly rollups: RollupStore
  /** The quarter in which a tenant's days were found closed; gone when one was opened. */
  private readonly closedIn = new Map<string, number>()
  /** When a day of a tenant was opened last, in ticks. */
  private readonly openedAt = new Map<string, number>()
  private timer: NodeJS.Timeout | undefined
  private round: Promise<void> | undefined
  private stopped = false

  constructor(private readonly options: RollupOptions) {
    this.rollups = new RollupStore(options.store)
  }

  /**
   * Sums up anew what changed, inside the transaction of whoever changes the facts, after the last of them.
   * Who changes facts of several tenants at once calls it in the order of their ids.
   */
  async refresh(tenantId: string, dirty: DirtyFacts): Promise<void> {
    const { visits, agentTimeFromMs, agentTimeUntilMs, rings } = dirty
    if (visits.length === 0 && agentTimeFromMs === undefined) return
    await this.options.store.transaction(async () => {
      const timeZone = await this.rollups.claim(tenantId)
      const calendar = LocalCalendar.of(timeZone ?? 'UTC')
      for (const run of runsOf(visits)) {
        await this.rollups.makeQuarters(tenantId, run)
        const first = calendar.dayOf(run.first * QUARTER_MS)
        await this.reopenDays(tenantId, first, calendar.dayOf((run.last + 1) * QUARTER_MS - 1))
      }
      const work = [...visits, ...(rings ? [rings] : [])]
      if (work.length > 0) await this.reopenHours(tenantId, work)
      if (agentTimeFromMs === undefined) return
      const last = Number.isFinite(agentTimeUntilMs) ? calendar.dayOf(agentTimeUntilMs!) : LAST_DAY
      await this.reopenDays(tenantId, calendar.dayOf(agentTimeFromMs), last)
    })
  }

  /** Opens all days of a tenant, inside the transaction that changes where its days begin. */
  async reopen(tenantId: string): Promise<void> {
    await this.rollups.claim(tenantId)
    await this.reopenDays(tenantId, -LAST_DAY, LAST_DAY)
  }

  /** Closes all days that are over. */
  async closeDays(tenantId: string, now: Date): Promise<void> {
    const firstMs = await this.rollups.firstFactMs(tenantId)
    if (firstMs === undefined) return
    for (let isMore = true; isMore && !this.stopped; )
      isMore = await this.rollups.transaction(() => this.closeSome(tenantId, firstMs, now))
  }

  /** Closes the hours of the last days that are over, and forgets older ones. */
  async closeHours(tenantId: string, now: Date): Promise<void> {
    const firstMs = await this.rollups.firstFactMs(tenantId)
    if (firstMs === undefined) return
    const current = Math.floor(now.getTime() / HOUR_MS)
    await this.rollups.forgetHours(tenantId, current - KEPT_HOURS)
    const first = Math.max(current - KEPT_HOURS, Math.floor(firstMs / HOUR_MS))
    const closed = await this.rollups.closedHours(tenantId, first, current)
    for (let hour = first; hour < current && !this.stopped; hour++) {
      if (closed.has(hour)) continue
      const run = { first: hour, last: hour }
      while (run.last + 1 < current && !closed.has(run.last + 1) && hour - run.first + 1 < HOURS_AT_ONCE)
        hour = ++run.last
      await this.rollups.transaction(async () => {
        await this.rollups.claim(tenantId)
        await this.rollups.closeHours(tenantId, run, now)
      })
    }
  }

  start(): void {
    this.stopped = false
    this.timer = setInterval(() => this.nextRound(), ROUND_MS).unref()
    this.nextRound()
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearInterval(this.timer)
    await this.round
  }

  /** @returns whether more are left */
  private async closeSome(tenantId: string, firstMs: number, now: Date): Promise<boolean> {
    const calendar = LocalCalendar.of((await this.rollups.claim(tenantId)) ?? 'UTC')
    const first = calendar.dayOf(firstMs)
    const today = calendar.dayOf(now.getTime())
    const closed = await this.rollups.closedDays(tenantId, first, today)
    const days: number[] = []
    for (let day = first; day < today && days.length < DAYS_AT_ONCE; day++)
      if (!closed.has(day) && (days.length === 0 || days.at(-1) === day - 1)) days.push(day)
    if (days.length === 0) return false
    await this.rollups.close(
      tenantId,
      days.map((day) => ({
        slot: day,
        fromMs: calendar.startMs(day),
        untilMs: calendar.startMs(day + 1),
      })),
      await this.rollups.openUntil(tenantId),
      now,
    )
    return true
  }

  private async reopenDays(tenantId: string, first: number, last: number): Promise<void> {
    if ((await this.rollups.reopen(tenantId, first, last)) > 0)
      this.options.store.afterCommit(() => {
        this.closedIn.delete(tenantId)
        this.openedAt.set(tenantId, this.options.clock.ticks())
      })
  }

  private async reopenHours(
    tenantId: string,
    stretches: readonly { fromMs: number; untilMs: number }[],
  ): Promise<void> {
    let [fromMs, untilMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const stretch of stretches) {
      fromMs = Math.min(fromMs, stretch.fromMs)
      untilMs = Math.max(untilMs, stretch.untilMs)
    }
    await this.rollups.reopenHours(tenantId, Math.floor(fromMs / HOUR_MS), Math.floor(untilMs / HOUR_MS))
  }

  private isQuiet(tenantId: string): boolean {
    const openedAt = this.openedAt.get(tenantId)
    return openedAt === undefined || this.options.clock.ticks() - openedAt >= QUIET_MS
  }

  private nextRound(): void {
    this.round ??= this.closeAll().finally(() => {
      this.round = undefined
    })
  }

  private async closeAll(): Promise<void> {
    const now = this.options.clock.now()
    const quarter = Math.floor(now.getTime() / QUARTER_MS)
    try {
      for (const tenantId of await this.rollups.tenantIds()) {
        if (this.stopped) return
        // Days end at a quarter of an hour everywhere, so nothing is over between two of them.
        if (this.closedIn.get(tenantId) === quarter || !this.isQuiet(tenantId)) continue
        try {
          this.closedIn.set(tenantId, quarter)
          await this.closeDays(tenantId, now)
          await this.closeHours(tenantId, now)
        } catch (error) {
          this.closedIn.delete(tenantId)
          this.options.onFault(tenantId, error)
        }
      }
    } catch (error) {
      this.options.onFault('', error)
    }
  }
}

/** Changes in order of time, those near each other together. */
function runsOf(visits: readonly DirtyTime[]): QuarterRun[] {
  const changes = visits
    .map(({ queueId, fromMs, untilMs }) => ({
      queueId,
      first: Math.floor(fromMs / QUARTER_MS),
      last: Math.floor(untilMs / QUARTER_MS),
    }))
    .sort((a, b) => a.first - b.first)
  const runs: { queueIds: Set<string>; first: number; last: number }[] = []
  for (const { queueId, first, last } of changes) {
    const run = runs.at(-1)
    if (run && first <= run.last + NEAR_QUARTERS) {
      run.queueIds.add(queueId)
      run.last = Math.max(run.last, last)
    } else runs.push({ queueIds: new Set([queueId]), first, last })
  }
  return runs.map((run) => ({ ...run, queueIds: [...run.queueIds] }))
}

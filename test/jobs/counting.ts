import pino from 'pino'
import { type Clock, systemClock } from '../../src/platform/clock.ts'
import { type JobKind, Jobs, type JobWork } from '../../src/platform/jobs.ts'
import type { Store } from '../../src/platform/store/store.ts'

/** Counts to `input.to`, keeping each number in the transaction that keeps the checkpoint. */
export const counting = (
  store: Store,
  options: { pauseMs?: number; onCount?(count: number): void } = {},
): JobKind => ({
  name: 'COUNT',
  permission: 'reports',
  async run(work) {
    const to = work.input.to as number
    for (let count = ((work.checkpoint.count as number) ?? 0) + 1; count <= to; count++) {
      work.signal.throwIfAborted()
      await store.transaction(async () => {
        await store.insert(store.tables.reportSchedules, mark(work, count))
        await work.keep({ count })
      })
      work.progress(count, to)
      options.onCount?.(count)
      if (options.pauseMs) await new Promise((resolve) => setTimeout(resolve, options.pauseMs))
    }
    return { counted: to }
  },
})

/** Any row will do that counts a step once. */
const mark = ({ tenantId, userId }: JobWork, count: number) => ({
  ...{ id: numbered(count), tenantId, userId, name: String(count), report: {}, format: 'CSV' as const },
  ...{ cron: '', recipients: [], language: 'es' as const, enabled: false, createdAt: new Date() },
})

export const numbered = (count: number) => `00000000-0000-7000-8000-${String(count).padStart(12, '0')}`

export const jobsOver = (store: Store, clock: Clock = systemClock): Jobs =>
  new Jobs({ store, clock, log: pino({ level: 'silent' }) })

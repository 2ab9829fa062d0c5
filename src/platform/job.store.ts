import { and, desc, eq, gte, inArray, lt, or } from 'drizzle-orm'
import type { Store } from './store/store.ts'
import type { JobState } from './store/tables/reports.ts'

export type JobRow = Store['tables']['jobs']['$inferSelect']

export const UNFINISHED: readonly JobState[] = ['QUEUED', 'RUNNING']

export interface JobPageFilter {
  readonly tenantId: string
  /** Of this person alone; of the whole tenant when left out. */
  readonly userId?: string | undefined
  readonly kinds: readonly string[]
  readonly states?: readonly JobState[] | undefined
}

/** The queries of jobs. */
export class JobStore {
  constructor(private readonly store: Store) {}

  async insert(row: JobRow): Promise<void> {
    await this.store.insert(this.store.tables.jobs, row)
  }

  async find(id: string): Promise<JobRow | undefined> {
    const { jobs } = this.store.tables
    const [row] = await this.store.select().from(jobs).where(eq(jobs.id, id))
    return row
  }

  /** All that are not over, and those that ended since an instant; the oldest first. */
  async current(endedSince: Date): Promise<JobRow[]> {
    const { jobs } = this.store.tables
    const rows = await this.store
      .select()
      .from(jobs)
      .where(or(inArray(jobs.state, [...UNFINISHED]), gte(jobs.endedAt, endedSince)))
    return rows.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1))
  }

  async page(
    { tenantId, userId, kinds, states }: JobPageFilter,
    limit: number,
    after?: { at: Date; id: string },
  ): Promise<JobRow[]> {
    if (kinds.length === 0 || states?.length === 0) return []
    const { jobs } = this.store.tables
    return this.store
      .select()
      .from(jobs)
      .where(
        and(
          eq(jobs.tenantId, tenantId),
          userId === undefined ? undefined : eq(jobs.userId, userId),
          inArray(jobs.kind, [...kinds]),
          states && inArray(jobs.state, [...states]),
          after && or(lt(jobs.createdAt, after.at), and(eq(jobs.createdAt, after.at), lt(jobs.id, after.id))),
        ),
      )
      .orderBy(desc(jobs.createdAt), desc(jobs.id))
      .limit(limit)
  }

  /** Changes a job that is still in one of `states`; false when it no longer is. */
  async move(id: string, states: readonly JobState[], set: Partial<JobRow>): Promise<boolean> {
    const { jobs } = this.store.tables
    const changed = await this.store.update(jobs, and(eq(jobs.id, id), inArray(jobs.state, [...states])), set)
    return changed > 0
  }

  /** Removes those that ended before an instant. */
  async removeEnded(before: Date): Promise<number> {
    const { jobs } = this.store.tables
    return this.store.delete(
      jobs,
      and(inArray(jobs.state, ['DONE', 'FAILED', 'CANCELLED']), lt(jobs.endedAt, before)),
    )
  }
}

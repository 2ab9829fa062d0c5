import { DomainError } from '../../errors.ts'
import { isId } from '../../platform/ids.ts'
import { demandPosition } from '../../platform/input.ts'
import type { JobRow, Jobs } from '../../platform/jobs.ts'
import type { Viewer } from '../../platform/viewer.ts'
import { Job, type JobFilter } from './job.types.ts'

/** Jobs as people see them: their own, and an administrator those of the whole tenant. */
export class JobService {
  constructor(private readonly jobs: Jobs) {}

  /** The newest first. */
  async page(
    viewer: Viewer,
    filter: JobFilter,
    limit: number,
    after?: { at: Date; id: string },
  ): Promise<Job[]> {
    demandPosition(after)
    const wanted = filter.kinds && new Set(filter.kinds)
    const kinds = this.jobs
      .all()
      .filter(({ name, permission }) => viewer.may(permission) && (wanted?.has(name) ?? true))
      .map(({ name }) => name)
    const rows = await this.jobs.page(
      {
        ...{ tenantId: viewer.tenantId, kinds },
        userId: viewer.may('admin') ? undefined : viewer.userId,
        states: filter.states ?? undefined,
      },
      limit,
      after,
    )
    return rows.map(jobOf)
  }

  /** @throws DomainError NOT_FOUND */
  async find(viewer: Viewer, id: string, path: readonly string[] = ['id']): Promise<Job> {
    const row = isId(id) ? await this.jobs.find(id) : undefined
    if (!row || !this.sees(viewer, row)) throw new DomainError('NOT_FOUND', path)
    return jobOf(row)
  }

  /** Those that wait or run, and those that ended in the last hour, as they stand and change. */
  watch(viewer: Viewer, ids?: readonly string[] | null) {
    const named = ids && new Set(ids)
    return this.jobs.live.watch((row) => this.sees(viewer, row) && (!named || named.has(row.id)))
  }

  /** Ends one that is not over. @throws DomainError NOT_FOUND, NOT_ALLOWED_NOW when it is over */
  async cancel(viewer: Viewer, id: string): Promise<Job> {
    const { userId } = await this.find(viewer, id)
    if (userId !== viewer.userId) viewer.demandChange('admin')
    const row = await this.jobs.cancel(id)
    if (!row) throw new DomainError('NOT_ALLOWED_NOW', ['id'])
    return jobOf(row)
  }

  private sees(viewer: Viewer, { tenantId, userId, kind }: JobRow): boolean {
    if (!viewer.seesTenant(tenantId) || !(userId === viewer.userId || viewer.may('admin'))) return false
    const known = this.jobs.all().find(({ name }) => name === kind)
    return known !== undefined && viewer.may(known.permission)
  }
}

export const jobOf = ({ checkpoint, ...row }: JobRow): Job => Object.assign(new Job(), row)

import { CallCenterDatabase } from '../../../adapters/call-center/call.center.database.ts'
import { DomainError } from '../../../errors.ts'
import type { Clock } from '../../../platform/clock.ts'
import { demandTimeZone } from '../../../platform/input.ts'
import type { Jobs } from '../../../platform/jobs.ts'
import { LocalClock } from '../../../platform/local.clock.ts'
import type { Store } from '../../../platform/store/store.ts'
import type { Viewer } from '../../../platform/viewer.ts'
import type { DatabaseService } from '../../databases/database.service.ts'
import { jobOf } from '../../jobs/job.service.ts'
import type { Job } from '../../jobs/job.types.ts'
import type { PbxService } from '../../pbxs/pbx.service.ts'
import {
  type CallCenterImport,
  CallCenterImporter,
  type CallCenterImporterParts,
  demandUntold,
} from './call.center.importer.ts'
import { CallCenterStore } from './call.center.store.ts'
import type { CallCenterImportInput } from './call.center.types.ts'

export interface CallCenterParts
  extends Pick<CallCenterImporterParts, 'facts' | 'directoryOf' | 'onQueue' | 'onAgent'> {
  readonly store: Store
  readonly clock: Clock
  readonly pbxs: PbxService
  readonly databases: DatabaseService
  readonly jobs: Jobs
}

/** Taking over what Issabel CallCenter kept. */
export class CallCenterService {
  private readonly store: CallCenterStore

  /** Teaches the jobs how it is done. */
  constructor(private readonly parts: CallCenterParts) {
    this.store = new CallCenterStore(parts.store)
    parts.jobs.add(new CallCenterImporter({ ...parts, store: this.store, open: (asked) => this.open(asked) }))
  }

  /**
   * Begins to take it over.
   * @throws DomainError FORBIDDEN, NOT_FOUND, EMPTY_PERIOD, TOLD_BY_LOG, INVALID_TIME_ZONE
   */
  async start(viewer: Viewer, input: CallCenterImportInput): Promise<Job> {
    viewer.demandChange('admin')
    const { pbxs, databases, jobs, clock } = this.parts
    const { databaseAccountId: accountId, from, until } = input
    const { pbxId } = await databases.find(viewer, accountId, ['input', 'databaseAccountId'])
    const { timeZone } = await pbxs.findOwn(viewer, pbxId)
    if (from && until && from >= until) throw new DomainError('EMPTY_PERIOD', ['input', 'until'])
    const asked: CallCenterImport = {
      ...{ pbxId, accountId },
      timeZone: input.timeZone ? demandTimeZone(input.timeZone, ['input', 'timeZone']) : timeZone,
      from: from?.toISOString() ?? null,
      // What comes from now on is told by the PBX itself.
      until: (until ?? clock.now()).toISOString(),
      ignoresTimeZone: input.mayDisagree,
    }
    await demandUntold(this.store, asked)
    return jobOf(await jobs.ask(viewer, 'CALL_CENTER_IMPORT', { ...asked }))
  }

  private async open({ accountId, timeZone, from, until }: CallCenterImport): Promise<CallCenterDatabase> {
    const database = await this.parts.databases.open(accountId)
    return new CallCenterDatabase(database, {
      clock: new LocalClock(timeZone),
      from: from ? new Date(from) : undefined,
      until: new Date(until),
      now: this.parts.clock.now(),
    })
  }
}

import { Mailer, type MailSettings } from '../../adapters/mail/mailer.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Jobs } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import type { Store } from '../../platform/store/store.ts'
import type { ExportService } from '../exports/export.service.ts'
import type { TenantService } from '../tenants/tenant.service.ts'
import { ReportMailing } from './report.mailing.ts'
import { ScheduleKeeper } from './schedule.keeper.ts'
import type { PeriodOf } from './schedule.request.ts'
import { ScheduleService } from './schedule.service.ts'
import { ScheduleStore } from './schedule.store.ts'

export interface ScheduleModuleParts {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly jobs: Jobs
  readonly exports: ExportService
  readonly tenants: TenantService
  readonly periodOf: PeriodOf
  readonly mail: MailSettings | undefined
  readonly publicUrl: string | undefined
  readonly waitsMs?: readonly number[]
}

/** Reports that are made when they are due, and sent by e-mail. */
export function makeSchedules(parts: ScheduleModuleParts) {
  const { store, clock, log, jobs, exports, tenants, publicUrl, waitsMs, periodOf } = parts
  const schedules = new ScheduleStore(store)
  const mailer = new Mailer(parts.mail)
  const timeZoneOf = (tenantId: string) => tenants.timeZoneOf(tenantId)
  const keeper = new ScheduleKeeper({ store, schedules, jobs, clock, log, timeZoneOf, periodOf })
  jobs.add(
    new ReportMailing({ exports, schedules, mailer, log, publicUrl, ...(waitsMs && { waitsMs }) }).kind,
  )
  tenants.onDaysChanged((tenantId) => {
    keeper.moved(tenantId).catch((err) => log.error({ tenantId, err }, 'Schedules were not set anew'))
  })
  const service = new ScheduleService({
    ...{ schedules, keeper, exports, mailer, clock, timeZoneOf, periodOf },
    languageOf: async (viewer) => (await tenants.own(viewer)).language,
  })
  return { schedules: service, scheduleKeeping: keeper }
}

import type { Clock } from '../../platform/clock.ts'
import type { Store } from '../../platform/store/store.ts'
import type { AgentService } from '../agents/agent.service.ts'
import type { QueueService } from '../queues/queue.service.ts'
import type { TenantService } from '../tenants/tenant.service.ts'
import { AgentReportService } from './agents/agent.report.service.ts'
import { AgentTotalsStore } from './agents/agent.totals.store.ts'
import type { ReportPeriodName } from './periods/period.types.ts'
import { timesOf } from './periods/report.period.ts'
import { QueueReportService } from './queues/queue.report.service.ts'
import { ReportScopes } from './report.scope.ts'
import { RollupService } from './rollups/rollup.service.ts'
import { RollupStore } from './rollups/rollup.store.ts'
import { VisitTotalsStore } from './rollups/visit.totals.store.ts'
import { SettingsService } from './settings/settings.service.ts'
import { SettingsStore } from './settings/settings.store.ts'
import { StaffingService } from './staffing/staffing.service.ts'
import { VisitReportService } from './visits/visit.report.service.ts'
import { VisitReportStore } from './visits/visit.report.store.ts'

interface RollupParts {
  readonly store: Store
  readonly clock: Clock
  readonly tenants: TenantService
  readonly onFault: (tenantId: string, error: unknown) => void
}

/** What others build on: how tenants count, and the sums of facts. */
export function makeRollups({ store, clock, tenants, onFault }: RollupParts) {
  const rollups = new RollupService({ store, clock, onFault })
  tenants.onDaysChanging((tenantId) => rollups.reopen(tenantId))
  const reportSettings = new SettingsService(new SettingsStore(store))
  return { rollups, reportSettings }
}

interface ReportParts {
  readonly store: Store
  readonly clock: Clock
  readonly timeZoneOf: (tenantId: string) => string
  readonly reportSettings: SettingsService
  readonly queues: QueueService
  readonly agents: AgentService
}

export type Reports = ReturnType<typeof makeReports>

/** Reports, for those who ask for them. */
export function makeReports({ store, clock, timeZoneOf, reportSettings, queues, agents }: ReportParts) {
  const rollups = new RollupStore(store)
  const scopes = new ReportScopes({ clock, timeZoneOf, queues, settings: reportSettings, rollups })
  const visitTotals = new VisitTotalsStore(store)
  const visits = new VisitReportStore(store)
  return {
    queueReports: new QueueReportService(scopes, visitTotals),
    agentReports: new AgentReportService(scopes, new AgentTotalsStore(store), rollups, agents),
    visitReports: new VisitReportService({ scopes, visits, settings: reportSettings, queues, agents }),
    staffing: new StaffingService(scopes, visitTotals),
    /** The period that a name means for a tenant now. */
    periodOf(tenantId: string, name: ReportPeriodName): { from: Date; until: Date } {
      const { fromMs, untilMs } = timesOf({ name }, scopes.calendarOf(tenantId), clock.now()).period
      return { from: new Date(fromMs), until: new Date(untilMs) }
    },
  }
}

import type { Clock } from '../../platform/clock.ts'
import type { Store } from '../../platform/store/store.ts'
import type { TenantService } from '../tenants/tenant.service.ts'
import { RollupService } from './rollup.service.ts'
import { SettingsService } from './settings.service.ts'
import { SettingsStore } from './settings.store.ts'

interface ReportParts {
  readonly store: Store
  readonly clock: Clock
  readonly tenants: TenantService
  readonly onFault: (tenantId: string, error: unknown) => void
}

/** Reports: how tenants count, the sums of facts, and those who ask for them. */
export function makeReports({ store, clock, tenants, onFault }: ReportParts) {
  const rollups = new RollupService({ store, clock, onFault })
  tenants.onDaysChanging((tenantId) => rollups.reopen(tenantId))
  const reportSettings = new SettingsService(new SettingsStore(store))
  return { rollups, reportSettings }
}

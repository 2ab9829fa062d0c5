import type { Clock } from '../../platform/clock.ts'
import type { Store } from '../../platform/store/store.ts'
import type { AuditService } from '../audit/audit.service.ts'
import { TenantResolver } from './tenant.resolver.ts'
import { type CreateAdmin, TenantService } from './tenant.service.ts'

export interface TenantModuleNeeds {
  readonly store: Store
  readonly clock: Clock
  readonly audit: AuditService
  readonly createAdmin: CreateAdmin
}

/** Tenants; `start` reads their time zones. */
export function tenantModule({ store, clock, audit, createAdmin }: TenantModuleNeeds) {
  const service = new TenantService(store, clock, createAdmin)
  return { service, resolvers: [new TenantResolver(service, audit)], start: () => service.start() }
}

import type { Clock } from '../../platform/clock.ts'
import type { Vault } from '../../platform/crypto.ts'
import type { Store } from '../../platform/store/store.ts'
import type { AuditService } from '../audit/audit.service.ts'
import type { TenantService } from '../tenants/tenant.service.ts'
import { PbxMappingResolver } from './mapping.resolver.ts'
import { MappingService } from './mapping.service.ts'
import { PbxDemo } from './pbx.demo.ts'
import { TenantMapping } from './pbx.mapping.ts'
import { type PbxLines, PbxRegistry } from './pbx.registry.ts'
import { PbxResolver } from './pbx.resolver.ts'
import { PbxService } from './pbx.service.ts'
import { PreflightService } from './preflight.service.ts'
import { probe } from './preflight.watch.ts'

export interface PbxModuleNeeds {
  readonly store: Store
  readonly vault: Vault
  readonly clock: Clock
  readonly audit: AuditService
  readonly tenants: Pick<TenantService, 'exists'>
  /** The live links. */
  readonly lines: PbxLines
  /** Whose the names on shared PBXs are; the live links read it too. */
  readonly mapping: TenantMapping
}

/** The registry of PBXs. `start` opens the links that are wanted and tells which lack their secret. */
export function pbxModule({ store, vault, clock, audit, tenants, lines, mapping }: PbxModuleNeeds) {
  const registry = new PbxRegistry(store, vault, lines)
  const demo = new PbxDemo(registry, clock)
  const service = new PbxService(registry, demo, mapping, clock)
  const mappings = new MappingService(registry, service, mapping, clock, (id) => tenants.exists(id))
  const preflight = new PreflightService(registry, service, probe)
  return {
    ...{ registry, demo, service, mappings, preflight },
    resolvers: [new PbxResolver(service, preflight, audit), new PbxMappingResolver(mappings, audit)],
    start: async () => {
      await mappings.start()
      return registry.start()
    },
    stop: () => registry.stop(),
  }
}

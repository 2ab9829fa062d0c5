import type { Clock } from '../../platform/clock.ts'
import type { Store } from '../../platform/store/store.ts'
import { AuditResolver } from './audit.resolver.ts'
import { AuditService, type AuditSink } from './audit.service.ts'
import { AuditStore } from './audit.store.ts'

/** The audit log. `sink` makes records durable; what it hands on belongs into `entries.write`. */
export function auditModule({ store, clock, sink }: { store: Store; clock: Clock; sink: AuditSink }) {
  const entries = new AuditStore(store)
  const service = new AuditService(entries, sink, clock)
  return { service, entries, resolvers: [new AuditResolver(service)] }
}

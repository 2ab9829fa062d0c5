import type { Clock } from '../../platform/clock.ts'
import type { Vault } from '../../platform/crypto.ts'
import type { Store } from '../../platform/store/store.ts'
import type { AuditService } from '../audit/audit.service.ts'
import { LoginLimit, type LoginLimits } from './login.limit.ts'
import { SessionResolver } from './session.resolver.ts'
import { SessionService } from './session.service.ts'
import { AuditUserResolver, UserResolver } from './user.resolver.ts'
import { UserService } from './user.service.ts'

export interface UserModuleNeeds {
  readonly store: Store
  readonly vault: Vault
  readonly clock: Clock
  readonly audit: AuditService
  readonly loginLimits?: LoginLimits
}

/** Users and their sign-ins. */
export function userModule({ store, vault, clock, audit, loginLimits }: UserModuleNeeds) {
  const sessions = new SessionService(store, vault, clock, new LoginLimit(loginLimits))
  const users = new UserService(store, sessions, clock)
  const resolvers = [
    new SessionResolver(sessions, audit),
    new UserResolver(users, audit),
    new AuditUserResolver(users),
  ]
  return { sessions, users, resolvers }
}

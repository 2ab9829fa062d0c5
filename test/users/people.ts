import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AuditResolver } from '../../src/domains/audit/audit.resolver.ts'
import { AuditService } from '../../src/domains/audit/audit.service.ts'
import { AuditStore } from '../../src/domains/audit/audit.store.ts'
import { TenantResolver } from '../../src/domains/tenants/tenant.resolver.ts'
import { TenantService } from '../../src/domains/tenants/tenant.service.ts'
import { LOGIN_LIMITS, LoginLimit, type LoginLimits } from '../../src/domains/users/login.limit.ts'
import { SessionResolver } from '../../src/domains/users/session.resolver.ts'
import { SessionService, type SignIn } from '../../src/domains/users/session.service.ts'
import { AuditUserResolver, UserResolver } from '../../src/domains/users/user.resolver.ts'
import { UserService } from '../../src/domains/users/user.service.ts'
import type { OneTimeCredentials } from '../../src/domains/users/user.types.ts'
import type { Clock } from '../../src/platform/clock.ts'
import { loadKeys, Vault } from '../../src/platform/crypto.ts'
import type { Store } from '../../src/platform/store/store.ts'
import type { Viewer } from '../../src/platform/viewer.ts'

/** A clock that tests put forward. */
export class HandClock implements Clock {
  private passedMs = 0
  private readonly start = Date.now()

  ticks(): number {
    return this.passedMs
  }

  now(): Date {
    return new Date(this.start + this.passedMs)
  }

  pass(seconds: number): void {
    this.passedMs += seconds * 1000
  }
}

export const HOME = { address: '192.0.2.10', userAgent: 'Firefox' }
export const GOOD_PASSWORD = 'tres tristes tigres'

/** The people's services over a store, as the app wires them. */
export async function people(store: Store, options: { limits?: Partial<LoginLimits> } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'people-'))
  const vault = new Vault(await loadKeys({ folder }))
  await rm(folder, { recursive: true })
  const clock = new HandClock()
  const loginLimits = { ...LOGIN_LIMITS, ...options.limits }
  const entries = new AuditStore(store)
  // In place of the journal: what is appended is written at once.
  const audit = new AuditService(entries, { append: (record) => entries.write([record]) }, clock)
  const sessions = new SessionService(store, vault, clock, new LoginLimit(loginLimits))
  const users = new UserService(store, sessions, clock)
  const tenants = new TenantService(store, clock, (...admin) => users.createAdmin(...admin))
  const resolvers: object[] = [
    new SessionResolver(sessions, audit),
    new UserResolver(users, audit),
    new AuditUserResolver(users),
    new TenantResolver(tenants, audit),
    new AuditResolver(audit),
  ]
  /** A second process over the same database and keys. */
  const elsewhere = () => new SessionService(store, vault, clock, new LoginLimit(loginLimits))

  /** Signs in with a one-time password and replaces it. */
  const settleIn = async ({ user, oneTimePassword }: OneTimeCredentials) => {
    const { accessToken } = await sessions.login({ login: user.login, password: oneTimePassword }, HOME)
    const { viewer } = await sessions.authenticate(accessToken)
    const signIn = await sessions.changePassword(
      viewer,
      { current: oneTimePassword, next: GOOD_PASSWORD },
      HOME,
    )
    return { signIn, viewer: await viewerOf(sessions, signIn), user }
  }
  const first = async () => settleIn((await users.ensureFirst(() => tenants.createFirst('America/Bogota')))!)

  return { vault, clock, sessions, users, tenants, entries, audit, resolvers, elsewhere, settleIn, first }
}

export const viewerOf = async (sessions: SessionService, { accessToken }: SignIn): Promise<Viewer> =>
  (await sessions.authenticate(accessToken)).viewer

/** The code and path a refusal was told with. */
export const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  const error = (await work.then(
    () => ({ code: 'NO REFUSAL', inputPath: [] }),
    (reason: unknown) => reason,
  )) as { code?: string; inputPath?: string[] }
  if (error.code === undefined) throw error
  return [error.code, ...(error.inputPath ?? [])].join(' ')
}

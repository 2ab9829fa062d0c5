import { randomBytes } from 'node:crypto'
import { DomainError } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Vault } from '../../platform/crypto.ts'
import { newId } from '../../platform/ids.ts'
import type { Store } from '../../platform/store/store.ts'
import { ViewerCache } from '../../platform/viewer.cache.ts'
import { Viewer } from '../../platform/viewer.ts'
import { type AccessClaims, AccessTokens } from './access.token.ts'
import type { LoginLimit } from './login.limit.ts'
import { demandGoodPassword, hashPassword, isPassword } from './password.ts'
import { RefreshTokens } from './refresh.token.ts'
import { permissionsOf } from './role.ts'
import { type SessionRow, SessionStore } from './session.store.ts'
import { isLogin, normalLogin, userOf } from './user.account.ts'
import { type UserRow, UserStore } from './user.store.ts'
import type { User } from './user.types.ts'

const DAY_MS = 86_400_000
export const SESSION_DAYS = 30
/** A refresh repeated within this time is a client that lost the answer, and gets the same answer again. */
const REPEAT_MS = 10_000
/** The sign-ins one person may have at once; the one used longest ago gives way. */
const SESSIONS_PER_USER = 50
const CLAIMS_KEPT = 20_000

/** Where a request came from. */
export interface Origin {
  readonly address: string
  readonly userAgent: string
}

/** What a person gets who signed in: tokens for requests and for the next refresh. */
export interface SignIn {
  readonly accessToken: string
  readonly expiresAt: Date
  readonly refreshToken: string
  readonly user: User
}

/** Sign-ins: who comes in, how long they stay, and whom a token stands for. */
export class SessionService {
  private readonly sessions: SessionStore
  private readonly users: UserStore
  private readonly access: AccessTokens
  private readonly refreshTokens: RefreshTokens
  private readonly viewers: ViewerCache<Viewer>
  private readonly claims = new Map<string, AccessClaims>()
  private readonly listeners = new Set<(userId: string) => void>()

  constructor(
    private readonly store: Store,
    vault: Vault,
    private readonly clock: Clock,
    private readonly limit: LoginLimit,
  ) {
    this.sessions = new SessionStore(store)
    this.users = new UserStore(store)
    this.access = new AccessTokens(vault, () => clock.now())
    this.refreshTokens = new RefreshTokens(vault)
    this.viewers = new ViewerCache((sessionId) => this.loadViewer(sessionId), clock)
  }

  /**
   * Signs in by password.
   * @throws DomainError LOGIN_LIMIT (with `retryAfterSeconds`), INVALID_CREDENTIALS, USER_DISABLED.
   */
  async login(credentials: { login: string; password: string }, from: Origin): Promise<SignIn> {
    const given = normalLogin(credentials.login)
    // What cannot be a login is nobody's, and counts as one.
    const login = isLogin(given) ? given : ''
    await this.limit.attempt(login, from.address)
    const user = login ? await this.users.findByLogin(login) : undefined
    if (!(await isPassword(user?.passwordHash, credentials.password)) || !user)
      throw new DomainError('INVALID_CREDENTIALS', ['input'])
    await this.limit.succeed(login, from.address)
    if (user.disabledAt) throw new DomainError('USER_DISABLED', ['input', 'login'])
    return this.begin(user, from)
  }

  /**
   * Exchanges a refresh token for the next. A token used twice ends its session, because one of the two that
   * hold it is not its owner. Only the very last one, within 10 s and while its successor is unused, is a
   * repetition: it gives the same successor again, so that a thief gains nothing that is not noticed later.
   * @throws DomainError UNAUTHENTICATED for what is no good token.
   */
  async refresh(refreshToken: string): Promise<SignIn> {
    const given = this.refreshTokens.parse(refreshToken)
    const found = given && (await this.sessions.findWithUser(given.sessionId))
    if (!given || !found || !this.refreshTokens.isGenuine(given, found.session.seed))
      throw new DomainError('UNAUTHENTICATED')
    const { user, session } = found
    const now = this.clock.now()
    if (session.revokedAt || session.expiresAt <= now || user.disabledAt)
      throw new DomainError('UNAUTHENTICATED')
    if (given.turn === session.turn) {
      const expiresAt = new Date(now.getTime() + SESSION_DAYS * DAY_MS)
      if (await this.sessions.advance(session.id, given.turn, now, expiresAt))
        return this.signIn({ ...session, turn: given.turn + 1 }, user)
      return this.repeat(given.sessionId, given.turn)
    }
    return this.repeat(given.sessionId, given.turn)
  }

  /** Ends the viewer's own sign-in. */
  async logout(viewer: Viewer): Promise<void> {
    await this.sessions.revoke([viewer.sessionId], this.clock.now())
    this.changed(viewer.userId)
  }

  /** Ends all sign-ins of the viewer. */
  async logoutEverywhere(viewer: Viewer): Promise<void> {
    await this.endAllOf(viewer.userId)
  }

  /** Ends one of the viewer's own sign-ins. @throws DomainError NOT_FOUND */
  async end(viewer: Viewer, sessionId: string): Promise<void> {
    const own = await this.sessions.listGood(viewer.userId, this.clock.now())
    if (!own.some(({ id }) => id === sessionId)) throw new DomainError('NOT_FOUND', ['id'])
    await this.sessions.revoke([sessionId], this.clock.now())
    this.changed(viewer.userId)
  }

  /** The viewer's own sign-ins that are good, the one used last first. */
  list(viewer: Viewer): Promise<SessionRow[]> {
    return this.sessions.listGood(viewer.userId, this.clock.now())
  }

  /**
   * Replaces the viewer's password. All sign-ins end, and a new one begins for who changed it.
   * @throws DomainError LOGIN_LIMIT, INVALID_CREDENTIALS, PASSWORD_* or TOO_LONG.
   */
  async changePassword(
    viewer: Viewer,
    passwords: { current: string; next: string },
    from: Origin,
  ): Promise<SignIn> {
    const user = await this.users.find(viewer.userId)
    if (!user) throw new DomainError('UNAUTHENTICATED')
    await this.limit.attempt(user.login, from.address)
    if (!(await isPassword(user.passwordHash, passwords.current)))
      throw new DomainError('INVALID_CREDENTIALS', ['input', 'current'])
    await this.limit.succeed(user.login, from.address)
    demandGoodPassword(passwords.next, user.login, ['input', 'next'])
    if (passwords.next === passwords.current) throw new DomainError('PASSWORD_UNCHANGED', ['input', 'next'])
    const passwordHash = await hashPassword(passwords.next)
    return this.store.transaction(async () => {
      await this.users.update(user.id, { passwordHash, mustChangePassword: false })
      await this.endAllOf(user.id)
      return this.begin({ ...user, passwordHash, mustChangePassword: false }, from)
    })
  }

  /**
   * Who a token stands for, and until when. A disabled user and an ended session are refused at once in this
   * process, and within 3 s when another process changed them.
   * @throws DomainError UNAUTHENTICATED, TOKEN_EXPIRED
   */
  async authenticate(token: string): Promise<{ viewer: Viewer; expiresAt: Date }> {
    const { sessionId, userId, tenantId, expiresAt } =
      this.claims.get(token) ?? (await this.readClaims(token))
    if (expiresAt <= this.clock.now()) {
      this.claims.delete(token)
      throw new DomainError('TOKEN_EXPIRED')
    }
    const viewer = await this.viewers.get(sessionId)
    if (!viewer || viewer.userId !== userId || viewer.tenantId !== tenantId)
      throw new DomainError('UNAUTHENTICATED')
    return { viewer, expiresAt }
  }

  /**
   * Calls `listener` when the rights or sign-ins of a user changed, so that sockets authenticate again.
   * @returns stops it.
   */
  onChanged(listener: (userId: string) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Whether somebody has signed in before, as far as is remembered. */
  hasSignedIn(userId: string): Promise<boolean> {
    return this.sessions.hasAny(userId)
  }

  /** Ends all sign-ins of somebody, who then has to sign in again. */
  async endAllOf(userId: string): Promise<void> {
    await this.sessions.revokeAllOf(userId, this.clock.now())
    this.changed(userId)
  }

  /** Somebody's rights changed: what is remembered of them is forgotten once the change is safe. */
  changed(userId: string): void {
    this.store.afterCommit(() => {
      this.viewers.forgetUser(userId)
      for (const listener of this.listeners) listener(userId)
    })
  }

  private async begin(user: UserRow, { address, userAgent }: Origin): Promise<SignIn> {
    const now = this.clock.now()
    const session: SessionRow = {
      id: newId(),
      tenantId: user.tenantId,
      userId: user.id,
      seed: randomBytes(32).toString('base64url'),
      turn: 0,
      address: printable(address, 64),
      userAgent: printable(userAgent, 200),
      createdAt: now,
      refreshedAt: now,
      expiresAt: new Date(now.getTime() + SESSION_DAYS * DAY_MS),
      revokedAt: null,
    }
    await this.sessions.deleteExpired(user.id, now)
    const surplus = (await this.sessions.listGood(user.id, now)).slice(SESSIONS_PER_USER - 1)
    await this.sessions.revoke(
      surplus.map(({ id }) => id),
      now,
    )
    if (surplus.length) this.changed(user.id)
    await this.sessions.insert(session)
    return this.signIn(session, user)
  }

  /** A token of an earlier turn: its successor again when it is a repetition, the end of the session if not. */
  private async repeat(sessionId: string, turn: number): Promise<SignIn> {
    const found = await this.sessions.findWithUser(sessionId)
    const now = this.clock.now()
    if (!found || found.session.revokedAt || found.user.disabledAt) throw new DomainError('UNAUTHENTICATED')
    const { session, user } = found
    const isRepetition =
      turn === session.turn - 1 && Math.abs(now.getTime() - session.refreshedAt.getTime()) <= REPEAT_MS
    if (isRepetition) return this.signIn(session, user)
    await this.sessions.revoke([sessionId], now)
    this.changed(user.id)
    throw new DomainError('UNAUTHENTICATED', [], { reason: 'REFRESH_TOKEN_REUSED' })
  }

  private async signIn(session: SessionRow, user: UserRow): Promise<SignIn> {
    const { token, expiresAt } = await this.access.sign({
      userId: user.id,
      tenantId: user.tenantId,
      sessionId: session.id,
      role: user.role,
    })
    const refreshToken = this.refreshTokens.make(session.id, session.turn, session.seed)
    return { accessToken: token, expiresAt, refreshToken, user: userOf(user) }
  }

  private async readClaims(token: string): Promise<AccessClaims> {
    const claims = await this.access.read(token)
    this.claims.set(token, claims)
    if (this.claims.size > CLAIMS_KEPT) this.claims.delete(this.claims.keys().next().value!)
    return claims
  }

  private async loadViewer(sessionId: string): Promise<Viewer | undefined> {
    const found = await this.sessions.findWithUser(sessionId)
    if (!found || found.session.revokedAt || found.user.disabledAt) return undefined
    const { user } = found
    return new Viewer({
      userId: user.id,
      tenantId: user.tenantId,
      role: user.role,
      permissions: permissionsOf(user),
      queueIds: user.queueIds ? new Set(user.queueIds) : undefined,
      sessionId,
      mustChangePassword: user.mustChangePassword,
    })
  }
}

/** Text from outside, fit to be kept: bounded, without control characters. */
const printable = (text: string, characters: number) => text.replace(/\p{Cc}/gu, ' ').slice(0, characters)

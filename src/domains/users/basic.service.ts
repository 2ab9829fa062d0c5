import { createHash, randomBytes } from 'node:crypto'
import { DomainError } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { Origin, SessionService } from './session.service.ts'

const BASIC = /^Basic +([A-Za-z0-9+/=]{1,1024})$/i
/** Pairs of login and password whose sign-in is remembered. */
const MOST_KEPT = 1_000

interface KeptSignIn {
  accessToken: string
  refreshToken: string
}

/**
 * Programs that know nothing but a login and a password, such as Grafana: each pair signs in once and goes on
 * with that sign-in, so that neither passwords are hashed nor sessions made at every request.
 */
export class BasicService {
  private readonly kept = new Map<string, Promise<KeptSignIn>>()
  /** So that what is remembered of a password is worth nothing elsewhere. */
  private readonly salt = randomBytes(32)

  constructor(
    private readonly sessions: Pick<SessionService, 'login' | 'refresh' | 'authenticate'>,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /**
   * Who an `Authorization: Basic …` stands for, and until when.
   * @throws DomainError UNAUTHENTICATED, LOGIN_LIMIT
   */
  async authenticate(authorization: string, from: Origin): Promise<{ viewer: Viewer; expiresAt: Date }> {
    const encoded = BASIC.exec(authorization)?.[1]
    const decoded = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString()
    const colon = decoded.indexOf(':')
    if (colon < 1) throw new DomainError('UNAUTHENTICATED')
    const credentials = { login: decoded.slice(0, colon), password: decoded.slice(colon + 1) }
    const key = createHash('sha256').update(this.salt).update(decoded).digest('base64')
    const known = this.kept.get(key)
    if (known) {
      const good = await this.goOn(key, known)
      if (good) return good
    }
    const signIn = this.keep(key, this.sessions.login(credentials, from).catch(refuse))
    return this.sessions.authenticate((await signIn).accessToken)
  }

  /** Undefined when the sign-in was ended, or the password is another by now. */
  private async goOn(key: string, known: Promise<KeptSignIn>) {
    try {
      const { accessToken, refreshToken } = await known
      const found = await this.sessions.authenticate(accessToken).catch((error: unknown) => {
        if (codeOf(error) !== 'TOKEN_EXPIRED') throw error
        return undefined
      })
      if (found && found.expiresAt > this.clock.now()) return found
      // Who asks meanwhile waits for the same exchange.
      const renewed =
        this.kept.get(key) === known
          ? this.keep(key, this.sessions.refresh(refreshToken))
          : this.kept.get(key)
      return renewed && (await this.sessions.authenticate((await renewed).accessToken))
    } catch (error) {
      if (codeOf(error) !== 'UNAUTHENTICATED') throw error
      this.kept.delete(key)
      return undefined
    }
  }

  private keep(key: string, signIn: Promise<KeptSignIn>): Promise<KeptSignIn> {
    this.kept.delete(key)
    this.kept.set(key, signIn)
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value!)
    signIn.catch(() => {
      if (this.kept.get(key) === signIn) this.kept.delete(key)
    })
    return signIn
  }
}

/** Who is refused learns here no more than that: a program cannot be told to mend it. */
function refuse(error: unknown): never {
  const code = codeOf(error)
  throw code === 'INVALID_CREDENTIALS' || code === 'USER_DISABLED'
    ? new DomainError('UNAUTHENTICATED')
    : error
}

const codeOf = (error: unknown): string | undefined => (error instanceof DomainError ? error.code : undefined)

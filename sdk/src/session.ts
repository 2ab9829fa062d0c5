import { CentralitaError } from './errors.ts'
import { Watched } from './watched.ts'

/** A sign-in as it is kept. */
export interface SessionTokens {
  readonly accessToken: string
  readonly refreshToken: string
  /** When the access token ends, in milliseconds of this machine's clock. */
  readonly expiresAt: number
}

/** Where a sign-in is kept. Several clients, tabs of a browser for instance, may share one. */
export interface TokenStore {
  load(): SessionTokens | null | Promise<SessionTokens | null>
  save(tokens: SessionTokens | null): void | Promise<void>
  /** Calls `changed` when another saved, if it can tell; `save` of one's own need not be told. @returns stops it. */
  watch?(changed: () => void): () => void
}

/** Whether somebody is signed in; UNKNOWN until a store that answers later has been read. */
export type SessionState = 'UNKNOWN' | 'SIGNED_IN' | 'SIGNED_OUT'

/** By which token a client speaks. */
export interface Credentials {
  readonly state: Watched<SessionState>
  /**
   * A token that should be good, and is not `refused`; undefined when nobody is signed in.
   * @throws CentralitaError when it could not be refreshed for now.
   */
  token(refused?: string): Promise<string | undefined>
  /** Milliseconds until an open socket needs another token; undefined when it never does. */
  renewInMs(): number | undefined
  /** Notices when the sign-in is changed from elsewhere. @returns stops it. */
  watch(): (() => void) | undefined
}

/** A token that was given once and cannot be refreshed. */
export class FixedToken implements Credentials {
  readonly state = new Watched<SessionState>('SIGNED_IN')
  private readonly given: string

  constructor(token: string) {
    this.given = token
  }

  async token(refused?: string): Promise<string | undefined> {
    if (refused) this.state.set('SIGNED_OUT')
    return this.state.value === 'SIGNED_IN' ? this.given : undefined
  }

  renewInMs(): undefined {
    return undefined
  }

  watch(): undefined {}
}

/** What the server gives at a sign-in. */
interface Given {
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresAt: string
}

/** A token is refreshed this long before it ends. */
const AHEAD_MS = 60_000
const LOCK_WAIT_MS = 10_000
const DOUBT_MS = 1_000
/** What says that a refresh token is good no more. Anything else may pass. */
const REFUSED: readonly string[] = [
  'UNAUTHENTICATED',
  'TOKEN_EXPIRED',
  'USER_DISABLED',
  'INVALID_CREDENTIALS',
]

/** A sign-in that lasts: its tokens are kept in a store and refreshed in time, once for all who ask. */
export class Session implements Credentials {
  readonly state = new Watched<SessionState>('UNKNOWN')
  private known: SessionTokens | null = null
  private turns: Promise<unknown> = Promise.resolve()
  private refreshing: Promise<SessionTokens | null> | undefined
  /** Raised by every sign-in and sign-out, so that a refresh under way does not undo them. */
  private turn = 0
  /** Raised by every write, so that a read begun before it does not count. */
  private writes = 0
  /** The store did not take the last write: what it holds is old. */
  private isDetached = false
  private readonly store: TokenStore
  private readonly exchange: (refreshToken: string) => Promise<Given>
  private readonly lockName: string

  constructor(
    store: TokenStore | undefined,
    exchange: (refreshToken: string) => Promise<Given>,
    lockName: string,
  ) {
    this.store = store ?? memoryStore()
    this.exchange = exchange
    this.lockName = lockName
    void this.load()
  }

  async token(refused?: string): Promise<string | undefined> {
    const tokens = await this.load()
    if (!tokens) return undefined
    const isGood = tokens.accessToken !== refused
    const leftMs = tokens.expiresAt - Date.now()
    if (isGood && leftMs > AHEAD_MS) return tokens.accessToken
    try {
      return (await this.refresh(refused))?.accessToken
    } catch (error) {
      if (isGood && leftMs > 0) return tokens.accessToken
      throw error
    }
  }

  renewInMs(): number | undefined {
    return this.known ? this.known.expiresAt - Date.now() - AHEAD_MS : undefined
  }

  /** Keeps a sign-in once it has begun. */
  async keep<Next extends Given>(begun: Promise<Next>): Promise<Next> {
    const given = await begun
    this.turn++
    await this.save(tokensOf(given))
    return given
  }

  /**
   * Puts the sign-in that `begin` brings in place of the present one. The server ends the present one before it
   * answers: whoever finds it refused meanwhile waits for the next instead of taking it for the end.
   */
  replace<Next extends Given>(begin: () => Promise<Next>): Promise<Next> {
    return this.alone(() => this.keep(begin()))
  }

  /** Forgets the sign-in. @returns what it was. */
  async forget(): Promise<SessionTokens | null> {
    const left = await this.load()
    this.turn++
    await this.save(null)
    return left
  }

  watch(): (() => void) | undefined {
    return this.store.watch?.(() => void this.load())
  }

  private refresh(refused: string | undefined): Promise<SessionTokens | null> {
    this.refreshing ??= this.alone(() => this.renewed(refused)).finally(() => {
      this.refreshing = undefined
    })
    return this.refreshing
  }

  /** One after the other, over all tabs where the platform can do that. */
  private alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.turns.then(() => locked(this.lockName, work))
    this.turns = result.catch(() => {})
    return result
  }

  private async renewed(refused: string | undefined): Promise<SessionTokens | null> {
    const { turn } = this
    const before = await this.load()
    // Another tab may have been faster.
    if (!before || (before.accessToken !== refused && before.expiresAt - Date.now() > AHEAD_MS)) return before
    try {
      const tokens = tokensOf(await this.exchange(before.refreshToken))
      if (turn === this.turn) await this.save(tokens)
    } catch (error) {
      if (!(error instanceof CentralitaError) || !REFUSED.includes(error.code)) throw error
      // Another tab may be changing the password: the server ends this sign-in before that tab has the next.
      await new Promise((resolve) => setTimeout(resolve, DOUBT_MS))
      const now = await this.load()
      if (turn === this.turn && now?.refreshToken === before.refreshToken) await this.save(null)
    }
    return this.known
  }

  /** What is kept; what was known last while the store fails. */
  private async load(): Promise<SessionTokens | null> {
    try {
      const { writes } = this
      const loaded = this.store.load()
      const tokens = loaded instanceof Promise ? await loaded : loaded
      if (writes === this.writes && !this.isDetached) this.known = isTokens(tokens) ? tokens : null
    } catch (error) {
      console.error(error)
    }
    this.state.set(this.known ? 'SIGNED_IN' : 'SIGNED_OUT')
    return this.known
  }

  private async save(tokens: SessionTokens | null): Promise<void> {
    this.known = tokens
    this.writes++
    try {
      await this.store.save(tokens)
      this.isDetached = false
    } catch (error) {
      this.isDetached = true
      console.error(error)
    }
    this.state.set(tokens ? 'SIGNED_IN' : 'SIGNED_OUT')
  }
}

function memoryStore(): TokenStore {
  let kept: SessionTokens | null = null
  return {
    load: () => kept,
    save: (tokens) => {
      kept = tokens
    },
  }
}

const isTokens = (value: Partial<SessionTokens> | null): value is SessionTokens =>
  typeof value?.expiresAt === 'number'

/** The token's life is told by its own two instants, so that a clock that is wrong here does no harm. */
function tokensOf({ accessToken, refreshToken, expiresAt }: Given): SessionTokens {
  let endsAt = Date.parse(expiresAt)
  try {
    const base64 = (accessToken.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')
    const { iat, exp } = JSON.parse(atob(base64)) as { iat: number; exp: number }
    if (exp > iat) endsAt = Date.now() + (exp - iat) * 1000
  } catch {}
  return { accessToken, refreshToken, expiresAt: endsAt }
}

interface Locks {
  request(
    name: string,
    options: { signal: AbortSignal | undefined },
    work: () => Promise<unknown>,
  ): Promise<unknown>
}

/**
 * One at a time over all tabs, where the platform can do that. Elsewhere two that refresh at the same moment
 * get the same answer from the server.
 */
async function locked<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const { locks } = (globalThis as { navigator?: { locks?: Locks } }).navigator ?? {}
  let begun: Promise<Result> | undefined
  const begin = () => (begun = work())
  // Older browsers have no such signal, and wait.
  await locks?.request(name, { signal: AbortSignal.timeout?.(LOCK_WAIT_MS) }, begin).catch(() => {})
  // Not begun: nobody can lock, or whoever holds the lock is stuck, and twice is better than never.
  return begun ?? work()
}

import { equalsInConstantTime, macOf, type Vault, type VaultKey } from '../../platform/crypto.ts'
import { isId } from '../../platform/ids.ts'

/** A link of a session's chain of refresh tokens. */
export interface RefreshTurn {
  readonly sessionId: string
  /** How often the session was refreshed before this token was given. */
  readonly turn: number
  readonly mac: string
}

/**
 * Refresh tokens are made, not stored: a MAC over session, turn and the session's random seed. Who has the
 * database lacks the key, who has the key lacks the seed, and the same turn always gives the same token.
 */
export class RefreshTokens {
  private readonly keys: readonly VaultKey[]

  constructor(vault: Vault) {
    this.keys = vault.derive('refresh tokens')
  }

  make(sessionId: string, turn: number, seed: string): string {
    return `${sessionId}.${turn}.${macOf(this.keys[0]!, sessionId, String(turn), seed)}`
  }

  /** Undefined for what cannot be one of ours. */
  parse(token: string): RefreshTurn | undefined {
    const match = /^([0-9a-f-]{36})\.(\d{1,9})\.([A-Za-z0-9_-]{43})$/.exec(token)
    return match && isId(match[1]!)
      ? { sessionId: match[1]!, turn: Number(match[2]), mac: match[3]! }
      : undefined
  }

  isGenuine({ sessionId, turn, mac }: RefreshTurn, seed: string): boolean {
    return this.keys.some((key) => equalsInConstantTime(mac, macOf(key, sessionId, String(turn), seed)))
  }
}

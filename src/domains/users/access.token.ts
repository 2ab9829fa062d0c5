import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from 'jose'
import { DomainError } from '../../errors.ts'
import type { Vault, VaultKey } from '../../platform/crypto.ts'
import { ROLES, type Role } from '../../platform/viewer.ts'

export const ACCESS_TOKEN_SECONDS = 15 * 60
const ISSUER = 'centralita'
const TYPE = 'at+jwt'
const ALGORITHM = 'HS256'

/** What an access token says. Its role is for the client to read: the server asks its own records. */
export interface AccessClaims {
  readonly userId: string
  readonly tenantId: string
  readonly sessionId: string
  readonly role: Role
  readonly expiresAt: Date
}

/** Signs and reads access tokens: JWT, HS256 and nothing else, the key found by its name. */
export class AccessTokens {
  private readonly keys: ReadonlyMap<string, Uint8Array>
  private readonly current: VaultKey

  constructor(
    vault: Vault,
    private readonly now: () => Date,
  ) {
    const keys = vault.derive('access tokens')
    this.current = keys[0]!
    this.keys = new Map(keys.map(({ id, bytes }) => [id, new Uint8Array(bytes)]))
  }

  async sign(claims: Omit<AccessClaims, 'expiresAt'>): Promise<{ token: string; expiresAt: Date }> {
    const issuedAt = Math.floor(this.now().getTime() / 1000)
    const expiresAt = issuedAt + ACCESS_TOKEN_SECONDS
    const token = await new SignJWT({ tid: claims.tenantId, sid: claims.sessionId, role: claims.role })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: this.current.id })
      .setSubject(claims.userId)
      .setIssuer(ISSUER)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(this.keys.get(this.current.id)!)
    return { token, expiresAt: new Date(expiresAt * 1000) }
  }

  /** @throws DomainError TOKEN_EXPIRED, or UNAUTHENTICATED for whatever is no token of ours. */
  async read(token: string): Promise<AccessClaims> {
    try {
      const { payload } = await jwtVerify(token, this.keyOf(token), {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        typ: TYPE,
        requiredClaims: ['sub', 'exp', 'iat'],
        currentDate: this.now(),
      })
      const { sub, tid, sid, role, exp } = payload
      if (typeof tid !== 'string' || typeof sid !== 'string' || !ROLES.includes(role as Role))
        throw new Error('A claim is missing.')
      return {
        userId: sub!,
        tenantId: tid,
        sessionId: sid,
        role: role as Role,
        expiresAt: new Date(exp! * 1000),
      }
    } catch (error) {
      throw new DomainError(error instanceof errors.JWTExpired ? 'TOKEN_EXPIRED' : 'UNAUTHENTICATED')
    }
  }

  private keyOf(token: string): Uint8Array {
    const key = this.keys.get(decodeProtectedHeader(token).kid ?? '')
    if (!key) throw new Error('Signed with a key that is not ours.')
    return key
  }
}

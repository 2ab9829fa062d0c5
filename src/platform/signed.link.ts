import { randomBytes } from 'node:crypto'
import { DomainError } from '../errors.ts'
import type { Clock } from './clock.ts'
import { equalsInConstantTime, macOf, type Vault, type VaultKey } from './crypto.ts'
import { isId } from './ids.ts'

/** What a link is good for, and on whose behalf it was given. */
export interface LinkGrant {
  /** Such as `recording.play`: a link for one purpose is good for no other. */
  readonly purpose: string
  /** The one thing it leads to. */
  readonly id: string
  readonly tenantId: string
  /** Who asked for it: whoever uses it acts in their name. */
  readonly userId: string
  readonly expiresAt: Date
}

/** A grant that was found good, with the name of the link itself. */
export interface KnownLink extends LinkGrant {
  readonly linkId: string
}

const LONGEST = 400
const SHAPE =
  /^v1\.([\w-]{1,32})\.([0-9a-z]{1,11})\.([\w-]{12})\.([0-9a-f-]{36})\.([0-9a-f-]{36})\.([\w-]{43})$/

/**
 * Addresses that stand for themselves: whoever has one may fetch one thing until it expires, without a token, as
 * `<audio>` and a browser's download have none. The signature goes with the vault's keys and binds purpose, id,
 * tenant, user, expiry and the link's own name.
 */
export class SignedLinks {
  private readonly current: VaultKey
  private readonly byId: ReadonlyMap<string, VaultKey>

  constructor(
    vault: Vault,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    const keys = vault.derive('signed links')
    this.current = keys[0]!
    this.byId = new Map(keys.map((key) => [key.id, key]))
  }

  /** The signature to put into an address, safe there as it is. */
  sign(grant: LinkGrant): string {
    const linkId = randomBytes(9).toString('base64url')
    const { id: keyId } = this.current
    const expires = grant.expiresAt.getTime().toString(36)
    const mac = macOfLink(this.current, { ...grant, linkId })
    return ['v1', keyId, expires, linkId, grant.tenantId, grant.userId, mac].join('.')
  }

  /**
   * What a signature grants, for one purpose and thing.
   * @throws DomainError LINK_INVALID when it was altered or made for something else, LINK_EXPIRED
   */
  check(signature: string, purpose: string, id: string): KnownLink {
    const match = signature.length <= LONGEST ? SHAPE.exec(signature) : null
    const [, keyId = '', expires = '', linkId = '', tenantId = '', userId = '', mac = ''] = match ?? []
    const key = this.byId.get(keyId)
    const expiresAt = new Date(Number.parseInt(expires, 36))
    if (!key || Number.isNaN(expiresAt.getTime()) || !isId(tenantId) || !isId(userId))
      throw new DomainError('LINK_INVALID')
    const link = { purpose, id, tenantId, userId, expiresAt, linkId }
    if (!equalsInConstantTime(mac, macOfLink(key, link))) throw new DomainError('LINK_INVALID')
    // Only after the signature: whoever cannot sign learns nothing about times.
    if (expiresAt <= this.clock.now()) throw new DomainError('LINK_EXPIRED')
    return link
  }
}

const macOfLink = (key: VaultKey, { purpose, id, tenantId, userId, expiresAt, linkId }: KnownLink): string =>
  macOf(key, 'v1', purpose, id, tenantId, userId, expiresAt.toISOString(), linkId)

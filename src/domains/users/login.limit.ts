import { isIPv6 } from 'node:net'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { DomainError } from '../../errors.ts'

export interface LoginLimits {
  /** Wrong passwords for one login within the window. */
  perAccount: number
  /** Wrong passwords from one address: an office of many agents shares one. */
  perAddress: number
  windowSeconds: number
}

export const LOGIN_LIMITS: LoginLimits = { perAccount: 10, perAddress: 100, windowSeconds: 900 }

/**
 * Slows guessing of passwords. Each attempt is counted before it is judged, so that many at once (aliased in
 * one request, or over many sockets) count each; a right password gives its count back.
 */
export class LoginLimit {
  private readonly accounts: RateLimiterMemory
  private readonly addresses: RateLimiterMemory

  constructor({ perAccount, perAddress, windowSeconds }: LoginLimits = LOGIN_LIMITS) {
    this.accounts = new RateLimiterMemory({ points: perAccount, duration: windowSeconds })
    this.addresses = new RateLimiterMemory({ points: perAddress, duration: windowSeconds })
  }

  /** @throws DomainError LOGIN_LIMIT with `retryAfterSeconds` when this login or address was wrong too often. */
  async attempt(login: string, address: string): Promise<void> {
    // The address first: who is stopped by it cannot use up the attempts of somebody else's account.
    await consume(this.addresses, networkOf(address))
    await consume(this.accounts, login)
  }

  /** The password was right: nothing is held against the account, and this attempt not against the address. */
  async succeed(login: string, address: string): Promise<void> {
    await this.accounts.delete(login)
    await this.addresses.reward(networkOf(address))
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    throw new DomainError('LOGIN_LIMIT', [], {
      retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
    })
  }
}

/** One customer has a /64 of IPv6, so that is what counts as an address. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('%')[0]!.split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  return [...left, ...Array<string>(gap).fill('0'), ...right]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':')
}

import { isIPv6 } from 'node:net'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { DomainError } from '../../errors.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { ApiLimits } from './limits.ts'

/** Operations a minute, by address and by user, over all transports. */
export class RequestRate {
  private readonly addresses: RateLimiterMemory
  private readonly users: RateLimiterMemory

  constructor(limits: Pick<ApiLimits, 'requestsPerUser' | 'requestsPerAddress'>) {
    this.addresses = new RateLimiterMemory({ points: limits.requestsPerAddress, duration: 60 })
    this.users = new RateLimiterMemory({ points: limits.requestsPerUser, duration: 60 })
  }

  /** To be asked before anything is done for a caller. @throws DomainError RATE_LIMITED */
  async demandOfAddress(address: string): Promise<void> {
    await demand(this.addresses, networkOf(address))
  }

  /** @throws DomainError RATE_LIMITED */
  async demandOfUser(viewer: Viewer | undefined): Promise<void> {
    if (viewer) await demand(this.users, viewer.userId)
  }
}

/** @throws DomainError RATE_LIMITED, with `retryAfterSeconds`. */
async function demand(limiter: RateLimiterMemory, who: string): Promise<void> {
  try {
    await limiter.consume(who)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    throw new DomainError('RATE_LIMITED', [], {
      retryAfterSeconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)),
    })
  }
}

/** Who holds an IPv6 network holds all its addresses: they count as one, by /64. */
export function networkOf(address: string): string {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const front = head.split(':').filter(Boolean)
  const back = (tail ?? '').split(':').filter(Boolean)
  const groups =
    tail === undefined
      ? front
      : [...front, ...Array(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back]
  return `${groups.slice(0, 4).join(':')}::/64`
}

import type { IncomingMessage } from 'node:http'
import { DomainError } from '../errors.ts'
import { newId } from '../platform/ids.ts'
import type { Language, Viewer } from '../platform/viewer.ts'
import { type ApiContext, Loaders, languageOf } from './context.ts'

/** Who a token stands for, and until when. */
export interface SignedIn {
  readonly viewer: Viewer
  readonly expiresAt: Date
}

/** @throws DomainError UNAUTHENTICATED or TOKEN_EXPIRED for a token that is not, or no longer, good. */
export type Authenticate = (token: string) => Promise<SignedIn>

/** @throws DomainError UNAUTHENTICATED, LOGIN_LIMIT for a login and password that are not good. */
export type AuthenticateBasic = (
  authorization: string,
  from: { address: string; userAgent: string },
) => Promise<SignedIn>

export interface CallersOptions {
  readonly authenticate: Authenticate
  /** For programs that have a login and a password and nothing else; without it there are none. */
  readonly authenticateBasic?: AuthenticateBasic | undefined
  readonly languageDefault: Language
  /** True behind a proxy of one's own: then the last `X-Forwarded-For` is the address. */
  readonly trustsProxy: boolean
}

const REQUEST_ID = /^[\w.-]{1,64}$/
const BEARER = /^Bearer +([\w.~+/=-]{1,4096})$/i

/** Finds out who calls: from where, in which language, and on whose behalf. */
export class Callers {
  constructor(private readonly options: CallersOptions) {}

  /** The caller as far as the connection tells. */
  stranger(request: IncomingMessage): ApiContext {
    const { headers } = request
    const given = headers['x-request-id']
    return {
      viewer: undefined,
      language: languageOf(headers['accept-language'], this.options.languageDefault),
      requestId: typeof given === 'string' && REQUEST_ID.test(given) ? given : newId(),
      address: addressOf(request, this.options.trustsProxy),
      userAgent: (headers['user-agent'] ?? '').slice(0, 300),
      loaders: new Loaders(),
    }
  }

  /** The same caller with the viewer its `Authorization` names. */
  async identify(request: IncomingMessage, caller: ApiContext): Promise<ApiContext> {
    const { authorization } = request.headers
    if (authorization === undefined) return caller
    const { authenticateBasic } = this.options
    const { viewer } =
      authenticateBasic && /^Basic /i.test(authorization)
        ? await authenticateBasic(authorization, caller)
        : await this.signIn(authorization)
    return { ...caller, viewer }
  }

  /** @throws DomainError UNAUTHENTICATED when it is no `Bearer` token or not a good one. */
  async signIn(authorization: string): Promise<SignedIn> {
    const token = BEARER.exec(authorization)?.[1]
    if (!token) throw new DomainError('UNAUTHENTICATED')
    return this.options.authenticate(token)
  }
}

/** Where a request comes from. */
export function addressOf(request: IncomingMessage, trustsProxy: boolean): string {
  const forwarded = trustsProxy ? request.headers['x-forwarded-for'] : undefined
  const last = typeof forwarded === 'string' ? forwarded.split(',').at(-1)?.trim() : undefined
  return last || request.socket.remoteAddress || ''
}

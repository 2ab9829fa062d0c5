import type { IncomingMessage, ServerResponse } from 'node:http'

export interface OriginsOptions {
  /** Such as `https://crm.example.com`; `*` is everyone. */
  readonly allowed: readonly string[]
  /** Also pages of this machine on any port, as front-ends in development are. */
  readonly allowsThisMachine: boolean
}

const THIS_MACHINE = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/
const REMEMBERED_SECONDS = 600

/**
 * Pages of other origins that may ask from a browser (CORS). Who asks shows a token of their own and never a
 * cookie, so a page that is allowed can do no more than any other program.
 */
export class Origins {
  constructor(private readonly options: OriginsOptions) {}

  /** Tells a browser whether the page may read the answer. @returns true when that was all it asked. */
  greet({ method, headers }: IncomingMessage, response: ServerResponse): boolean {
    const { origin } = headers
    const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
    response.setHeader('vary', 'Origin')
    if (origin !== undefined && this.allows(origin)) {
      response.setHeader('access-control-allow-origin', origin)
      response.setHeader('access-control-expose-headers', 'retry-after, x-request-id')
      if (isPreflight) {
        response.setHeader('access-control-allow-methods', 'GET, POST')
        response.setHeader(
          'access-control-allow-headers',
          'accept-language, apollo-require-preflight, authorization, content-type, x-request-id',
        )
        response.setHeader('access-control-max-age', String(REMEMBERED_SECONDS))
      }
    }
    if (isPreflight) response.writeHead(204).end()
    return isPreflight
  }

  private allows(origin: string): boolean {
    const { allowed, allowsThisMachine } = this.options
    return (
      allowed.includes(origin) || allowed.includes('*') || (allowsThisMachine && THIS_MACHINE.test(origin))
    )
  }
}

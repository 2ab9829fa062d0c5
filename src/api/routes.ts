import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RouteHandler } from './server.ts'

export interface Readiness {
  readonly isReady: boolean
  /** Each part with what is the matter with it, or `ok`. */
  readonly parts: Readonly<Record<string, string>>
}

export interface OperationSources {
  readiness(): Promise<Readiness>
  metrics: { contentType: string; text(): Promise<string> }
  /** What a scraper has to show; without it only this machine may ask. */
  metricsToken: string | undefined
}

/** The routes that tell how this server is. */
export function operationRoutes({
  readiness,
  metrics,
  metricsToken,
}: OperationSources): Map<string, RouteHandler> {
  return new Map<string, RouteHandler>([
    // Alive is whoever answers: a PBX or a database that is away is no reason to be restarted.
    ['/healthz', only('GET', (_, response) => respondJson(response, 200, { status: 'ok' }))],
    [
      '/readyz',
      only('GET', async (_, response) => {
        const { isReady, parts } = await readiness()
        respondJson(response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', parts })
      }),
    ],
    [
      '/metrics',
      only('GET', async (request, response) => {
        if (!mayScrape(request, metricsToken)) return respondJson(response, 403, { code: 'FORBIDDEN' })
        respond(response, 200, metrics.contentType, await metrics.text())
      }),
    ],
  ])
}

function mayScrape(request: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) return /^(::1|::ffff:127\.|127\.)/.test(request.socket.remoteAddress ?? '')
  const shown = Buffer.from(request.headers.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return shown.length === wanted.length && timingSafeEqual(shown, wanted)
}

/** A handler that answers one method alone; who may GET may HEAD. */
export const only =
  (method: string, handler: RouteHandler): RouteHandler =>
  (request, response) => {
    if (request.method === method || (method === 'GET' && request.method === 'HEAD'))
      return handler(request, response)
    response.setHeader('allow', method)
    respondJson(response, 405, { code: 'METHOD_NOT_ALLOWED' })
  }

const respondJson = (response: ServerResponse, status: number, body: object): void =>
  respond(response, status, 'application/json; charset=utf-8', JSON.stringify(body))

export function respond(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body)
}

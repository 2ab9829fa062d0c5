import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { readJson } from '../../api/body.ts'
import type { ApiContext } from '../../api/context.ts'
import { messageOf } from '../../api/messages/messages.ts'
import { respond } from '../../api/routes.ts'
import type { RouteHandler } from '../../api/server.ts'
import { statusOf } from '../../api/status.ts'
import { DomainError } from '../../errors.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { GrafanaService } from './grafana.service.ts'

const ROOT = '/grafana'
const BODY_BYTES = 64 * 1024
const MOST_TARGETS = 20
const MOST_POINTS = 2_000

/** Grafana gives one name or several, or a sign for all of them. */
const Names = z
  .union([z.string(), z.array(z.string()).max(1_000)])
  .transform((named) => (Array.isArray(named) ? named : [named]).filter((name) => name && name !== '$__all'))

const Payload = z.object({ queue: Names.optional(), target: z.string().optional() }).nullish()
const Range = z.object({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) })
const Query = z.object({
  range: Range,
  maxDataPoints: z.number().positive().optional(),
  targets: z.array(z.object({ target: z.string(), payload: Payload })).max(MOST_TARGETS),
})
const Annotations = z.object({ range: Range })
const Variable = z.object({ payload: z.object({ target: z.string() }) })

type Answer = (viewer: Viewer, body: unknown) => unknown

/**
 * What Grafana's JSON data sources and boards made for the orchestrator ask for, behind login and password:
 * `/grafana/` and its paths. Over GraphQL, with the Infinity data source, everything else may be asked for too.
 */
export function grafanaRoutes(
  service: GrafanaService,
  identify: (request: IncomingMessage) => Promise<ApiContext>,
): Map<string, RouteHandler> {
  const { now, history, tables } = service.metrics()
  const answers: Readonly<Record<string, Answer>> = {
    'GET /': () => ({ status: 'ok' }),
    'GET /get-extension-status': (viewer) => service.extensionStatuses(viewer),
    'POST /search': () => [...now, ...history, ...tables],
    'POST /metrics': () =>
      [...now, ...history, ...tables].map((value) => ({
        value,
        label: value,
        payloads: [{ name: 'queue', type: 'multi-select', reloadMetric: false }],
      })),
    'POST /metric-payload-options': (viewer) =>
      service.variable(viewer, 'queues').map(({ __text, __value }) => ({ label: __text, value: __value })),
    'POST /variable': (viewer, body) => service.variable(viewer, read(Variable, body).payload.target),
    'POST /tag-keys': () => [],
    'POST /tag-values': () => [],
    'POST /annotations': (viewer, body) => {
      const { range } = read(Annotations, body)
      return service.annotations(viewer, new Date(range.from), new Date(range.to))
    },
    'POST /query': (viewer, body) => {
      const { range, maxDataPoints = 500, targets } = read(Query, body)
      return service.query(viewer, {
        from: new Date(range.from),
        until: new Date(range.to),
        mostPoints: Math.min(Math.ceil(maxDataPoints), MOST_POINTS),
        targets: targets.map(({ target, payload }) => ({ target, queues: payload?.queue ?? [] })),
      })
    },
  }

  const handle: RouteHandler = async (request, response) => {
    const { method = 'GET', url = '/' } = request
    const path = url.split('?', 1)[0]!.slice(ROOT.length) || '/'
    const answer = answers[`${method === 'HEAD' ? 'GET' : method} ${path}`]
    let language: ApiContext['language'] = 'es'
    try {
      const context = await identify(request)
      language = context.language
      const { viewer } = context
      if (!viewer) throw new DomainError('UNAUTHENTICATED')
      if (viewer.mustChangePassword) throw new DomainError('PASSWORD_CHANGE_REQUIRED')
      if (!answer)
        return send(response, 404, { code: 'NOT_FOUND', message: messageOf('NOT_FOUND', language) })
      const body = method === 'POST' ? await readJson(request, BODY_BYTES) : undefined
      send(response, 200, await answer(viewer, body))
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      refuse(response, error, language)
    }
  }
  return new Map([
    [ROOT, handle],
    [`${ROOT}/`, handle],
  ])
}

/** @throws DomainError INVALID_INPUT at the first place that is not as it should be. */
function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const found = schema.safeParse(body)
  if (found.success) return found.data
  throw new DomainError('INVALID_INPUT', (found.error.issues[0]?.path ?? []).map(String))
}

function refuse(response: ServerResponse, error: DomainError, language: ApiContext['language']): void {
  const { code, inputPath, details } = error
  const status = { NOT_FOUND: 404, PASSWORD_CHANGE_REQUIRED: 403 }[code] ?? statusOf(code)
  if (status === 401) response.setHeader('www-authenticate', 'Basic realm="Centralita", charset="UTF-8"')
  if (status === 429) response.setHeader('retry-after', String(details.retryAfterSeconds))
  send(response, status, { code, path: inputPath, message: messageOf(code, language, details) })
}

const send = (response: ServerResponse, status: number, body: unknown): void =>
  respond(response, status, 'application/json; charset=utf-8', JSON.stringify(body))

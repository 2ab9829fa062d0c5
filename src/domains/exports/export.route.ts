import type { IncomingMessage, ServerResponse } from 'node:http'
import { languageOf } from '../../api/context.ts'
import { answerWithFile } from '../../api/file.answer.ts'
import { messageOf } from '../../api/messages/messages.ts'
import { only } from '../../api/routes.ts'
import type { RouteHandler } from '../../api/server.ts'
import { DomainError } from '../../errors.ts'
import type { Language } from '../../platform/viewer.ts'
import type { AuditService } from '../audit/audit.service.ts'
import type { ExportService } from './export.service.ts'

const PATH = '/exports/'
const UNAVAILABLE = 503
/** Downloads at once, each with a file that is open. */
const MOST_STREAMS = 100
const STATUSES: Readonly<Record<string, number>> = {
  ...{ LINK_INVALID: 403, LINK_EXPIRED: 403, NOT_FOUND: 404, EXPORT_GONE: 410, RATE_LIMITED: 429 },
}

export interface ExportRouteParts {
  readonly exports: ExportService
  readonly audit: AuditService
  readonly addressOf: (request: IncomingMessage) => string
  readonly languageDefault: Language
}

/** Answers `/exports/<job>?signature=…` with the file that the job made: by what the link grants and nothing else. */
export function exportRoutes(parts: ExportRouteParts): Map<string, RouteHandler> {
  let streams = 0
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    streams++
    try {
      if (streams > MOST_STREAMS) throw new DomainError('RATE_LIMITED', [], { retryAfterSeconds: 5 })
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://here')
      const id = pathname.slice(PATH.length)
      const { link, file } = await parts.exports.redeem(id, searchParams.get('signature') ?? '')
      try {
        // What leaves is on record before it does; the rest of a download that was cut is not told again.
        if (request.method === 'GET' && request.headers.range === undefined)
          await parts.audit.record({
            ...{ viewer: link, action: 'exportDownload', targetId: id, input: { linkId: link.linkId } },
            ...{ outcome: 'OK', address: parts.addressOf(request) },
          })
        await answerWithFile(request, response, file)
      } finally {
        await file.handle.close()
      }
    } catch (error) {
      if (!(error instanceof DomainError) || response.headersSent) throw error
      refuse(request, response, error, parts.languageDefault)
    } finally {
      streams--
    }
  }
  return new Map([[PATH, only('GET', answer)]])
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { code, details }: DomainError,
  languageDefault: Language,
): void {
  const language = languageOf(request.headers['accept-language'], languageDefault)
  const body = JSON.stringify({ code, message: messageOf(code, language, details) })
  response.writeHead(STATUSES[code] ?? UNAVAILABLE, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

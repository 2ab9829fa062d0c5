import type { IncomingMessage, ServerResponse } from 'node:http'
import { languageOf } from '../../api/context.ts'
import { answerWithFile } from '../../api/file.answer.ts'
import { messageOf } from '../../api/messages/messages.ts'
import { only } from '../../api/routes.ts'
import type { RouteHandler } from '../../api/server.ts'
import { DomainError } from '../../errors.ts'
import type { Language } from '../../platform/viewer.ts'
import type { AuditService } from '../audit/audit.service.ts'
import type { RecordingService, Redeemed } from './recording.service.ts'
import type { LinkPurpose } from './recording.types.ts'

const PURPOSES: Readonly<Record<string, LinkPurpose>> = { play: 'PLAY', download: 'DOWNLOAD' }
const STATUSES: Readonly<Record<string, number>> = {
  LINK_INVALID: 403,
  LINK_EXPIRED: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  RECORDING_GONE: 410,
  RECORDING_TOO_LONG: 413,
  RECORDING_UNREADABLE: 415,
  CONVERTER_MISSING: 501,
}
const UNAVAILABLE = 503
const PATH = '/recordings/'
/** Streams at once, each with a file that is open. */
const MOST_STREAMS = 200
/** By one link: a player needs two, so that nobody takes them all. */
const MOST_STREAMS_OF_LINK = 8
/** Links that are remembered as used. */
const MOST_USED = 20_000

export interface RecordingRouteParts {
  readonly recordings: RecordingService
  readonly audit: AuditService
  readonly addressOf: (request: IncomingMessage) => string
  readonly languageDefault: Language
}

/** Answers `/recordings/<id>?for=…&signature=…`: one recording, by what a link grants and by nothing else. */
export class RecordingRoute {
  private readonly used = new Set<string>()
  private streams = 0
  private readonly streamsOf = new Map<string, number>()

  constructor(private readonly parts: RecordingRouteParts) {}

  get routes(): Map<string, RouteHandler> {
    return new Map([[PATH, only('GET', (request, response) => this.answer(request, response))]])
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (this.streams >= MOST_STREAMS) throw tooMany()
      this.streams++
      try {
        await this.serve(request, response)
      } finally {
        this.streams--
      }
    } catch (error) {
      if (!(error instanceof DomainError) || response.headersSent) throw error
      this.refuse(request, response, error)
    }
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://here')
    const purpose = PURPOSES[searchParams.get('for') ?? '']
    if (!purpose) throw new DomainError('LINK_INVALID')
    const id = pathname.slice(PATH.length)
    const redeemed = await this.parts.recordings.redeem(id, purpose, searchParams.get('signature') ?? '')
    const { sound, fileName, link } = redeemed
    const streams = (this.streamsOf.get(link.linkId) ?? 0) + 1
    this.streamsOf.set(link.linkId, streams)
    try {
      if (streams > MOST_STREAMS_OF_LINK) throw tooMany()
      if (request.method === 'GET') await this.note(request, id, purpose, redeemed)
      await answerWithFile(request, response, {
        ...sound,
        ...(purpose === 'DOWNLOAD' && { downloadName: fileName }),
      })
    } finally {
      await sound.handle.close()
      const left = this.streamsOf.get(link.linkId)! - 1
      if (left === 0) this.streamsOf.delete(link.linkId)
      else this.streamsOf.set(link.linkId, left)
    }
  }

  /** Who heard what is on record before it is heard, once for each link: a player asks for many parts. */
  private async note(request: IncomingMessage, id: string, purpose: LinkPurpose, { link }: Redeemed) {
    if (this.used.has(link.linkId)) return
    const [oldest] = this.used
    if (this.used.size >= MOST_USED && oldest !== undefined) this.used.delete(oldest)
    this.used.add(link.linkId)
    try {
      await this.parts.audit.record({
        viewer: link,
        action: purpose === 'PLAY' ? 'recordingPlay' : 'recordingDownload',
        targetId: id,
        input: { linkId: link.linkId },
        outcome: 'OK',
        address: this.parts.addressOf(request),
      })
    } catch (error) {
      this.used.delete(link.linkId)
      throw error
    }
  }

  private refuse(request: IncomingMessage, response: ServerResponse, { code, details }: DomainError): void {
    const language = languageOf(request.headers['accept-language'], this.parts.languageDefault)
    const { retryAfterSeconds } = details
    if (typeof retryAfterSeconds === 'number') response.setHeader('retry-after', retryAfterSeconds)
    const body = JSON.stringify({ code, message: messageOf(code, language, details) })
    response.writeHead(STATUSES[code] ?? UNAVAILABLE, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}

const tooMany = () => new DomainError('RATE_LIMITED', [], { retryAfterSeconds: 5 })

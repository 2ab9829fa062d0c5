import type { FileHandle } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'

/** A part of a file, both ends included. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

/**
 * The part that a `Range` header asks for: undefined for the whole, also where the header is none or asks for
 * several parts, as servers are free to answer; `UNSATISFIABLE` for a part that is not there.
 */
export function readRange(header: string | undefined, size: number): ByteRange | 'UNSATISFIABLE' | undefined {
  const match = header === undefined ? null : /^bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i.exec(header)
  const [, from = '', to = ''] = match ?? []
  if (!match || (from === '' && to === '')) return undefined
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? 'UNSATISFIABLE' : { first: size - length, last: size - 1 }
  }
  const first = Number(from)
  if (to !== '' && Number(to) < first) return undefined
  if (first >= size) return 'UNSATISFIABLE'
  return { first, last: to === '' ? size - 1 : Math.min(Number(to), size - 1) }
}

export interface AnsweredFile {
  readonly handle: FileHandle
  readonly sizeBytes: number
  readonly modifiedAt: Date
  readonly contentType: string
  /** What it is to be kept as; shown where it is when left out. */
  readonly downloadName?: string
}

/** How long a reader may take nothing: a player that pauses asks again for the rest. */
const IDLE_MS = 60_000

/** Answers with a file or the part of it that was asked for; ends when it was sent, or the reader went away. */
export async function answerWithFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: AnsweredFile,
): Promise<void> {
  const { handle, sizeBytes, modifiedAt } = file
  const etag = `"${sizeBytes.toString(36)}-${modifiedAt.getTime().toString(36)}"`
  response.setHeader('accept-ranges', 'bytes')
  response.setHeader('etag', etag)
  response.setHeader('last-modified', modifiedAt.toUTCString())
  response.setHeader('content-disposition', dispositionOf(file.downloadName))
  const range = mayGivePart(request, etag, modifiedAt)
    ? readRange(request.headers.range, sizeBytes)
    : undefined
  if (range === 'UNSATISFIABLE') {
    response.setHeader('content-range', `bytes */${sizeBytes}`)
    response.writeHead(416).end()
    return
  }
  if (range) response.setHeader('content-range', `bytes ${range.first}-${range.last}/${sizeBytes}`)
  const { first, last } = range ?? { first: 0, last: sizeBytes - 1 }
  const length = last - first + 1
  response.writeHead(range ? 206 : 200, { 'content-type': file.contentType, 'content-length': length })
  if (request.method === 'HEAD' || length === 0) {
    response.end()
    return
  }
  await send(handle, first, last, response)
}

async function send(handle: FileHandle, first: number, last: number, response: ServerResponse) {
  const source = handle.createReadStream({ start: first, end: last, autoClose: false })
  response.setTimeout(IDLE_MS, () => response.destroy())
  try {
    await pipeline(source, response, { end: false })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // The reader went away, as players do when they seek.
    if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'EPIPE') return
    response.destroy()
    throw error
  }
  // A file that became shorter meanwhile: better cut than never ended.
  if (source.bytesRead < last - first + 1) response.destroy()
  else response.end()
}

/** Only of the same file as before, where the reader says which that was. */
function mayGivePart({ headers }: IncomingMessage, etag: string, modifiedAt: Date): boolean {
  const before = headers['if-range']
  if (typeof before !== 'string') return true
  if (before.startsWith('"')) return before === etag
  const seconds = Date.parse(before) / 1000
  return seconds === Math.floor(modifiedAt.getTime() / 1000)
}

/** A name that any system takes and no header is broken by; beside it the true one, for those who read it. */
export function dispositionOf(downloadName: string | undefined): string {
  if (downloadName === undefined) return 'inline'
  // Signs that turn the direction of text around make one ending look like another.
  const name = [...downloadName.replace(/[\p{C}\p{Zl}\p{Zp}/\\]/gu, '_')].slice(0, 200).join('') || '_'
  const plain = name.replace(/[^\w .()@+,-]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, encodeSign)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}

const encodeSign = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`

import type { IncomingMessage } from 'node:http'
import { DomainError } from '../errors.ts'

const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i

/**
 * The JSON of a request's body. What is too large is refused as soon as that is known; the rest of it is
 * discarded unread.
 * @throws DomainError UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE, MALFORMED_REQUEST, BATCHING_FORBIDDEN
 */
export async function readJson(request: IncomingMessage, limitBytes: number): Promise<unknown> {
  const { 'content-type': type, 'content-encoding': encoding, 'content-length': length } = request.headers
  if (!type || !JSON_TYPE.test(type) || (encoding && encoding !== 'identity'))
    throw discard(request, new DomainError('UNSUPPORTED_MEDIA_TYPE'))
  const tooLarge = () => discard(request, new DomainError('BODY_TOO_LARGE', [], { maximum: limitBytes }))
  if (Number(length) > limitBytes) throw tooLarge()
  const text = await readText(request, limitBytes, tooLarge)
  if (text.trimStart().startsWith('[')) throw new DomainError('BATCHING_FORBIDDEN')
  if (nestsTooDeep(text)) throw new DomainError('MALFORMED_REQUEST')
  try {
    return JSON.parse(text)
  } catch {
    throw new DomainError('MALFORMED_REQUEST')
  }
}

function readText(request: IncomingMessage, limitBytes: number, tooLarge: () => Error): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const take = (chunk: Buffer) => {
      size += chunk.length
      if (size > limitBytes) {
        request.off('data', take)
        chunks.length = 0
        reject(tooLarge())
      } else chunks.push(chunk)
    }
    request.on('data', take)
    const cut = () => reject(new DomainError('MALFORMED_REQUEST'))
    request.once('end', () => {
      request.off('close', cut)
      resolve(Buffer.concat(chunks, Math.min(size, limitBytes)).toString())
    })
    request.once('error', reject)
    request.once('close', cut)
  })
}

function discard(request: IncomingMessage, error: Error): Error {
  request.resume()
  return error
}

const DEEPEST = 64

/** Whether JSON nests deeper than anyone's does: found before a parser pays for it. */
export function nestsTooDeep(json: string): boolean {
  let depth = 0
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === 0x22) {
      do at = json.indexOf('"', at + 1)
      while (at > 0 && isEscaped(json, at))
      if (at < 0) return false
    } else if (code === 0x5b || code === 0x7b) {
      if (++depth > DEEPEST) return true
    } else if (code === 0x5d || code === 0x7d) depth--
  }
  return false
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0
  while (json.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes++
  return backslashes % 2 === 1
}

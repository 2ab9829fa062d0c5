import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { RouteHandler } from './server.ts'

interface Kept {
  readonly body: Buffer
  readonly isCompressed: boolean
  readonly etag: string
  readonly type: string
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.ttf': 'font/ttf',
  '.tgz': 'application/gzip',
}

/**
 * The files of a folder, kept in memory, compressed where a `.gz` stands beside them: no path of a request reaches
 * the disk, and a folder that is built anew under a running server harms nobody. They are read anew once `stamp`, a
 * file that the build writes last, says so.
 */
export class KeptFiles {
  private files = new Map<string, Kept>()
  private readAtMs: number | undefined

  constructor(
    private readonly folder: string,
    private readonly stamp: string,
  ) {
    this.read()
  }

  has(path: string): boolean {
    return this.files.has(path)
  }

  /** Reads them again if they were built since. */
  refresh(): void {
    const builtAtMs = this.builtAtMs()
    if (builtAtMs !== undefined && builtAtMs !== this.readAtMs) this.read()
  }

  /** Answers with a file, or 404. */
  send(path: string, ...[request, response]: Parameters<RouteHandler>): void {
    const file = this.files.get(path)
    if (!file) return void response.writeHead(404).end()
    response.setHeader('etag', file.etag)
    response.setHeader('vary', 'Accept-Encoding')
    if (request.headers['if-none-match'] === file.etag) return void response.writeHead(304).end()
    const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
    if (file.isCompressed && takesGzip) response.setHeader('content-encoding', 'gzip')
    const body = file.isCompressed && !takesGzip ? gunzipSync(file.body) : file.body
    response.writeHead(200, { 'content-type': file.type, 'content-length': body.length }).end(body)
  }

  private builtAtMs(): number | undefined {
    return statSync(join(this.folder, this.stamp), { throwIfNoEntry: false })?.mtimeMs
  }

  private read(): void {
    const readAtMs = this.builtAtMs()
    try {
      this.files = filesOf(this.folder, this.stamp)
      this.readAtMs = readAtMs
    } catch (error) {
      // Being built at this moment, or never yet: those of before go on, and the next look may find more.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
}

function filesOf(folder: string, stamp: string): Map<string, Kept> {
  const files = new Map<string, Kept>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('.gz') || entry.name === stamp) continue
    const file = join(entry.parentPath, entry.name)
    const isCompressed = existsSync(`${file}.gz`)
    const body = readFileSync(isCompressed ? `${file}.gz` : file)
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    files.set(file.slice(folder.length).replaceAll('\\', '/'), { body, isCompressed, etag, type })
  }
  return files
}

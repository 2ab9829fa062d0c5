import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pino, { type Logger } from 'pino'
import roll from 'pino-roll'

export type Log = Logger

export interface LogOptions {
  level: string
  /** Where to write files; to standard output when there is none. */
  folder: string | undefined
  maxSizeMb: number
  maxFiles: number
}

/** What must not be written whatever object it is in. */
const SECRETS = ['password', 'secret', 'token', 'accessToken', 'refreshToken', 'authorization']

/**
 * The log: one JSON object a line. Messages are constant, and what varies is in fields (`requestId`, `tenantId`,
 * `pbxId`, …), so that no personal data and no line break from outside gets into a message.
 */
export async function openLog({ level, folder, maxSizeMb, maxFiles }: LogOptions): Promise<Log> {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[…]' },
  }
  if (folder === undefined) return pino(options)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'centralita')
  const stream = await roll({
    file,
    extension: '.log',
    size: `${maxSizeMb}m`,
    frequency: 'daily',
    limit: { count: maxFiles },
  })
  return pino(options, stream)
}

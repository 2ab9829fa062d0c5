import { execFileSync } from 'node:child_process'
import { createWriteStream, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'

const GENERATOR = join(import.meta.dirname, '../../../shared/queue_log/gen_queue_log.py')

export interface MadeLog {
  readonly folder: string
  /** Whole paths. */
  readonly files: readonly string[]
  /** By whom it was made. */
  readonly maker: string
  remove(): void
}

/** A queue_log of about so many lines, in a folder of its own: a call center played, where the generator is there. */
export async function makeLog(lines: number): Promise<MadeLog> {
  const folder = mkdtempSync(join(tmpdir(), 'centralita-bench-log-'))
  const isPlayed = existsSync(GENERATOR)
  if (isPlayed) {
    const options = [
      '--out',
      folder,
      '--lines',
      String(lines),
      '--seed',
      '7',
      '--agents',
      '200',
      '--queues',
      '12',
    ]
    execFileSync('python3', [GENERATOR, ...options], { stdio: 'ignore' })
    rmSync(join(folder, 'truth.json'), { force: true })
  } else await writeCalls(join(folder, 'queue_log'), lines)
  const files = readdirSync(folder).map((name) => join(folder, name))
  const maker = isPlayed ? 'a call center of 12 queues and 200 agents, played' : 'calls of one kind, written'
  return { folder, files, maker, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Calls that come every two seconds and are answered by one agent after the other. */
async function writeCalls(path: string, lines: number): Promise<void> {
  const out = createWriteStream(path)
  const began = 1_740_978_000
  for (let call = 0; call * 3 < lines; call += 1) {
    const at = began + call * 2
    const head = (second: number) => `${at + second}|${at}.${call}|cola${call % 12}`
    out.write(
      `${head(0)}|NONE|ENTERQUEUE||099${String(call % 1e6).padStart(6, '0')}|1\n` +
        `${head(7)}|Agente ${call % 200}|CONNECT|7|${at + 5}.${call}|2\n` +
        `${head(187)}|Agente ${call % 200}|COMPLETECALLER|7|180|1\n`,
    )
    if (out.writableNeedDrain) await new Promise<void>((resolve) => out.once('drain', resolve))
  }
  out.end()
  await finished(out)
}

import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sharedFile } from '../shared.files.ts'
import type { Truth } from './truth.ts'

/** A call center played by the generator: its logs, and what truly happened. */
export interface GeneratedLogs {
  readonly folder: string
  /** In the order they were written. */
  readonly files: string[]
  readonly truth: Truth & {
    files_in_order: string[]
    interface_to_name: Record<string, string>
    oddities: Record<string, number>
    lines: number
  }
  readonly agentOf: (spelling: string) => string
  remove(): void
}

/** Plays a call center; the same options give the same logs. Needs python3 and the generator beside the checkout. */
export async function generateLogs(...options: string[]): Promise<GeneratedLogs> {
  const folder = mkdtempSync(join(tmpdir(), 'centralita-log-'))
  await promisify(execFile)(
    'python3',
    [sharedFile('queue_log/gen_queue_log.py'), '--out', folder, ...options],
    {
      timeout: 60_000,
    },
  )
  const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as GeneratedLogs['truth']
  return {
    folder,
    files: truth.files_in_order.map((file) => join(folder, file)),
    truth,
    agentOf: (spelling) => truth.interface_to_name[spelling] ?? spelling,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

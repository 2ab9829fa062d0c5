import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { Worker, type WorkerOptions } from 'node:worker_threads'

const PATIENCE_MS = 2_000

/**
 * Starts the thread whose module stands beside the caller's: `startThread(import.meta.url, './embedded.worker')`.
 * From the sources, as tests run them, a thread needs the loader that understands TypeScript.
 */
export function startThread(
  beside: string,
  module: string,
  options: Omit<WorkerOptions, 'execArgv'> = {},
): Worker {
  const extension = extname(beside)
  return new Worker(new URL(`${module}${extension}`, beside), {
    ...options,
    execArgv: extension === '.ts' ? ['--import', loader()] : [],
  })
}

/** Threads that were ended and go on, because something they have asked of a disk is not answered. */
let hanging = 0

/** Ends a thread, and waits for that, but for no disk that hangs: then it ends when the disk answers. */
export async function endThread(thread: Worker): Promise<void> {
  hanging += 1
  const ended = thread.terminate().finally(() => {
    hanging -= 1
  })
  await Promise.race([ended, sleep(PATIENCE_MS, undefined, { ref: false })])
}

/** Whether something is asked of a disk that has not answered, here or in a thread that was ended. */
export const isDiskAwaited = (): boolean =>
  hanging > 0 || process.getActiveResourcesInfo().some((resource) => /^(FSReq|CloseReq)/.test(resource))

const loader = () =>
  new URL('register.mjs', pathToFileURL(createRequire(import.meta.url).resolve('@oxc-node/core'))).href

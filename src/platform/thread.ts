import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker, type WorkerOptions } from 'node:worker_threads'

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

const loader = () =>
  new URL('register.mjs', pathToFileURL(createRequire(import.meta.url).resolve('@oxc-node/core'))).href

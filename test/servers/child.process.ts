import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** Another user of the system to run as; only root may choose. */
export interface ChildUser {
  uid: number
  gid: number
}

export interface ChildOptions {
  logFile: string
  user?: ChildUser
  cwd?: string
  env?: Record<string, string>
}

/** Starts a server of a test. It dies with this process, however this process ends; its output goes to a file. */
export function startChild(command: string, args: string[], options: ChildOptions): ChildProcess {
  const log = openSync(options.logFile, 'a')
  const mortal = findCommand('setpriv') ? ['setpriv', '--pdeathsig', 'KILL', command] : [command]
  const child = spawn(mortal[0]!, [...mortal.slice(1), ...args], {
    ...(options.cwd && { cwd: options.cwd }),
    ...options.user,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', log, log],
  })
  child.once('error', () => {}) // told by hasEnded and by whoever waits for the server to answer
  closeSync(log)
  return child
}

export const hasEnded = (child: ChildProcess) =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null

/** Resolves once the process is gone; after `limitMs` it is killed. */
export async function endChild(child: ChildProcess, signal: NodeJS.Signals, limitMs = 10_000): Promise<void> {
  if (hasEnded(child)) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const killer = setTimeout(() => child.kill('SIGKILL'), limitMs)
  child.kill(signal)
  await gone
  clearTimeout(killer)
}

/** Runs a command to its end. Rejects with what it said when it fails or takes longer than `limitMs`. */
export function run(command: string, args: string[], limitMs = 10_000, user?: ChildUser): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { timeout: limitMs, maxBuffer: 16e6, ...user }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${command} ${args.join(' ')}: ${error.message}\n${stdout}${stderr}`))
      else resolve(stdout)
    })
  })
}

/** Where a command stands on PATH, or undefined. Daemons live in sbin, which a user's PATH may lack. */
export function findCommand(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}

/** Asks again every 50 ms until the answer is neither undefined nor false; rejects after `limitMs` with `describe()`. */
export async function waitUntil<T>(
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  limitMs: number,
  describe: () => string,
): Promise<T> {
  const deadline = performance.now() + limitMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (performance.now() > deadline) throw new Error(`After ${limitMs} ms: ${describe()}`)
    await delay(50)
  }
}

/** The last lines of a log, for messages of failure. */
export function tail(path: string, lines = 25): string {
  if (!existsSync(path)) return `(no ${path})`
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
}

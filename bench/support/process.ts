import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

const STOP_MS = 10_000

/** Microseconds of CPU, user and system, that a process has used; the kernel counts hundredths of a second. */
export function cpuMicros(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}

/** The most memory that a process has had at once, in bytes. */
export function peakBytes(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

const TICK_MS = 5

/**
 * Watches for how long this thread computes between two turns of its event loop. Unlike lateness that is not what
 * others on the machine take of it: the kernel counts nanoseconds on a core for each thread.
 */
export function watchBlocks(): { longestMs(): number } {
  const onCore = () =>
    Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  let longest = 0
  let before = onCore()
  const timer = setInterval(() => {
    const now = onCore()
    longest = Math.max(longest, now - before)
    before = now
  }, TICK_MS).unref()
  return {
    longestMs() {
      clearInterval(timer)
      return longest
    },
  }
}

/** Starts a TypeScript file of the benchmark's in a process of its own. */
export const start = (file: URL, ...args: string[]): ChildProcess =>
  fork(file, args, { execArgv: ['--import', '@oxc-node/core/register'] })

/** What a process says next; its end is an error. */
export async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const stop = new AbortController()
  const { signal } = stop
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`a process of the benchmark ended with ${code}`)
  })
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), ended])
    return message
  } finally {
    ended.catch(() => {})
    stop.abort()
  }
}

/** Tells a process something and resolves with its answer. */
export function ask<Answer>(child: ChildProcess, order: object | string): Promise<Answer> {
  const answer = nextMessage<Answer>(child)
  child.send(order)
  return answer
}

/** Ends a process, in its own way if that takes no more than some seconds. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const late = new AbortController()
  void wait(STOP_MS, undefined, { signal: late.signal }).then(
    () => child.kill('SIGKILL'),
    () => {},
  )
  await gone
  late.abort()
}

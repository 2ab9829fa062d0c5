import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DomainError } from '../../errors.ts'

const held = new Set<string>()

/**
 * Makes this process the only one to use `folder`: two on one embedded database destroy it. A lock left
 * by a process that is gone is taken over.
 * @returns how to let go.
 * @throws DomainError STORE_IN_USE with the `folder` and the `process` that holds it.
 */
export function lockFolder(folder: string): () => void {
  const file = `${resolve(folder)}.lock`
  mkdirSync(dirname(file), { recursive: true })
  if (held.has(file)) throw new DomainError('STORE_IN_USE', [], { folder, process: process.pid })
  for (let attempt = 0; ; attempt += 1) {
    try {
      writeFileSync(file, mark(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = holderOf(file)
      if (attempt > 4 || (holder !== undefined && holder !== process.pid))
        throw new DomainError('STORE_IN_USE', [], { folder, process: holder ?? 0 })
      rmSync(file, { force: true })
    }
  }
  held.add(file)
  return () => {
    held.delete(file)
    rmSync(file, { force: true })
  }
}

/** The running process that wrote the lock; undefined when it is gone. */
function holderOf(file: string): number | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
  const pid = Number.parseInt(text, 10)
  return pid > 0 && isRunning(pid) && text === mark(pid) ? pid : undefined
}

/** Process ids come again, after a restart of a container even at once; the time of start tells them apart. */
function mark(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]} ${boot}`
  } catch {
    return `${pid}`
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

import { type FSWatcher, watch } from 'node:fs'

/** How often a log is looked at when nothing hints at a change: what watches files misses some. */
const POLL_MS = 1_000
/** Lines come in flocks; those of so long a while are read at once. */
const FLOCK_MS = 100

/** Tells that something in a folder may have changed: at once where the system says so, else every second. */
export class FolderHint {
  private watcher: FSWatcher | undefined
  private wake: (() => void) | undefined
  private isHinted = false

  constructor(private readonly folder: string) {}

  /** Resolves when it is worth looking again, or when `signal` is given. */
  async next(signal: AbortSignal): Promise<void> {
    this.watch()
    await this.pause(this.isHinted ? 0 : POLL_MS, signal)
    this.isHinted = false
    if (!signal.aborted) await this.pause(FLOCK_MS, signal)
  }

  close(): void {
    this.watcher?.close()
    this.watcher = undefined
  }

  private watch(): void {
    if (this.watcher) return
    try {
      const watcher = watch(this.folder, { persistent: false }, () => {
        this.isHinted = true
        this.wake?.()
      })
      watcher.on('error', () => this.close())
      this.watcher = watcher
    } catch {
      // A folder that is not there, or not ours to watch: it is looked at every second.
    }
  }

  private pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        this.wake = undefined
        resolve()
      }
      const timer = setTimeout(done, ms)
      signal.addEventListener('abort', done)
      if (ms > FLOCK_MS) this.wake = done
    })
  }
}

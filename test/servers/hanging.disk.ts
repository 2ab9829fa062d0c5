import type { ChildProcess } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endChild, findCommand, hasEnded, run, startChild, tail, waitUntil } from './child.process.ts'

const CHILD = new URL('./hanging.disk.child.ts', import.meta.url).pathname

/** Whether a file system of ours can be mounted here, and what is missing if not. */
export function hangingDiskAvailable(): { available: boolean; reason: string } {
  const isRoot = process.getuid?.() === 0
  if (!isRoot || !findCommand('mount')) return { available: false, reason: 'only root may mount a disk' }
  try {
    accessSync('/dev/fuse', constants.R_OK | constants.W_OK)
    return { available: true, reason: '' }
  } catch {
    return { available: false, reason: 'there is no /dev/fuse' }
  }
}

/** A mounted folder, to be read only, whose disk can be made to hang, as one of a machine that is away does. */
export class HangingDisk {
  private constructor(
    private readonly place: string,
    private readonly child: ChildProcess,
  ) {}

  static async mount(): Promise<HangingDisk> {
    const place = await mkdtemp(join(tmpdir(), 'hanging-disk-'))
    for (const folder of ['files', 'mounted']) await mkdir(join(place, folder))
    const logFile = join(place, 'log')
    const args = ['--import', '@oxc-node/core/register', CHILD, join(place, 'files'), join(place, 'mounted')]
    const disk = new HangingDisk(place, startChild(process.execPath, args, { logFile }))
    await waitUntil(
      () =>
        tail(logFile).includes('mounted') ||
        (hasEnded(disk.child) && Promise.reject(new Error(tail(logFile)))),
      20_000,
      () => tail(logFile),
    )
    return disk
  }

  /** Where its files are to be read. */
  get folder(): string {
    return join(this.place, 'mounted')
  }

  /** Where they are to be written, which never hangs. */
  get files(): string {
    return join(this.place, 'files')
  }

  hang(): void {
    this.child.kill('SIGSTOP')
  }

  answer(): void {
    this.child.kill('SIGCONT')
  }

  async remove(): Promise<void> {
    this.answer()
    await run('umount', ['--lazy', this.folder]).catch(() => {})
    await endChild(this.child, 'SIGKILL')
    await rm(this.place, { recursive: true, force: true })
  }
}

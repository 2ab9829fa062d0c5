import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { LogFolder } from '../../src/adapters/queue-log/log.folder.ts'
import {
  type FollowerOptions,
  LogFollower,
  type LogPosition,
} from '../../src/adapters/queue-log/log.follower.ts'

const BEGAN = 1_755_000_000

/** A PBX that writes its queue_log, and a system that rotates it in the ways that are usual. */
export class LogDesk {
  readonly folder = mkdtempSync(join(tmpdir(), 'centralita-log-'))
  /** Every line that was ever written. */
  readonly written: string[] = []

  path(name = 'queue_log'): string {
    return join(this.folder, name)
  }

  /** Writes so many lines. */
  write(count: number, name = 'queue_log'): void {
    const lines = Array.from({ length: count }, (_, n) => {
      const number = this.written.length + n
      return `${BEGAN + number}|${BEGAN}.${number}|ventas|NONE|ENTERQUEUE||099${number}|1`
    })
    appendFileSync(this.path(name), `${lines.join('\n')}\n`)
    this.written.push(...lines)
  }

  /** Writes bytes as they are. */
  raw(bytes: string | Buffer, name = 'queue_log'): void {
    appendFileSync(this.path(name), bytes)
  }

  rename(to: string, from = 'queue_log'): void {
    renameSync(this.path(from), this.path(to))
  }

  copyTruncate(to: string): void {
    writeFileSync(this.path(to), readFileSync(this.path()))
    this.empty()
  }

  empty(): void {
    truncateSync(this.path(), 0)
  }

  compress(name: string): void {
    writeFileSync(this.path(`${name}.gz`), gzipSync(readFileSync(this.path(name))))
    rmSync(this.path(name))
  }

  contents(name: string): Buffer {
    return readFileSync(this.path(name))
  }

  inflated(name: string): Buffer {
    return gunzipSync(this.contents(name))
  }

  remove(name = 'queue_log'): void {
    rmSync(this.path(name), { force: true })
  }

  logFolder(allowed: readonly string[] = [this.folder]): LogFolder {
    return new LogFolder(this.folder, 'queue_log', allowed)
  }

  clear(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** One who follows a log, and what they have read of it. */
export class LogListener {
  readonly heard: string[] = []
  position: LogPosition | undefined
  private follower: LogFollower
  private half = ''

  constructor(
    private readonly folder: LogFolder,
    private readonly options: Partial<FollowerOptions> = {},
  ) {
    this.follower = this.make()
  }

  /** Reads all there is now. */
  async listen(): Promise<string[]> {
    const before = this.heard.length
    while (await this.hearPiece());
    return this.heard.slice(before)
  }

  /** Reads one piece; false when there is none. */
  async hearPiece(): Promise<boolean> {
    const piece = await this.follower.read()
    if (!piece) return false
    this.position = piece.position
    const lines = (this.half + piece.bytes.toString('latin1')).split('\n')
    this.half = piece.endsFile ? '' : lines.pop()!
    this.heard.push(...lines)
    return true
  }

  /** Ends, and goes on later from where it was. */
  async restart(): Promise<void> {
    await this.follower.close()
    this.follower = this.make()
  }

  close(): Promise<void> {
    return this.follower.close()
  }

  private make(): LogFollower {
    return new LogFollower(this.folder, {
      position: this.position && JSON.parse(JSON.stringify(this.position)),
      fromOldest: true,
      pieceBytes: 4_096,
      now: () => 42,
      ...this.options,
    })
  }
}

import type { ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ApiClient } from './api.client.ts'
import { PASSWORD } from './app.server.ts'
import { endChild, hasEnded, startChild, tail, waitUntil } from './child.process.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** Centralita as people run it: a process of its own, which can be killed, stopped and started again. */
export class ServerProcess {
  port = 0
  private child: ChildProcess | undefined
  private starts = 0
  private firstPassword: string | undefined

  private constructor(
    readonly folder: string,
    private readonly environment: Record<string, string>,
  ) {}

  static async start(environment: Record<string, string>): Promise<ServerProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'centralita-process-'))
    const server = new ServerProcess(folder, environment)
    await server.start()
    return server
  }

  /** Starts it, again too; resolves when it listens. */
  async start(limitMs = 60_000): Promise<void> {
    this.starts++
    const child = startChild(process.execPath, ['--import', '@oxc-node/core/register', MAIN], {
      logFile: this.logFile,
      env: {
        DATA_DIR: join(this.folder, 'data'),
        PORT: '0',
        DEMO: 'off',
        NODE_ENV: 'test',
        LOG_LEVEL: 'warn',
        ...this.environment,
      },
    })
    this.child = child
    const said = () => (existsSync(this.logFile) ? readFileSync(this.logFile, 'utf8') : '')
    const listening = () => {
      if (hasEnded(child)) throw new Error(`The server ended while starting\n${tail(this.logFile)}`)
      return /127\.0\.0\.1:(\d+)\/graphql/.exec(said())?.[1]
    }
    this.port = Number(await waitUntil(listening, limitMs, () => `It does not listen\n${tail(this.logFile)}`))
    this.firstPassword = /contraseña: (\S+)/.exec(said())?.[1]
  }

  /** The administrator, signed in. */
  async admin(): Promise<ApiClient> {
    const client = new ApiClient(this.port)
    if (this.firstPassword === undefined) await client.signIn('admin', PASSWORD)
    else {
      await client.signIn('admin', this.firstPassword)
      await client.changePassword(this.firstPassword, PASSWORD)
      this.firstPassword = undefined
    }
    return client
  }

  get(path: string): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}${path}`, { signal: AbortSignal.timeout(15_000) })
  }

  signal(name: NodeJS.Signals): void {
    this.child?.kill(name)
  }

  /** What it exited with, once it has. */
  get exitCode(): number | null {
    return this.child?.exitCode ?? null
  }

  get hasEnded(): boolean {
    return this.child === undefined || hasEnded(this.child)
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    if (this.child) await endChild(this.child, 'SIGKILL')
  }

  /** Ends it and removes its folder. */
  async remove(): Promise<void> {
    await this.kill()
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }

  /** What it logged since it was started last. */
  get log(): string {
    return readFileSync(this.logFile, 'utf8')
  }

  private get logFile(): string {
    return join(this.folder, `log-${this.starts}`)
  }
}

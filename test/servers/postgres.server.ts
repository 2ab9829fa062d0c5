import type { ChildProcess } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { endChild, findCommand, hasEnded, run, startChild, tail, waitUntil } from './child.process.ts'
import { claimPorts, type PortBlock } from './ports.ts'

/** Whether a private PostgreSQL can be started here, and what is missing if not. */
export function postgresAvailable(): { available: boolean; reason: string } {
  if (!programs()) return { available: false, reason: 'PostgreSQL is not installed (no initdb found)' }
  return { available: true, reason: '' }
}

/** Starts a PostgreSQL with its own folder and port; durability is as in production unless `fast`. */
export async function startPostgres(options: { fast?: boolean } = {}): Promise<PostgresServer> {
  const { available, reason } = postgresAvailable()
  if (!available) throw new Error(reason)
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'))
  const server = new PostgresServer(folder, await claimPorts([0]), options.fast ?? false)
  try {
    await server.create()
    await server.start()
  } catch (error) {
    await server.remove()
    throw error
  }
  return server
}

/** A real PostgreSQL that a fault test may stop, kill and start again; the data stay until remove(). */
export class PostgresServer {
  readonly port: number
  readonly url: string
  readonly folder: string
  private readonly ports: PortBlock
  private readonly fast: boolean
  private postgres: ChildProcess | undefined

  constructor(folder: string, ports: PortBlock, fast: boolean) {
    this.folder = folder
    this.ports = ports
    this.fast = fast
    this.port = ports.first
    this.url = `postgres://postgres@127.0.0.1:${this.port}/postgres`
  }

  async create(): Promise<void> {
    const user = await owner()
    if (user) await chown(this.folder, user.uid, user.gid)
    const args = ['-D', join(this.folder, 'data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync']
    await run(join(programs()!, 'initdb'), [...args, '--locale=C.UTF-8'], 60_000, user)
  }

  /** With further settings, as `name=value`. */
  async start(more: readonly string[] = []): Promise<void> {
    const settings = [
      ...more,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=100',
    ]
    if (this.fast) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')
    const args = [
      '-D',
      join(this.folder, 'data'),
      '-p',
      `${this.port}`,
      ...settings.flatMap((s) => ['-c', s]),
    ]
    const user = await owner()
    const child = startChild(join(programs()!, 'postgres'), args, {
      logFile: this.logFile,
      ...(user && { user }),
    })
    this.postgres = child
    const answers = async () => {
      if (hasEnded(child)) throw new Error(`PostgreSQL ended while starting\n${tail(this.logFile)}`)
      return this.answers()
    }
    await waitUntil(answers, 30_000, () => `PostgreSQL does not answer\n${tail(this.logFile)}`)
  }

  /** Stops as an administrator does, breaking the connections. */
  async stop(): Promise<void> {
    if (this.postgres) await endChild(this.postgres, 'SIGINT')
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    if (this.postgres) await endChild(this.postgres, 'SIGKILL')
  }

  /** Ends it and removes its data. */
  async remove(): Promise<void> {
    await this.stop()
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 })
    await this.ports.release()
  }

  private get logFile(): string {
    return join(this.folder, 'log')
  }

  private async answers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 2000 })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query('select 1')
      return true
    } catch {
      return false
    } finally {
      await client.end().catch(() => {})
    }
  }
}

/** The folder of the newest PostgreSQL's programs, which the distribution keeps off PATH. */
function programs(): string | undefined {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const folders = versions.map((version) => join(root, version, 'bin'))
  const onPath = findCommand('initdb')
  if (onPath) folders.push(join(onPath, '..'))
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

/** PostgreSQL refuses to run as root: then it runs as the system's user `postgres`. */
export async function owner(): Promise<{ uid: number; gid: number } | undefined> {
  if (userInfo().uid !== 0) return undefined
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, 'postgres'])))
  return { uid: Number(uid), gid: Number(gid) }
}

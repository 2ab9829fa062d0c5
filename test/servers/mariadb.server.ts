import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import mysql from 'mysql2/promise'
import { endChild, findCommand, hasEnded, run, startChild, tail, waitUntil } from './child.process.ts'
import { claimPorts, type PortBlock } from './ports.ts'

/** Whether a private MariaDB can be started here, and what is missing if not. */
export function mariadbAvailable(): { available: boolean; reason: string } {
  const missing = ['mariadbd', 'mariadb-install-db'].filter((name) => !findCommand(name))
  if (missing.length === 0) return { available: true, reason: '' }
  return { available: false, reason: `${missing.join(', ')} not installed` }
}

/** Starts a MariaDB with its own folder and port; durability is as in production unless `fast`. */
export async function startMariadb(options: { fast?: boolean } = {}): Promise<MariadbServer> {
  const { available, reason } = mariadbAvailable()
  if (!available) throw new Error(reason)
  const folder = await mkdtemp(join(tmpdir(), 'mariadb-'))
  const server = new MariadbServer(folder, await claimPorts([0]), options.fast ?? false)
  try {
    await server.create()
    await server.start()
  } catch (error) {
    await server.remove()
    throw error
  }
  return server
}

/** A real MariaDB that a fault test may stop, kill and start again; the data stay until remove(). */
export class MariadbServer {
  readonly port: number
  readonly url: string
  readonly folder: string
  private readonly ports: PortBlock
  private readonly fast: boolean
  private mariadbd: ChildProcess | undefined

  constructor(folder: string, ports: PortBlock, fast: boolean) {
    this.folder = folder
    this.ports = ports
    this.fast = fast
    this.port = ports.first
    this.url = `mysql://centralita:centralita@127.0.0.1:${this.port}/centralita`
  }

  async create(): Promise<void> {
    const setup = [
      `--user=${userInfo().username}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ]
    const args = ['--no-defaults', `--datadir=${this.data}`, ...setup, '--skip-name-resolve', '--force']
    await run(findCommand('mariadb-install-db')!, args, 60_000)
  }

  /** With further settings, as its command line takes them. */
  async start(settings: readonly string[] = []): Promise<void> {
    const args = ['--no-defaults', `--user=${userInfo().username}`, `--datadir=${this.data}`]
    args.push(
      `--socket=${this.socket}`,
      `--port=${this.port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
    )
    args.push(`--pid-file=${join(this.folder, 'pid')}`, '--innodb-buffer-pool-size=64M', '--skip-log-bin')
    args.push('--performance-schema=OFF', '--max-connections=200')
    args.push(...settings)
    if (this.fast)
      args.push('--innodb-flush-log-at-trx-commit=0', '--sync-binlog=0', '--innodb-flush-method=nosync')
    const child = startChild(findCommand('mariadbd')!, args, { logFile: this.logFile })
    this.mariadbd = child
    const answers = async () => {
      if (hasEnded(child)) throw new Error(`MariaDB ended while starting\n${tail(this.logFile)}`)
      return this.prepare()
    }
    await waitUntil(answers, 60_000, () => `MariaDB does not answer\n${tail(this.logFile)}`)
  }

  /** Stops as an administrator does. */
  async stop(): Promise<void> {
    if (this.mariadbd) await endChild(this.mariadbd, 'SIGTERM', 20_000)
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    if (this.mariadbd) await endChild(this.mariadbd, 'SIGKILL')
  }

  /** Ends it and removes its data. */
  async remove(): Promise<void> {
    await this.kill()
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 })
    await this.ports.release()
  }

  private get data(): string {
    return join(this.folder, 'data')
  }

  private get socket(): string {
    return join(this.folder, 'socket')
  }

  private get logFile(): string {
    return join(this.folder, 'log')
  }

  /** Makes the database and its user, whose rights reach further databases that tests make. */
  private async prepare(): Promise<boolean> {
    try {
      const connection = await mysql.createConnection({
        socketPath: this.socket,
        user: 'root',
        connectTimeout: 2000,
      })
      connection.on('error', () => {})
      await connection.query('create database if not exists centralita')
      await connection.query("create user if not exists centralita@'%' identified by 'centralita'")
      await connection.query("grant all on *.* to centralita@'%' with grant option")
      await connection.end()
      return true
    } catch {
      return false
    }
  }
}

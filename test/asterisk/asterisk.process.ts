import type { ChildProcess } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  endChild,
  findCommand,
  hasEnded,
  run,
  startChild,
  tail,
  waitUntil,
} from '../servers/child.process.ts'
import type { PortBlock } from '../servers/ports.ts'
import { findModules, findOdbcDriver, renderConfiguration } from './asterisk.folder.ts'
import type { PhoneBehaviour } from './sip.scenario.ts'
import { StoryAmi } from './story.ami.ts'

export const phoneNumbers = ['7001', '7002', '7003', '7004'] as const
export type PhoneNumber = (typeof phoneNumbers)[number]

export interface AsteriskOptions {
  /** Phones that SIPp plays from the start, each with its behaviour. None by default. */
  phones?: Partial<Record<PhoneNumber, PhoneBehaviour>>
  /** For load: logs warnings only, never asks phones whether they live, the test's own connection gets no events. */
  quiet?: boolean
  /** Asterisk's `systemname`, a prefix of every uniqueid. None by default, as on most customers' machines. */
  systemName?: string
  /** AMI events carry a `Timestamp`. */
  timestamps?: boolean
  /** The address of a MariaDB database: queue_log goes to its table `queue_log` as well as to the file. */
  queueLogDatabase?: string
}

/** One Asterisk in its private folder: its configuration, its birth and its many deaths. */
export class AsteriskProcess {
  readonly host = '127.0.0.1'
  readonly amiPort: number
  readonly sipPort: number
  readonly folder: string
  /** The test's own connection. A new one after each restart. */
  ami!: StoryAmi

  protected readonly ports: PortBlock
  protected readonly options: AsteriskOptions
  private asterisk: ChildProcess | undefined
  private boots = 0
  private readonly forget = () => rmSync(this.folder, { recursive: true, force: true })

  constructor(folder: string, ports: PortBlock, options: AsteriskOptions) {
    this.folder = folder
    this.ports = ports
    this.options = options
    this.amiPort = ports.first
    this.sipPort = ports.first + 1
    process.once('exit', this.forget) // a test that was broken off
  }

  get pid(): number | undefined {
    return this.asterisk?.pid
  }

  /** The answer of Asterisk's command line. */
  cli(command: string): Promise<string> {
    return run(findCommand('asterisk')!, ['-C', join(this.folder, 'etc/asterisk.conf'), '-rx', command])
  }

  /** Resolves when Asterisk is fully booted. */
  async boot(): Promise<void> {
    await this.configure()
    const args = ['-f', '-C', join(this.folder, 'etc/asterisk.conf')]
    const socket = join(this.folder, 'run/asterisk.ctl')
    await rm(socket, { force: true })
    const env = { ODBCINI: join(this.folder, 'etc/odbc.ini'), ODBCSYSINI: join(this.folder, 'etc') }
    const child = startChild(findCommand('asterisk')!, args, {
      logFile: join(this.folder, 'log/out.log'),
      env,
    })
    this.asterisk = child
    const booted = async () => {
      if (hasEnded(child)) throw new Error(`Asterisk ended while starting\n${this.logTail()}`)
      if (!existsSync(socket)) return false
      const said = await this.cli('core waitfullybooted').catch(() => '')
      return said.includes('fully booted')
    }
    await waitUntil(booted, 30_000, () => `Asterisk is not fully booted\n${this.logTail()}`)
    const explain = () => this.logTail()
    this.ami = await StoryAmi.login(this.amiPort, 'story', 'clave-story', { explain })
  }

  /** Ends Asterisk at once, as a crash does. Phones and folder stay. */
  async kill(): Promise<void> {
    this.ami?.close()
    if (this.asterisk) await endChild(this.asterisk, 'SIGKILL')
  }

  /** Stops Asterisk in order, as an administrator does. Phones and folder stay. */
  async shutDown(): Promise<void> {
    this.ami?.close()
    if (!this.asterisk || hasEnded(this.asterisk)) return
    await this.cli('core stop now').catch(() => {})
    await endChild(this.asterisk, 'SIGTERM')
  }

  /** Starts again in the same folder and on the same ports, after kill() or shutDown(); ends a running one first. */
  async restart(): Promise<void> {
    await this.shutDown()
    await this.boot()
  }

  /** Asterisk stands still, its sockets open, until thaw(). */
  freeze(): void {
    this.asterisk?.kill('SIGSTOP')
  }

  thaw(): void {
    this.asterisk?.kill('SIGCONT')
  }

  /** Ends everything and removes the folder. */
  async stop(): Promise<void> {
    await this.kill()
    process.off('exit', this.forget)
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 })
    await this.ports.release()
  }

  /** The end of Asterisk's log, for messages. */
  logTail(): string {
    const full = tail(join(this.folder, 'log/full.log'))
    return `--- Asterisk's log\n${full}\n--- its output\n${tail(join(this.folder, 'log/out.log'), 5)}`
  }

  /** Where SIPp plays the phone or caller of that index. */
  protected sipPlace(index: number) {
    const { folder, sipPort, ports } = this
    const own = { port: ports.first + 2 + index, controlPort: ports.first + 50 + index }
    return { folder, sipPort, ...own, mediaPort: ports.first + 800 + index * 4 }
  }

  private async configure(): Promise<void> {
    const { quiet, systemName, timestamps, queueLogDatabase } = this.options
    const phones = phoneNumbers.map((number, i) => phoneConfiguration(number, this.sipPlace(i).port))
    await renderConfiguration(this.folder, {
      FOLDER: this.folder,
      MODULES: (await findModules()) ?? '',
      AMI_PORT: this.amiPort,
      SIP_PORT: this.sipPort,
      RTP_START: this.ports.first + 100,
      RTP_END: this.ports.first + 799,
      SYSTEM_NAME: systemName ? `systemname = ${systemName}` : '',
      TIMESTAMPS: timestamps ? 'yes' : 'no',
      LOG_LEVELS: quiet ? 'warning,error' : 'notice,warning,error,verbose(3)',
      STORY_READ: quiet ? 'command' : 'system,call,agent,user,reporting,dtmf,dialplan',
      QUALIFY_SECONDS: quiet ? 0 : 15,
      PHONES: phones.join('\n'),
      PRELOADED: queueLogDatabase ? PRELOADED_FOR_TABLES : '',
      QUEUE_LOG_TABLE: queueLogDatabase ? 'queue_log => odbc,queuelog' : '',
      QUEUE_LOG_DATABASE: queueLogDatabase ? odbcSource(queueLogDatabase) : '',
      // The states of Local agents outlive a crash in AstDB; a new boot has to begin with new ones.
      BOOT: ++this.boots,
    })
  }
}

/** The log of queues is opened before other modules are loaded. */
const PRELOADED_FOR_TABLES = ['res_odbc_transaction', 'res_odbc', 'res_config_odbc']
  .map((name) => `preload = ${name}.so`)
  .join('\n')

/** A database's address as ODBC wants it. */
function odbcSource(address: string): string {
  const { hostname, port, pathname, username, password } = new URL(address)
  return `Driver = ${findOdbcDriver() ?? ''}
Server = ${hostname}
Port = ${port || 3306}
Database = ${pathname.slice(1)}
User = ${username}
Password = ${password}
Charset = utf8mb4`
}

function phoneConfiguration(number: string, port: number): string {
  return `[${number}](endpoint)
context = phones
aors = ${number}
callerid = "Teléfono ${number}" <${number}>
[${number}](aor)
contact = sip:${number}@127.0.0.1:${port}`
}

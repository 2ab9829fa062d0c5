import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
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
import { claimPorts, type PortBlock } from '../servers/ports.ts'
import { findModules, makeFolder, renderConfiguration } from './asterisk.folder.ts'
import {
  type ChannelReport,
  parseChannels,
  parseQueueLog,
  parseQueueShow,
  type QueueLogLine,
  type QueueReport,
} from './asterisk.report.ts'
import { SipPhone } from './sip.phone.ts'
import type { PhoneBehaviour } from './sip.scenario.ts'
import { type AmiMessage, type Match, StoryAmi } from './story.ami.ts'

export const phoneNumbers = ['7001', '7002', '7003', '7004'] as const
export type PhoneNumber = (typeof phoneNumbers)[number]

/** The queues of etc/queues.conf by the last two digits of the number that enters them. */
const queueNumbers = {
  ventas: '01',
  soporte: '02',
  cobranzas: '03',
  dinamica: '04',
  vacia: '05',
  cerrada: '06',
  premium: '07',
  salida: '08',
  llena: '09',
  guardia: '10',
  carga: '11',
} as const
export type QueueName = keyof typeof queueNumbers

export interface AsteriskOptions {
  /** Phones that SIPp plays from the start, each with its behaviour. None by default. */
  phones?: Partial<Record<PhoneNumber, PhoneBehaviour>>
  /** For load: logs warnings only, never asks phones whether they live, the test's own connection gets no events. */
  quiet?: boolean
  /** Asterisk's `systemname`, a prefix of every uniqueid. None by default, as on most customers' machines. */
  systemName?: string
  /** AMI events carry a `Timestamp`. */
  timestamps?: boolean
}

/** What a Local agent does when a call rings; what is left out goes back to the default. */
export interface AgentBehaviour {
  /** Half a second by default. */
  answersAfterSeconds?: number | 'never' | 'busy'
  hangsUpAfterSeconds?: number
  /** Keys pressed after answering, e.g. `*2ww9002` (w = half a second): an attended transfer to 9002. */
  presses?: { keys: string; afterSeconds: number }
}

export interface Caller {
  callerNumber?: string
  callerName?: string
  /** The caller hangs up after that long, whatever happens. 300 by default. */
  hangsUpAfterSeconds?: number
  /** A caller who presses keys, and then stays up to a minute. */
  presses?: { keys: string; afterSeconds: number }
  /** Has a voice (a tone), for recordings. */
  voice?: boolean
}

export interface PlacedCall {
  uniqueid: string
  linkedid: string
  channel: string
  callerNumber: string
}

/** Whether a real Asterisk can be started here, and what is missing if not. */
export function asteriskAvailable(): { available: boolean; reason: string } {
  const missing = ['asterisk', 'sipp'].filter((name) => !findCommand(name))
  if (missing.length === 0) return { available: true, reason: '' }
  return { available: false, reason: `${missing.join(', ')} not installed (test/asterisk/install.sh)` }
}

/** Starts a private Asterisk in its own folder and ports; resolves when it is fully booted. */
export async function startAsterisk(options: AsteriskOptions = {}): Promise<AsteriskServer> {
  const { available, reason } = asteriskAvailable()
  if (!available) throw new Error(reason)
  const ports = await claimPorts([0])
  const server = new AsteriskServer(await makeFolder(), ports, options)
  try {
    await server.start()
  } catch (error) {
    await server.stop()
    throw error
  }
  return server
}

/** A real Asterisk and the people on its lines. */
export class AsteriskServer {
  readonly host = '127.0.0.1'
  readonly amiPort: number
  readonly sipPort: number
  readonly username = 'centralita'
  readonly secret = 'clave-centralita'
  /** The same account with noisy events filtered inside Asterisk. */
  readonly leanUsername = 'centralita-lean'
  readonly readOnlyUsername = 'centralita-ro'
  readonly readOnlySecret = 'clave-solo-lectura'
  /** The test's own connection. A new one after each restart. */
  ami!: StoryAmi
  readonly folder: string

  private readonly ports: PortBlock
  private readonly options: AsteriskOptions
  private asterisk: ChildProcess | undefined
  private phones = new Map<PhoneNumber, SipPhone>()
  private trunkCallers: SipPhone[] = []
  private boots = 0

  constructor(folder: string, ports: PortBlock, options: AsteriskOptions) {
    this.folder = folder
    this.ports = ports
    this.options = options
    this.amiPort = ports.first
    this.sipPort = ports.first + 1
  }

  async start(): Promise<void> {
    await this.configure()
    const phones = Object.entries(this.options.phones ?? {}) as [PhoneNumber, PhoneBehaviour][]
    for (const [number, does] of phones) if (!this.phones.has(number)) await this.playPhone(number, does)
    await this.boot()
    for (const number of this.phones.keys()) await this.phoneReachable(number)
  }

  /** The answer of Asterisk's command line. */
  cli(command: string): Promise<string> {
    return run(findCommand('asterisk')!, ['-C', join(this.folder, 'etc/asterisk.conf'), '-rx', command])
  }

  // ---- people

  /** Decides what a Local agent (1001 to 1099) does with the next calls. */
  async setAgent(number: string, does: AgentBehaviour): Promise<void> {
    const wanted = {
      answer: does.answersAfterSeconds,
      talk: does.hangsUpAfterSeconds,
      keys: does.presses?.keys,
      keysAfter: does.presses?.afterSeconds,
    }
    await this.cli(`database deltree agent/${number}`)
    for (const [Key, Val] of Object.entries(wanted))
      if (Val !== undefined) await this.ami.action({ Action: 'DBPut', Family: `agent/${number}`, Key, Val })
  }

  /** Plugs a SIP phone in, or plugs it in again with another behaviour; resolves when Asterisk reaches it. */
  async startPhone(number: PhoneNumber, does: PhoneBehaviour = {}): Promise<void> {
    await this.phones.get(number)?.stop()
    await this.playPhone(number, does)
    await this.phoneReachable(number)
  }

  /** Pulls a phone's plug; resolves when Asterisk has noticed. */
  async stopPhone(number: PhoneNumber): Promise<void> {
    await this.phones.get(number)?.stop()
    this.phones.delete(number)
    await this.cli(`pjsip qualify ${number}`)
    await this.phoneState(number, /Unavail/)
  }

  /** An agent of the pool (2001, 2002) logs in by calling 8001 or 8002, and stays on that call. */
  async logInPoolAgent(number: '2001' | '2002'): Promise<PlacedCall> {
    const call = await this.originate('Local/3600@caller/n', 'phones', `800${number.at(-1)}`, number, '')
    await this.ami.waitForEvent('AgentLogin', { Agent: number, Uniqueid: call.uniqueid })
    return call
  }

  // ---- calls

  /**
   * A caller from outside enters a queue. With `patience: 'short'` the queue lets the caller wait 3 seconds only
   * (timed out), otherwise 5 minutes. Resolves when the call stands, not when the queue has answered.
   */
  callQueue(call: Caller & { queue: QueueName; patience?: 'short' | 'long' }): Promise<PlacedCall> {
    return this.call({ ...call, dials: `5${call.patience === 'short' ? 1 : 0}${queueNumbers[call.queue]}` })
  }

  /** A caller from outside dials a number: a DID, or 50nn. */
  call({ dials, callerNumber = '0981555001', callerName = '', ...call }: Caller & { dials: string }) {
    const seconds = call.hangsUpAfterSeconds ?? 300
    const far = call.presses
      ? `k${call.presses.afterSeconds}-${call.presses.keys}`
      : `${call.voice ? 'v' : ''}${seconds}`
    return this.originate(`Local/${far}@caller/n`, 'inbound', dials, callerNumber, callerName)
  }

  /** A caller by the SIP trunk, played by SIPp. Resolves with Asterisk's channel. */
  async callByTrunk({
    dials,
    callerNumber = '0981555002',
    callerName = 'Cliente',
    hangsUpAfterSeconds = 60,
  }: Omit<Caller, 'presses' | 'voice'> & { dials: string }): Promise<PlacedCall> {
    const mark = this.ami.mark()
    const place = this.place(10 + this.trunkCallers.length)
    const caller = { number: callerNumber, name: callerName, hangsUpAfterSeconds }
    this.trunkCallers.push(await SipPhone.call(dials, caller, place))
    const channel = await this.waitForEvent(
      'Newchannel',
      { Channel: /^PJSIP\/trunk-in-/, CallerIDNum: callerNumber },
      10_000,
      mark,
    )
    return placed(channel, callerNumber)
  }

  async hangup(channel: string): Promise<void> {
    await this.ami.action({ Action: 'Hangup', Channel: channel, Cause: 16 })
  }

  /** See StoryAmi.waitForEvent. */
  waitForEvent(name: string, match: Match = {}, timeoutMs = 10_000, after = 0): Promise<AmiMessage> {
    return this.ami.waitForEvent(name, match, timeoutMs, after)
  }

  // ---- the truth

  async queueShow(queue: QueueName): Promise<QueueReport> {
    return parseQueueShow(await this.cli(`queue show ${queue}`))
  }

  async channels(): Promise<ChannelReport[]> {
    return parseChannels(await this.cli('core show channels concise'))
  }

  async queueLog(): Promise<QueueLogLine[]> {
    const file = join(this.folder, 'log/queue_log')
    return existsSync(file) ? parseQueueLog(await readFile(file, 'utf8')) : []
  }

  /** The end of Asterisk's log, for messages. */
  logTail(): string {
    return `--- log of Asterisk\n${tail(join(this.folder, 'log/full.log'))}\n${tail(join(this.folder, 'log/out.log'), 5)}`
  }

  // ---- life and death

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
    await this.start()
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
    await Promise.all([...this.phones.values(), ...this.trunkCallers].map((phone) => phone.stop()))
    this.phones.clear()
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 })
    await this.ports.release()
  }

  private async configure(): Promise<void> {
    const { quiet, systemName, timestamps } = this.options
    const phones = phoneNumbers.map((number, i) => phoneConfiguration(number, this.place(i).port))
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
      // The states of Local agents are kept over a crash; a new boot has to begin with new ones.
      BOOT: ++this.boots,
    })
  }

  private async boot(): Promise<void> {
    const args = ['-f', '-C', join(this.folder, 'etc/asterisk.conf')]
    await rm(join(this.folder, 'run/asterisk.ctl'), { force: true })
    const child = startChild(findCommand('asterisk')!, args, { logFile: join(this.folder, 'log/out.log') })
    this.asterisk = child
    const booted = async () => {
      if (hasEnded(child)) throw new Error(`Asterisk ended while starting\n${this.logTail()}`)
      if (!existsSync(join(this.folder, 'run/asterisk.ctl'))) return false
      return this.cli('core waitfullybooted').then(
        (said) => said.includes('fully booted'),
        () => false,
      )
    }
    await waitUntil(booted, 30_000, () => `Asterisk is not fully booted\n${this.logTail()}`)
    this.ami = await StoryAmi.login(this.amiPort, 'story', 'clave-story', { explain: () => this.logTail() })
  }

  private async originate(channel: string, context: string, exten: string, number: string, name: string) {
    const ActionID = `originate-${context}-${exten}-${performance.now()}`
    const quoted = name ? `"${name}" <${number}>` : number
    const to = {
      Context: context,
      Exten: exten,
      Priority: 1,
      CallerID: quoted,
      Timeout: 20_000,
      Async: 'true',
    }
    await this.ami.action({ Action: 'Originate', Channel: channel, ...to, ActionID })
    const response = await this.waitForEvent('OriginateResponse', { ActionID }, 25_000)
    if (response.Response !== 'Success')
      throw new Error(`Originate ${channel} failed: ${response.Reason}\n${this.logTail()}`)
    // An originated channel begins its conversation, so it gives the linkedid.
    return placed({ ...response, Linkedid: response.Uniqueid! }, number)
  }

  private async playPhone(number: PhoneNumber, does: PhoneBehaviour): Promise<void> {
    this.phones.set(number, await SipPhone.start(number, does, this.place(phoneNumbers.indexOf(number))))
  }

  private async phoneReachable(number: PhoneNumber): Promise<void> {
    if (this.options.quiet) return
    await this.cli(`pjsip qualify ${number}`)
    await this.phoneState(number, /Avail/)
  }

  private async phoneState(number: PhoneNumber, state: RegExp): Promise<void> {
    const seen = async () =>
      state.test((await this.cli('pjsip show contacts')).match(`${number}/.*`)?.[0] ?? '')
    await waitUntil(seen, 10_000, () => `Phone ${number} is not ${state}\n${this.logTail()}`)
  }

  private place(index: number) {
    const { folder, sipPort, ports } = this
    const own = { port: ports.first + 2 + index, controlPort: ports.first + 50 + index }
    return { folder, sipPort, ...own, mediaPort: ports.first + 800 + index * 4 }
  }
}

function placed(event: AmiMessage, callerNumber: string): PlacedCall {
  return { uniqueid: event.Uniqueid!, linkedid: event.Linkedid!, channel: event.Channel!, callerNumber }
}

function phoneConfiguration(number: string, port: number): string {
  return `[${number}](endpoint)
context = phones
aors = ${number}
callerid = "Teléfono ${number}" <${number}>
[${number}](aor)
contact = sip:${number}@127.0.0.1:${port}`
}

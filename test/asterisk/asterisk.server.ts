import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findCommand, waitUntil } from '../servers/child.process.ts'
import { claimPorts } from '../servers/ports.ts'
import { makeFolder } from './asterisk.folder.ts'
import { type AsteriskOptions, AsteriskProcess, type PhoneNumber, phoneNumbers } from './asterisk.process.ts'
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
import type { AmiMessage, Match } from './story.ami.ts'

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
  const server = new AsteriskServer(await makeFolder(), await claimPorts([0]), options)
  try {
    await server.start()
  } catch (error) {
    await server.stop()
    throw error
  }
  return server
}

/** A real Asterisk and the people on its lines. */
export class AsteriskServer extends AsteriskProcess {
  readonly username = 'centralita'
  readonly secret = 'clave-centralita'
  /** The same account with noisy events filtered inside Asterisk. */
  readonly leanUsername = 'centralita-lean'
  readonly readOnlyUsername = 'centralita-ro'
  readonly readOnlySecret = 'clave-solo-lectura'

  private readonly phones = new Map<PhoneNumber, SipPhone>()
  private readonly trunkCallers: SipPhone[] = []
  private calls = 0

  async start(): Promise<void> {
    const phones = Object.entries(this.options.phones ?? {}) as [PhoneNumber, PhoneBehaviour][]
    for (const [number, does] of phones) await this.playPhone(number, does)
    await this.boot()
    for (const number of this.phones.keys()) await this.phoneReachable(number)
  }

  override async stop(): Promise<void> {
    await Promise.all([...this.phones.values(), ...this.trunkCallers].map((phone) => phone.stop()))
    await super.stop()
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

  /** Fills the queue `carga` with agents who answer at once and talk `talkSeconds`, for load. */
  async addLoadAgents(count: number, talkSeconds: number): Promise<void> {
    for (let i = 1; i <= count; i++) {
      const agent = { Interface: `Local/w${talkSeconds}-${i}@agents/n`, MemberName: `Carga ${i}` }
      await this.ami.action({ Action: 'QueueAdd', Queue: 'carga', ...agent })
    }
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
    const place = this.sipPlace(10 + this.trunkCallers.length)
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

  /** Click to call: a SIP phone is rung first, then it dials. */
  originatePhone(number: PhoneNumber, dials: string): Promise<PlacedCall> {
    return this.originate(`PJSIP/${number}`, 'phones', dials, number, '')
  }

  /** Waits until the caller is in a conversation, and gives the channel of the other side. */
  talkingWith(call: PlacedCall, limitMs = 15_000): Promise<string> {
    const other = async () => {
      const channels = await this.channels()
      const bridge = channels.find((one) => one.uniqueid === call.uniqueid)?.bridgeId
      if (!bridge) return undefined
      return channels.find((one) => one.bridgeId === bridge && one.uniqueid !== call.uniqueid)?.channel
    }
    return waitUntil(other, limitMs, () => `Nobody talks with ${call.channel}\n${this.logTail()}`)
  }

  async hangup(channel: string): Promise<void> {
    await this.ami.action({ Action: 'Hangup', Channel: channel, Cause: 16 })
  }

  /** See StoryAmi.waitForEvent. */
  waitForEvent(name: string, match: Match = {}, timeoutMs = 10_000, after = 0): Promise<AmiMessage> {
    return this.ami.waitForEvent(name, match, timeoutMs, after)
  }

  /** Ends every call and lets every Local agent behave as usual again: for the end of a story. */
  async calm(): Promise<void> {
    await this.cli('channel request hangup all')
    await this.cli('database deltree agent')
    const quiet = async () => (await this.channels()).length === 0
    await waitUntil(quiet, 15_000, () => `Channels stay after hanging up all\n${this.logTail()}`)
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

  private async originate(channel: string, context: string, exten: string, number: string, name: string) {
    const ActionID = `call-${++this.calls}`
    const CallerID = name ? `"${name}" <${number}>` : number
    const to = { Context: context, Exten: exten, Priority: 1, CallerID, Timeout: 20_000, Async: 'true' }
    const originate = { Action: 'Originate', Channel: channel, ...to, ActionID }
    if (this.options.quiet) {
      // Without events nobody says which uniqueid the call got, so it is given one.
      const ChannelId = `${Math.floor(Date.now() / 1000)}.${1_000_000 + this.calls}`
      await this.ami.action({ ...originate, ChannelId })
      return { uniqueid: ChannelId, linkedid: ChannelId, channel: '', callerNumber: number }
    }
    const mark = this.ami.mark()
    await this.ami.action(originate)
    const response = await this.waitForEvent('OriginateResponse', { ActionID }, 25_000, mark)
    if (response.Response !== 'Success')
      throw new Error(`Originate ${channel} failed: ${response.Reason}\n${this.logTail()}`)
    // An originated channel begins its conversation, so it gives the linkedid.
    return placed({ ...response, Linkedid: response.Uniqueid! }, number)
  }

  private async playPhone(number: PhoneNumber, does: PhoneBehaviour): Promise<void> {
    this.phones.set(number, await SipPhone.start(number, does, this.sipPlace(phoneNumbers.indexOf(number))))
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
}

function placed(event: AmiMessage, callerNumber: string): PlacedCall {
  return { uniqueid: event.Uniqueid!, linkedid: event.Linkedid!, channel: event.Channel!, callerNumber }
}

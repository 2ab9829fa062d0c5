import { DomainError } from '../../errors.ts'
import type { AmiClient } from './client.ts'
import { AmiError } from './errors.ts'
import { numberOf } from './names.ts'
import {
  isChannelName,
  isContext,
  isDialString,
  isInterface,
  isMemberName,
  isQueueName,
  isStateInterface,
  localChannel,
  type SpyMode,
  spyApplication,
} from './values.ts'

const RING_MS = 30_000
const ANSWER_MS = 10_000
const SPY_MODES: Record<string, SpyMode> = { LISTEN: 'listen', WHISPER: 'whisper', BARGE: 'barge' }
/** Devices that can be rung as they are; others, such as `Custom:dnd`, are reached by their extension. */
const RINGABLE = /^(?:PJSIP|SIP|IAX2|DAHDI|SCCP)\/[A-Za-z0-9_.+-]{1,79}$/

interface Phone {
  device: string
  extension: string
  context: string
}

/** Tells an Asterisk what to do. Everything given is built from allowed characters only, or refused. */
export class AmiCommands {
  constructor(private readonly client: () => AmiClient | undefined) {}

  originate({ device, extension, to, context }: Phone & { to: string }): Promise<string> {
    allow(isDialString(to), 'to')
    return this.tell('Originate', {
      Channel: channelOf({ device, extension, context }),
      Context: contextOf(context),
      Exten: to,
      Priority: 1,
      CallerID: isDialString(extension) ? extension : undefined,
      Timeout: RING_MS,
      Async: 'true',
    })
  }

  hangUp(channel: string): Promise<string> {
    allow(isChannelName(channel), 'channel')
    return this.tell('Hangup', { Channel: channel, Cause: 16 })
  }

  transferBlind(channel: string, to: string, context: string): Promise<string> {
    return this.tell('BlindTransfer', this.destination(channel, to, context))
  }

  transferAttended(channel: string, to: string, context: string): Promise<string> {
    return this.tell('Atxfer', this.destination(channel, to, context))
  }

  redirect(channel: string, to: string, context: string): Promise<string> {
    return this.tell('Redirect', { ...this.destination(channel, to, context), Priority: 1 })
  }

  private destination(channel: string, to: string, context: string) {
    allow(isChannelName(channel), 'channel')
    allow(isDialString(to), 'to')
    return { Channel: channel, Exten: to, Context: contextOf(context) }
  }

  park(channel: string): Promise<string> {
    allow(isChannelName(channel), 'channel')
    return this.tell('Park', { Channel: channel })
  }

  spy(supervisor: Phone, channel: string, mode: 'LISTEN' | 'WHISPER' | 'BARGE'): Promise<string> {
    allow(isChannelName(channel), 'channel')
    return this.tell('Originate', {
      Channel: channelOf(supervisor),
      ...spyApplication(channel, SPY_MODES[mode]!),
      CallerID: isDialString(supervisor.extension) ? supervisor.extension : undefined,
      Timeout: RING_MS,
      Async: 'true',
    })
  }

  record(channel: string, mode: 'ON' | 'OFF' | 'PAUSED' | 'RESUMED', file: string): Promise<string> {
    allow(isChannelName(channel), 'channel')
    allow(/^[a-z0-9-]{1,80}\.wav$/.test(file), 'file')
    switch (mode) {
      case 'ON':
        return this.tell('MixMonitor', { Channel: channel, File: file, options: 'b' })
      case 'OFF':
        return this.tell('StopMixMonitor', { Channel: channel })
      default:
        return this.tell('MixMonitorMute', {
          Channel: channel,
          Direction: 'both',
          State: mode === 'PAUSED' ? 1 : 0,
        })
    }
  }

  numberOf(memberInterface: string): string {
    return numberOf(memberInterface)
  }

  addMember(member: {
    queue: string
    interface: string
    name: string
    penalty: number
    isPaused: boolean
    stateInterface?: string | undefined
  }): Promise<string> {
    allow(isQueueName(member.queue), 'queue')
    allow(isInterface(member.interface), 'interface')
    allow(isMemberName(member.name), 'name')
    allow(member.stateInterface === undefined || isStateInterface(member.stateInterface), 'stateInterface')
    return this.tell('QueueAdd', {
      Queue: member.queue,
      Interface: member.interface,
      MemberName: member.name,
      Penalty: member.penalty,
      Paused: member.isPaused ? 'true' : 'false',
      StateInterface: member.stateInterface,
    })
  }

  removeMember(queue: string, memberInterface: string): Promise<string> {
    allow(isQueueName(queue), 'queue')
    allow(isInterface(memberInterface), 'interface')
    return this.tell('QueueRemove', { Queue: queue, Interface: memberInterface })
  }

  pauseMember(memberInterface: string, isPaused: boolean, reason: string, queue?: string): Promise<string> {
    allow(isInterface(memberInterface), 'interface')
    allow(queue === undefined || isQueueName(queue), 'queue')
    allow(reason === '' || isMemberName(reason), 'reason')
    return this.tell('QueuePause', {
      Interface: memberInterface,
      Paused: isPaused ? 'true' : 'false',
      Queue: queue,
      Reason: reason || undefined,
    })
  }

  setPenalty(memberInterface: string, penalty: number, queue?: string): Promise<string> {
    allow(isInterface(memberInterface), 'interface')
    allow(queue === undefined || isQueueName(queue), 'queue')
    return this.tell('QueuePenalty', { Interface: memberInterface, Penalty: penalty, Queue: queue })
  }

  private async tell(action: string, headers: Record<string, string | number | undefined>): Promise<string> {
    const client = this.client()
    if (!client) throw new DomainError('PBX_UNAVAILABLE')
    try {
      const answer = await client.action(action, headers, { timeoutMs: ANSWER_MS })
      return answer.get('Message') ?? answer.name
    } catch (error) {
      throw explain(error)
    }
  }
}

function explain(error: unknown): unknown {
  if (!(error instanceof AmiError)) return error
  switch (error.code) {
    case 'REFUSED':
      return new DomainError('PBX_REFUSED', [], { answer: error.answer ?? '' })
    case 'INVALID_VALUE':
      return new DomainError('INVALID_INPUT')
    default:
      return new DomainError('PBX_UNAVAILABLE')
  }
}

function allow(allowed: boolean, part: string): void {
  if (!allowed) throw new DomainError('INVALID_INPUT', [part])
}

function contextOf(context: string): string {
  allow(isContext(context), 'context')
  return context
}

function channelOf({ device, extension, context }: Phone): string {
  if (RINGABLE.test(device)) return device
  allow(isDialString(extension), 'extension')
  return localChannel(extension, contextOf(context))
}

import type { Bridge, Channel, ChannelState } from './channel.model.ts'
import type { Member, Queue } from './queue.model.ts'

/** How Asterisk 16 spells states and headers, and in which order. Everything the simulator writes comes from here. */

export const BANNER = 'Asterisk Call Manager/5.0.4'
export const AMI_VERSION = '5.0.4'
export const ASTERISK_VERSION = '16.28.0'

export type Header = readonly [name: string, value: string | number]

export type EventClass = 'system' | 'call' | 'agent' | 'dialplan' | 'user' | 'security' | 'reporting'

export interface AmiEvent {
  name: string
  class: EventClass
  headers: Header[]
}

export type DeviceState =
  | 'NOT_INUSE'
  | 'INUSE'
  | 'RINGING'
  | 'RINGINUSE'
  | 'ONHOLD'
  | 'UNAVAILABLE'
  | 'INVALID'
  | 'UNKNOWN'

const CHANNEL_STATE: Record<ChannelState, number> = { Down: 0, Ring: 4, Ringing: 5, Up: 6 }

/** QueueMember's Status. */
export const MEMBER_STATUS: Record<DeviceState, number> = {
  UNKNOWN: 0,
  NOT_INUSE: 1,
  INUSE: 2,
  INVALID: 4,
  UNAVAILABLE: 5,
  RINGING: 6,
  RINGINUSE: 7,
  ONHOLD: 8,
}

/** ExtensionStatus' Status and StatusText. */
export const HINT_STATUS: Record<DeviceState, readonly [number, string]> = {
  UNKNOWN: [4, 'Unavailable'],
  NOT_INUSE: [0, 'Idle'],
  INUSE: [1, 'InUse'],
  INVALID: [4, 'Unavailable'],
  UNAVAILABLE: [4, 'Unavailable'],
  RINGING: [8, 'Ringing'],
  RINGINUSE: [9, 'InUse&Ringing'],
  ONHOLD: [16, 'Hold'],
}

/** EndpointList's DeviceState. */
export const ENDPOINT_STATE: Record<DeviceState, string> = {
  UNKNOWN: 'Unknown',
  NOT_INUSE: 'Not in use',
  INUSE: 'In use',
  INVALID: 'Invalid',
  UNAVAILABLE: 'Unavailable',
  RINGING: 'Ringing',
  RINGINUSE: 'Ring+Inuse',
  ONHOLD: 'On Hold',
}

const CAUSE_TEXT: Record<number, string> = {
  0: 'Unknown',
  1: 'Unallocated (unassigned) number',
  16: 'Normal Clearing',
  17: 'User busy',
  18: 'No user responding',
  19: 'User alerting, no answer',
  20: 'Subscriber absent',
  21: 'Call Rejected',
  26: 'Answered elsewhere',
  34: 'Circuit/channel congestion',
}

export const causeText = (cause: number): string => CAUSE_TEXT[cause] ?? 'Unknown'

export function channelHeaders(channel: Channel, prefix = ''): Header[] {
  return [
    [`${prefix}Channel`, channel.name],
    [`${prefix}ChannelState`, CHANNEL_STATE[channel.state]],
    [`${prefix}ChannelStateDesc`, channel.state],
    [`${prefix}CallerIDNum`, channel.callerNumber],
    [`${prefix}CallerIDName`, channel.callerName],
    [`${prefix}ConnectedLineNum`, channel.connectedNumber],
    [`${prefix}ConnectedLineName`, channel.connectedName],
    [`${prefix}Language`, 'es'],
    [`${prefix}AccountCode`, ''],
    [`${prefix}Context`, channel.context],
    [`${prefix}Exten`, channel.exten],
    [`${prefix}Priority`, channel.priority],
    [`${prefix}Uniqueid`, channel.uniqueid],
    [`${prefix}Linkedid`, channel.linkedid],
  ]
}

export function bridgeHeaders(bridge: Bridge, prefix = ''): Header[] {
  const parking = bridge.technology === 'holding_bridge'
  return [
    [`${prefix}BridgeUniqueid`, bridge.uniqueid],
    [`${prefix}BridgeType`, parking ? 'parking' : 'basic'],
    [`${prefix}BridgeTechnology`, bridge.technology],
    [`${prefix}BridgeCreator`, parking ? 'Parking' : '<unknown>'],
    [`${prefix}BridgeName`, parking ? 'default' : '<unknown>'],
    [`${prefix}BridgeNumChannels`, bridge.channels.length],
    [`${prefix}BridgeVideoSourceMode`, 'none'],
  ]
}

/** A member as the QueueMember… events tell it. */
export function memberHeaders(queue: Queue, member: Member, state: DeviceState): Header[] {
  return [
    ['Queue', queue.name],
    ['MemberName', member.name],
    ['Interface', member.interfaceName],
    ['StateInterface', member.stateInterface],
    ...memberCounters(member, state),
    ['Ringinuse', member.ringInUse ? 1 : 0],
    ['Wrapuptime', 0],
  ]
}

/** A member as QueueStatus lists it. */
export function memberListHeaders(queue: Queue, member: Member, state: DeviceState): Header[] {
  return [
    ['Queue', queue.name],
    ['Name', member.name],
    ['Location', member.interfaceName],
    ['StateInterface', member.stateInterface],
    ...memberCounters(member, state),
    ['Wrapuptime', 0],
  ]
}

function memberCounters(member: Member, state: DeviceState): Header[] {
  return [
    ['Membership', member.dynamic ? 'dynamic' : 'static'],
    ['Penalty', member.penalty],
    ['CallsTaken', member.callsTaken],
    ['LastCall', member.lastCallSeconds],
    ['LastPause', member.lastPauseSeconds],
    ['LoginTime', member.loginSeconds],
    ['InCall', member.inCall ? 1 : 0],
    ['Status', MEMBER_STATUS[state]],
    ['Paused', member.paused ? 1 : 0],
    ['PausedReason', member.pausedReason],
  ]
}

export function queueParamsHeaders(queue: Queue): Header[] {
  return [
    ['Queue', queue.name],
    ['Max', queue.settings.maxCallers],
    ['Strategy', queue.settings.strategy],
    ['Calls', queue.visits.length],
    ['Holdtime', queue.holdSeconds],
    ['TalkTime', queue.talkSeconds],
    ['Completed', queue.completed],
    ['Abandoned', queue.abandoned],
    ['ServiceLevel', queue.settings.serviceLevelSeconds],
    ['ServicelevelPerf', queue.serviceLevelPercent.toFixed(1)],
    ['ServicelevelPerf2', queue.serviceLevel2Percent.toFixed(1)],
    ['Weight', queue.settings.weight],
  ]
}

/** One line a header; what could end a line inside a value becomes a space. */
export function render(headers: readonly Header[]): string {
  let text = ''
  for (const [name, value] of headers) {
    text += `${name}: ${typeof value === 'string' && /[\r\n]/.test(value) ? value.replace(/[\r\n]+/g, ' ') : value}\r\n`
  }
  return `${text}\r\n`
}

/** An event as every session gets it. */
export function renderEvent(
  name: string,
  eventClass: string,
  headers: readonly Header[],
  systemName = '',
): string {
  return render([
    ['Event', name],
    ['Privilege', `${eventClass},all`],
    ...(systemName ? [['SystemName', systemName] as const] : []),
    ...headers,
  ])
}

import type { Bridge, Channel } from './channel.model.ts'
import type { Member, Queue } from './queue.model.ts'
import {
  type AmiEvent,
  bridgeHeaders,
  causeText,
  channelHeaders,
  type DeviceState,
  type EventClass,
  type Header,
  HINT_STATUS,
  memberHeaders,
} from './spelling.ts'

const event = (name: string, headers: Header[], eventClass: EventClass = 'call'): AmiEvent => ({
  name,
  class: eventClass,
  headers,
})

const ofChannel = (name: string, channel: Channel, more: Header[] = [], eventClass?: EventClass) =>
  event(name, [...channelHeaders(channel), ...more], eventClass)

const dial = (name: string, caller: Channel | undefined, leg: Channel, more: Header[]) =>
  event(name, [...(caller ? channelHeaders(caller) : []), ...channelHeaders(leg, 'Dest'), ...more])

/** The events of Asterisk 16, by the name it gives them. */

export const newchannel = (channel: Channel) => ofChannel('Newchannel', channel)
export const newstate = (channel: Channel) => ofChannel('Newstate', channel)
export const newCallerId = (channel: Channel) =>
  ofChannel('NewCallerid', channel, [['CID-CallingPres', '0 (Presentation Allowed, Not Screened)']])
export const newConnectedLine = (channel: Channel) => ofChannel('NewConnectedLine', channel)
export const newexten = (channel: Channel) =>
  ofChannel(
    'Newexten',
    channel,
    [
      ['Extension', channel.exten],
      ['Application', channel.application],
      ['AppData', channel.applicationData],
    ],
    'dialplan',
  )
export const varSet = (channel: Channel, variable: string, value: string | number) =>
  ofChannel(
    'VarSet',
    channel,
    [
      ['Variable', variable],
      ['Value', value],
    ],
    'dialplan',
  )
export const hangupRequest = (channel: Channel, cause: number) =>
  ofChannel('HangupRequest', channel, [['Cause', cause]])
export const softHangupRequest = (channel: Channel, cause: number) =>
  ofChannel('SoftHangupRequest', channel, [['Cause', cause]])
export const hangup = (channel: Channel, cause: number) =>
  ofChannel('Hangup', channel, [
    ['Cause', cause],
    ['Cause-txt', causeText(cause)],
  ])
export const hold = (channel: Channel, musicClass?: string) =>
  ofChannel('Hold', channel, musicClass ? [['MusicClass', musicClass]] : [])
export const unhold = (channel: Channel) => ofChannel('Unhold', channel)
export const musicOnHoldStart = (channel: Channel) =>
  ofChannel('MusicOnHoldStart', channel, [['Class', 'default']])
export const musicOnHoldStop = (channel: Channel) => ofChannel('MusicOnHoldStop', channel)
export const mixMonitorStart = (channel: Channel) => ofChannel('MixMonitorStart', channel)
export const mixMonitorStop = (channel: Channel) => ofChannel('MixMonitorStop', channel)
export const mixMonitorMute = (channel: Channel, direction: string, state: string) =>
  ofChannel('MixMonitorMute', channel, [
    ['Direction', direction],
    ['State', state],
  ])
export const chanSpyStart = (spyer: Channel, spyee: Channel) =>
  event('ChanSpyStart', [...channelHeaders(spyer, 'Spyer'), ...channelHeaders(spyee, 'Spyee')])
export const chanSpyStop = (spyer: Channel, spyee: Channel) =>
  event('ChanSpyStop', [...channelHeaders(spyer, 'Spyer'), ...channelHeaders(spyee, 'Spyee')])

export const localBridge = (one: Channel, two: Channel, optimized: boolean) =>
  event('LocalBridge', [
    ...channelHeaders(one, 'LocalOne'),
    ...channelHeaders(two, 'LocalTwo'),
    ['Context', two.context],
    ['Exten', two.exten],
    ['LocalOptimization', optimized ? 'Yes' : 'No'],
  ])

export const dialBegin = (caller: Channel | undefined, leg: Channel, dialString: string) =>
  dial('DialBegin', caller, leg, [['DialString', dialString]])
export const dialState = (caller: Channel | undefined, leg: Channel, status: string) =>
  dial('DialState', caller, leg, [['DialStatus', status]])
export const dialEnd = (caller: Channel | undefined, leg: Channel, status: string) =>
  dial('DialEnd', caller, leg, [['DialStatus', status]])

export const bridgeCreate = (bridge: Bridge) => event('BridgeCreate', bridgeHeaders(bridge))
export const bridgeDestroy = (bridge: Bridge) => event('BridgeDestroy', bridgeHeaders(bridge))
export const bridgeEnter = (bridge: Bridge, channel: Channel) =>
  event('BridgeEnter', [...bridgeHeaders(bridge), ...channelHeaders(channel)])
export const bridgeLeave = (bridge: Bridge, channel: Channel) =>
  event('BridgeLeave', [...bridgeHeaders(bridge), ...channelHeaders(channel)])
export const bridgeMerge = (to: Bridge, from: Bridge) =>
  event('BridgeMerge', [...bridgeHeaders(to, 'To'), ...bridgeHeaders(from, 'From')])

export const blindTransfer = (
  transferer: Channel,
  transferee: Channel,
  bridge: Bridge,
  context: string,
  exten: string,
) =>
  event('BlindTransfer', [
    ['Result', 'Success'],
    ...channelHeaders(transferer, 'Transferer'),
    ...channelHeaders(transferee, 'Transferee'),
    ...bridgeHeaders(bridge),
    ['IsExternal', 'Yes'],
    ['Context', context],
    ['Extension', exten],
  ])
export const attendedTransfer = (
  transferer: Channel,
  transferee: Channel,
  target: Channel,
  kept: Bridge,
  consulted: Bridge,
) =>
  event('AttendedTransfer', [
    ['Result', 'Success'],
    ...channelHeaders(transferer, 'OrigTransferer'),
    ...bridgeHeaders(kept, 'Orig'),
    ...channelHeaders(transferer, 'SecondTransferer'),
    ...bridgeHeaders(consulted, 'Second'),
    ...channelHeaders(transferee, 'Transferee'),
    ...channelHeaders(target, 'TransferTarget'),
    ['IsExternal', 'No'],
    ['DestType', 'Bridge'],
    ['DestBridgeUniqueid', kept.uniqueid],
  ])

/** A parked call as ParkedCall and its kin, and the ParkedCalls list, tell it. */
export interface ParkingPlace {
  parkee: Channel
  parkerDialString: string
  lot: string
  space: number
  timeoutSeconds: number
  parkedSeconds: number
}

export function parkingHeaders(place: ParkingPlace): Header[] {
  return [
    ...channelHeaders(place.parkee, 'Parkee'),
    ['ParkerDialString', place.parkerDialString],
    ['Parkinglot', place.lot],
    ['ParkingSpace', place.space],
    ['ParkingTimeout', Math.max(0, place.timeoutSeconds - place.parkedSeconds)],
    ['ParkingDuration', place.parkedSeconds],
  ]
}
export const parkedCall = (place: ParkingPlace) => event('ParkedCall', parkingHeaders(place))
export const parkedCallGiveUp = (place: ParkingPlace) => event('ParkedCallGiveUp', parkingHeaders(place))
export const parkedCallTimeOut = (place: ParkingPlace) => event('ParkedCallTimeOut', parkingHeaders(place))
export const unParkedCall = (place: ParkingPlace, retriever: Channel) =>
  event('UnParkedCall', [...parkingHeaders(place), ...channelHeaders(retriever, 'Retriever')])

export const queueCallerJoin = (channel: Channel, queue: Queue, position: number) =>
  ofChannel(
    'QueueCallerJoin',
    channel,
    [
      ['Queue', queue.name],
      ['Position', position],
      ['Count', queue.visits.length],
    ],
    'agent',
  )
export const queueCallerLeave = (channel: Channel, queue: Queue, position: number) =>
  ofChannel(
    'QueueCallerLeave',
    channel,
    [
      ['Queue', queue.name],
      ['Position', position],
      ['Count', queue.visits.length],
    ],
    'agent',
  )
export const queueCallerAbandon = (
  channel: Channel,
  queue: Queue,
  position: number,
  originalPosition: number,
  holdSeconds: number,
) =>
  ofChannel(
    'QueueCallerAbandon',
    channel,
    [
      ['Queue', queue.name],
      ['Position', position],
      ['OriginalPosition', originalPosition],
      ['HoldTime', holdSeconds],
    ],
    'agent',
  )

const ofAgent = (
  name: string,
  caller: Channel,
  leg: Channel | undefined,
  queue: Queue,
  member: Member,
  more: Header[] = [],
) =>
  event(
    name,
    [
      ...channelHeaders(caller),
      ...(leg ? channelHeaders(leg, 'Dest') : []),
      ['Queue', queue.name],
      ['Interface', member.interfaceName],
      ['MemberName', member.name],
      ...more,
    ],
    'agent',
  )
export const agentCalled = (caller: Channel, leg: Channel, queue: Queue, member: Member) =>
  ofAgent('AgentCalled', caller, leg, queue, member)
export const agentRingNoAnswer = (
  caller: Channel,
  leg: Channel,
  queue: Queue,
  member: Member,
  ringMs: number,
) => ofAgent('AgentRingNoAnswer', caller, leg, queue, member, [['RingTime', Math.round(ringMs)]])
export const agentConnect = (
  caller: Channel,
  leg: Channel,
  queue: Queue,
  member: Member,
  holdSeconds: number,
  ringSeconds: number,
) =>
  ofAgent('AgentConnect', caller, leg, queue, member, [
    ['HoldTime', holdSeconds],
    ['RingTime', ringSeconds],
  ])
export const agentComplete = (
  caller: Channel,
  leg: Channel | undefined,
  queue: Queue,
  member: Member,
  seconds: { hold: number; talk: number },
  reason: 'caller' | 'agent' | 'transfer',
) =>
  ofAgent('AgentComplete', caller, leg, queue, member, [
    ['HoldTime', seconds.hold],
    ['TalkTime', seconds.talk],
    ['Reason', reason],
  ])

const ofMember = (name: string, queue: Queue, member: Member, state: DeviceState, more: Header[] = []) =>
  event(name, [...memberHeaders(queue, member, state), ...more], 'agent')
export const queueMemberStatus = (queue: Queue, member: Member, state: DeviceState) =>
  ofMember('QueueMemberStatus', queue, member, state)
export const queueMemberAdded = (queue: Queue, member: Member, state: DeviceState) =>
  ofMember('QueueMemberAdded', queue, member, state)
export const queueMemberRemoved = (queue: Queue, member: Member, state: DeviceState) =>
  ofMember('QueueMemberRemoved', queue, member, state)
export const queueMemberPenalty = (queue: Queue, member: Member, state: DeviceState) =>
  ofMember('QueueMemberPenalty', queue, member, state)
export const queueMemberRingInUse = (queue: Queue, member: Member, state: DeviceState) =>
  ofMember('QueueMemberRinginuse', queue, member, state)
export const queueMemberPause = (queue: Queue, member: Member, state: DeviceState) =>
  ofMember(
    'QueueMemberPause',
    queue,
    member,
    state,
    member.pausedReason ? [['Reason', member.pausedReason]] : [],
  )

export const deviceStateChange = (device: string, state: DeviceState) =>
  event('DeviceStateChange', [
    ['Device', device],
    ['State', state],
  ])
export const extensionStatus = (exten: string, context: string, hint: string, state: DeviceState) =>
  event('ExtensionStatus', [
    ['Exten', exten],
    ['Context', context],
    ['Hint', hint],
    ['Status', HINT_STATUS[state][0]],
    ['StatusText', HINT_STATUS[state][1]],
  ])
export const userEvent = (name: string, headers: Header[], channel?: Channel) =>
  event('UserEvent', [...(channel ? channelHeaders(channel) : []), ['UserEvent', name], ...headers], 'user')
export const originateResponse = (about: {
  actionId: string
  succeeded: boolean
  channel: string
  to: Header[]
  reason: number
  uniqueid: string
  callerNumber: string
  callerName: string
}) =>
  event('OriginateResponse', [
    ...(about.actionId ? [['ActionID', about.actionId] as const] : []),
    ['Response', about.succeeded ? 'Success' : 'Failure'],
    ['Channel', about.channel],
    ...about.to,
    ['Reason', about.reason],
    ['Uniqueid', about.uniqueid],
    ['CallerIDNum', about.callerNumber],
    ['CallerIDName', about.callerName],
  ])
export const fullyBooted = (uptimeSeconds: number) =>
  event(
    'FullyBooted',
    [
      ['Uptime', uptimeSeconds],
      ['LastReload', uptimeSeconds],
      ['Status', 'Fully Booted'],
    ],
    'system',
  )

import type { Bridge, Channel } from './channel.model.ts'
import { event, ofChannel } from './event.shape.ts'
import {
  bridgeHeaders,
  causeText,
  channelHeaders,
  type DeviceState,
  type Header,
  HINT_STATUS,
} from './spelling.ts'

const dial = (name: string, caller: Channel | undefined, leg: Channel, more: Header[]) =>
  event(name, [...(caller ? channelHeaders(caller) : []), ...channelHeaders(leg, 'Dest'), ...more])

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

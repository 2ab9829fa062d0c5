import type { Channel } from '../channel.model.ts'
import * as events from '../events.ts'
import { parkingHeaders } from '../events.ts'
import { INSIDE } from '../pbx.ts'
import type { Action, ActionDefinition, Answering } from './action.ts'

const CALL = ['call', 'all']

export const callActions: ActionDefinition[] = [
  {
    name: 'Originate',
    description: 'Originate a call.',
    privileges: ['originate', 'all'],
    run: (action, to) => to.originator.originate(action, to),
  },
  {
    name: 'Hangup',
    description: 'Hangup channel.',
    privileges: ['system', 'call', 'all'],
    run: (action, to) => {
      const channel = channelOf(action, to)
      if (!channel) return
      const cause = Number.parseInt(action.get('Cause'), 10)
      to.success('Channel Hungup')
      to.pbx.hangUp(channel, cause > 0 && cause < 128 ? cause : 16, 'here')
    },
  },
  {
    name: 'Redirect',
    description: 'Redirect (transfer) a call.',
    privileges: CALL,
    run: (action, to) => {
      const channel = channelOf(action, to, 'Channel not specified')
      if (!channel) return
      const context = action.get('Context') || INSIDE
      const exten = action.get('Exten')
      if (!to.dialplan.exists(context, exten)) return to.error('Redirect failed')
      const extra = action.get('ExtraChannel') ? to.pbx.find(action.get('ExtraChannel')) : undefined
      if (action.get('ExtraChannel') && !extra) return to.error('ExtraChannel does not exist.')
      to.success(extra ? 'Dual Redirect successful' : 'Redirect successful')
      if (extra)
        to.dialplan.redirect(extra, action.get('ExtraContext') || context, action.get('ExtraExten') || exten)
      to.dialplan.redirect(channel, context, exten)
    },
  },
  {
    name: 'BlindTransfer',
    description: 'Blind transfer channel(s) to the given destination',
    privileges: CALL,
    run: (action, to) => {
      const channel = channelOf(action, to, 'No channel specified')
      if (!channel) return
      const exten = action.get('Exten')
      if (!exten) return to.error('No extension specified')
      const context = action.get('Context') || INSIDE
      if (!to.dialplan.exists(context, exten)) return to.error('Transfer invalid')
      if (channel.bridge?.channels.length !== 2) return to.error('Transfer not permitted')
      to.success('Transfer succeeded')
      to.dialplan.transfers.blind(channel, context, exten)
    },
  },
  {
    name: 'Atxfer',
    description: 'Attended transfer.',
    privileges: CALL,
    run: (action, to) => {
      if (!action.get('Channel')) return to.error('No channel specified')
      if (!action.get('Exten')) return to.error('No extension specified')
      const channel = to.pbx.find(action.get('Channel'))
      if (!channel) return to.error('Channel specified does not exist')
      to.success('Atxfer successfully queued')
      const context = action.get('Context') || INSIDE
      to.pbx.setVariable(channel, 'TRANSFER_CONTEXT', context)
      to.dialplan.transfers.attended(channel, context, action.get('Exten'))
    },
  },
  {
    name: 'CancelAtxfer',
    description: 'Cancel an attended transfer.',
    privileges: CALL,
    run: (action, to) => {
      if (!action.get('Channel')) return to.error('No channel specified')
      const channel = to.pbx.find(action.get('Channel'))
      if (!channel) return to.error('Channel specified does not exist')
      to.success('CancelAtxfer successfully queued')
      to.dialplan.transfers.cancelAttended(channel)
    },
  },
  {
    name: 'Park',
    description: 'Park a channel.',
    privileges: CALL,
    run: (action, to) => {
      if (!action.get('Channel')) return to.error('Channel not specified')
      const channel = to.pbx.find(action.get('Channel'))
      if (!channel) return to.error('Channel does not exist')
      const parkerName = action.get('TimeoutChannel') || action.get('AnnounceChannel')
      const timeoutMs = Number.parseInt(action.get('Timeout'), 10)
      const seconds = timeoutMs > 0 ? Math.ceil(timeoutMs / 1000) : undefined
      if (channel.state !== 'Up' || to.dialplan.parking.isFull) return to.error('Park failure')
      to.success('Park successful')
      to.dialplan.parking.park(channel, parkerName ? to.pbx.find(parkerName) : undefined, seconds)
    },
  },
  {
    name: 'ParkedCalls',
    description: 'List parked calls.',
    privileges: CALL,
    run: (_action, to) => {
      const places = to.dialplan.parking.places()
      to.list(
        'Parked calls will follow',
        'ParkedCalls',
        places.map((place) => ['ParkedCall', parkingHeaders(place)]),
        { extra: [['Total', places.length]] },
      )
    },
  },
  {
    name: 'Parkinglots',
    description: 'Get a list of parking lots',
    privileges: CALL,
    run: (_action, to) => {
      const { parking } = to.dialplan
      to.list('Parking lots will follow', 'Parkinglots', [
        [
          'Parkinglot',
          [
            ['Name', parking.lot],
            ['StartSpace', parking.firstSpace],
            ['StopSpace', parking.lastSpace],
            ['Timeout', parking.timeoutSeconds],
          ],
        ],
      ])
    },
  },
  {
    name: 'MixMonitor',
    description: 'Record a call and mix the audio during the recording.',
    privileges: ['system', 'all'],
    run: (action, to) => {
      const channel = channelOf(action, to)
      if (!channel) return
      const file = action.get('File') || `${channel.uniqueid}.wav`
      channel.recording = {
        file: file.startsWith('/') ? file : `/var/spool/asterisk/monitor/${file}`,
        muted: false,
      }
      to.answer('Success', [['MixMonitorID', `0x${channel.uniqueid.replace(/\D/g, '')}`]])
      to.pbx.setVariable(channel, 'MIXMONITOR_FILENAME', channel.recording.file)
      to.pbx.publish(events.mixMonitorStart(channel))
    },
  },
  {
    name: 'StopMixMonitor',
    description: 'Stop recording a call through MixMonitor, and free the recording file handle.',
    privileges: ['system', 'call', 'all'],
    run: (action, to) => {
      const channel = channelOf(action, to)
      if (!channel) return
      if (!channel.recording) return to.error('Could not stop MixMonitor')
      channel.recording = undefined
      to.answer('Success', [])
      to.pbx.publish(events.mixMonitorStop(channel))
    },
  },
  {
    name: 'MixMonitorMute',
    description: 'Mute / unMute a Mixmonitor recording.',
    privileges: ['system', 'call', 'all'],
    run: (action, to) => {
      const channel = channelOf(action, to, 'No channel specified')
      if (!channel) return
      const direction = action.get('Direction')
      if (!['read', 'write', 'both'].includes(direction)) return to.error('Invalid direction specified')
      if (!action.get('State')) return to.error('No state specified')
      if (!channel.recording) return to.error('Cannot set mute flag')
      channel.recording.muted = action.isTrue('State')
      to.answer('Success', [])
      to.pbx.publish(events.mixMonitorMute(channel, direction, channel.recording.muted ? '1' : '0'))
    },
  },
]

/** The channel the action names; answers the error itself when there is none. */
function channelOf(action: Action, to: Answering, unnamed = 'No channel specified'): Channel | undefined {
  const name = action.get('Channel')
  const channel = name ? to.pbx.find(name) : undefined
  if (!channel) to.error(name ? 'No such channel' : unnamed)
  return channel
}

import { type Channel } from '../channel.model.ts'
import * as events from '../events.ts'
import { HINTS } from '../pbx.ts'
import {
  AMI_VERSION,
  ASTERISK_VERSION,
  channelHeaders,
  ENDPOINT_STATE,
  type Header,
  HINT_STATUS,
} from '../spelling.ts'
import type { ActionDefinition, Answering, ListItem } from './action.ts'

const STATUS = ['system', 'reporting', 'all']
const STATES = ['call', 'reporting', 'all']

export const coreActions: ActionDefinition[] = [
  {
    name: 'Ping',
    description: 'Keepalive command.',
    privileges: [],
    run: (_action, to) =>
      to.answer('Success', [
        ['Ping', 'Pong'],
        ['Timestamp', (to.pbx.timeline.now() / 1000).toFixed(6)],
      ]),
  },
  {
    name: 'CoreSettings',
    description: 'Show PBX core settings (version etc).',
    privileges: STATUS,
    run: (_action, to) =>
      to.answer('Success', [
        ['AMIversion', AMI_VERSION],
        ['AsteriskVersion', ASTERISK_VERSION],
        ['SystemName', to.pbx.systemName],
        ['CoreMaxCalls', 0],
        ['CoreMaxLoadAvg', '0.000000'],
        ['CoreRunUser', ''],
        ['CoreRunGroup', ''],
        ['CoreMaxFilehandles', 20000],
        ['CoreRealTimeEnabled', 'No'],
        ['CoreCDRenabled', 'Yes'],
        ['CoreHTTPenabled', 'Yes'],
      ]),
  },
  {
    name: 'CoreStatus',
    description: 'Show PBX core status variables.',
    privileges: STATUS,
    run: (_action, to) => {
      const [date = '', time = ''] = new Date(to.pbx.startedMs).toISOString().slice(0, 19).split('T')
      to.answer('Success', [
        ['CoreStartupDate', date],
        ['CoreStartupTime', time],
        ['CoreReloadDate', date],
        ['CoreReloadTime', time],
        ['CoreCurrentCalls', to.pbx.callsInProgress],
      ])
    },
  },
  {
    name: 'CoreShowChannels',
    description: 'List currently active channels.',
    privileges: [],
    run: (_action, to) =>
      to.list(
        'Channels will follow',
        'CoreShowChannel',
        [...to.pbx.channels.values()].map((channel) => [
          'CoreShowChannel',
          [
            ...channelHeaders(channel),
            ['Application', channel.application],
            ['ApplicationData', channel.applicationData],
            ['Duration', duration(to, channel)],
            ['BridgeId', channel.bridge?.uniqueid ?? ''],
          ],
        ]),
        { complete: 'CoreShowChannelsComplete' },
      ),
  },
  {
    name: 'DeviceStateList',
    description: 'List the current known device states.',
    privileges: STATES,
    run: (_action, to) =>
      to.list(
        'Device State Changes will follow',
        'DeviceStateChange',
        [...to.pbx.deviceStates].map(([device, state]) => [
          'DeviceStateChange',
          [
            ['Device', device],
            ['State', state],
          ],
        ]),
        { complete: 'DeviceStateListComplete' },
      ),
  },
  {
    name: 'ExtensionStateList',
    description: 'List the current known extension states.',
    privileges: STATES,
    run: (_action, to) =>
      to.list(
        'Extension Statuses will follow',
        'ExtensionStatus',
        [...to.pbx.extensions.values()].map((extension) => {
          const [status, text] = HINT_STATUS[to.pbx.stateOf(extension.device)]
          return [
            'ExtensionStatus',
            [
              ['Exten', extension.number],
              ['Context', HINTS],
              ['Hint', extension.device],
              ['Status', status],
              ['StatusText', text],
            ],
          ]
        }),
        { complete: 'ExtensionStateListComplete' },
      ),
  },
  {
    name: 'PJSIPShowEndpoints',
    description: 'Lists PJSIP endpoints.',
    privileges: ['system', 'all'],
    run: (_action, to) => {
      const endpoint = (name: string, contact: string): ListItem => {
        const device = `PJSIP/${name}`
        const active = [...to.pbx.channels.values()].filter((channel) => channel.device === device)
        return [
          'EndpointList',
          [
            ['ObjectType', 'endpoint'],
            ['ObjectName', name],
            ['Transport', 'transport-udp'],
            ['Aor', name],
            ['Auths', name],
            ['OutboundAuths', ''],
            ['Contacts', contact],
            ['DeviceState', ENDPOINT_STATE[to.pbx.stateOf(device)]],
            ['ActiveChannels', active.map((channel) => channel.name).join(',')],
          ],
        ]
      }
      to.list('A listing of Endpoints follows, presented as EndpointList events', 'EndpointList', [
        ...[...to.pbx.extensions.values()].map(({ number, registered }) =>
          endpoint(number, registered ? `${number}/sip:${number}@127.0.0.1:5080,` : ''),
        ),
        endpoint('troncal', 'troncal/sip:127.0.0.1:5060,'),
      ])
    },
  },
  {
    name: 'Getvar',
    description: 'Gets a channel variable or function value.',
    privileges: [],
    run: (action, to) => {
      const variable = action.get('Variable')
      if (!variable) return to.error('No variable specified')
      const channelName = action.get('Channel')
      const channel = channelName ? to.pbx.find(channelName) : undefined
      if (channelName && !channel) return to.error('No such channel')
      to.answer('Success', [
        ['Variable', variable],
        ['Value', channel ? variableOf(channel, variable) : ''],
      ])
    },
  },
  {
    name: 'Setvar',
    description: 'Sets a channel variable or function value.',
    privileges: ['call', 'all'],
    run: (action, to) => {
      const variable = action.get('Variable')
      if (!variable) return to.error('No variable specified')
      const channelName = action.get('Channel')
      const channel = channelName ? to.pbx.find(channelName) : undefined
      if (channelName && !channel) return to.error('No such channel')
      to.success('Variable Set')
      if (channel) to.pbx.setVariable(channel, variable, action.get('Value'))
    },
  },
  {
    name: 'UserEvent',
    description: 'Send an arbitrary event.',
    privileges: ['user', 'all'],
    run: (action, to) => {
      const own = new Set(['action', 'actionid', 'userevent'])
      const headers = action.headers.filter(([name]) => !own.has(name.toLowerCase()))
      to.success('Event Sent')
      to.pbx.publish(events.userEvent(action.get('UserEvent'), headers as Header[]))
    },
  },
  {
    name: 'Command',
    description: 'Execute Asterisk CLI Command.',
    privileges: ['command', 'all'],
    run: (action, to) => {
      const command = action.get('Command').trim().replace(/\s+/g, ' ')
      const lines = runCommand(command, to)
      if (lines) to.command(true, lines)
      else
        to.command(false, [
          `No such command '${command}' (type 'core show help ${command}' for other possible commands)`,
        ])
    },
  },
]

function runCommand(command: string, to: Answering): string[] | undefined {
  const { pbx } = to
  if (command === 'core show version')
    return [
      `Asterisk ${ASTERISK_VERSION} built by centralita @ demo on a x86_64 running Linux on 2024-01-01 00:00:00 UTC`,
    ]
  if (command === 'core show uptime') {
    const seconds = pbx.timeline.seconds() - Math.floor(pbx.startedMs / 1000)
    return [`System uptime: ${seconds} seconds`, `Last reload: ${seconds} seconds`]
  }
  if (command === 'core show channels count')
    return [
      `${pbx.channels.size} active channels`,
      `${pbx.callsInProgress} active calls`,
      `${pbx.channelsCreated} calls processed`,
    ]
  return undefined
}

function duration(to: Answering, channel: Channel): string {
  const seconds = Math.floor((to.pbx.timeline.now() - channel.createdMs) / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

function variableOf(channel: Channel, variable: string): string {
  const builtIn: Record<string, string> = {
    CHANNEL: channel.name,
    UNIQUEID: channel.uniqueid,
    EXTEN: channel.exten,
    CONTEXT: channel.context,
    'CALLERID(num)': channel.callerNumber,
    'CALLERID(name)': channel.callerName,
    'CHANNEL(linkedid)': channel.linkedid,
  }
  return channel.variables.get(variable) ?? builtIn[variable] ?? ''
}

import { readFileSync } from 'node:fs'
import { Message } from './ami.socket.ts'

/** A condensed session with a real Asterisk. */
export function recording(name: string): Message[] {
  const text = readFileSync(new URL(`./recordings/${name}.txt`, import.meta.url), 'utf8')
  return text
    .slice(text.indexOf('\r\n') + 2)
    .split('\r\n\r\n')
    .filter((part) => part.trim() !== '')
    .map((part) => Message.parse(part))
}

const STATES = new Set(['DeviceStateChange', 'ExtensionStatus', 'QueueMemberStatus'])
/** Told by threads of their own, so at no fixed place among a call's other events. */
const FLOATING = new Set(['AgentComplete', 'NewConnectedLine', 'NewCallerid', 'MixMonitorStart', 'UserEvent'])

const NAMING = ['Channel', 'DestChannel', 'ParkeeChannel', 'TransfererChannel', 'OrigTransfererChannel']

/**
 * One queue call's own events as `Name who`, from its QueueCallerJoin to its last Hangup, the channels named by
 * their part: caller, then leg1, leg2, … in the order they appear.
 */
export function story(messages: Message[], caller: string): string[] {
  const roles = new Map([[caller, 'caller']])
  const bridges = new Map<string, string>()
  const linkedid = messages.find((message) => message.get('Channel') === caller)?.get('Linkedid')
  const begin = messages.findIndex(
    (message) => message.event === 'QueueCallerJoin' && message.get('Channel') === caller,
  )
  const lines: string[] = []
  for (const message of messages.slice(begin)) {
    const { event } = message
    if (event === 'Response' || STATES.has(event) || FLOATING.has(event)) continue
    if (event === 'Newexten' || (event === 'VarSet' && message.get('Variable') !== 'QUEUESTATUS')) continue
    if (event === 'Newstate' && message.get('ChannelState') === '5') continue
    if (message.get('EventList') || message.get('ActionID')) continue
    const named = NAMING.map((header) => message.get(header)).filter((name) => name !== undefined)
    const ofCall =
      message.get('Linkedid') === linkedid ||
      message.get('DestLinkedid') === linkedid ||
      ['Transferer', 'OrigTransferer', 'Parkee'].some((who) => message.get(`${who}Linkedid`) === linkedid)
    const bridgeId = message.get('BridgeUniqueid')
    if (!ofCall && !(bridgeId && (bridges.has(bridgeId) || event === 'BridgeCreate'))) continue
    for (const name of named) if (!roles.has(name)) roles.set(name, `leg${roles.size}`)
    if (bridgeId && !bridges.has(bridgeId)) bridges.set(bridgeId, `bridge${bridges.size + 1}`)
    const detail =
      message.get('DialStatus') ?? (event === 'Newstate' ? message.get('ChannelStateDesc') : undefined)
    lines.push(
      [
        event,
        ...(bridgeId && event.startsWith('Bridge')
          ? [`${bridges.get(bridgeId)}(${message.get('BridgeNumChannels')})`]
          : []),
        ...named.map((name) => roles.get(name)),
        ...(detail ? [detail] : []),
      ].join(' '),
    )
  }
  return lines
}

/** Header names without those a configuration adds. */
export const headerNames = (message: Message): string[] =>
  message.names.filter((name) => name !== 'SystemName')

import type { Timeline } from './timeline.ts'
import { Timers } from './timeline.ts'

export const UNKNOWN = '<unknown>'

export type ChannelState = 'Down' | 'Ring' | 'Ringing' | 'Up'

/** How a channel leaves: its far end hung up, or somebody (the dialplan, an AMI action) ended it here. */
export type HangupBy = 'farEnd' | 'here'

/** What a channel is busy with, and how that is undone. */
export interface Activity {
  /** The channel ends; the activity settles its other channels and calls `pbx.finish` for this one. */
  hangUp(channel: Channel, cause: number, by: HangupBy): void
  /** The channel goes elsewhere alive (redirect, transfer, park). */
  release(channel: Channel, why: 'redirect' | 'transfer'): void
}

/** What happens to a conversation while it lasts. */
export type Episode =
  | { kind: 'hold'; afterMs: number; holdMs: number }
  | { kind: 'blindTransfer'; afterMs: number; exten: string }
  | { kind: 'attendedTransfer'; afterMs: number; exten: string; consultMs: number }
  | { kind: 'park'; afterMs: number }

/** What the phone of a rung leg does. */
export type PickUp =
  | { kind: 'answer'; afterMs: number }
  | { kind: 'refuse'; afterMs: number; cause: number }
  | { kind: 'ignore' }

/** What the people of one call will do. */
export interface Plan {
  patienceMs: number
  talkMs: number
  endedBy: 'caller' | 'callee'
  pickUp: (leg: Channel) => PickUp
  episodes: Episode[]
}

export interface ChannelInit {
  name: string
  device: string
  uniqueid: string
  linkedid?: string
  state: ChannelState
  callerNumber?: string
  callerName?: string
  context: string
  exten: string
}

export class Channel {
  readonly name: string
  readonly device: string
  readonly uniqueid: string
  linkedid: string
  state: ChannelState
  callerNumber: string
  callerName: string
  connectedNumber = UNKNOWN
  connectedName = UNKNOWN
  context: string
  exten: string
  priority = 1
  application = ''
  applicationData = ''
  readonly createdMs: number
  readonly timers: Timers
  readonly variables = new Map<string, string>()
  bridge: Bridge | undefined
  activity: Activity | undefined
  plan: Plan | undefined
  holding = false
  hungUp = false
  /** The other half of a Local channel. */
  twin: Channel | undefined
  /** Runs once when the channel is answered. */
  onAnswer: (() => void) | undefined
  recording: { file: string; muted: boolean } | undefined

  constructor(init: ChannelInit, timeline: Timeline) {
    this.name = init.name
    this.device = init.device
    this.uniqueid = init.uniqueid
    this.linkedid = init.linkedid ?? init.uniqueid
    this.state = init.state
    this.callerNumber = init.callerNumber || UNKNOWN
    this.callerName = init.callerName || UNKNOWN
    this.context = init.context
    this.exten = init.exten
    this.createdMs = timeline.now()
    this.timers = new Timers(timeline)
  }
}

export class Bridge {
  readonly channels: Channel[] = []

  constructor(
    readonly uniqueid: string,
    readonly technology: 'simple_bridge' | 'holding_bridge' = 'simple_bridge',
  ) {}
}

import { Bridge, Channel, type ChannelInit, type HangupBy, type PickUp, type Plan } from './channel.model.ts'
import * as events from './events.ts'
import { Queue, type QueueSettings } from './queue.model.ts'
import type { Random } from './random.ts'
import type { AmiEvent, DeviceState } from './spelling.ts'
import type { Timeline } from './timeline.ts'

/** A phone of the house: PJSIP/<exten>, with a hint. */
export interface Extension {
  number: string
  name: string
  device: string
  registered: boolean
}

/** What callers and agents do when nobody said otherwise. */
export interface People {
  plan(channel: Channel): Plan
  /** What a number outside does when it is dialed. */
  outside(number: string): PickUp
}

export const HINTS = 'ext-local'
export const INSIDE = 'from-internal'
export const OUTSIDE = 'from-pstn'
export const TRUNK = 'PJSIP/troncal'

/** The switch: channels, bridges, devices and queues, and an event for each thing that happens to them. */
export class Pbx {
  readonly channels = new Map<string, Channel>()
  readonly bridges = new Set<Bridge>()
  readonly queues = new Map<string, Queue>()
  readonly extensions = new Map<string, Extension>()
  readonly deviceStates = new Map<string, DeviceState>()
  readonly startedMs: number
  channelsCreated = 0
  lastEventMs = 0
  /** Everything that happens, in order. */
  onEvent: (event: AmiEvent) => void = () => {}
  /** A device's state changed; queues look for free members. */
  onDeviceState: (device: string) => void = () => {}
  #uniqueids = 0
  #channelNumbers = 0
  #localNumbers = 0

  constructor(
    readonly timeline: Timeline,
    readonly random: Random,
    readonly systemName: string,
    readonly people: People,
  ) {
    this.startedMs = timeline.now()
    this.deviceStates.set(TRUNK, 'NOT_INUSE')
  }

  get callsInProgress(): number {
    return new Set([...this.channels.values()].map(({ linkedid }) => linkedid)).size
  }

  publish(...happened: AmiEvent[]): void {
    this.lastEventMs = this.timeline.now()
    for (const event of happened) this.onEvent(event)
  }

  addQueue(settings: QueueSettings): Queue {
    const queue = new Queue(settings)
    this.queues.set(queue.name, queue)
    this.deviceStates.set(`Queue:${queue.name}_avail`, 'INUSE')
    return queue
  }

  addExtension(number: string, name: string, registered = true): Extension {
    const extension = { number, name, device: `PJSIP/${number}`, registered }
    this.extensions.set(number, extension)
    this.deviceStates.set(extension.device, registered ? 'NOT_INUSE' : 'UNAVAILABLE')
    return extension
  }

  nextUniqueid(): string {
    const prefix = this.systemName ? `${this.systemName}-` : ''
    return `${prefix}${this.timeline.seconds()}.${this.#uniqueids++}`
  }

  /** A new channel of a technology's endpoint; `PJSIP/1001` becomes `PJSIP/1001-0000002a`. */
  open(
    device: string,
    init: Omit<ChannelInit, 'name' | 'device' | 'uniqueid'> & { name?: string; uniqueid?: string },
  ): Channel {
    const name = init.name ?? `${device}-${(this.#channelNumbers++).toString(16).padStart(8, '0')}`
    const channel = new Channel(
      { ...init, name, device, uniqueid: init.uniqueid ?? this.nextUniqueid() },
      this.timeline,
    )
    this.channels.set(name, channel)
    this.channelsCreated++
    this.publish(events.newchannel(channel))
    return channel
  }

  nextLocalName(address: string): string {
    return `Local/${address}-${(this.#localNumbers++).toString(16).padStart(8, '0')}`
  }

  find(nameOrUniqueid: string): Channel | undefined {
    const byName = this.channels.get(nameOrUniqueid)
    if (byName) return byName
    for (const channel of this.channels.values()) if (channel.uniqueid === nameOrUniqueid) return channel
    return undefined
  }

  planOf(channel: Channel): Plan {
    return (channel.plan ??= this.people.plan(channel))
  }

  runApplication(channel: Channel, application: string, data = ''): void {
    channel.application = application
    channel.applicationData = data
    this.publish(events.newexten(channel))
  }

  /** Answers an incoming or a Local channel; does nothing to one that is up. */
  answer(channel: Channel): void {
    if (channel.state === 'Up') return
    channel.state = 'Up'
    this.publish(events.newstate(channel))
    this.refreshDevice(channel.device)
    this.answered(channel)
  }

  /** Tells those who wait for this channel's answer. */
  answered(channel: Channel): void {
    const waiting = channel.onAnswer
    channel.onAnswer = undefined
    waiting?.()
  }

  connectLine(channel: Channel, number: string, name: string): void {
    if (channel.connectedNumber === number && channel.connectedName === name) return
    channel.connectedNumber = number
    channel.connectedName = name
    this.publish(events.newConnectedLine(channel))
  }

  createBridge(technology?: Bridge['technology']): Bridge {
    const bridge = new Bridge(this.random.uuid(), technology)
    this.bridges.add(bridge)
    this.publish(events.bridgeCreate(bridge))
    return bridge
  }

  enterBridge(bridge: Bridge, channel: Channel): void {
    bridge.channels.push(channel)
    channel.bridge = bridge
    this.publish(events.bridgeEnter(bridge, channel))
  }

  leaveBridge(channel: Channel): void {
    const bridge = channel.bridge
    if (!bridge) return
    bridge.channels.splice(bridge.channels.indexOf(channel), 1)
    channel.bridge = undefined
    this.publish(events.bridgeLeave(bridge, channel))
  }

  destroyBridge(bridge: Bridge): void {
    if (this.bridges.delete(bridge)) this.publish(events.bridgeDestroy(bridge))
  }

  setVariable(channel: Channel, name: string, value: string | number): void {
    channel.variables.set(name, String(value))
    this.publish(events.varSet(channel, name, value))
  }

  /** Ends a channel, whatever it is doing. */
  hangUp(channel: Channel, cause = 16, by: HangupBy = 'here'): void {
    if (channel.hungUp) return
    if (channel.activity) {
      channel.activity.hangUp(channel, cause, by)
      return
    }
    if (by === 'farEnd') this.publish(events.hangupRequest(channel, cause))
    this.endOfDialplan(channel, cause)
  }

  /** The channel's dialplan is over: it hangs up by itself. */
  endOfDialplan(channel: Channel, cause = 16): void {
    if (channel.hungUp) return
    this.publish(events.softHangupRequest(channel, 16))
    this.runHangupExtension(channel)
    this.finish(channel, cause)
  }

  runHangupExtension(channel: Channel): void {
    channel.exten = 'h'
    channel.priority = 1
    this.runApplication(channel, 'NoOp', `Colgado ${channel.callerNumber}`)
  }

  /** The last act of every channel: Hangup, exactly once. */
  finish(channel: Channel, cause: number): void {
    if (channel.hungUp) return
    channel.hungUp = true
    channel.activity = undefined
    channel.onAnswer = undefined
    channel.timers.cancelAll()
    this.leaveBridge(channel)
    this.channels.delete(channel.name)
    this.publish(events.hangup(channel, cause))
    this.refreshDevice(channel.device)
    const twin = channel.twin
    if (twin && !twin.hungUp) this.hangUp(twin, cause, 'farEnd')
  }

  stateOf(device: string): DeviceState {
    return this.deviceStates.get(device) ?? 'INVALID'
  }

  register(extension: Extension, registered: boolean): void {
    extension.registered = registered
    this.refreshDevice(extension.device)
  }

  setDeviceState(device: string, state: DeviceState): void {
    if (this.deviceStates.get(device) === state) return
    this.deviceStates.set(device, state)
    this.publish(events.deviceStateChange(device, state))
    this.onDeviceState(device)
  }

  /** Brings a device's state, its members' status and its hint up to what its channels do. */
  refreshDevice(device: string): void {
    const extension = this.extensions.get(device.slice(device.indexOf('/') + 1))
    const known = extension?.device === device
    const state = this.#deviceState(device, known ? extension.registered : true)
    if (this.deviceStates.get(device) === state) return
    if (!known && device !== TRUNK) return
    this.deviceStates.set(device, state)
    this.publish(events.deviceStateChange(device, state))
    for (const queue of this.queues.values()) {
      for (const member of queue.members) {
        if (member.stateInterface === device)
          this.publish(events.queueMemberStatus(queue, member, this.stateOf(device)))
      }
    }
    if (known) this.publish(events.extensionStatus(extension.number, HINTS, device, state))
    this.onDeviceState(device)
  }

  #deviceState(device: string, registered: boolean): DeviceState {
    let ringing = 0
    let up = 0
    let holding = 0
    for (const channel of this.channels.values()) {
      if (channel.device !== device) continue
      if (channel.state === 'Ringing') ringing++
      else if (channel.state !== 'Down') {
        up++
        if (channel.holding) holding++
      }
    }
    if (up > 0 && ringing > 0) return 'RINGINUSE'
    if (up > 0) return holding === up ? 'ONHOLD' : 'INUSE'
    if (ringing > 0) return 'RINGING'
    return registered ? 'NOT_INUSE' : 'UNAVAILABLE'
  }
}

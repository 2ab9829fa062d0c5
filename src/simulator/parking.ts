import type { Activity, Bridge, Channel, HangupBy } from './channel.model.ts'
import { Conversation, type EpisodePlayer } from './conversation.ts'
import type { Dialplan } from './dialplan.ts'
import * as events from './events.ts'
import type { Pbx } from './pbx.ts'
import { Timers } from './timeline.ts'

const DEFAULT_TIMEOUT_SECONDS = 45

/** The parking lot `default`: spaces 701 to 720, reached by parking at 700. */
export class Parking {
  readonly lot = 'default'
  readonly extension = '700'
  readonly firstSpace = 701
  readonly lastSpace = 720
  readonly timeoutSeconds = DEFAULT_TIMEOUT_SECONDS
  readonly #parked = new Map<number, ParkedChannel>()
  #bridge: Bridge | undefined

  constructor(
    private readonly pbx: Pbx,
    private readonly dialplan: Dialplan,
    private readonly play: EpisodePlayer,
  ) {}

  isSpace(exten: string): boolean {
    return /^\d{3}$/.test(exten) && Number(exten) >= this.firstSpace && Number(exten) <= this.lastSpace
  }

  get isFull(): boolean {
    return this.#freeSpace() === undefined
  }

  places(): events.ParkingPlace[] {
    return [...this.#parked.values()].map((parked) => parked.place())
  }

  /** Parks a channel; who it spoke with is hung up and called back when the time is up. False when the lot is full. */
  park(channel: Channel, parker?: Channel, timeoutSeconds = this.timeoutSeconds): boolean {
    const { pbx } = this
    const space = this.#freeSpace()
    if (space === undefined) {
      if (!channel.activity) pbx.endOfDialplan(channel, 34)
      return false
    }
    const conversation = channel.activity instanceof Conversation ? channel.activity : undefined
    const other = conversation?.other(channel) ?? parker
    if (conversation && other) {
      conversation.unhold(other)
      conversation.stop()
    } else channel.activity?.release(channel, 'redirect')
    // Who was only ringing does not survive being taken away.
    if (channel.hungUp) return false
    channel.timers.cancelAll()
    this.#bridge ??= pbx.createBridge('holding_bridge')
    const parked = new ParkedChannel(
      pbx,
      this,
      channel,
      space,
      other?.device ?? channel.device,
      timeoutSeconds,
    )
    this.#parked.set(space, parked)
    pbx.publish(events.parkedCall(parked.place()))
    pbx.leaveBridge(channel)
    pbx.setDeviceState(`park:${space}@parkedcalls`, 'INUSE')
    pbx.enterBridge(this.#bridge, channel)
    channel.activity = parked
    pbx.publish(events.musicOnHoldStart(channel))
    if (conversation && other) {
      conversation.completeService('transfer')
      pbx.leaveBridge(other)
      pbx.destroyBridge(conversation.bridge)
      pbx.finish(other, 16)
    }
    parked.waitForTimeout()
    return true
  }

  /** Takes the channel in a space out of it, to speak with the one who dialed the space. */
  retrieve(retriever: Channel, exten: string): void {
    const { pbx } = this
    const parked = this.#parked.get(Number(exten))
    if (!parked) {
      pbx.endOfDialplan(retriever, 1)
      return
    }
    pbx.runApplication(retriever, 'ParkedCall', `${this.lot},${exten}`)
    pbx.answer(retriever)
    if (retriever.hungUp) return
    const place = parked.place()
    this.unpark(parked)
    pbx.publish(events.unParkedCall(place, retriever))
    Conversation.begin(pbx, parked.channel, retriever, this.play)
  }

  unpark(parked: ParkedChannel): void {
    const { channel, space } = parked
    this.#parked.delete(space)
    parked.timers.cancelAll()
    channel.activity = undefined
    this.pbx.publish(events.musicOnHoldStop(channel))
    this.pbx.setDeviceState(`park:${space}@parkedcalls`, 'NOT_INUSE')
    this.pbx.leaveBridge(channel)
  }

  /** Nobody fetched it: the one who parked it is called. */
  timedOut(parked: ParkedChannel): void {
    const place = parked.place()
    this.unpark(parked)
    this.pbx.publish(events.parkedCallTimeOut(place))
    parked.channel.context = 'park-dial'
    this.dialplan.dial.enter(parked.channel, place.parkerDialString)
  }

  #freeSpace(): number | undefined {
    for (let space = this.firstSpace; space <= this.lastSpace; space++) {
      if (!this.#parked.has(space)) return space
    }
    return undefined
  }
}

class ParkedChannel implements Activity {
  readonly timers: Timers
  readonly #sinceSeconds: number

  constructor(
    private readonly pbx: Pbx,
    private readonly parking: Parking,
    readonly channel: Channel,
    readonly space: number,
    private readonly parkerDialString: string,
    private readonly timeoutSeconds: number,
  ) {
    this.timers = new Timers(pbx.timeline)
    this.#sinceSeconds = pbx.timeline.seconds()
  }

  place(): events.ParkingPlace {
    return {
      parkee: this.channel,
      parkerDialString: this.parkerDialString,
      lot: this.parking.lot,
      space: this.space,
      timeoutSeconds: this.timeoutSeconds,
      parkedSeconds: this.pbx.timeline.seconds() - this.#sinceSeconds,
    }
  }

  waitForTimeout(): void {
    const { channel, pbx } = this
    const { patienceMs } = pbx.planOf(channel)
    if (patienceMs < this.timeoutSeconds * 1000)
      this.timers.after(patienceMs, () => pbx.hangUp(channel, 16, 'farEnd'))
    this.timers.after(this.timeoutSeconds * 1000, () => this.parking.timedOut(this))
  }

  hangUp(channel: Channel, cause: number, by: HangupBy): void {
    if (by === 'farEnd') this.pbx.publish(events.hangupRequest(channel, cause))
    this.release(channel)
    this.pbx.endOfDialplan(channel, cause)
  }

  release(_channel: Channel): void {
    const place = this.place()
    this.parking.unpark(this)
    this.pbx.publish(events.parkedCallGiveUp(place))
  }
}

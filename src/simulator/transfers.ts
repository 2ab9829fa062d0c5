import type { Activity, Bridge, Channel, HangupBy } from './channel.model.ts'
import { Conversation, type EpisodePlayer } from './conversation.ts'
import { destinationOf, Ringing } from './dial.app.ts'
import type { Dialplan } from './dialplan.ts'
import * as events from './events.ts'
import { type Pbx, TRUNK } from './pbx.ts'

const CONSULT_RING_MS = 20_000
/** Who consults hangs up in the end, if nobody says when. */
const CONSULT_MS = 90_000

/** Blind and attended transfers of somebody in a conversation. */
export class Transfers {
  constructor(
    private readonly pbx: Pbx,
    private readonly dialplan: Dialplan,
    private readonly play: EpisodePlayer,
  ) {}

  /** The transferer leaves and the other goes to the extension. False when nobody is there to transfer. */
  blind(transferer: Channel, context: string, exten: string): boolean {
    const conversation = transferer.activity
    if (!(conversation instanceof Conversation)) return false
    const { pbx } = this
    const transferee = conversation.other(transferer)
    const { bridge } = conversation
    if (transferer.holding) conversation.unhold(transferer)
    else pbx.publish(events.unhold(transferer))
    conversation.stop()
    pbx.publish(
      events.varSet(transferer, 'BLINDTRANSFER', transferee.name),
      events.varSet(transferee, 'BLINDTRANSFER', transferer.name),
      events.blindTransfer(transferer, transferee, bridge, context, exten),
    )
    pbx.leaveBridge(transferer)
    if (transferer === conversation.owner) conversation.completeService('transfer')
    pbx.finish(transferer, 16)
    transferee.context = context
    transferee.exten = exten
    transferee.priority = 1
    pbx.leaveBridge(transferee)
    pbx.destroyBridge(bridge)
    conversation.completeService('transfer', false)
    transferee.variables.delete('QUEUESTATUS')
    this.dialplan.run(transferee, context, exten)
    return true
  }

  /**
   * The transferer holds the other, calls the extension, and by hanging up joins the two; after `consultMs` it does
   * so by itself. False when there is no conversation or no such destination.
   */
  attended(transferer: Channel, context: string, exten: string, consultMs = CONSULT_MS): boolean {
    const conversation = transferer.activity
    if (!(conversation instanceof Conversation)) return false
    const outside = !this.pbx.extensions.has(exten)
    const to = destinationOf(this.pbx, outside ? `PJSIP/${exten}@${TRUNK.slice(6)}` : `PJSIP/${exten}`)
    if (!to || !this.dialplan.exists(context, exten)) return false
    conversation.hold(transferer)
    conversation.timers.cancelAll()
    const consultation = new Consultation(this.pbx, conversation, transferer, this.play, consultMs)
    consultation.call(to)
    return true
  }

  /** The transferer goes back to the one on hold. False when it consults nobody. */
  cancelAttended(transferer: Channel): boolean {
    if (!(transferer.activity instanceof Consultation)) return false
    transferer.activity.cancel()
    return true
  }
}

/** An attended transfer on its way: the transferee hears music, the transferer calls or speaks with the target. */
class Consultation implements Activity {
  readonly #bridge: Bridge
  readonly #transferee: Channel
  #target: Channel | undefined
  #ringing: Ringing | undefined

  constructor(
    private readonly pbx: Pbx,
    private readonly conversation: Conversation,
    private readonly transferer: Channel,
    private readonly play: EpisodePlayer,
    private readonly consultMs: number,
  ) {
    this.#transferee = conversation.other(transferer)
    this.#bridge = pbx.createBridge()
    transferer.activity = this
    this.#transferee.activity = this
  }

  call(to: NonNullable<ReturnType<typeof destinationOf>>): void {
    const { pbx, transferer } = this
    pbx.leaveBridge(transferer)
    pbx.enterBridge(this.#bridge, transferer)
    this.#ringing = Ringing.begin(pbx, to, {
      linkedid: transferer.linkedid,
      timeoutMs: CONSULT_RING_MS,
      prepare: (leg) => pbx.connectLine(leg, transferer.callerNumber, transferer.callerName),
      pickUp: to.outside ? () => pbx.people.outside(to.number) : pbx.planOf(this.conversation.owner).pickUp,
      done: (outcome) => ('leg' in outcome ? this.#answered(outcome.leg) : this.cancel()),
    })
  }

  /** Back to the one on hold; the target, if any, is hung up. */
  cancel(): void {
    const { pbx, transferer, conversation } = this
    this.#ringing?.cancel()
    const target = this.#target
    this.#target = undefined
    pbx.leaveBridge(transferer)
    if (target) {
      target.activity = undefined
      pbx.finish(target, 16)
    }
    pbx.destroyBridge(this.#bridge)
    pbx.enterBridge(conversation.bridge, transferer)
    conversation.unhold(transferer)
    pbx.connectLine(transferer, this.#transferee.callerNumber, this.#transferee.callerName)
    transferer.activity = conversation
    this.#transferee.activity = conversation
    const { endedBy, talkMs } = pbx.planOf(conversation.owner)
    conversation.timers.after(talkMs / 2, () =>
      pbx.hangUp(endedBy === 'caller' ? conversation.owner : conversation.partner, 16, 'farEnd'),
    )
  }

  hangUp(channel: Channel, cause: number, by: HangupBy): void {
    const { pbx, transferer } = this
    if (channel === this.#target) {
      this.#target = undefined
      channel.activity = undefined
      if (by === 'farEnd') pbx.publish(events.hangupRequest(channel, cause))
      pbx.finish(channel, cause)
      this.cancel()
      return
    }
    if (channel === transferer && this.#target) {
      this.#complete(this.#target)
      return
    }
    // With nobody to transfer to, or without the transferee, the first conversation ends as it would have.
    this.cancel()
    pbx.hangUp(channel, cause, by)
  }

  release(channel: Channel, why: 'redirect' | 'transfer'): void {
    if (channel === this.#target) this.#target = undefined
    this.cancel()
    if (channel.activity === this) channel.activity = undefined
    else channel.activity?.release(channel, why)
    if (channel.bridge === this.#bridge) this.pbx.leaveBridge(channel)
  }

  #answered(target: Channel): void {
    const { pbx, transferer } = this
    this.#target = target
    target.activity = this
    pbx.enterBridge(this.#bridge, target)
    pbx.connectLine(transferer, target.callerNumber, target.callerName)
    target.timers.after(this.consultMs, () => this.#complete(target))
  }

  #complete(target: Channel): void {
    const { pbx, transferer, conversation } = this
    const transferee = this.#transferee
    target.timers.cancelAll()
    conversation.stop()
    const kept = conversation.bridge
    pbx.publish(events.bridgeMerge(kept, this.#bridge))
    pbx.leaveBridge(target)
    pbx.enterBridge(kept, target)
    pbx.leaveBridge(transferer)
    transferer.holding = false
    pbx.publish(
      events.musicOnHoldStop(transferee),
      events.attendedTransfer(transferer, transferee, target, kept, this.#bridge),
    )
    pbx.connectLine(transferee, target.callerNumber, target.callerName)
    pbx.connectLine(target, transferee.callerNumber, transferee.callerName)
    conversation.completeService('transfer')
    pbx.destroyBridge(this.#bridge)
    transferer.activity = undefined
    pbx.finish(transferer, 16)
    Conversation.resume(pbx, transferee, target, kept, this.play)
  }
}

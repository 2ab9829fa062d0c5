import type { Activity, Bridge, Channel, Episode, HangupBy } from './channel.model.ts'
import * as events from './events.ts'
import type { Pbx } from './pbx.ts'
import type { Member, Queue } from './queue.model.ts'
import { Timers } from './timeline.ts'

/** The queue's part in a conversation: what AgentComplete will say. */
export interface QueueService {
  queue: Queue
  member: Member
  holdSeconds: number
  inServiceLevel: boolean
}

export type EpisodePlayer = (conversation: Conversation, episode: Episode) => void

/**
 * Two channels in a bridge. The owner runs the application that made it (Queue or Dial) and goes on in its dialplan
 * afterwards; the partner only lives in it.
 */
export class Conversation implements Activity {
  readonly bridge: Bridge
  readonly timers: Timers
  readonly startedSeconds: number
  #over = false

  private constructor(
    readonly pbx: Pbx,
    readonly owner: Channel,
    readonly partner: Channel,
    public service: QueueService | undefined,
    bridge: Bridge,
  ) {
    this.bridge = bridge
    this.timers = new Timers(pbx.timeline)
    this.startedSeconds = pbx.timeline.seconds()
    owner.activity = this
    partner.activity = this
  }

  /** Bridges the two and lets the call's plan run: its episodes, then its end. */
  static begin(
    pbx: Pbx,
    owner: Channel,
    partner: Channel,
    play: EpisodePlayer,
    service?: QueueService,
  ): Conversation {
    const bridge = pbx.createBridge()
    pbx.enterBridge(bridge, partner)
    pbx.refreshDevice(partner.device)
    pbx.enterBridge(bridge, owner)
    pbx.refreshDevice(owner.device)
    return Conversation.resume(pbx, owner, partner, bridge, play, service)
  }

  /** Takes over a bridge both are already in. */
  static resume(
    pbx: Pbx,
    owner: Channel,
    partner: Channel,
    bridge: Bridge,
    play: EpisodePlayer,
    service?: QueueService,
  ): Conversation {
    const conversation = new Conversation(pbx, owner, partner, service, bridge)
    const plan = pbx.planOf(owner)
    for (const episode of plan.episodes) {
      if (episode.afterMs < plan.talkMs)
        conversation.timers.after(episode.afterMs, () => play(conversation, episode))
    }
    plan.episodes = []
    conversation.timers.after(plan.talkMs, () =>
      pbx.hangUp(plan.endedBy === 'caller' ? owner : partner, 16, 'farEnd'),
    )
    return conversation
  }

  other(channel: Channel): Channel {
    return channel === this.owner ? this.partner : this.owner
  }

  hold(channel: Channel): void {
    if (channel.holding) return
    channel.holding = true
    this.pbx.publish(events.hold(channel, 'default'), events.musicOnHoldStart(this.other(channel)))
    this.pbx.refreshDevice(channel.device)
  }

  unhold(channel: Channel): void {
    if (!channel.holding) return
    channel.holding = false
    this.pbx.publish(events.unhold(channel), events.musicOnHoldStop(this.other(channel)))
    this.pbx.refreshDevice(channel.device)
  }

  hangUp(channel: Channel, cause: number, by: HangupBy): void {
    if (this.#over) {
      this.pbx.finish(channel, cause)
      return
    }
    this.#endHolds()
    this.stop()
    if (by === 'farEnd') this.pbx.publish(events.hangupRequest(channel, cause))
    this.completeService(channel === this.owner ? 'caller' : 'agent')
    if (channel === this.owner) this.#ownerLeaves(cause)
    else this.#partnerLeaves(cause)
  }

  release(channel: Channel, why: 'redirect' | 'transfer'): void {
    if (this.#over) return
    this.#endHolds()
    this.stop()
    this.completeService(why === 'transfer' ? 'transfer' : channel === this.owner ? 'caller' : 'agent')
    const other = this.other(channel)
    this.pbx.leaveBridge(channel)
    this.pbx.leaveBridge(other)
    this.pbx.destroyBridge(this.bridge)
    channel.activity = undefined
    channel.holding = false
    if (other === this.owner) this.ownerGoesOn(16)
    else this.pbx.finish(other, 16)
  }

  /** Nothing of this conversation's plan happens any more; its channels are somebody else's. */
  stop(): void {
    this.#over = true
    this.timers.cancelAll()
    for (const channel of [this.owner, this.partner]) {
      if (channel.activity === this) channel.activity = undefined
    }
  }

  completeService(reason: 'caller' | 'agent' | 'transfer', withLeg = true): void {
    const service = this.service
    if (!service) return
    this.service = undefined
    const { queue, member } = service
    const talkSeconds = this.pbx.timeline.seconds() - this.startedSeconds
    this.pbx.publish(
      events.agentComplete(
        this.owner,
        withLeg ? this.partner : undefined,
        queue,
        member,
        { hold: service.holdSeconds, talk: talkSeconds },
        reason,
      ),
    )
    member.callsTaken++
    member.lastCallSeconds = this.pbx.timeline.seconds()
    member.inCall = false
    queue.countCompleted(talkSeconds, service.inServiceLevel)
    this.owner.variables.set('QUEUESTATUS', 'CONTINUE')
  }

  #endHolds(): void {
    for (const channel of [this.owner, this.partner]) {
      if (!channel.hungUp) this.unhold(channel)
    }
  }

  /** The owner hung up: its own end is told before its partner's. */
  #ownerLeaves(cause: number): void {
    const { pbx, owner, partner } = this
    pbx.leaveBridge(owner)
    this.#queueStatus()
    pbx.publish(events.softHangupRequest(owner, 16))
    pbx.runHangupExtension(owner)
    pbx.leaveBridge(partner)
    pbx.destroyBridge(this.bridge)
    pbx.finish(owner, cause)
    pbx.finish(partner, cause)
  }

  #partnerLeaves(cause: number): void {
    const { pbx, owner, partner } = this
    pbx.leaveBridge(partner)
    pbx.leaveBridge(owner)
    pbx.destroyBridge(this.bridge)
    pbx.finish(partner, cause)
    this.ownerGoesOn(cause)
  }

  /** After Queue or Dial this dialplan has nothing more to do. */
  ownerGoesOn(cause: number): void {
    this.#queueStatus()
    this.pbx.endOfDialplan(this.owner, cause)
  }

  #queueStatus(): void {
    const status = this.owner.variables.get('QUEUESTATUS')
    if (!status) return
    this.owner.variables.delete('QUEUESTATUS')
    this.pbx.publish(events.varSet(this.owner, 'QUEUESTATUS', status))
  }
}

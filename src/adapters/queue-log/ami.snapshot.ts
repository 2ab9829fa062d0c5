import type { AmiMessage } from '../ami/message.ts'
import { numberOf } from '../ami/names.ts'
import { interfaceOf, memberOf } from './ami.event.ts'
import type { AmiServing, AmiVisit } from './ami.visit.ts'

/** What a PBX lists of itself when asked, as far as queues are concerned. */
export interface AmiQueueLists {
  /** QueueMember and QueueEntry, among others. */
  readonly queues: readonly AmiMessage[]
  readonly channels: readonly AmiMessage[]
  /** Channels of which events on their way tell more: nothing is concluded about them. */
  readonly toldLater: ReadonlySet<string>
  /** Whether the PBX has been started anew since it was last seen. */
  readonly hasRestarted: boolean
  /** Whether nobody has listened before: what is missing has ended unseen. */
  readonly isRecovery: boolean
}

/** A PBX's lists, so that what became of a visit is found in them. */
export class AmiSnapshot {
  readonly members: readonly AmiMessage[]
  readonly entries: readonly AmiMessage[]
  private readonly waiting: ReadonlySet<string>
  private readonly channels: ReadonlyMap<string, AmiMessage>
  private readonly toldLater: ReadonlySet<string>

  constructor({ queues, channels, toldLater }: AmiQueueLists) {
    this.members = queues.filter(({ name }) => name === 'QueueMember')
    this.entries = queues.filter(({ name }) => name === 'QueueEntry')
    this.waiting = new Set(this.entries.map((entry) => `${entry.get('Uniqueid')} ${entry.get('Queue')}`))
    this.channels = new Map(channels.map((channel) => [channel.get('Uniqueid') ?? '', channel]))
    this.toldLater = toldLater
  }

  /** What becomes of a visit is told by events that follow. */
  tellsLater({ channel, agentChannel }: AmiVisit): boolean {
    return this.toldLater.has(channel) || this.toldLater.has(agentChannel)
  }

  isWaiting({ channel, queue }: AmiVisit): boolean {
    return this.waiting.has(`${channel} ${queue}`)
  }

  hasChannelOf({ channel, agentChannel }: AmiVisit): boolean {
    return this.channels.has(channel) || this.channels.has(agentChannel)
  }

  /** The member of a visit's queue who is in one bridge with the caller. */
  servingOf({ channel, queue }: AmiVisit): AmiServing | undefined {
    const bridge = this.channels.get(channel)?.get('BridgeId')
    if (!bridge) return undefined
    for (const [agentChannel, other] of this.channels) {
      if (agentChannel === channel || other.get('BridgeId') !== bridge) continue
      const number = numberOf(other.get('Channel') ?? '')
      const member = this.members.find(
        (each) => each.get('Queue') === queue && numberOf(interfaceOf(each)) === number,
      )
      if (member) return { agent: memberOf(member), memberInterface: interfaceOf(member), agentChannel }
    }
    return undefined
  }
}

import type { AmiMessage } from '../../adapters/ami/message.ts'

/** All that a PBX says of itself when asked, taken while events already flow. */
export interface PbxSnapshot {
  /** QueueParams, QueueMember and QueueEntry, in the PBX's order. */
  readonly queues: readonly AmiMessage[]
  readonly channels: readonly AmiMessage[]
  readonly hints: readonly AmiMessage[]
  readonly devices: readonly AmiMessage[]
  readonly endpoints: readonly AmiMessage[]
  readonly parked: readonly AmiMessage[]
  /** Whether the PBX has been started anew since it was last seen. */
  readonly hasRestarted: boolean
  /** Whether nobody looked before: what is missing has ended unseen. Else it is only a look in between. */
  readonly isRecovery: boolean
  /** Channels that the events after this snapshot tell about: what became of them is told there. */
  readonly toldLater: ReadonlySet<string>
}

/** The channels that some events tell about. */
export const channelsOf = (events: readonly AmiMessage[]): ReadonlySet<string> =>
  new Set(events.flatMap((event) => event.get('Uniqueid') ?? []))

/** What a domain reads of a PBX's wire: events by name, and the snapshot that sets its state right. */
export interface PbxWatch {
  readonly reads: Readonly<Record<string, (event: AmiMessage) => void>>
  reconcile(snapshot: PbxSnapshot): void
  /** The link is down: what was known is stale from now on. */
  linkLost?(): void
}

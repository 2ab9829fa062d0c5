/** What any report about a channel says of it. */
export interface ChannelSighting {
  uniqueid: string
  linkedid: string
  channel: string
  /** Whose phone or trunk the channel is. */
  number: string
  isLocal: boolean
  /** What it shares with the other half of a Local channel. */
  seam: string | undefined
  callerNumber: string
  callerName: string
  exten: string
  isUp: boolean
  /** The instant in the linkedid, which every observer reads alike. */
  linkedInstant: Date | undefined
  /** How long the channel has lasted, where a snapshot says so. */
  ageMs?: number
}

/** A channel as a snapshot lists it. */
export interface ChannelSnapshot extends ChannelSighting {
  bridgeId: string | undefined
  isParked: boolean
}

/** The channel that began a conversation first, then the older before the younger: a snapshot has no order. */
export function byAge(a: ChannelSnapshot, b: ChannelSnapshot): number {
  const isFirst = (channel: ChannelSnapshot) => Number(channel.uniqueid === channel.linkedid)
  return isFirst(b) - isFirst(a) || (b.ageMs ?? 0) - (a.ageMs ?? 0)
}

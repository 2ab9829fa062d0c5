import { legIdOf } from '../pbxs/pbx.directory.ts'

/** One channel of a conversation. */
export interface Leg {
  readonly id: string
  readonly uniqueid: string
  channel: string
  /** Whose phone or trunk it is. */
  number: string
  /** A seam inside the PBX rather than somebody's phone. */
  readonly isLocal: boolean
  /** What it shares with the other half of the seam; undefined for a phone. */
  readonly seam: string | undefined
  callerNumber: string
  callerName: string
  /** What it dialed. */
  exten: string
  readonly startedTick: number
  isUp: boolean
  isHeld: boolean
  isParked: boolean
  /** Its end has been asked for, by itself or by somebody else. */
  isHangingUp: boolean
  bridgeId: string | undefined
  dialStatus: string | undefined
  agentId: string | undefined
  answeredTick: number | undefined
  endedTick: number | undefined
  hangupCause: number | undefined
}

/** What is known of a channel from the beginning. */
export type LegSighting = Pick<Leg, 'uniqueid' | 'channel' | 'number' | 'isLocal' | 'seam'>

export const beginLeg = (pbxId: string, seen: LegSighting, startedTick: number): Leg => ({
  id: legIdOf(pbxId, seen.uniqueid),
  uniqueid: seen.uniqueid,
  channel: seen.channel,
  number: seen.number,
  isLocal: seen.isLocal,
  seam: seen.seam,
  callerNumber: '',
  callerName: '',
  exten: '',
  startedTick,
  isUp: false,
  isHeld: false,
  isParked: false,
  isHangingUp: false,
  bridgeId: undefined,
  dialStatus: undefined,
  agentId: undefined,
  answeredTick: undefined,
  endedTick: undefined,
  hangupCause: undefined,
})

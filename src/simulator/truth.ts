import type { Dialplan } from './dialplan.ts'
import type { Pbx } from './pbx.ts'

/** What the simulated PBX knows to be true, to compare a client's view with. */
export interface Truth {
  queues: QueueTruth[]
  extensions: { number: string; name: string; deviceState: string }[]
  channels: { name: string; uniqueid: string; linkedid: string; state: string; bridgeId: string | null }[]
  parked: { channel: string; space: number }[]
  /** The linkedids of all calls there are now. */
  calls: string[]
  channelsCreated: number
  callersJoined: number
}

export interface QueueTruth {
  name: string
  waiting: { uniqueid: string; callerNumber: string; position: number; waitSeconds: number }[]
  completed: number
  abandoned: number
  holdSeconds: number
  talkSeconds: number
  serviceLevelPercent: number
  members: MemberTruth[]
}

export interface MemberTruth {
  interface: string
  name: string
  paused: boolean
  pausedReason: string
  penalty: number
  callsTaken: number
  inCall: boolean
  /** As DeviceStateChange spells it. */
  deviceState: string
}

export function truthOf(pbx: Pbx, dialplan: Dialplan): Truth {
  const now = pbx.timeline.seconds()
  const channels = [...pbx.channels.values()]
  return {
    queues: [...pbx.queues.values()].map((queue) => ({
      name: queue.name,
      waiting: queue.visits.map((visit) => ({
        uniqueid: visit.caller.uniqueid,
        callerNumber: visit.caller.callerNumber,
        position: visit.position,
        waitSeconds: now - visit.joinedSeconds,
      })),
      completed: queue.completed,
      abandoned: queue.abandoned,
      holdSeconds: queue.holdSeconds,
      talkSeconds: queue.talkSeconds,
      serviceLevelPercent: queue.serviceLevelPercent,
      members: queue.members.map((member) => ({
        interface: member.interfaceName,
        name: member.name,
        paused: member.paused,
        pausedReason: member.pausedReason,
        penalty: member.penalty,
        callsTaken: member.callsTaken,
        inCall: member.inCall,
        deviceState: pbx.stateOf(member.stateInterface),
      })),
    })),
    extensions: [...pbx.extensions.values()].map(({ number, name, device }) => ({
      number,
      name,
      deviceState: pbx.stateOf(device),
    })),
    channels: channels.map(({ name, uniqueid, linkedid, state, bridge }) => ({
      name,
      uniqueid,
      linkedid,
      state,
      bridgeId: bridge?.uniqueid ?? null,
    })),
    parked: dialplan.parking.places().map(({ parkee, space }) => ({ channel: parkee.name, space })),
    calls: [...new Set(channels.map(({ linkedid }) => linkedid))],
    channelsCreated: pbx.channelsCreated,
    callersJoined: dialplan.queues.callersJoined,
  }
}

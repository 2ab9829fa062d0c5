import type { AmiMessage } from '../../adapters/ami/message.ts'
import { known, numberOf } from '../../adapters/ami/names.ts'
import type { PbxWatch } from '../pbxs/pbx.watch.ts'
import type { MemberSighting, PhoneState } from './member.ts'
import type { QueueFloor } from './queue.floor.ts'

const PHONE_STATES: Record<string, PhoneState> = {
  0: 'UNKNOWN',
  1: 'FREE',
  2: 'IN_USE',
  3: 'IN_USE',
  4: 'UNREACHABLE',
  5: 'UNREACHABLE',
  6: 'RINGING',
  7: 'IN_USE',
  8: 'IN_USE',
}

/** Whether the snapshot lists a channel as answered. */
const isUp = (channel: AmiMessage): boolean => channel.get('ChannelState') === '6'

/** Finds the call of a caller's channel. */
export type CallIdOf = (uniqueid: string) => string | undefined

/** Reads of the wire what concerns queues and their members. */
export function watchQueues(floor: QueueFloor, callIdOf: CallIdOf): PbxWatch {
  const queue = (event: AmiMessage) => event.get('Queue') ?? ''
  const memberInterface = (event: AmiMessage) => event.get('Interface') ?? event.get('Location') ?? ''
  const uniqueid = (event: AmiMessage) => event.get('Uniqueid') ?? ''
  const agentChannel = (event: AmiMessage) => event.get('DestUniqueid') ?? uniqueid(event)
  const memberSeen = (event: AmiMessage) => floor.members.seen(queue(event), sightingOf(event))

  return {
    reads: {
      QueueMemberStatus: memberSeen,
      QueueMemberAdded: memberSeen,
      QueueMemberPause: memberSeen,
      QueueMemberPenalty: memberSeen,
      QueueMemberRingInUse: memberSeen,
      QueueMemberRemoved: (event) => floor.members.gone(queue(event), memberInterface(event)),
      QueueCallerJoin: (event) =>
        floor.callerJoined(queue(event), {
          uniqueid: uniqueid(event),
          callId: callIdOf(uniqueid(event)) ?? '',
          position: Number(event.get('Position')) || 1,
          number: known(event.get('CallerIDNum')),
          name: known(event.get('CallerIDName')),
        }),
      QueueCallerLeave: (event) => floor.callerLeft(queue(event), uniqueid(event)),
      AgentCalled: (event) => floor.members.rung(queue(event), memberInterface(event), agentChannel(event)),
      AgentRingNoAnswer: (event) =>
        floor.members.notAnswered(queue(event), memberInterface(event), agentChannel(event)),
      AgentConnect: (event) =>
        floor.members.connected(queue(event), memberInterface(event), agentChannel(event)),
      AgentComplete: (event) =>
        floor.members.finished(queue(event), memberInterface(event), agentChannel(event)),
      Hangup: (event) => floor.channelEnded(uniqueid(event)),
    },
    reconcile(snapshot) {
      const named = new Map<string, { members: Set<string>; callers: Set<string> }>()
      const of = (name: string) => {
        const seen = named.get(name) ?? { members: new Set(), callers: new Set() }
        named.set(name, seen)
        return seen
      }
      for (const item of snapshot.queues) {
        const name = queue(item)
        if (item.name === 'QueueParams') {
          of(name)
          floor.described(name, item.get('Strategy') ?? null, Number(item.get('ServiceLevel')) || undefined)
        } else if (item.name === 'QueueMember') {
          of(name).members.add(memberInterface(item))
          memberSeen(item)
        } else if (item.name === 'QueueEntry') {
          of(name).callers.add(uniqueid(item))
          floor.callerFound(
            name,
            {
              uniqueid: uniqueid(item),
              callId: callIdOf(uniqueid(item)) ?? '',
              position: Number(item.get('Position')) || 1,
              number: known(item.get('CallerIDNum')),
              name: known(item.get('CallerIDName')),
            },
            Number(item.get('Wait')) || 0,
          )
        }
      }
      const channels = snapshot.channels.map((item) => [uniqueid(item), isUp(item)] as const)
      floor.reconcile(named, new Map(channels))
    },
    linkLost: () => floor.linkLost(),
  }
}

function sightingOf(event: AmiMessage): MemberSighting {
  const memberInterface = event.get('Interface') ?? event.get('Location') ?? ''
  const number = numberOf(memberInterface)
  const isPaused = event.get('Paused') === '1'
  return {
    interface: memberInterface,
    number,
    name: event.get('MemberName') || event.get('Name') || number,
    phone: PHONE_STATES[event.get('Status') ?? ''] ?? 'UNKNOWN',
    isPaused,
    pauseReason: isPaused ? event.get('PausedReason') || event.get('Reason') || null : null,
    penalty: Number(event.get('Penalty')) || 0,
    callsTaken: Number(event.get('CallsTaken')) || 0,
    isDynamic: event.get('Membership') !== 'static',
    isInCall: event.get('InCall') === '1',
    lastCallAt: instant(event.get('LastCall')),
    lastPauseAt: instant(event.get('LastPause')),
    loggedInAt: instant(event.get('LoginTime')),
    wrapUpSeconds: Number(event.get('Wrapuptime')) || undefined,
  }
}

const instant = (epochSeconds: string | undefined): Date | undefined => {
  const seconds = Number(epochSeconds)
  return seconds > 0 ? new Date(seconds * 1000) : undefined
}

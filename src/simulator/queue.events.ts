import type { Channel } from './channel.model.ts'
import { event, ofChannel } from './event.shape.ts'
import type { Member, Queue } from './queue.model.ts'
import { channelHeaders, type DeviceState, type Header, memberHeaders } from './spelling.ts'

/** app_queue's events: callers, agents and members. */

export const queueCallerJoin = (channel: Channel, queue: Queue, position: number) =>
  ofChannel(
    'QueueCallerJoin',
    channel,
    [
      ['Queue', queue.name],
      ['Position', position],
      ['Count', queue.visits.length],
    ],
    'agent',
  )
export const queueCallerLeave = (channel: Channel, queue: Queue, position: number) =>
  ofChannel(
    'QueueCallerLeave',
    channel,
    [
      ['Queue', queue.name],
      ['Position', position],
      ['Count', queue.visits.length],
    ],
    'agent',
  )
export const queueCallerAbandon = (
  channel: Channel,
  queue: Queue,
  position: number,
  originalPosition: number,
  holdSeconds: number,
) =>
  ofChannel(
    'QueueCallerAbandon',
    channel,
    [
      ['Queue', queue.name],
      ['Position', position],
      ['OriginalPosition', originalPosition],
      ['HoldTime', holdSeconds],
    ],
    'agent',
  )

const ofAgent = (
  name: string,
  caller: Channel,
  leg: Channel | undefined,
  queue: Queue,
  member: Member,
  more: Header[] = [],
) =>
  event(
    name,
    [
      ...channelHeaders(caller),
      ...(leg ? channelHeaders(leg, 'Dest') : []),
      ['Queue', queue.name],
      ['Interface', member.interfaceName],
      ['MemberName', member.name],
      ...more,
    ],
    'agent',
  )
export const agentCalled = (caller: Channel, leg: Channel, queue: Queue, member: Member) =>
  ofAgent('AgentCalled', caller, leg, queue, member)
export const agentRingNoAnswer = (
  caller: Channel,
  leg: Channel,
  queue: Queue,
  member: Member,
  ringMs: number,
) => ofAgent('AgentRingNoAnswer', caller, leg, queue, member, [['RingTime', Math.round(ringMs)]])
export const agentConnect = (
  caller: Channel,
  leg: Channel,
  queue: Queue,
  member: Member,
  holdSeconds: number,
  ringSeconds: number,
) =>
  ofAgent('AgentConnect', caller, leg, queue, member, [
    ['HoldTime', holdSeconds],
    ['RingTime', ringSeconds],
  ])
export const agentComplete = (
  caller: Channel,
  leg: Channel | undefined,
  queue: Queue,
  member: Member,
  seconds: { hold: number; talk: number },
  reason: 'caller' | 'agent' | 'transfer',
) =>
  ofAgent('AgentComplete', caller, leg, queue, member, [
    ['HoldTime', seconds.hold],
    ['TalkTime', seconds.talk],
    ['Reason', reason],
  ])

const ofMember = (name: string, queue: Queue, member: Member, state: DeviceState, more: Header[] = []) =>
  event(name, [...memberHeaders(queue, member, state), ...more], 'agent')
export const queueMemberStatus = (queue: Queue, member: Member, state: DeviceState) =>
  ofMember('QueueMemberStatus', queue, member, state)
export const queueMemberAdded = (queue: Queue, member: Member, state: DeviceState) =>
  ofMember('QueueMemberAdded', queue, member, state)
export const queueMemberRemoved = (queue: Queue, member: Member, state: DeviceState) =>
  ofMember('QueueMemberRemoved', queue, member, state)
export const queueMemberPenalty = (queue: Queue, member: Member, state: DeviceState) =>
  ofMember('QueueMemberPenalty', queue, member, state)
export const queueMemberRingInUse = (queue: Queue, member: Member, state: DeviceState) =>
  ofMember('QueueMemberRinginuse', queue, member, state)
export const queueMemberPause = (queue: Queue, member: Member, state: DeviceState) =>
  ofMember(
    'QueueMemberPause',
    queue,
    member,
    state,
    member.pausedReason ? [['Reason', member.pausedReason]] : [],
  )

import * as events from '../events.ts'
import { Member, type Queue } from '../queue.model.ts'
import { type Header, memberListHeaders, queueParamsHeaders } from '../spelling.ts'
import type { Action, ActionDefinition, Answering, ListItem } from './action.ts'

const AGENT = ['agent', 'all']

export const queueActions: ActionDefinition[] = [
  {
    name: 'QueueStatus',
    description: 'Show queue status.',
    privileges: [],
    run: (action, to) => {
      const interfaceName = action.get('Member')
      const items = chosen(action, to).flatMap((queue) => status(queue, to, interfaceName))
      to.list('Queue status will follow', 'QueueStatus', items, { actionIdLast: true })
    },
  },
  {
    name: 'QueueSummary',
    description: 'Show queue summary.',
    privileges: [],
    run: (action, to) => {
      const items = chosen(action, to).map((queue): ListItem => ['QueueSummary', summary(queue, to)])
      to.list('Queue summary will follow', 'QueueSummary', items, { actionIdLast: true })
    },
  },
  {
    name: 'QueueAdd',
    description: 'Add interface to queue.',
    privileges: AGENT,
    run: (action, to) => {
      const interfaceName = action.get('Interface')
      if (!action.get('Queue')) return to.error("'Queue' not specified.")
      if (!interfaceName) return to.error("'Interface' not specified.")
      const queue = to.pbx.queues.get(action.get('Queue'))
      if (!queue) return to.error('Unable to add interface to queue: No such queue')
      if (queue.member(interfaceName)) return to.error('Unable to add interface: Already there')
      to.success('Added interface to queue')
      addMember(to, queue, {
        interface: interfaceName,
        name: action.get('MemberName') || interfaceName,
        stateInterface: action.get('StateInterface') || interfaceName,
        dynamic: true,
        penalty: Math.max(0, Number.parseInt(action.get('Penalty'), 10) || 0),
        paused: action.isTrue('Paused'),
        reason: action.get('Reason'),
      })
    },
  },
  {
    name: 'QueueRemove',
    description: 'Remove interface from queue.',
    privileges: AGENT,
    run: (action, to) => {
      const queue = to.pbx.queues.get(action.get('Queue'))
      if (!queue) return to.error('Unable to remove interface from queue: No such queue')
      const member = queue.member(action.get('Interface'))
      if (!member) return to.error('Unable to remove interface: Not there')
      if (!member.dynamic) return to.error('Unable to remove interface: Member is not dynamic')
      to.success('Removed interface from queue')
      removeMember(to, queue, member)
    },
  },
  {
    name: 'QueuePause',
    description: 'Makes a queue member temporarily unavailable.',
    privileges: AGENT,
    run: (action, to) => {
      const interfaceName = action.get('Interface')
      if (!interfaceName || !action.get('Paused'))
        return to.error("Need 'Interface' and 'Paused' parameters.")
      const found = membersOf(action, to, interfaceName)
      if (found.length === 0) return to.error('Interface not found')
      const paused = action.isTrue('Paused')
      to.success(paused ? 'Interface paused successfully' : 'Interface unpaused successfully')
      for (const [queue, member] of found) pauseMember(to, queue, member, paused, action.get('Reason'))
    },
  },
  {
    name: 'QueuePenalty',
    description: 'Set the penalty for a queue member.',
    privileges: AGENT,
    run: (action, to) => {
      const penalty = Number.parseInt(action.get('Penalty'), 10)
      if (!action.get('Interface') || Number.isNaN(penalty))
        return to.error("Need 'Interface' and 'Penalty' parameters.")
      const found = membersOf(action, to, action.get('Interface'))
      if (penalty < 0 || found.length === 0) return to.error('Invalid interface, queuename or penalty')
      to.success('Interface penalty set successfully')
      for (const [queue, member] of found) {
        member.penalty = penalty
        to.pbx.publish(events.queueMemberPenalty(queue, member, to.pbx.stateOf(member.stateInterface)))
      }
    },
  },
  {
    name: 'QueueMemberRingInUse',
    description: 'Set the ringinuse value for a queue member.',
    privileges: AGENT,
    run: (action, to) => {
      const found = membersOf(action, to, action.get('Interface'))
      if (found.length === 0) return to.error('Invalid interface, queuename, or ringinuse value')
      to.success('Interface ringinuse set successfully')
      for (const [queue, member] of found) {
        member.ringInUse = action.isTrue('RingInUse')
        to.pbx.publish(events.queueMemberRingInUse(queue, member, to.pbx.stateOf(member.stateInterface)))
      }
    },
  },
]

export interface NewMember {
  interface: string
  name: string
  stateInterface: string
  dynamic: boolean
  penalty?: number
  paused?: boolean
  reason?: string
}

type On = Pick<Answering, 'pbx' | 'dialplan'>

export function addMember(on: On, queue: Queue, init: NewMember): Member {
  const { pbx } = on
  const member = new Member(
    init.interface,
    init.name,
    init.stateInterface,
    init.dynamic,
    pbx.timeline.seconds(),
  )
  member.penalty = init.penalty ?? 0
  member.paused = init.paused ?? false
  member.pausedReason = member.paused ? (init.reason ?? '') : ''
  if (member.paused) member.lastPauseSeconds = pbx.timeline.seconds()
  queue.members.push(member)
  pbx.setDeviceState(
    `Queue:${queue.name}_pause_${member.interfaceName}`,
    member.paused ? 'INUSE' : 'NOT_INUSE',
  )
  if (member.dynamic) pbx.publish(events.queueMemberAdded(queue, member, pbx.stateOf(member.stateInterface)))
  on.dialplan.queues.refreshAvailability(queue)
  return member
}

export function removeMember(on: On, queue: Queue, member: Member): void {
  const { pbx } = on
  queue.members.splice(queue.members.indexOf(member), 1)
  pbx.deviceStates.delete(`Queue:${queue.name}_pause_${member.interfaceName}`)
  pbx.publish(events.queueMemberRemoved(queue, member, pbx.stateOf(member.stateInterface)))
  on.dialplan.queues.refreshAvailability(queue)
}

export function pauseMember(on: On, queue: Queue, member: Member, paused: boolean, reason: string): void {
  const { pbx } = on
  member.paused = paused
  member.pausedReason = paused ? reason : ''
  if (paused) member.lastPauseSeconds = pbx.timeline.seconds()
  pbx.setDeviceState(`Queue:${queue.name}_pause_${member.interfaceName}`, paused ? 'INUSE' : 'NOT_INUSE')
  pbx.publish(events.queueMemberPause(queue, member, pbx.stateOf(member.stateInterface)))
  on.dialplan.queues.refreshAvailability(queue)
}

function chosen(action: Action, to: Answering): Queue[] {
  const name = action.get('Queue')
  return [...to.pbx.queues.values()].filter((queue) => !name || queue.name === name)
}

function membersOf(action: Action, to: Answering, interfaceName: string): [Queue, Member][] {
  return chosen(action, to).flatMap((queue) => {
    const member = queue.member(interfaceName)
    return member ? [[queue, member] satisfies [Queue, Member]] : []
  })
}

function status(queue: Queue, to: Answering, interfaceName: string): ListItem[] {
  const now = to.pbx.timeline.seconds()
  return [
    ['QueueParams', queueParamsHeaders(queue)],
    ...queue.members
      .filter((member) => !interfaceName || member.interfaceName === interfaceName)
      .map(
        (member): ListItem => [
          'QueueMember',
          memberListHeaders(queue, member, to.pbx.stateOf(member.stateInterface)),
        ],
      ),
    ...queue.visits.map(
      (visit): ListItem => [
        'QueueEntry',
        [
          ['Queue', queue.name],
          ['Position', visit.position],
          ['Channel', visit.caller.name],
          ['Uniqueid', visit.caller.uniqueid],
          ['CallerIDNum', visit.caller.callerNumber],
          ['CallerIDName', visit.caller.callerName],
          ['ConnectedLineNum', visit.caller.connectedNumber],
          ['ConnectedLineName', visit.caller.connectedName],
          ['Wait', now - visit.joinedSeconds],
          ['Priority', 0],
        ],
      ],
    ),
  ]
}

function summary(queue: Queue, to: Answering): Header[] {
  const now = to.pbx.timeline.seconds()
  const loggedIn = queue.members.filter((member) => to.pbx.stateOf(member.stateInterface) !== 'UNAVAILABLE')
  return [
    ['Queue', queue.name],
    ['LoggedIn', loggedIn.length],
    ['Available', loggedIn.filter((member) => to.dialplan.queues.isAvailable(member)).length],
    ['Callers', queue.visits.length],
    ['HoldTime', queue.holdSeconds],
    ['TalkTime', queue.talkSeconds],
    ['LongestHoldTime', Math.max(0, ...queue.visits.map((visit) => now - visit.joinedSeconds))],
  ]
}

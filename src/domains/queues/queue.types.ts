import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql'
import type { ServiceLevelCounts } from '../../platform/service.level.ts'
import { AgentState } from '../agents/agent.types.ts'
import { Level, MetricLevel } from './level.types.ts'

@ObjectType({ description: 'A caller who waits in a queue.' })
export class QueueCaller {
  @Field(() => ID, { description: 'The call.' })
  callId: string

  @Field(() => Int, { description: '1 is next.' })
  position: number

  @Field({ description: "The caller's number; empty when withheld." })
  number: string

  @Field({ description: "The caller's name as the PBX knows it; may be empty." })
  name: string

  @Field(() => Date, { description: 'Since when the caller waits.' })
  since: Date
}

@ObjectType({ description: 'An agent as a member of a queue.' })
export class QueueMember {
  @Field(() => ID, { description: 'The agent.' })
  agentId: string

  @Field({ description: "The agent's extension or number." })
  number: string

  @Field({ description: "The member's name on the PBX." })
  name: string

  @Field(() => AgentState, { description: 'What the member is doing.' })
  state: AgentState

  @Field(() => Date, { description: 'Since when.' })
  since: Date

  @Field({ description: 'Whether the member is paused in this queue.' })
  isPaused: boolean

  @Field(() => String, { nullable: true, description: 'Why, if paused.' })
  pauseReason: string | null

  @Field(() => Int, { description: 'Calls go to members of lower penalty first.' })
  penalty: number

  @Field(() => Int, { description: "Calls taken by the PBX's own count since it was started." })
  callsTaken: number

  @Field({ description: 'Whether the membership was added at run time rather than configured.' })
  isDynamic: boolean
}

@ObjectType({ description: 'How many members of a queue are in each state.' })
export class MemberCounts {
  @Field(() => Int, { description: 'All members.' })
  total: number

  @Field(() => Int, { description: 'Free to take a call.' })
  available: number

  @Field(() => Int, { description: 'Being rung.' })
  ringing: number

  @Field(() => Int, { description: 'Talking.' })
  onCall: number

  @Field(() => Int, { description: 'Finishing the last call.' })
  wrapUp: number

  @Field(() => Int, { description: 'Paused and not on a call.' })
  paused: number

  @Field(() => Int, { description: 'Not reachable.' })
  offline: number
}

@ObjectType({
  description:
    "A queue's visits since local midnight, each counted on the day it began. offered = answered + abandoned + " +
    'timedOut + leftOtherwise + lost + waiting.',
})
export class QueueDay {
  @Field(() => Int, { description: 'Callers who joined.' })
  offered: number

  @Field(() => Int, { description: 'Of these, connected to an agent.' })
  answered: number

  @Field(() => Int, { description: 'Of these, hung up while waiting.' })
  abandoned: number

  @Field(() => Int, { description: 'Of these, left because the waiting time of the queue was over.' })
  timedOut: number

  @Field(() => Int, { description: 'Of these, left by a key, were transferred, or found nobody there.' })
  leftOtherwise: number

  @Field(() => Int, { description: 'Of these, left in a way the PBX did not tell, or unseen.' })
  lost: number

  @Field(() => Int, { description: 'Of these, still waiting.' })
  waiting: number

  @Field(() => Int, { description: 'Answered within the service-level time.' })
  answeredInTime: number

  /** What any formula is made of, for totals over queues. */
  inTime: ServiceLevelCounts

  @Field(() => Float, {
    nullable: true,
    description:
      'By the formula of your report settings; answered within the service-level time, over offered, unless you chose another: 0 to 1. Null before the first call.',
  })
  serviceLevel: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'Mean wait of answered calls, in seconds. Null before the first.',
  })
  averageWaitSeconds: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'Mean talk of finished calls, in seconds. Null before the first.',
  })
  averageTalkSeconds: number | null
}

@ObjectType({ description: 'A queue of callers, as it stands.' })
export class Queue {
  @Field(() => ID, { description: 'Stable: the same queue of the same PBX keeps it.' })
  id: string

  tenantId: string

  @Field(() => ID, { description: 'The PBX it is on.' })
  pbxId: string

  @Field({ description: "The queue's name on the PBX." })
  name: string

  @Field({ description: 'What people call it; the name until somebody says otherwise.' })
  label: string

  @Field(() => String, {
    nullable: true,
    description: "How the PBX spreads calls, in the PBX's word, such as rrmemory.",
  })
  strategy: string | null

  @Field(() => Int, { description: 'Within how many seconds an answer counts as in time.' })
  serviceLevelSeconds: number

  @Field({ description: 'Whether boards show it that do not name their queues.' })
  isShown: boolean

  @Field(() => [QueueCaller], { description: 'Who waits, the next one first.' })
  callers: QueueCaller[]

  @Field(() => Int, { description: 'How many wait.' })
  waitingCount: number

  @Field(() => Date, {
    nullable: true,
    description: 'Since when the one who waits longest does; null when nobody waits.',
  })
  longestWaitSince: Date | null

  @Field(() => [QueueMember], { description: 'Its members, by number.' })
  members: QueueMember[]

  @Field(() => MemberCounts, { description: 'Its members by state.' })
  memberCounts: MemberCounts

  @Field(() => QueueDay, { description: 'Its day so far.' })
  today: QueueDay

  @Field(() => Level, { description: 'The worst level of its metrics.' })
  level: Level

  @Field(() => [MetricLevel], { description: 'The level of each metric that has a threshold.' })
  levels: MetricLevel[]

  @Field({ description: 'True while the PBX cannot be reached: this is how it was, not how it is.' })
  isStale: boolean
}

@InputType({ description: 'What of a queue is to change; what is left out stays.' })
export class QueueUpdateInput {
  @Field(() => String, {
    nullable: true,
    description: 'What people call it, 1 to 120 characters; null for the name of the PBX.',
  })
  label?: string | null

  @Field(() => Int, {
    nullable: true,
    description: 'Within how many seconds an answer counts as in time: 1 to 3600.',
  })
  serviceLevelSeconds?: number

  @Field(() => Int, {
    nullable: true,
    description:
      'How many seconds members have after a call, 0 to 3600; where the PBX tells it, the PBX is right.',
  })
  wrapUpSeconds?: number

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether boards show it that do not name their queues.',
  })
  isShown?: boolean | null
}

@InputType({ description: 'An agent to add to a queue.' })
export class QueueMemberAddInput {
  @Field({ description: "The member's interface on the PBX, such as PJSIP/7001 or Local/7001@from-queue/n." })
  interface: string

  @Field(() => String, { nullable: true, description: "The member's name; the number when left out." })
  name?: string

  @Field(() => Int, {
    nullable: true,
    description: 'Penalty, 0 to 1000. Members of lower penalty are called first.',
  })
  penalty?: number

  @Field({ nullable: true, description: 'Whether to begin with a pause.' })
  isPaused?: boolean

  @Field(() => String, {
    nullable: true,
    description: 'The device whose state is the member’s, if not the interface.',
  })
  stateInterface?: string
}

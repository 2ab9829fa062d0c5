import { Field, Float, ID, Int, ObjectType } from 'type-graphql'
import { describeEnum } from '../../api/enums.ts'

export const AgentState = describeEnum('AgentState', 'What an agent is doing, over all of their queues.', {
  OFFLINE: 'In no queue, or the phone cannot be reached.',
  AVAILABLE: 'Free to take a call.',
  RINGING: 'The phone rings.',
  ON_CALL: 'Talking, on a queue call or another.',
  WRAP_UP: 'Finishing the work of the last call; gets no new one yet.',
  PAUSED: 'Gets no calls for now; see the reason.',
})
export type AgentState = keyof typeof AgentState

@ObjectType({ description: 'One place an agent has in a queue.' })
export class AgentQueue {
  @Field(() => ID, { description: 'The queue.' })
  queueId: string

  @Field({ description: "The queue's name on the PBX." })
  queueName: string

  @Field({ description: 'Whether the agent is paused in this queue.' })
  isPaused: boolean

  @Field(() => Int, { description: 'Calls go to members of lower penalty first.' })
  penalty: number
}

@ObjectType({ description: 'What an agent has done since local midnight.' })
export class AgentDay {
  @Field(() => Int, { description: 'Queue calls answered today.' })
  answered: number

  @Field(() => Float, { description: 'Seconds talked on queue calls that ended today.' })
  talkSeconds: number

  @Field(() => Int, { description: 'Times the phone rang for a queue call and was not answered today.' })
  missed: number
}

@ObjectType({
  description: 'A person who takes calls: all of their member names, interfaces and hints as one.',
})
export class Agent {
  @Field(() => ID, { description: 'Stable: the same agent of the same PBX keeps it.' })
  id: string

  tenantId: string

  @Field(() => ID, { description: 'The PBX the agent works on.' })
  pbxId: string

  @Field({ description: 'The extension or agent number.' })
  number: string

  @Field({ description: "The member's name on the PBX, or the number when there is none." })
  name: string

  @Field(() => AgentState, { description: 'What the agent is doing.' })
  state: AgentState

  @Field(() => Date, { description: 'Since when they do.' })
  since: Date

  @Field(() => String, { nullable: true, description: 'Why they are paused, as they or a supervisor said.' })
  pauseReason: string | null

  @Field({ description: 'Whether a pause holds; true also during a call taken before it.' })
  isPaused: boolean

  /** All of them; who may see some queues only is shown those. */
  queues: AgentQueue[]

  @Field(() => ID, { nullable: true, description: 'The call they are on or that rings.' })
  currentCallId: string | null

  @Field(() => AgentDay, { description: 'Their day so far.' })
  today: AgentDay

  @Field({ description: 'True while the PBX cannot be reached: this is how it was, not how it is.' })
  isStale: boolean
}

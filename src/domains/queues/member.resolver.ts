import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { payloadOf, settle } from '../../api/payload.ts'
import { Allow } from '../../api/permission.ts'
import { Agent } from '../agents/agent.types.ts'
import type { MemberService } from './member.service.ts'
import { Queue, QueueMemberAddInput } from './queue.types.ts'

const QueueMemberAddPayload = payloadOf('QueueMemberAddPayload', 'queue', Queue)
const QueueMemberRemovePayload = payloadOf('QueueMemberRemovePayload', 'queue', Queue)
const QueueMemberPausePayload = payloadOf('QueueMemberPausePayload', 'queue', Queue)
const QueueMemberUnpausePayload = payloadOf('QueueMemberUnpausePayload', 'queue', Queue)
const QueueMemberPenaltySetPayload = payloadOf('QueueMemberPenaltySetPayload', 'queue', Queue)
const AgentPausePayload = payloadOf('AgentPausePayload', 'agent', Agent)
const AgentUnpausePayload = payloadOf('AgentUnpausePayload', 'agent', Agent)

const QUEUE = { description: 'The queue.' }
const AGENT = { description: 'The agent.' }
const REASON = { description: 'Why, in up to 79 letters, digits and spaces.', nullable: true }

const acting = ({ viewer, address }: ApiContext) => ({ viewer: viewer!, address })

/** What can be done to the members of queues. */
@Resolver()
export class MemberResolver {
  constructor(private readonly members: MemberService) {}

  @Allow('queues')
  @Mutation(() => QueueMemberAddPayload, { description: 'Adds a member to a queue, until it is removed.' })
  queueMemberAdd(
    @Arg('queueId', () => ID, QUEUE) queueId: string,
    @Arg('input', () => QueueMemberAddInput, { description: 'Whom.' }) input: QueueMemberAddInput,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'queue', () => this.members.add(acting(context), queueId, input))
  }

  @Allow('queues')
  @Mutation(() => QueueMemberRemovePayload, {
    description: 'Removes a member from a queue; configured ones come back when the PBX reloads.',
  })
  queueMemberRemove(
    @Arg('queueId', () => ID, QUEUE) queueId: string,
    @Arg('agentId', () => ID, AGENT) agentId: string,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'queue', () => this.members.remove(acting(context), queueId, agentId))
  }

  @Allow('queues')
  @Mutation(() => QueueMemberPausePayload, { description: 'Pauses an agent in one queue.' })
  queueMemberPause(
    @Arg('queueId', () => ID, QUEUE) queueId: string,
    @Arg('agentId', () => ID, AGENT) agentId: string,
    @Arg('reason', () => String, REASON) reason: string | null,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'queue', () =>
      this.members.setPause(acting(context), queueId, agentId, true, reason ?? ''),
    )
  }

  @Allow('queues')
  @Mutation(() => QueueMemberUnpausePayload, { description: 'Ends the pause of an agent in one queue.' })
  queueMemberUnpause(
    @Arg('queueId', () => ID, QUEUE) queueId: string,
    @Arg('agentId', () => ID, AGENT) agentId: string,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'queue', () => this.members.setPause(acting(context), queueId, agentId, false, ''))
  }

  @Allow('queues')
  @Mutation(() => QueueMemberPenaltySetPayload, { description: 'Sets the penalty of an agent in a queue.' })
  queueMemberPenaltySet(
    @Arg('queueId', () => ID, QUEUE) queueId: string,
    @Arg('agentId', () => ID, AGENT) agentId: string,
    @Arg('penalty', () => Int, { description: '0 to 1000; members of lower penalty are called first.' })
    penalty: number,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'queue', () => this.members.setPenalty(acting(context), queueId, agentId, penalty))
  }

  @Allow('agents')
  @Mutation(() => AgentPausePayload, { description: 'Pauses an agent in all of their queues.' })
  agentPause(
    @Arg('id', () => ID, AGENT) id: string,
    @Arg('reason', () => String, REASON) reason: string | null,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'agent', () => this.members.setAgentPause(acting(context), id, true, reason ?? ''))
  }

  @Allow('agents')
  @Mutation(() => AgentUnpausePayload, { description: 'Ends the pause of an agent in all of their queues.' })
  agentUnpause(@Arg('id', () => ID, AGENT) id: string, @Ctx() context: ApiContext) {
    return settle(context, 'agent', () => this.members.setAgentPause(acting(context), id, false, ''))
  }
}

import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root, Subscription } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { Allow } from '../../api/permission.ts'
import { StateStream } from '../../api/stream.ts'
import type { AgentService } from './agent.service.ts'
import { Agent, AgentQueue } from './agent.types.ts'

@Resolver(() => Agent)
export class AgentResolver {
  constructor(private readonly service: AgentService) {}

  @Allow('agents')
  @Query(() => [Agent], { name: 'agents', description: 'The agents you may see, as they stand, by name.' })
  list(
    @Arg('ids', () => [ID], { nullable: true, description: 'Only these; all when left out.' }) ids:
      | string[]
      | null,
    @Ctx() { viewer }: ApiContext,
  ): Agent[] {
    return this.service.list(viewer!, ids)
  }

  @Allow('agents')
  @Query(() => Agent, { description: 'One agent, as they stand.' })
  agent(
    @Arg('id', () => ID, { description: 'The agent.' }) id: string,
    @Ctx() { viewer }: ApiContext,
  ): Agent {
    return this.service.find(viewer!, id)
  }

  @Allow('agents')
  @StateStream()
  @Subscription(() => Agent, {
    description: 'Agents as they stand.',
    subscribe(this: AgentResolver, { args, context }: { args: { ids?: string[] }; context: ApiContext }) {
      return this.service.watch(context.viewer!, args.ids)
    },
  })
  agentUpdated(
    @Root() agent: Agent,
    @Arg('ids', () => [ID], { nullable: true, description: 'Only these; all you may see when left out.' })
    _ids?: string[],
  ): Agent {
    return agent
  }

  @Allow('public')
  @FieldResolver(() => [AgentQueue], {
    description: 'The queues they are a member of, of those you may see.',
  })
  queues(@Root() agent: Agent, @Ctx() { viewer }: ApiContext): AgentQueue[] {
    return this.service.queuesOf(viewer!, agent)
  }
}

import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root, Subscription } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { PageArgs, readPage } from '../../api/pagination.ts'
import { Allow } from '../../api/permission.ts'
import { StateStream } from '../../api/stream.ts'
import type { AgentService } from '../agents/agent.service.ts'
import { Agent } from '../agents/agent.types.ts'
import type { QueueService } from '../queues/queue.service.ts'
import { Queue } from '../queues/queue.types.ts'
import { eventsLoader, legsLoader, visitsLoader } from './call.loaders.ts'
import type { CallService } from './call.service.ts'
import {
  Call,
  CallConnection,
  CallEvent,
  CallEventConnection,
  CallFilter,
  CallLeg,
  CallStatistics,
  QueueVisit,
} from './call.types.ts'

@Resolver(() => Call)
export class CallResolver {
  constructor(
    private readonly calls: CallService,
    private readonly queues: QueueService,
    private readonly agents: AgentService,
  ) {}

  @Allow('calls')
  @Query(() => [Call], { description: 'The calls that are going on now.' })
  activeCalls(@Ctx() { viewer }: ApiContext): Call[] {
    return this.calls.active(viewer!)
  }

  @Allow('calls')
  @Query(() => CallConnection, { name: 'calls', description: 'Calls as they are kept, the newest first.' })
  async page(
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => CallFilter, { nullable: true, description: 'Which calls; all when left out.' })
    filter: CallFilter | null,
    @Ctx() { viewer }: ApiContext,
  ): Promise<CallConnection> {
    const request = readPage(args)
    const rows = await this.calls.page(viewer!, filter ?? {}, request)
    return CallConnection.page(rows, request.size, ({ startedAt, id }) => ({ at: startedAt, id }))
  }

  @Allow('calls')
  @Query(() => Call, { description: 'One call, live or kept.' })
  call(
    @Arg('id', () => ID, { description: 'The call.' }) id: string,
    @Ctx() { viewer }: ApiContext,
  ): Promise<Call> {
    return this.calls.find(viewer!, id)
  }

  @Allow('calls')
  @Query(() => CallStatistics, { description: 'What a set of calls came to.' })
  callStatistics(
    @Arg('filter', () => CallFilter, { nullable: true, description: 'Which calls; all when left out.' })
    filter: CallFilter | null,
    @Ctx() { viewer }: ApiContext,
  ): Promise<CallStatistics> {
    return this.calls.statistics(viewer!, filter ?? {})
  }

  @Allow('calls')
  @Query(() => CallEventConnection, {
    description:
      'What happened in calls since an instant, in order: how a reader of facts catches up after a break.',
  })
  async callEvents(
    @Arg('since', () => Date, { description: 'From when on.' }) since: Date,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { viewer }: ApiContext,
  ): Promise<CallEventConnection> {
    const request = readPage(args)
    const events = await this.calls.events(viewer!, since, request)
    return CallEventConnection.page(events, request.size, ({ occurredAt, id }) => ({ at: occurredAt, id }))
  }

  @Allow('public')
  @FieldResolver(() => Queue, { nullable: true, description: 'The queue it went to last, as it stands now.' })
  queue(@Root() call: Call, @Ctx() { viewer }: ApiContext): Queue | null {
    return call.queueId === null ? null : (this.queues.peek(viewer!, call.queueId) ?? null)
  }

  @Allow('public')
  @FieldResolver(() => Agent, { nullable: true, description: 'The agent who spoke last, as they stand now.' })
  agent(@Root() call: Call, @Ctx() { viewer }: ApiContext): Agent | null {
    return call.agentId === null ? null : (this.agents.peek(viewer!, call.agentId) ?? null)
  }

  @Allow('public')
  @FieldResolver(() => [CallLeg], {
    description: 'Its channels, the first one first; as last written of a live call.',
  })
  legs(@Root() call: Call, @Ctx() { loaders }: ApiContext): Promise<CallLeg[]> {
    return legsLoader(loaders, this.calls).load(call.id)
  }

  @Allow('public')
  @FieldResolver(() => [QueueVisit], { description: 'Its stays in queues, the first one first.' })
  queueVisits(@Root() call: Call, @Ctx() { loaders }: ApiContext): Promise<QueueVisit[]> {
    return visitsLoader(loaders, this.calls).load(call.id)
  }

  @Allow('public')
  @FieldResolver(() => [CallEvent], { description: 'What happened in it, in order.' })
  events(@Root() call: Call, @Ctx() { loaders }: ApiContext): Promise<CallEvent[]> {
    return eventsLoader(loaders, this.calls).load(call.id)
  }

  @Allow('calls')
  @StateStream()
  @Subscription(() => Call, {
    description: 'Active calls. A call that ends is sent once more, ENDED.',
    subscribe(this: CallResolver, { args, context }: { args: { ids?: string[] }; context: ApiContext }) {
      return this.calls.watchActive(context.viewer!, args.ids)
    },
  })
  callUpdated(
    @Root() call: Call,
    @Arg('ids', () => [ID], { nullable: true, description: 'Only these calls; all when left out.' })
    _ids?: string[],
  ): Call {
    return call
  }
}

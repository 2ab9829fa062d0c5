import { Arg, Ctx, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { payloadOf, settle } from '../../api/payload.ts'
import { Allow } from '../../api/permission.ts'
import { StateStream } from '../../api/stream.ts'
import type { AuditService } from '../audit/audit.service.ts'
import { Threshold, ThresholdInput, ThresholdMetric } from './level.types.ts'
import type { QueueService } from './queue.service.ts'
import { Queue, QueueUpdateInput } from './queue.types.ts'

const QueueUpdatePayload = payloadOf('QueueUpdatePayload', 'queue', Queue)
const ThresholdSetPayload = payloadOf('QueueThresholdSetPayload', 'threshold', Threshold)
const ThresholdRemovePayload = payloadOf('QueueThresholdRemovePayload', 'isRemoved', Boolean)

@Resolver(() => Queue)
export class QueueResolver {
  constructor(
    private readonly service: QueueService,
    private readonly audit: AuditService,
  ) {}

  @Allow('queues')
  @Query(() => [Queue], { name: 'queues', description: 'The queues you may see, as they stand, by label.' })
  list(
    @Arg('ids', () => [ID], { nullable: true, description: 'Only these; all when left out.' }) ids:
      | string[]
      | null,
    @Ctx() { viewer }: ApiContext,
  ): Queue[] {
    return this.service.list(viewer!, ids)
  }

  @Allow('queues')
  @Query(() => Queue, { description: 'One queue, as it stands.' })
  queue(
    @Arg('id', () => ID, { description: 'The queue.' }) id: string,
    @Ctx() { viewer }: ApiContext,
  ): Queue {
    return this.service.find(viewer!, id)
  }

  @Allow('queues')
  @Query(() => [Threshold], { description: 'The thresholds set for a queue.' })
  queueThresholds(
    @Arg('id', () => ID, { description: 'The queue.' }) id: string,
    @Ctx() { viewer }: ApiContext,
  ): Threshold[] {
    return this.service.thresholds(viewer!, id)
  }

  @Allow('admin')
  @Mutation(() => QueueUpdatePayload, {
    description: 'Changes what is set for a queue here; nothing on the PBX.',
  })
  queueUpdate(
    @Arg('id', () => ID, { description: 'The queue.' }) id: string,
    @Arg('input', () => QueueUpdateInput, { description: 'What is to change.' }) input: QueueUpdateInput,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'queue', () =>
      this.audited(context, 'queueUpdate', id, input, () => this.service.update(context.viewer!, id, input)),
    )
  }

  @Allow('admin')
  @Mutation(() => ThresholdSetPayload, { description: 'Sets the threshold of a metric of a queue.' })
  queueThresholdSet(
    @Arg('id', () => ID, { description: 'The queue.' }) id: string,
    @Arg('input', () => ThresholdInput, { description: 'The threshold.' }) input: ThresholdInput,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'threshold', () =>
      this.audited(context, 'queueThresholdSet', id, input, () =>
        this.service.setThreshold(context.viewer!, id, input),
      ),
    )
  }

  @Allow('admin')
  @Mutation(() => ThresholdRemovePayload, { description: 'Removes the threshold of a metric of a queue.' })
  queueThresholdRemove(
    @Arg('id', () => ID, { description: 'The queue.' }) id: string,
    @Arg('metric', () => ThresholdMetric, { description: 'The metric.' }) metric: ThresholdMetric,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'isRemoved', () =>
      this.audited(context, 'queueThresholdRemove', id, { metric }, () =>
        this.service.removeThreshold(context.viewer!, id, metric),
      ),
    )
  }

  @Allow('queues')
  @StateStream()
  @Subscription(() => Queue, {
    description: 'Queues as they stand.',
    subscribe(this: QueueResolver, { args, context }: { args: { ids?: string[] }; context: ApiContext }) {
      return this.service.watch(context.viewer!, args.ids)
    },
  })
  queueUpdated(
    @Root() queue: Queue,
    @Arg('ids', () => [ID], { nullable: true, description: 'Only these; all you may see when left out.' })
    _ids?: string[],
  ): Queue {
    return queue
  }

  private audited<Result>(
    context: ApiContext,
    action: string,
    targetId: string,
    input: object,
    work: () => Promise<Result>,
  ) {
    return this.audit.recorded(
      { viewer: context.viewer!, action, targetId, input, address: context.address },
      work,
    )
  }
}

import { Arg, Ctx, ID, Int, Query, Resolver, Root, Subscription } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { Allow } from '../../api/permission.ts'
import { StateStream } from '../../api/stream.ts'
import type { WallboardService } from './wallboard.service.ts'
import { Wallboard } from './wallboard.types.ts'

const DEFAULT_INTERVAL_MS = 1_000
const QUEUES = {
  nullable: true,
  description: 'The queues to show; when left out, all you may see that are shown on boards.',
}

@Resolver(() => Wallboard)
export class WallboardResolver {
  constructor(private readonly service: WallboardService) {}

  @Allow('dashboard', { forDisplays: true })
  @Query(() => Wallboard, { name: 'wallboard', description: 'A board as it stands.' })
  show(
    @Arg('queueIds', () => [ID], QUEUES) queueIds: string[] | null,
    @Ctx() { viewer }: ApiContext,
  ): Wallboard {
    return this.service.show(viewer!, queueIds)
  }

  @Allow('dashboard', { forDisplays: true })
  @StateStream()
  @Subscription(() => Wallboard, {
    description: 'A board, whenever it changes.',
    name: 'wallboard',
    subscribe(
      this: WallboardResolver,
      { args, context }: { args: { queueIds?: string[]; minIntervalMs?: number }; context: ApiContext },
    ) {
      return this.service.watch(context.viewer!, args.queueIds, args.minIntervalMs ?? DEFAULT_INTERVAL_MS)
    },
  })
  changed(
    @Root() board: Wallboard,
    @Arg('queueIds', () => [ID], QUEUES) _queueIds?: string[],
    @Arg('minIntervalMs', () => Int, {
      nullable: true,
      description: 'The least time between two messages: 100 to 60000; 1000 when left out.',
    })
    _minIntervalMs?: number,
  ): Wallboard {
    return board
  }
}

import { Arg, Ctx, ID, Query, Resolver, Root, Subscription } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { Allow } from '../../api/permission.ts'
import { StateStream } from '../../api/stream.ts'
import type { TrunkService } from './trunk.service.ts'
import { Trunk } from './trunk.types.ts'

@Resolver(() => Trunk)
export class TrunkResolver {
  constructor(private readonly service: TrunkService) {}

  @Allow('dashboard')
  @Query(() => [Trunk], { name: 'trunks', description: 'Your trunks as they stand, by name.' })
  list(@Ctx() { viewer }: ApiContext): Trunk[] {
    return this.service.list(viewer!)
  }

  @Allow('dashboard')
  @Query(() => Trunk, { description: 'One trunk, as it stands.' })
  trunk(
    @Arg('id', () => ID, { description: 'The trunk.' }) id: string,
    @Ctx() { viewer }: ApiContext,
  ): Trunk {
    return this.service.find(viewer!, id)
  }

  @Allow('dashboard')
  @StateStream()
  @Subscription(() => Trunk, {
    description: 'Trunks as they stand.',
    subscribe(this: TrunkResolver, { context }: { context: ApiContext }) {
      return this.service.watch(context.viewer!)
    },
  })
  trunkUpdated(@Root() trunk: Trunk): Trunk {
    return trunk
  }
}

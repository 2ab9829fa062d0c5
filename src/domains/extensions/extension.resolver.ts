import { Arg, Ctx, ID, Query, Resolver, Root, Subscription } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { Allow } from '../../api/permission.ts'
import { StateStream } from '../../api/stream.ts'
import type { ExtensionService } from './extension.service.ts'
import { Extension } from './extension.types.ts'

@Resolver(() => Extension)
export class ExtensionResolver {
  constructor(private readonly service: ExtensionService) {}

  @Allow('dashboard')
  @Query(() => [Extension], { name: 'extensions', description: 'Your extensions as they stand, by number.' })
  list(
    @Arg('ids', () => [ID], { nullable: true, description: 'Only these; all when left out.' }) ids:
      | string[]
      | null,
    @Ctx() { viewer }: ApiContext,
  ): Extension[] {
    return this.service.list(viewer!, ids)
  }

  @Allow('dashboard')
  @Query(() => Extension, { description: 'One extension, as it stands.' })
  extension(
    @Arg('id', () => ID, { description: 'The extension.' }) id: string,
    @Ctx() { viewer }: ApiContext,
  ): Extension {
    return this.service.find(viewer!, id)
  }

  @Allow('dashboard')
  @StateStream()
  @Subscription(() => Extension, {
    description: 'Extensions as they stand.',
    subscribe(this: ExtensionResolver, { args, context }: { args: { ids?: string[] }; context: ApiContext }) {
      return this.service.watch(context.viewer!, args.ids)
    },
  })
  extensionUpdated(
    @Root() extension: Extension,
    @Arg('ids', () => [ID], { nullable: true, description: 'Only these; all you may see when left out.' })
    _ids?: string[],
  ): Extension {
    return extension
  }
}

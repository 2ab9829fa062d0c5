import { Arg, Ctx, ID, Resolver, Root, Subscription } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { Allow } from '../../api/permission.ts'
import { StateStream } from '../../api/stream.ts'
import type { TenantMapping } from '../pbxs/pbx.mapping.ts'
import type { PbxService } from '../pbxs/pbx.service.ts'
import { Pbx } from '../pbxs/pbx.types.ts'
import type { FloorLines, PbxStatusChange } from './floor.lines.ts'

/** How the links to PBXs stand, as it changes. */
@Resolver()
export class PbxStatusResolver {
  constructor(
    private readonly lines: FloorLines,
    private readonly pbxs: PbxService,
    private readonly mapping: TenantMapping,
  ) {}

  @Allow('dashboard')
  @StateStream()
  @Subscription(() => Pbx, {
    description: 'PBXs, with how the link to each stands.',
    subscribe(this: PbxStatusResolver, { args, context }: { args: { ids?: string[] }; context: ApiContext }) {
      const viewer = context.viewer!
      const wanted = args.ids && new Set(args.ids)
      return this.lines.statuses.watch(
        (change) =>
          (!wanted || wanted.has(change.id)) &&
          ((viewer.isOperator && change.tenantId === null) ||
            this.mapping.sharesWith(change, viewer.tenantId)),
      )
    },
  })
  pbxUpdated(
    @Root() change: PbxStatusChange,
    @Ctx() { viewer }: ApiContext,
    @Arg('ids', () => [ID], { nullable: true, description: 'Only these; all you may see when left out.' })
    _ids?: string[],
  ): Promise<Pbx> {
    return this.pbxs.get(viewer!, change.id)
  }
}

import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { payloadOf, settle } from '../../api/payload.ts'
import { Allow } from '../../api/permission.ts'
import type { AuditService } from '../audit/audit.service.ts'
import type { MappingService } from './mapping.service.ts'
import { PbxMapping, PbxMappingInput } from './pbx.types.ts'

const PbxMappingSetPayload = payloadOf('PbxMappingSetPayload', 'mapping', PbxMapping)
const PbxMappingRemovePayload = payloadOf('PbxMappingRemovePayload', 'mapping', PbxMapping)

@Resolver(() => PbxMapping)
export class PbxMappingResolver {
  constructor(
    private readonly mappings: MappingService,
    private readonly audit: AuditService,
  ) {}

  @Allow('operator')
  @Query(() => [PbxMapping], {
    name: 'pbxMappings',
    description: 'Whose the names on a shared PBX are, by kind and prefix.',
  })
  list(
    @Arg('id', () => ID, { description: 'The shared PBX.' }) id: string,
    @Ctx() { viewer }: ApiContext,
  ): Promise<PbxMapping[]> {
    return this.mappings.list(viewer!, id)
  }

  @Allow('operator')
  @Mutation(() => PbxMappingSetPayload, {
    description: 'Gives the queues, extensions or DIDs with one beginning to a tenant.',
  })
  pbxMappingSet(
    @Arg('id', () => ID, { description: 'The shared PBX.' }) id: string,
    @Arg('input', () => PbxMappingInput, { description: 'Which beginning, and whose.' })
    input: PbxMappingInput,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    const act = { viewer, action: 'pbxMappingSet', targetId: id, input, address: context.address }
    return settle(context, 'mapping', () =>
      this.audit.recorded(act, () => this.mappings.set(viewer, id, input)),
    )
  }

  @Allow('operator')
  @Mutation(() => PbxMappingRemovePayload, {
    description: 'Takes a beginning away; what has no other is then nobody’s.',
  })
  pbxMappingRemove(
    @Arg('id', () => ID, { description: 'The mapping.' }) id: string,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    const act = { viewer, action: 'pbxMappingRemove', targetId: id, address: context.address }
    return settle(context, 'mapping', () => this.audit.recorded(act, () => this.mappings.remove(viewer, id)))
  }
}

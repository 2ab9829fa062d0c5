import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { payloadOf, settle } from '../../api/payload.ts'
import { Allow } from '../../api/permission.ts'
import type { AuditService } from '../audit/audit.service.ts'
import type { PbxService } from './pbx.service.ts'
import { Pbx, PbxRegisterInput, PbxUpdateInput } from './pbx.types.ts'
import type { PreflightService } from './preflight.service.ts'
import { PbxTestInput, PbxTestReport } from './preflight.types.ts'

const PbxRegisterPayload = payloadOf('PbxRegisterPayload', 'pbx', Pbx)
const PbxUpdatePayload = payloadOf('PbxUpdatePayload', 'pbx', Pbx)
const PbxRemovePayload = payloadOf('PbxRemovePayload', 'pbx', Pbx)
const PbxConnectPayload = payloadOf('PbxConnectPayload', 'pbx', Pbx)
const PbxDisconnectPayload = payloadOf('PbxDisconnectPayload', 'pbx', Pbx)
const PbxTestPayload = payloadOf('PbxTestPayload', 'report', PbxTestReport)

@Resolver(() => Pbx)
export class PbxResolver {
  constructor(
    private readonly service: PbxService,
    private readonly preflight: PreflightService,
    private readonly audit: AuditService,
  ) {}

  @Allow('dashboard')
  @Query(() => [Pbx], { name: 'pbxs', description: 'The PBXs you may see, oldest first.' })
  list(@Ctx() { viewer }: ApiContext): Promise<Pbx[]> {
    return this.service.list(viewer!)
  }

  @Allow('dashboard')
  @Query(() => Pbx, { description: 'One PBX.' })
  pbx(
    @Arg('id', () => ID, { description: 'The PBX.' }) id: string,
    @Ctx() { viewer }: ApiContext,
  ): Promise<Pbx> {
    return this.service.get(viewer!, id)
  }

  @Allow('admin')
  @Mutation(() => PbxRegisterPayload, {
    description: 'Registers a PBX and opens the link to it. The demo, if it is shown, vanishes.',
  })
  pbxRegister(
    @Arg('input', () => PbxRegisterInput, { description: 'Where it is and who to be there.' })
    input: PbxRegisterInput,
    @Ctx() context: ApiContext,
  ) {
    return this.settle(context, 'pbxRegister', undefined, input, () =>
      this.service.register(context.viewer!, input),
    )
  }

  @Allow('admin')
  @Mutation(() => PbxUpdatePayload, {
    description: 'Changes a PBX; the link is opened anew when that takes it.',
  })
  pbxUpdate(
    @Arg('id', () => ID, { description: 'The PBX.' }) id: string,
    @Arg('input', () => PbxUpdateInput, { description: 'What is to change.' }) input: PbxUpdateInput,
    @Ctx() context: ApiContext,
  ) {
    return this.settle(context, 'pbxUpdate', id, input, () => this.service.update(context.viewer!, id, input))
  }

  @Allow('admin')
  @Mutation(() => PbxRemovePayload, { description: 'Ends the link and forgets the PBX; its calls stay.' })
  pbxRemove(@Arg('id', () => ID, { description: 'The PBX.' }) id: string, @Ctx() context: ApiContext) {
    return this.settle(context, 'pbxRemove', id, undefined, () => this.service.remove(context.viewer!, id))
  }

  @Allow('admin')
  @Mutation(() => PbxConnectPayload, { description: 'Opens the link, anew if it stands already.' })
  pbxConnect(@Arg('id', () => ID, { description: 'The PBX.' }) id: string, @Ctx() context: ApiContext) {
    return this.settle(context, 'pbxConnect', id, undefined, () => this.service.connect(context.viewer!, id))
  }

  @Allow('admin')
  @Mutation(() => PbxDisconnectPayload, { description: 'Ends the link and keeps it ended.' })
  pbxDisconnect(@Arg('id', () => ID, { description: 'The PBX.' }) id: string, @Ctx() context: ApiContext) {
    return this.settle(context, 'pbxDisconnect', id, undefined, () =>
      this.service.disconnect(context.viewer!, id),
    )
  }

  @Allow('admin')
  @Mutation(() => PbxTestPayload, {
    description:
      'Looks, within 10 seconds, at all that a PBX needs for its work here, and says how to mend what is not well. Changes nothing.',
  })
  pbxTest(
    @Arg('input', () => PbxTestInput, { description: 'Which PBX, registered or not yet.' })
    input: PbxTestInput,
    @Ctx() context: ApiContext,
  ) {
    const { viewer, language, address } = context
    const act = { viewer: viewer!, action: 'pbxTest', targetId: input.id ?? '', input, address }
    return settle(context, 'report', () =>
      this.audit.recorded(act, () => this.preflight.test(viewer!, input, language)),
    )
  }

  private settle(
    context: ApiContext,
    action: string,
    targetId: string | undefined,
    input: object | undefined,
    intent: () => Promise<Pbx>,
  ) {
    const { viewer, address } = context
    const act = { viewer: viewer!, action, targetId: targetId ?? '', input: input ?? null, address }
    return settle(context, 'pbx', () => this.audit.recorded(act, intent))
  }
}

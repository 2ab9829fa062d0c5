import { Arg, Args, Ctx, Mutation, ObjectType, Query, Resolver } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { connectionOf, PageArgs, readPage } from '../../api/pagination.ts'
import { payloadOf, settle } from '../../api/payload.ts'
import { Allow } from '../../api/permission.ts'
import type { AuditService } from '../audit/audit.service.ts'
import type { TenantService } from './tenant.service.ts'
import { Tenant, TenantCreated, TenantCreateInput, TenantUpdateInput } from './tenant.types.ts'

@ObjectType({ description: 'A page of a list of tenants.' })
export class TenantConnection extends connectionOf(Tenant) {}

const TenantUpdatePayload = payloadOf('TenantUpdatePayload', 'tenant', Tenant)
const TenantCreatePayload = payloadOf('TenantCreatePayload', 'created', TenantCreated)

@Resolver(() => Tenant)
export class TenantResolver {
  constructor(
    private readonly tenants: TenantService,
    private readonly audit: AuditService,
  ) {}

  @Allow('signedIn')
  @Query(() => Tenant, { description: 'Your own tenant.' })
  tenant(@Ctx() { viewer }: ApiContext): Promise<Tenant> {
    return this.tenants.own(viewer!)
  }

  @Allow('operator')
  @Query(() => TenantConnection, { name: 'tenants', description: 'All tenants, oldest first.' })
  async page(@Args(() => PageArgs) args: PageArgs, @Ctx() { viewer }: ApiContext): Promise<TenantConnection> {
    const { size, after } = readPage(args)
    const rows = await this.tenants.page(viewer!, size + 1, after)
    return TenantConnection.page(rows, size, ({ createdAt, id }) => ({ at: createdAt, id }))
  }

  @Allow('admin')
  @Mutation(() => TenantUpdatePayload, { description: 'Changes your own tenant.' })
  tenantUpdate(
    @Arg('input', () => TenantUpdateInput, { description: 'What is to change.' }) input: TenantUpdateInput,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    const act = { viewer, action: 'tenantUpdate', targetId: viewer.tenantId, input, address: context.address }
    return settle(context, 'tenant', () => this.audit.recorded(act, () => this.tenants.update(viewer, input)))
  }

  @Allow('operator')
  @Mutation(() => TenantCreatePayload, {
    description: 'Makes a tenant and its first administrator, whose one-time password is told this once.',
  })
  tenantCreate(
    @Arg('input', () => TenantCreateInput, { description: 'The tenant and its administrator.' })
    input: TenantCreateInput,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    return settle(context, 'created', () =>
      this.audit.recorded({ viewer, action: 'tenantCreate', input, address: context.address }, () =>
        this.tenants.create(viewer, input),
      ),
    )
  }
}

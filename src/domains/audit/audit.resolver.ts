import { Arg, Args, Ctx, ObjectType, Query, Resolver } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { connectionOf, PageArgs, readPage } from '../../api/pagination.ts'
import { Allow } from '../../api/permission.ts'
import type { AuditService } from './audit.service.ts'
import { AuditEntry, AuditFilter } from './audit.types.ts'

@ObjectType({ description: 'A page of the audit log.' })
export class AuditEntryConnection extends connectionOf(AuditEntry) {}

@Resolver(() => AuditEntry)
export class AuditResolver {
  constructor(private readonly audit: AuditService) {}

  @Allow('admin')
  @Query(() => AuditEntryConnection, {
    name: 'auditEntries',
    description: 'What was done in your tenant, the newest first.',
  })
  async page(
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => AuditFilter, { nullable: true, description: 'Which entries; all when left out.' })
    filter: AuditFilter | null,
    @Ctx() { viewer }: ApiContext,
  ): Promise<AuditEntryConnection> {
    const { size, after } = readPage(args)
    const entries = await this.audit.page(viewer!, filter ?? {}, size + 1, after)
    return AuditEntryConnection.page(entries, size, ({ occurredAt, id }) => ({ at: occurredAt, id }))
  }
}

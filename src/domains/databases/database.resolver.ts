import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { payloadOf, settle } from '../../api/payload.ts'
import { Allow } from '../../api/permission.ts'
import type { AuditService } from '../audit/audit.service.ts'
import type { DatabaseService } from './database.service.ts'
import { DatabaseAccount, DatabaseAccountInput, DatabaseTestReport } from './database.types.ts'

const DatabaseAccountSetPayload = payloadOf('DatabaseAccountSetPayload', 'account', DatabaseAccount)
const DatabaseAccountRemovePayload = payloadOf('DatabaseAccountRemovePayload', 'account', DatabaseAccount)
const DatabaseAccountTestPayload = payloadOf('DatabaseAccountTestPayload', 'report', DatabaseTestReport)

@Resolver(() => DatabaseAccount)
export class DatabaseResolver {
  constructor(
    private readonly databases: DatabaseService,
    private readonly audit: AuditService,
  ) {}

  @Allow('admin')
  @Query(() => [DatabaseAccount], {
    name: 'databaseAccounts',
    description: 'The databases of PBXs that are known, oldest first.',
  })
  list(@Ctx() { viewer }: ApiContext): Promise<DatabaseAccount[]> {
    return this.databases.list(viewer!)
  }

  @Allow('admin')
  @Mutation(() => DatabaseAccountSetPayload, {
    description: 'Makes a database of a PBX known, or changes what is known of it.',
  })
  databaseAccountSet(
    @Arg('id', () => ID, { nullable: true, description: 'The one to change; null for a new one.' })
    id: string | null,
    @Arg('input', () => DatabaseAccountInput, { description: 'Where it is and who to be there.' })
    input: DatabaseAccountInput,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'account', () =>
      this.audit.recorded(act(context, 'databaseAccountSet', id, input), () =>
        this.databases.set(context.viewer!, id ?? undefined, input),
      ),
    )
  }

  @Allow('admin')
  @Mutation(() => DatabaseAccountRemovePayload, {
    description: 'Forgets a database of a PBX; what was read from it stays.',
  })
  databaseAccountRemove(
    @Arg('id', () => ID, { description: 'The database account.' }) id: string,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'account', () =>
      this.audit.recorded(act(context, 'databaseAccountRemove', id), () =>
        this.databases.remove(context.viewer!, id),
      ),
    )
  }

  @Allow('admin')
  @Mutation(() => DatabaseAccountTestPayload, {
    description:
      'Signs in at a database, tells which tables it finds that are known here, and says how to mend what is not well. Changes nothing.',
  })
  databaseAccountTest(
    @Arg('id', () => ID, { description: 'The database account.' }) id: string,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'report', () =>
      this.audit.recorded(act(context, 'databaseAccountTest', id), () =>
        this.databases.test(context.viewer!, id, context.language),
      ),
    )
  }
}

const act = ({ viewer, address }: ApiContext, action: string, targetId: string | null, input?: object) => ({
  ...{ viewer: viewer!, action, targetId: targetId ?? '', address },
  input: input ?? null,
})

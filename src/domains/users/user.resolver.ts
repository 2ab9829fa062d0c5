import DataLoader from 'dataloader'
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { connectionOf, PageArgs, readPage } from '../../api/pagination.ts'
import { payloadOf, settle } from '../../api/payload.ts'
import { Allow } from '../../api/permission.ts'
import type { AuditService } from '../audit/audit.service.ts'
import { AuditEntry } from '../audit/audit.types.ts'
import type { UserService } from './user.service.ts'
import { OneTimeCredentials, User, UserCreateInput, UserUpdateInput } from './user.types.ts'

@ObjectType({ description: 'A page of a list of users.' })
export class UserConnection extends connectionOf(User) {}

const UserCreatePayload = payloadOf('UserCreatePayload', 'credentials', OneTimeCredentials)
const UserUpdatePayload = payloadOf('UserUpdatePayload', 'user', User)
const UserPasswordResetPayload = payloadOf('UserPasswordResetPayload', 'credentials', OneTimeCredentials)

@Resolver(() => User)
export class UserResolver {
  constructor(
    private readonly users: UserService,
    private readonly audit: AuditService,
  ) {}

  @Allow('signedIn', { beforePasswordChange: true })
  @Query(() => User, { description: 'Who you are here, and what you may do.' })
  me(@Ctx() { viewer }: ApiContext): Promise<User> {
    return this.users.me(viewer!)
  }

  @Allow('admin')
  @Query(() => UserConnection, { name: 'users', description: 'The users of a tenant, oldest first.' })
  async page(
    @Args(() => PageArgs) args: PageArgs,
    @Arg('tenantId', () => ID, {
      nullable: true,
      description: "For operators: the tenant, when it is not one's own.",
    })
    tenantId: string | null,
    @Ctx() { viewer }: ApiContext,
  ): Promise<UserConnection> {
    const { size, after } = readPage(args)
    const rows = await this.users.page(viewer!, size + 1, after, tenantId ?? undefined)
    return UserConnection.page(rows, size, ({ createdAt, id }) => ({ at: createdAt, id }))
  }

  @Allow('admin')
  @Query(() => User, { description: 'One user.' })
  user(@Arg('id', () => ID, { description: 'The user.' }) id: string, @Ctx() { viewer }: ApiContext) {
    return this.users.get(viewer!, id)
  }

  @Allow('admin')
  @Mutation(() => UserCreatePayload, {
    description: 'Makes a user; the one-time password is told this once.',
  })
  userCreate(
    @Arg('input', () => UserCreateInput, { description: 'Who it is and what they may do.' })
    input: UserCreateInput,
    @Ctx() context: ApiContext,
  ) {
    const { viewer, address } = context
    return settle(context, 'credentials', () =>
      this.audit.recorded({ viewer: viewer!, action: 'userCreate', input, address }, () =>
        this.users.create(viewer!, input),
      ),
    )
  }

  @Allow('admin')
  @Mutation(() => UserUpdatePayload, {
    description: 'Changes a user. Nobody changes their own rights, or gives more than they have.',
  })
  userUpdate(
    @Arg('id', () => ID, { description: 'The user.' }) id: string,
    @Arg('input', () => UserUpdateInput, { description: 'What is to change.' }) input: UserUpdateInput,
    @Ctx() context: ApiContext,
  ) {
    const { viewer, address } = context
    return settle(context, 'user', () =>
      this.audit.recorded({ viewer: viewer!, action: 'userUpdate', targetId: id, input, address }, () =>
        this.users.update(viewer!, id, input),
      ),
    )
  }

  @Allow('admin')
  @Mutation(() => UserPasswordResetPayload, {
    description: 'Gives somebody else a new one-time password; their sessions end.',
  })
  userPasswordReset(
    @Arg('id', () => ID, { description: 'The user.' }) id: string,
    @Ctx() context: ApiContext,
  ) {
    const { viewer, address } = context
    return settle(context, 'credentials', () =>
      this.audit.recorded({ viewer: viewer!, action: 'userPasswordReset', targetId: id, address }, () =>
        this.users.resetPassword(viewer!, id),
      ),
    )
  }
}

/** The names beside the ids of the audit log. */
@Resolver(() => AuditEntry)
export class AuditUserResolver {
  constructor(private readonly users: UserService) {}

  @Allow('admin')
  @FieldResolver(() => User, {
    nullable: true,
    description: 'Who did it; null for somebody of another tenant.',
  })
  user(@Root() entry: AuditEntry, @Ctx() { viewer, loaders }: ApiContext): Promise<User | null> {
    const loader = loaders.loader(AuditUserResolver, () => {
      return new DataLoader<string, User | null>(async (ids) => {
        const users = new Map((await this.users.findAll(viewer!, ids)).map((user) => [user.id, user]))
        return ids.map((id) => users.get(id) ?? null)
      })
    })
    return loader.load(entry.userId)
  }
}

import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { payloadOf, settle } from '../../api/payload.ts'
import { Allow } from '../../api/permission.ts'
import type { AuditService } from '../audit/audit.service.ts'
import type { SessionService, SignIn } from './session.service.ts'
import { PasswordChangeInput, Session, SessionStartInput, SessionTokens } from './session.types.ts'

const SessionStartPayload = payloadOf('SessionStartPayload', 'session', SessionTokens)
const SessionRefreshPayload = payloadOf('SessionRefreshPayload', 'session', SessionTokens)
const SessionEndPayload = payloadOf('SessionEndPayload', 'isEnded', Boolean)
const PasswordChangePayload = payloadOf('PasswordChangePayload', 'session', SessionTokens)

@Resolver()
export class SessionResolver {
  constructor(
    private readonly sessions: SessionService,
    private readonly audit: AuditService,
  ) {}

  @Allow('public')
  @Mutation(() => SessionStartPayload, { description: 'Signs in. Wrong passwords are counted.' })
  sessionStart(
    @Arg('input', () => SessionStartInput, { description: 'Login and password.' }) input: SessionStartInput,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'session', async () => {
      const signIn = await this.sessions.login(input, context)
      const { id: userId, tenantId } = signIn.user
      await this.audit.record({
        ...{ viewer: { userId, tenantId }, action: 'sessionStart', targetId: userId },
        ...{ outcome: 'OK', address: context.address },
      })
      return tokensOf(signIn)
    })
  }

  @Allow('public')
  @Mutation(() => SessionRefreshPayload, {
    description:
      'Exchanges a refresh token for the next pair. Repeating the last refresh within 10 seconds gives the same pair again; any other second use ends the session.',
  })
  sessionRefresh(
    @Arg('refreshToken', () => String, { description: 'The refresh token received last.' })
    refreshToken: string,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'session', async () => tokensOf(await this.sessions.refresh(refreshToken)))
  }

  @Allow('signedIn', { beforePasswordChange: true })
  @Mutation(() => SessionEndPayload, {
    description: 'Signs out: here, or where another session of yours is.',
  })
  sessionEnd(
    @Arg('id', () => ID, { nullable: true, description: 'The session; this one when left out.' })
    id: string | null,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    const act = { viewer, action: 'sessionEnd', targetId: id ?? viewer.sessionId, address: context.address }
    return settle(context, 'isEnded', () =>
      this.audit.recorded(act, async () => {
        await this.sessions.end(viewer, id ?? viewer.sessionId)
        return true
      }),
    )
  }

  @Allow('signedIn', { beforePasswordChange: true })
  @Mutation(() => SessionEndPayload, { description: 'Signs out everywhere, here too.' })
  sessionEndAll(@Ctx() context: ApiContext) {
    const viewer = context.viewer!
    const act = { viewer, action: 'sessionEndAll', targetId: viewer.userId, address: context.address }
    return settle(context, 'isEnded', () =>
      this.audit.recorded(act, async () => {
        await this.sessions.logoutEverywhere(viewer)
        return true
      }),
    )
  }

  @Allow('signedIn', { beforePasswordChange: true })
  @Mutation(() => PasswordChangePayload, {
    description: 'Replaces your password. All sessions end; the answer has the tokens of a new one.',
  })
  passwordChange(
    @Arg('input', () => PasswordChangeInput, { description: 'The password so far, and the next.' })
    input: PasswordChangeInput,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    const act = { viewer, action: 'passwordChange', targetId: viewer.userId, address: context.address }
    return settle(context, 'session', () =>
      this.audit.recorded(act, async () =>
        tokensOf(await this.sessions.changePassword(viewer, input, context)),
      ),
    )
  }

  @Allow('signedIn')
  @Query(() => [Session], { name: 'sessions', description: 'Your own sessions, the one used last first.' })
  async list(@Ctx() { viewer }: ApiContext): Promise<Session[]> {
    const rows = await this.sessions.list(viewer!)
    return rows.map(({ id, address, userAgent, createdAt, refreshedAt }) =>
      Object.assign(new Session(), {
        ...{ id, address, userAgent, createdAt, refreshedAt },
        isCurrent: id === viewer!.sessionId,
      }),
    )
  }
}

const tokensOf = (signIn: SignIn): SessionTokens => Object.assign(new SessionTokens(), signIn)

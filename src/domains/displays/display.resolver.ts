import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { payloadOf, settle } from '../../api/payload.ts'
import { Allow } from '../../api/permission.ts'
import type { AuditService } from '../audit/audit.service.ts'
import type { DisplayService } from './display.service.ts'
import { Display, DisplayLink, DisplayLinkCreated, DisplayLinkCreateInput } from './display.types.ts'

const DisplayLinkCreatePayload = payloadOf('DisplayLinkCreatePayload', 'created', DisplayLinkCreated)
const DisplayLinkRevokePayload = payloadOf('DisplayLinkRevokePayload', 'link', DisplayLink)

@Resolver(() => DisplayLink)
export class DisplayResolver {
  constructor(
    private readonly displays: DisplayService,
    private readonly audit: AuditService,
  ) {}

  @Allow('dashboard', { forDisplays: true })
  @Query(() => Display, { description: 'For a screen that came by a display link: what it is.' })
  display(@Ctx() { viewer }: ApiContext): Promise<Display> {
    return this.displays.own(viewer!)
  }

  @Allow('dashboard')
  @Query(() => [DisplayLink], {
    name: 'displayLinks',
    description: 'The display links that are not revoked, oldest first; for supervisors.',
  })
  list(@Ctx() { viewer }: ApiContext): Promise<DisplayLink[]> {
    return this.displays.list(viewer!)
  }

  @Allow('dashboard')
  @Mutation(() => DisplayLinkCreatePayload, {
    description:
      'Makes an address that shows a board on screens on the wall, on 20 at once at most; for supervisors.',
  })
  displayLinkCreate(
    @Arg('input', () => DisplayLinkCreateInput, { description: 'What it shows, and how long.' })
    input: DisplayLinkCreateInput,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    const act = { viewer, action: 'displayLinkCreate', input, address: context.address }
    return settle(context, 'created', () =>
      this.audit.recorded(act, () => this.displays.create(viewer, input)),
    )
  }

  @Allow('dashboard')
  @Mutation(() => DisplayLinkRevokePayload, {
    description: 'Ends a display link for good: the screens that show it go dark at once.',
  })
  displayLinkRevoke(
    @Arg('id', () => ID, { description: 'The display link.' }) id: string,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    const act = { viewer, action: 'displayLinkRevoke', targetId: id, address: context.address }
    return settle(context, 'link', () => this.audit.recorded(act, () => this.displays.revoke(viewer, id)))
  }
}

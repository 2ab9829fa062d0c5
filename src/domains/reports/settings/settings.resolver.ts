import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import type { ApiContext } from '../../../api/context.ts'
import { payloadOf, settle } from '../../../api/payload.ts'
import { Allow } from '../../../api/permission.ts'
import type { AuditService } from '../../audit/audit.service.ts'
import type { SettingsService } from './settings.service.ts'
import { ReportSettings, ReportSettingsInput } from './settings.types.ts'

const ReportSettingsUpdatePayload = payloadOf('ReportSettingsUpdatePayload', 'settings', ReportSettings)

@Resolver(() => ReportSettings)
export class ReportSettingsResolver {
  constructor(
    private readonly settings: SettingsService,
    private readonly audit: AuditService,
  ) {}

  @Allow('reports')
  @Query(() => ReportSettings, { description: 'How your tenant counts, live and in reports.' })
  reportSettings(@Ctx() { viewer }: ApiContext): ReportSettings {
    return this.settings.own(viewer!)
  }

  @Allow('admin')
  @Mutation(() => ReportSettingsUpdatePayload, {
    description:
      'Changes how your tenant counts. Boards follow at once, and reports of the past are counted so, too.',
  })
  reportSettingsUpdate(
    @Arg('input', () => ReportSettingsInput, { description: 'What is to change.' })
    input: ReportSettingsInput,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    const act = {
      viewer,
      action: 'reportSettingsUpdate',
      targetId: viewer.tenantId,
      input,
      address: context.address,
    }
    return settle(context, 'settings', () =>
      this.audit.recorded(act, () => this.settings.update(viewer, input)),
    )
  }
}

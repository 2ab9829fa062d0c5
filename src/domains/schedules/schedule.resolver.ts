import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { messageOf } from '../../api/messages/messages.ts'
import { payloadOf, settle } from '../../api/payload.ts'
import { Allow } from '../../api/permission.ts'
import type { AuditService } from '../audit/audit.service.ts'
import { Job, JobError } from '../jobs/job.types.ts'
import type { ScheduleService } from './schedule.service.ts'
import { ReportSchedule, ReportScheduleCreateInput, ReportScheduleUpdateInput } from './schedule.types.ts'

const ReportScheduleCreatePayload = payloadOf('ReportScheduleCreatePayload', 'schedule', ReportSchedule)
const ReportScheduleUpdatePayload = payloadOf('ReportScheduleUpdatePayload', 'schedule', ReportSchedule)
const ReportScheduleRemovePayload = payloadOf('ReportScheduleRemovePayload', 'isRemoved', Boolean)
const ReportScheduleRunNowPayload = payloadOf('ReportScheduleRunNowPayload', 'job', Job)
const MailTestPayload = payloadOf('MailTestPayload', 'isSent', Boolean)

@Resolver(() => ReportSchedule)
export class ScheduleResolver {
  constructor(
    private readonly schedules: ScheduleService,
    private readonly audit: AuditService,
  ) {}

  @Allow('reports')
  @Query(() => [ReportSchedule], {
    name: 'reportSchedules',
    description: 'Your scheduled reports, oldest first; for administrators those of all. For supervisors.',
  })
  list(@Ctx() { viewer }: ApiContext): Promise<ReportSchedule[]> {
    return this.schedules.list(viewer!)
  }

  @Allow('reports')
  @Mutation(() => ReportScheduleCreatePayload, {
    description: 'Schedules a report, to be sent by e-mail again and again with what you may see.',
  })
  reportScheduleCreate(
    @Arg('input', () => ReportScheduleCreateInput, { description: 'Which report, when, to whom.' })
    input: ReportScheduleCreateInput,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'schedule', () =>
      this.audited(context, 'reportScheduleCreate', '', input, () =>
        this.schedules.create(context.viewer!, input),
      ),
    )
  }

  @Allow('reports')
  @Mutation(() => ReportScheduleUpdatePayload, { description: 'Changes a scheduled report.' })
  reportScheduleUpdate(
    @Arg('id', () => ID, { description: 'The scheduled report.' }) id: string,
    @Arg('input', () => ReportScheduleUpdateInput, { description: 'What is to change.' })
    input: ReportScheduleUpdateInput,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'schedule', () =>
      this.audited(context, 'reportScheduleUpdate', id, input, () =>
        this.schedules.update(context.viewer!, id, input),
      ),
    )
  }

  @Allow('reports')
  @Mutation(() => ReportScheduleRemovePayload, { description: 'Ends a scheduled report for good.' })
  reportScheduleRemove(
    @Arg('id', () => ID, { description: 'The scheduled report.' }) id: string,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'isRemoved', () =>
      this.audited(context, 'reportScheduleRemove', id, {}, () => this.schedules.remove(context.viewer!, id)),
    )
  }

  @Allow('reports')
  @Mutation(() => ReportScheduleRunNowPayload, {
    description: 'Makes and sends a scheduled report now; `jobUpdated` tells how far it is.',
  })
  reportScheduleRunNow(
    @Arg('id', () => ID, { description: 'The scheduled report.' }) id: string,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'job', () =>
      this.audited(context, 'reportScheduleRunNow', id, {}, () => this.schedules.runNow(context.viewer!, id)),
    )
  }

  @Allow('admin')
  @Mutation(() => MailTestPayload, {
    description: "Sends a short e-mail, to see whether this server's mail settings work.",
  })
  mailTest(
    @Arg('to', () => String, { description: 'To whom: one e-mail address.' }) to: string,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'isSent', () =>
      this.audited(context, 'mailTest', '', { to }, () => this.schedules.testMail(context.viewer!, to)),
    )
  }

  @Allow('public')
  @FieldResolver(() => JobError, {
    nullable: true,
    description: 'What was wrong the last time, also while it is tried again; null when all went well.',
  })
  lastError(@Root() { lastErrorCode }: ReportSchedule, @Ctx() { language }: ApiContext): JobError | null {
    if (lastErrorCode === null) return null
    // What the mail server answered is told by the job.
    const message = messageOf(lastErrorCode, language, { answer: '' })
      .replace(/:? +$/, '.')
      .replace(/\.\.$/, '.')
    return Object.assign(new JobError(), { code: lastErrorCode, message })
  }

  private audited<Result>(
    context: ApiContext,
    action: string,
    targetId: string,
    input: object,
    work: () => Promise<Result>,
  ) {
    const act = { viewer: context.viewer!, action, targetId, input, address: context.address }
    return this.audit.recorded(act, work)
  }
}

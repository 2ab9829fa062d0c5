import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { ApiContext } from '../../../api/context.ts'
import { payloadOf, settle } from '../../../api/payload.ts'
import { Allow } from '../../../api/permission.ts'
import type { AuditService } from '../../audit/audit.service.ts'
import { Job } from '../../jobs/job.types.ts'
import type { CallCenterService } from './call.center.service.ts'
import { CallCenterImportInput } from './call.center.types.ts'

const CallCenterImportPayload = payloadOf('CallCenterImportPayload', 'job', Job)

@Resolver()
export class CallCenterResolver {
  constructor(
    private readonly callCenter: CallCenterService,
    private readonly audit: AuditService,
  ) {}

  @Allow('admin')
  @Mutation(() => CallCenterImportPayload, {
    description:
      "Takes over what Issabel CallCenter kept of calls in queues, sessions and breaks, as a job. A period that the PBX's own log or events tell is refused; done again, it changes nothing.",
  })
  callCenterImport(
    @Arg('input', () => CallCenterImportInput, { description: 'Whence, and of when.' })
    input: CallCenterImportInput,
    @Ctx() context: ApiContext,
  ) {
    const { viewer, address } = context
    const targetId = input.databaseAccountId
    const act = { viewer: viewer!, action: 'callCenterImport', targetId, input, address }
    return settle(context, 'job', () => this.audit.recorded(act, () => this.callCenter.start(viewer!, input)))
  }
}

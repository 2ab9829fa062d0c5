import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { payloadOf, settle } from '../../api/payload.ts'
import { Allow } from '../../api/permission.ts'
import type { AuditService } from '../audit/audit.service.ts'
import { Job } from '../jobs/job.types.ts'
import type { ExportService } from './export.service.ts'
import { ExportCreateInput, ExportLink } from './export.types.ts'

const ExportCreatePayload = payloadOf('ExportCreatePayload', 'job', Job)

@Resolver()
export class ExportResolver {
  constructor(
    private readonly exports: ExportService,
    private readonly audit: AuditService,
  ) {}

  @Allow('reports', { reads: true })
  @Mutation(() => ExportCreatePayload, {
    description:
      'Asks for a report as a file. `jobUpdated` tells how far it is, `exportLink` where to fetch it; it is kept for 7 days.',
  })
  exportCreate(
    @Arg('input', () => ExportCreateInput, { description: 'Which file.' }) input: ExportCreateInput,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    const act = { viewer, action: 'exportCreate', input, address: context.address }
    return settle(context, 'job', () => this.audit.recorded(act, () => this.exports.create(viewer, input)))
  }

  @Allow('reports')
  @Query(() => ExportLink, {
    description: 'An address under which a browser finds the file of a job that is done, for ten minutes.',
  })
  exportLink(
    @Arg('jobId', () => ID, { description: 'The job that made the file.' }) jobId: string,
    @Ctx() { viewer }: ApiContext,
  ): Promise<ExportLink> {
    return this.exports.link(viewer!, jobId)
  }
}

import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import type { ApiContext } from '../../../api/context.ts'
import { payloadOf, settle } from '../../../api/payload.ts'
import { Allow } from '../../../api/permission.ts'
import type { AuditService } from '../../audit/audit.service.ts'
import { Job } from '../../jobs/job.types.ts'
import type { CdrImportService } from './cdr.import.service.ts'
import { CdrImportInput, ImportableFile } from './cdr.import.types.ts'

const CdrImportPayload = payloadOf('CdrImportPayload', 'job', Job)

@Resolver()
export class CdrImportResolver {
  constructor(
    private readonly imports: CdrImportService,
    private readonly audit: AuditService,
  ) {}

  @Allow('admin')
  @Query(() => [ImportableFile], {
    name: 'importFiles',
    description:
      "The files in the server's import folder: for operators those in it, for others those in the folder of their tenant's slug.",
  })
  files(@Ctx() { viewer }: ApiContext): Promise<ImportableFile[]> {
    return this.imports.files(viewer!)
  }

  @Allow('admin')
  @Mutation(() => CdrImportPayload, {
    description:
      'Takes over calls of the past from call detail records, as a job. What was seen live stays as it is; done again, it changes nothing.',
  })
  cdrImport(
    @Arg('input', () => CdrImportInput, { description: 'Whence, and of when.' }) input: CdrImportInput,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    const act = { viewer, action: 'cdrImport', targetId: input.pbxId, input, address: context.address }
    return settle(context, 'job', () => this.audit.recorded(act, () => this.imports.start(viewer, input)))
  }
}

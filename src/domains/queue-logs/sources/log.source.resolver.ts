import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql'
import type { ApiContext } from '../../../api/context.ts'
import { messageOf } from '../../../api/messages/messages.ts'
import { payloadOf, settle } from '../../../api/payload.ts'
import { Allow } from '../../../api/permission.ts'
import { StateStream } from '../../../api/stream.ts'
import type { AuditService } from '../../audit/audit.service.ts'
import { Job } from '../../jobs/job.types.ts'
import type { LogSourceService } from './log.source.service.ts'
import {
  LogFileInfo,
  LogImportInput,
  LogSource,
  LogSourceInput,
  LogSourceProblem,
} from './log.source.types.ts'

const LogSourceSetPayload = payloadOf('LogSourceSetPayload', 'source', LogSource)
const LogImportPayload = payloadOf('LogImportPayload', 'job', Job)
const LogSourceRemovePayload = payloadOf('LogSourceRemovePayload', 'source', LogSource)

@Resolver(() => LogSource)
export class LogSourceResolver {
  constructor(
    private readonly service: LogSourceService,
    private readonly audit: AuditService,
  ) {}

  @Allow('admin')
  @Query(() => [LogSource], {
    name: 'logSources',
    description: 'Whence the facts of your PBXs come, and how reading stands.',
  })
  list(@Ctx() { viewer }: ApiContext): LogSource[] {
    return this.service.list(viewer!)
  }

  @Allow('admin')
  @Query(() => [LogFileInfo], {
    name: 'logFiles',
    description: 'The files of a queue_log, in the order in which they were written, whatever their names.',
  })
  files(
    @Arg('pbxId', () => ID, { description: 'The PBX.' }) pbxId: string,
    @Ctx() { viewer }: ApiContext,
    @Arg('folder', () => String, {
      nullable: true,
      description: "The folder, as this server sees it; that of the PBX's source when left out.",
    })
    folder?: string | null,
    @Arg('fileName', () => String, {
      nullable: true,
      description: "What the files' names begin with; as the PBX's source has it, or `queue_log`.",
    })
    fileName?: string | null,
  ): Promise<LogFileInfo[]> {
    return this.service.files(viewer!, pbxId, folder, fileName)
  }

  @Allow('admin')
  @Mutation(() => LogSourceSetPayload, {
    description: 'Sets whence the facts of a PBX come, in the place of what was set. Reading begins at once.',
  })
  logSourceSet(
    @Arg('pbxId', () => ID, { description: 'The PBX.' }) pbxId: string,
    @Arg('input', () => LogSourceInput, { description: 'The source.' }) input: LogSourceInput,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    const act = { viewer, action: 'logSourceSet', targetId: pbxId, input, address: context.address }
    return settle(context, 'source', () =>
      this.audit.recorded(act, () => this.service.set(viewer, pbxId, input)),
    )
  }

  @Allow('admin')
  @Mutation(() => LogSourceRemovePayload, {
    description: 'Ends reading and forgets the source of a PBX. What it told stays.',
  })
  logSourceRemove(
    @Arg('pbxId', () => ID, { description: 'The PBX.' }) pbxId: string,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    const act = { viewer, action: 'logSourceRemove', targetId: pbxId, address: context.address }
    return settle(context, 'source', () => this.audit.recorded(act, () => this.service.remove(viewer, pbxId)))
  }

  @Allow('admin')
  @Mutation(() => LogImportPayload, {
    description:
      'Imports what was logged before, in the background: follow it by `jobUpdated`, end it by `jobCancel`. What is known already does not change, so files may be imported again.',
  })
  logImport(
    @Arg('pbxId', () => ID, { description: 'The PBX.' }) pbxId: string,
    @Arg('input', () => LogImportInput, { description: 'Which files.' }) input: LogImportInput,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    const act = { viewer, action: 'logImport', targetId: pbxId, input, address: context.address }
    return settle(context, 'job', () =>
      this.audit.recorded(act, () => this.service.import(viewer, pbxId, input)),
    )
  }

  @Allow('admin')
  @StateStream()
  @Subscription(() => LogSource, {
    description: 'Sources of logs, with how reading stands.',
    subscribe(this: LogSourceResolver, { context }: { context: ApiContext }) {
      return this.service.watch(context.viewer!)
    },
  })
  logSourceUpdated(@Root() source: LogSource): LogSource {
    return source
  }
}

@Resolver(() => LogSourceProblem)
export class LogSourceProblemResolver {
  @Allow('public')
  @FieldResolver(() => String, { description: "What it is and what to do, in the caller's language." })
  message(@Root() { error }: LogSourceProblem, @Ctx() { language }: ApiContext): string {
    return messageOf(error.code, language, error.details)
  }
}

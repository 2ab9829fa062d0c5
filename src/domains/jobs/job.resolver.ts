import {
  Arg,
  Args,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { messageOf } from '../../api/messages/messages.ts'
import { connectionOf, PageArgs, readPage } from '../../api/pagination.ts'
import { payloadOf, settle } from '../../api/payload.ts'
import { Allow } from '../../api/permission.ts'
import { StateStream } from '../../api/stream.ts'
import type { ErrorDetails } from '../../errors.ts'
import type { JobRow } from '../../platform/jobs.ts'
import type { AuditService } from '../audit/audit.service.ts'
import { type JobService, jobOf } from './job.service.ts'
import { Job, JobError, JobFilter } from './job.types.ts'

@ObjectType({ description: 'A page of jobs.' })
export class JobConnection extends connectionOf(Job) {}

const JobCancelPayload = payloadOf('JobCancelPayload', 'job', Job)

@Resolver(() => Job)
export class JobResolver {
  constructor(
    private readonly service: JobService,
    private readonly audit: AuditService,
  ) {}

  @Allow('signedIn')
  @Query(() => JobConnection, {
    name: 'jobs',
    description: 'What is done for you in the background, the newest first; for administrators that of all.',
  })
  async page(
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => JobFilter, { nullable: true, description: 'Which jobs; all when left out.' })
    filter: JobFilter | null,
    @Ctx() { viewer }: ApiContext,
  ): Promise<JobConnection> {
    const { size, after } = readPage(args)
    const jobs = await this.service.page(viewer!, filter ?? {}, size + 1, after)
    return JobConnection.page(jobs, size, ({ createdAt, id }) => ({ at: createdAt, id }))
  }

  @Allow('signedIn')
  @Query(() => Job, { description: 'One job, as it stands.' })
  job(
    @Arg('id', () => ID, { description: 'The job.' }) id: string,
    @Ctx() { viewer }: ApiContext,
  ): Promise<Job> {
    return this.service.find(viewer!, id)
  }

  @Allow('signedIn', { reads: true })
  @Mutation(() => JobCancelPayload, {
    description:
      'Ends a job that is not over: your own, or any as an administrator. Files it had made are removed; what an import has taken over stays.',
  })
  jobCancel(@Arg('id', () => ID, { description: 'The job.' }) id: string, @Ctx() context: ApiContext) {
    const viewer = context.viewer!
    const act = { viewer, action: 'jobCancel', targetId: id, address: context.address }
    return settle(context, 'job', () => this.audit.recorded(act, () => this.service.cancel(viewer, id)))
  }

  @Allow('signedIn')
  @StateStream({ sharedBy: 'user' })
  @Subscription(() => Job, {
    description:
      'Jobs as they go on: those that wait or run, and those that ended in the last hour. ' +
      'Progress is told at most four times a second.',
    subscribe(this: JobResolver, { args, context }: { args: { ids?: string[] }; context: ApiContext }) {
      return this.service.watch(context.viewer!, args.ids)
    },
  })
  jobUpdated(
    @Root() row: JobRow,
    @Arg('ids', () => [ID], { nullable: true, description: 'Only these; all you may see when left out.' })
    _ids?: string[],
  ): Job {
    return jobOf(row)
  }

  @Allow('public')
  @FieldResolver(() => JobError, { nullable: true, description: 'Why it failed; null unless it did.' })
  error(@Root() { errorCode, errorDetails }: Job, @Ctx() { language }: ApiContext): JobError | null {
    if (errorCode === null) return null
    const message = messageOf(errorCode, language, errorDetails as ErrorDetails)
    return Object.assign(new JobError(), { code: errorCode, message })
  }
}

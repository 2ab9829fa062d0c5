import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { PageArgs, readPage } from '../../api/pagination.ts'
import { payloadOf, settle } from '../../api/payload.ts'
import { Allow } from '../../api/permission.ts'
import type { AgentService } from '../agents/agent.service.ts'
import { Agent } from '../agents/agent.types.ts'
import type { AuditService } from '../audit/audit.service.ts'
import type { CallService } from '../calls/call.service.ts'
import { Call } from '../calls/call.types.ts'
import type { QueueService } from '../queues/queue.service.ts'
import { Queue } from '../queues/queue.types.ts'
import { recordedCallsLoader, recordingsLoader } from './recording.loaders.ts'
import type { RecordingService } from './recording.service.ts'
import {
  type LinkPurpose,
  LinkPurposes,
  MOST_PEAKS,
  Recording,
  RecordingConnection,
  RecordingFilter,
  RecordingLink,
  RecordingWaveform,
  USUAL_PEAKS,
} from './recording.types.ts'

const RecordingRemovePayload = payloadOf('RecordingRemovePayload', 'recording', Recording)

/** What a recording's fields are found by. */
export interface RecordingSources {
  readonly recordings: RecordingService
  readonly audit: AuditService
  readonly calls: CallService
  readonly queues: QueueService
  readonly agents: AgentService
}

@Resolver(() => Recording)
export class RecordingResolver {
  constructor(private readonly sources: RecordingSources) {}

  @Allow('recordings')
  @Query(() => RecordingConnection, {
    name: 'recordings',
    description:
      'Recordings, the newest first. Who is confined to queues is shown those of these queues alone.',
  })
  async page(
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => RecordingFilter, {
      nullable: true,
      description: 'Which recordings; all when left out.',
    })
    filter: RecordingFilter | null,
    @Ctx() { viewer }: ApiContext,
  ): Promise<RecordingConnection> {
    const request = readPage(args)
    const rows = await this.sources.recordings.page(viewer!, filter ?? {}, request)
    return RecordingConnection.page(rows, request.size, ({ startedAt, id }) => ({ at: startedAt, id }))
  }

  @Allow('recordings')
  @Query(() => Recording, { description: 'One recording.' })
  recording(
    @Arg('id', () => ID, { description: 'The recording.' }) id: string,
    @Ctx() { viewer }: ApiContext,
  ): Promise<Recording> {
    return this.sources.recordings.find(viewer!, id)
  }

  @Allow('recordings')
  @Query(() => RecordingLink, {
    description: 'A link to hear or keep a recording, good for a quarter of an hour. Who asks is on record.',
  })
  recordingLink(
    @Arg('id', () => ID, { description: 'The recording.' }) id: string,
    @Arg('purpose', () => LinkPurposes, { defaultValue: 'PLAY', description: 'What it is to be good for.' })
    purpose: LinkPurpose,
    @Ctx() { viewer, address }: ApiContext,
  ): Promise<RecordingLink> {
    const act = { viewer: viewer!, action: 'recordingLink', targetId: id, input: { purpose }, address }
    return this.sources.audit.recorded(act, () => this.sources.recordings.link(viewer!, id, purpose))
  }

  @Allow('recordings')
  @Query(() => RecordingWaveform, { description: 'How loud a recording is, and how long.' })
  recordingWaveform(
    @Arg('id', () => ID, { description: 'The recording.' }) id: string,
    @Arg('points', () => Int, {
      defaultValue: USUAL_PEAKS,
      description: `In how many parts: 1 to ${MOST_PEAKS}.`,
    })
    points: number,
    @Ctx() { viewer }: ApiContext,
  ): Promise<RecordingWaveform> {
    return this.sources.recordings.waveform(viewer!, id, points)
  }

  @Allow('recordings')
  @Mutation(() => RecordingRemovePayload, {
    description: 'Removes the file of a recording for good, for supervisors; that there was one stays known.',
  })
  recordingRemove(
    @Arg('id', () => ID, { description: 'The recording.' }) id: string,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    const act = { viewer, action: 'recordingRemove', targetId: id, address: context.address }
    return settle(context, 'recording', () =>
      this.sources.audit.recorded(act, () => this.sources.recordings.remove(viewer, id)),
    )
  }

  @Allow('calls')
  @FieldResolver(() => Call, { nullable: true, description: 'The call, if it is kept.' })
  call(@Root() recording: Recording, @Ctx() context: ApiContext): Promise<Call | null> | null {
    return recording.callId === null
      ? null
      : recordedCallsLoader(context, this.sources.calls).load(recording.callId)
  }

  @Allow('public')
  @FieldResolver(() => Queue, { nullable: true, description: 'The queue, as it stands now.' })
  queue(@Root() { queueId }: Recording, @Ctx() { viewer }: ApiContext): Queue | null {
    return queueId === null ? null : (this.sources.queues.peek(viewer!, queueId) ?? null)
  }

  @Allow('public')
  @FieldResolver(() => Agent, { nullable: true, description: 'The agent, as they stand now.' })
  agent(@Root() { agentId }: Recording, @Ctx() { viewer }: ApiContext): Agent | null {
    return agentId === null ? null : (this.sources.agents.peek(viewer!, agentId) ?? null)
  }
}

/** The recordings beside their calls. */
@Resolver(() => Call)
export class CallRecordingsResolver {
  constructor(private readonly service: RecordingService) {}

  @Allow('recordings')
  @FieldResolver(() => [Recording], { description: 'What was recorded of it, the first one first.' })
  recordings(@Root() call: Call, @Ctx() context: ApiContext): Promise<Recording[]> {
    return recordingsLoader(context, this.service).load(call.id)
  }
}

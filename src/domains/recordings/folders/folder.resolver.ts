import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { ApiContext } from '../../../api/context.ts'
import { payloadOf, settle } from '../../../api/payload.ts'
import { Allow } from '../../../api/permission.ts'
import type { AuditService } from '../../audit/audit.service.ts'
import type { RecordingFolderService } from './folder.service.ts'
import { RecordingFolder, RecordingFolderInput } from './folder.types.ts'

const RecordingFolderSetPayload = payloadOf('RecordingFolderSetPayload', 'folder', RecordingFolder)
const RecordingFolderRemovePayload = payloadOf('RecordingFolderRemovePayload', 'ok', Boolean)

@Resolver(() => RecordingFolder)
export class RecordingFolderResolver {
  constructor(
    private readonly folders: RecordingFolderService,
    private readonly audit: AuditService,
  ) {}

  @Allow('admin')
  @Query(() => [RecordingFolder], {
    name: 'recordingFolders',
    description: 'Where the recordings of your PBXs lie, and how these folders stand.',
  })
  list(@Ctx() { viewer, language }: ApiContext): Promise<RecordingFolder[]> {
    return this.folders.list(viewer!, language)
  }

  @Allow('admin')
  @Mutation(() => RecordingFolderSetPayload, {
    description: 'Sets where the recordings of a PBX lie, and begins to look through that folder.',
  })
  recordingFolderSet(
    @Arg('pbxId', () => ID, { description: 'The PBX.' }) pbxId: string,
    @Arg('input', () => RecordingFolderInput, { description: 'Where they lie.' }) input: RecordingFolderInput,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    const act = {
      viewer,
      action: 'recordingFolderSet',
      targetId: pbxId,
      input,
      address: context.address,
    }
    return settle(context, 'folder', () =>
      this.audit.recorded(act, () => this.folders.set(viewer, pbxId, input, context.language)),
    )
  }

  @Allow('admin')
  @Mutation(() => RecordingFolderRemovePayload, {
    description:
      'Looks through the folder of a PBX no more: its recordings stay where they are and can be heard no longer.',
  })
  recordingFolderRemove(
    @Arg('pbxId', () => ID, { description: 'The PBX.' }) pbxId: string,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    const act = { viewer, action: 'recordingFolderRemove', targetId: pbxId, address: context.address }
    return settle(context, 'ok', () => this.audit.recorded(act, () => this.folders.remove(viewer, pbxId)))
  }
}

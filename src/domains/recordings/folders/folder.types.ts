import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { describeEnum } from '../../../api/enums.ts'
import { ERROR_CODES } from '../../../api/messages/messages.ts'
import type { ErrorCode } from '../../../api/payload.ts'
import type { RecordingLayout } from '../../../platform/store/tables/recordings.ts'

export const RecordingLayouts = describeEnum<RecordingLayout>(
  'RecordingLayout',
  'How the files of a folder of recordings are laid out.',
  {
    DATED: 'In folders by day, YYYY/MM/DD, as Issabel and FreePBX do.',
    FLAT: 'All in the folder itself, as older PBXs do.',
    ANY: 'In folders however named, up to eight deep.',
  },
)

@ObjectType({ description: 'What is the matter with a folder of recordings, and what to do.' })
export class RecordingFolderProblem {
  @Field(() => ERROR_CODES, { description: 'The stable code, for programs.' })
  code: ErrorCode

  @Field({ description: "What to do, in the caller's language." })
  hint: string
}

@ObjectType({
  description: 'The folder of the recordings of a PBX, mounted on this server, and how it stands.',
})
export class RecordingFolder {
  @Field(() => ID, { description: 'Stable.' })
  id: string

  @Field(() => ID, { description: 'The PBX.' })
  pbxId: string

  @Field({ description: 'Where it really is on this server, links followed.' })
  folder: string

  @Field({ description: 'The same folder as the PBX names it, by which its own reports are understood.' })
  pbxFolder: string

  @Field(() => RecordingLayouts, { description: 'How its files are laid out.' })
  layout: RecordingLayout

  @Field({ description: 'Whether it could be read when it was last looked at.' })
  isReadable: boolean

  @Field({ description: 'Whether it is being looked through now.' })
  isScanning: boolean

  @Field(() => Int, {
    nullable: true,
    description: 'Recordings that lie in it; null until it was looked through once.',
  })
  fileCount: number | null

  @Field(() => Date, { nullable: true, description: 'When its newest recording was written to last.' })
  newestAt: Date | null

  @Field(() => Date, { nullable: true, description: 'When it was looked through last, without fault.' })
  scannedAt: Date | null

  @Field(() => RecordingFolderProblem, {
    nullable: true,
    description: 'What is the matter with it; null when all is well.',
  })
  problem: RecordingFolderProblem | null
}

@InputType({ description: 'Where the recordings of a PBX lie.' })
export class RecordingFolderInput {
  @Field({
    description:
      'The whole path on this server. Who does not operate the platform names one inside RECORDINGS_DIR and the ' +
      "tenant's slug.",
  })
  folder: string

  @Field(() => String, {
    nullable: true,
    description: 'The same folder as the PBX names it; /var/spool/asterisk/monitor when left out.',
  })
  pbxFolder?: string | null

  @Field(() => RecordingLayouts, {
    nullable: true,
    description: 'How its files are laid out; DATED when left out.',
  })
  layout?: RecordingLayout | null
}

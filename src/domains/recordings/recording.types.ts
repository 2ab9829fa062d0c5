import { Field, Float, ID, InputType, ObjectType } from 'type-graphql'
import { describeEnum } from '../../api/enums.ts'
import { connectionOf } from '../../api/pagination.ts'

export type LinkPurpose = 'PLAY' | 'DOWNLOAD'
export const LinkPurposes = describeEnum<LinkPurpose>(
  'RecordingLinkPurpose',
  'What a link to a recording is good for.',
  {
    PLAY: 'To be played in a browser: converted if it has to be.',
    DOWNLOAD: 'To be kept as a file, as the PBX wrote it.',
  },
)

@ObjectType({ description: 'A recording of a call: a file in the folder of its PBX.' })
export class Recording {
  @Field(() => ID, { description: 'Stable: the same file of the same PBX has the same id.' })
  id: string

  tenantId: string

  @Field(() => ID, { description: 'The PBX that recorded it.' })
  pbxId: string

  @Field(() => ID, {
    nullable: true,
    description:
      'The call, as the PBX reported it or the name tells it; null where neither does. The call itself may be ' +
      'older than what is kept.',
  })
  callId: string | null

  @Field(() => ID, { nullable: true, description: 'The queue it was recorded in, or the call was last in.' })
  queueId: string | null

  @Field(() => ID, { nullable: true, description: 'The agent who spoke last.' })
  agentId: string | null

  @Field({ description: 'The name of the file.' })
  fileName: string

  @Field({ description: 'How it was written, by the end of its name, such as wav, gsm or mp3.' })
  format: string

  @Field(() => Date, { description: 'When the channel that was recorded began.' })
  startedAt: Date

  @Field(() => Float, { description: 'The size of the file; it grows while the call goes on.' })
  sizeBytes: number

  @Field(() => Float, {
    nullable: true,
    description: 'Its length; null until its waveform was asked for.',
  })
  durationSeconds: number | null

  @Field(() => Date, {
    nullable: true,
    description: 'When a person or a retention rule removed the file; null while it is there.',
  })
  removedAt: Date | null
}

export const RecordingConnection = connectionOf(Recording)
export type RecordingConnection = InstanceType<typeof RecordingConnection>

@InputType({
  description: 'Which recordings; what is left out does not matter, and all that is given must hold.',
})
export class RecordingFilter {
  @Field(() => Date, { nullable: true, description: 'Only those that began at or after this time.' })
  from?: Date | null

  @Field(() => Date, { nullable: true, description: 'Only those that began before this time.' })
  until?: Date | null

  @Field(() => [ID], { nullable: true, description: 'Only of these queues; up to 100.' })
  queueIds?: string[] | null

  @Field(() => [ID], { nullable: true, description: 'Only of these agents; up to 100.' })
  agentIds?: string[] | null

  @Field(() => ID, { nullable: true, description: 'Only of this call.' })
  callId?: string | null

  @Field(() => ID, { nullable: true, description: 'Only of this PBX.' })
  pbxId?: string | null

  @Field(() => String, {
    nullable: true,
    description:
      "Only with numbers that begin so: the caller's, the dialed one, the DID, or one in the file's name.",
  })
  number?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'False for those whose file is there, true for those that were removed.',
  })
  isRemoved?: boolean | null
}

@ObjectType({
  description:
    'An address that leads to one recording without a token, as `<audio>` and downloads need it. Whoever has it ' +
    'acts in the name of who asked for it.',
})
export class RecordingLink {
  @Field({ description: 'The path and query on this server. It answers Range requests.' })
  url: string

  @Field(() => LinkPurposes, { description: 'What it is good for.' })
  purpose: LinkPurpose

  @Field(() => Date, { description: 'When it stops to be good for anything.' })
  expiresAt: Date
}

@ObjectType({ description: 'How loud a recording is, to be drawn.' })
export class RecordingWaveform {
  @Field(() => ID, { description: 'The recording.' })
  recordingId: string

  @Field(() => Float, { description: 'Its length.' })
  durationSeconds: number

  @Field(() => [Float], { description: 'The loudest moment of each of equal parts, from 0 to 1.' })
  peaks: number[]
}

export const MOST_PEAKS = 1_000
export const USUAL_PEAKS = 200

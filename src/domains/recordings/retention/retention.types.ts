import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql'
import { Recording } from '../recording.types.ts'

@ObjectType({ description: 'For how long recordings are kept; without a rule, for ever.' })
export class RetentionRule {
  @Field(() => ID, { description: 'Stable.' })
  id: string

  @Field(() => ID, {
    nullable: true,
    description:
      'The queue whose recordings it is about; null for those of all queues without a rule, and of none.',
  })
  queueId: string | null

  @Field(() => Int, { description: 'For how many days they are kept.' })
  keepDays: number

  @Field(() => Date, { description: 'When it was made.' })
  createdAt: Date
}

@InputType({ description: 'A rule to set; the one of the same queue is replaced.' })
export class RetentionRuleInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The queue; left out for all recordings that no other rule is about.',
  })
  queueId?: string | null

  @Field(() => Int, { description: 'For how many days they are kept: 1 to 3650.' })
  keepDays: number
}

@ObjectType({ description: 'What a rule would remove now; nothing is removed by asking.' })
export class RetentionPreview {
  @Field(() => ID, { nullable: true, description: 'The queue of the rule; null for all others.' })
  queueId: string | null

  @Field(() => Int, { description: 'For how many days the rule keeps.' })
  keepDays: number

  @Field(() => Date, { description: 'Those that began before this go.' })
  before: Date

  @Field(() => Int, { description: 'How many files.' })
  fileCount: number

  @Field(() => Float, { description: 'How much room they take.' })
  sizeBytes: number

  @Field(() => Date, { nullable: true, description: 'When the oldest began; null when there is none.' })
  oldestAt: Date | null

  @Field(() => [Recording], { description: 'The ten that would go first.' })
  samples: Recording[]
}

import { GraphQLJSONObject } from 'graphql-scalars'
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql'
import { describeEnum } from '../../api/enums.ts'
import type { JobState } from '../../platform/store/tables/reports.ts'

export const JobStateName = describeEnum<JobState>('JobState', 'How far a job is.', {
  QUEUED: 'It waits for its turn.',
  RUNNING: 'It is being done.',
  DONE: 'It is done; `result` says what came of it.',
  FAILED: 'It could not be done; `error` says why.',
  CANCELLED: 'Somebody ended it; files it had made are removed, what an import has taken over stays.',
})

@ObjectType({ description: 'Why a job could not be done.' })
export class JobError {
  @Field({ description: 'The stable code, for programs: an `ErrorCode`, or one of the kind of job.' })
  code: string

  @Field({ description: "The words for people, in the caller's language, with what to do about it." })
  message: string
}

@ObjectType({
  description: 'Long work that is done in the background. It survives a restart: it goes on where it was.',
})
export class Job {
  @Field(() => ID, { description: 'Stable.' })
  id: string

  @Field({ description: 'What is done, such as `EXPORT` or `LOG_IMPORT`. Kinds may be added.' })
  kind: string

  @Field(() => JobStateName, { description: 'How far it is.' })
  state: JobState

  @Field(() => ID, { description: 'Who asked for it.' })
  userId: string

  @Field(() => GraphQLJSONObject, { description: 'What was asked for.' })
  input: Record<string, unknown>

  @Field(() => Float, { description: 'How much is done, in rows, lines or whatever the kind counts.' })
  doneCount: number

  @Field(() => Float, { nullable: true, description: 'Of how much; null while nobody knows.' })
  totalCount: number | null

  @Field(() => GraphQLJSONObject, { description: 'What came of it; empty until it is done.' })
  result: Record<string, unknown>

  @Field(() => Int, { description: 'How often it was begun; more than once after the server was killed.' })
  attempt: number

  @Field(() => Date, { description: 'When it was asked for.' })
  createdAt: Date

  @Field(() => Date, { nullable: true, description: 'When it was begun first; null while it waits.' })
  startedAt: Date | null

  @Field(() => Date, { nullable: true, description: 'When it was over; null until then.' })
  endedAt: Date | null

  /** Told as `error`, in the caller's language. */
  errorCode: string | null
  errorDetails: Record<string, unknown>
}

@InputType({ description: 'Which jobs to show; all that is given must hold.' })
export class JobFilter {
  @Field(() => [JobStateName], { nullable: true, description: 'Only those that are so far.' })
  states?: JobState[] | null

  @Field(() => [String], { nullable: true, description: 'Only these kinds, such as `EXPORT`.' })
  kinds?: string[] | null
}

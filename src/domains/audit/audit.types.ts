import { GraphQLJSONObject } from 'graphql-scalars'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

@ObjectType({ description: 'Who did what to what, and what came of it. Nobody changes or deletes one.' })
export class AuditEntry {
  @Field(() => ID, { description: 'Stable.' })
  id: string

  @Field(() => ID, { description: 'The tenant it was done in.' })
  tenantId: string

  @Field(() => ID, { description: 'Who did it.' })
  userId: string

  @Field({ description: 'What was asked for: the name of the mutation.' })
  action: string

  @Field({ description: 'To what: an id, or an empty text where the action has no single target.' })
  targetId: string

  @Field(() => GraphQLJSONObject, { description: 'With which input; secrets are left out.' })
  input: Record<string, unknown>

  @Field({ description: '`OK`, or the code of the error it was answered with.' })
  outcome: string

  @Field({ description: 'What the PBX answered, in its own words; mostly empty.' })
  answer: string

  @Field({ description: 'The address it was asked from.' })
  address: string

  @Field(() => Date, { description: 'When.' })
  occurredAt: Date
}

@InputType({ description: 'Which entries of the audit log to show; all that is given must hold.' })
export class AuditFilter {
  @Field(() => ID, { nullable: true, description: 'Only what this user did.' })
  userId?: string | null

  @Field(() => String, { nullable: true, description: 'Only this action, such as `queueMemberPause`.' })
  action?: string | null

  @Field(() => ID, { nullable: true, description: 'Only what was done to this.' })
  targetId?: string | null

  @Field(() => Date, { nullable: true, description: 'Only at or after this time.' })
  from?: Date | null

  @Field(() => Date, { nullable: true, description: 'Only before this time.' })
  until?: Date | null
}

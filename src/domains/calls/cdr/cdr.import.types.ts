import { Field, Float, ID, InputType, ObjectType } from 'type-graphql'

@ObjectType({ description: 'A file that can be taken over.' })
export class ImportableFile {
  @Field({ description: 'Its name, by which it is chosen.' })
  name: string

  @Field(() => Float, { description: 'How large it is.' })
  sizeBytes: number

  @Field(() => Date, { description: 'When it was changed last.' })
  changedAt: Date
}

@InputType({
  description:
    'Calls of the past to take over: from a table of a database, or from a file such as Master.csv. Exactly one of the two.',
})
export class CdrImportInput {
  @Field(() => ID, { description: 'The PBX that wrote them.' })
  pbxId: string

  @Field(() => ID, { nullable: true, description: 'The database account to read from.' })
  databaseAccountId?: string | null

  @Field({ defaultValue: 'cdr', description: 'The table to read, of a database.' })
  table: string

  @Field(() => String, { nullable: true, description: 'The file to read, one of `importFiles`.' })
  fileName?: string | null

  @Field(() => String, {
    nullable: true,
    description:
      "The IANA time zone of its times, or UTC with `usegmtime=yes`; the PBX's when left out. It is checked against the unique ids.",
  })
  timeZone?: string | null

  @Field(() => Date, {
    nullable: true,
    description: 'Only calls that began then or later.',
  })
  from?: Date | null

  @Field(() => Date, { nullable: true, description: 'Only calls that began before.' })
  until?: Date | null

  @Field({
    defaultValue: false,
    description: 'Go on although times and unique ids disagree, as after a clock that was wrong.',
  })
  mayDisagree: boolean
}

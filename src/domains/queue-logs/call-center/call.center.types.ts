import { Field, ID, InputType } from 'type-graphql'

@InputType({
  description: 'What Issabel CallCenter kept, to take over: calls in queues, sessions and breaks.',
})
export class CallCenterImportInput {
  @Field(() => ID, {
    description: 'The account of its database, `call_center`; its PBX is the one that it is of.',
  })
  databaseAccountId: string

  @Field(() => String, {
    nullable: true,
    description:
      "The IANA time zone of its times; the PBX's when left out. It is checked against the unique ids.",
  })
  timeZone?: string | null

  @Field(() => Date, { nullable: true, description: 'Only what began then or later.' })
  from?: Date | null

  @Field(() => Date, {
    nullable: true,
    description:
      "Only what began before: the time since which the PBX's own log or events are read is told by them.",
  })
  until?: Date | null

  @Field({
    defaultValue: false,
    description: 'Go on although times and unique ids disagree, as after a clock that was wrong.',
  })
  mayDisagree: boolean
}

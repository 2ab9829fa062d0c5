import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { describeEnum } from '../../api/enums.ts'

export const PbxCheckName = describeEnum('PbxCheckName', 'What a test of a PBX looks at.', {
  REACHABLE: 'A manager answers at that host and port.',
  LOGIN: 'User and secret are accepted.',
  VERSION: 'Asterisk is 16 or later.',
  READ_CALLS: 'The user is sent the events of calls.',
  READ_AGENTS: 'The user is sent the events of queues and agents.',
  READ_SYSTEM: 'The user is told when Asterisk was started.',
  SNAPSHOT: 'The user may ask for channels, devices and hints.',
  CONTROL_CALLS: 'The user may hang up and transfer.',
  ORIGINATE: 'The user may begin calls.',
  CONTROL_AGENTS: 'The user may add, remove and pause members of queues.',
  SYSTEM: 'The user may record calls and ask for PJSIP endpoints.',
  QUEUES: 'The PBX has queues.',
  EVENTS: 'Events arrive.',
  WRITE_TIMEOUT: 'The PBX waits long enough before it drops a slow reader.',
  CLOCK: 'The clocks of the PBX and of this server agree.',
})
export type PbxCheckName = keyof typeof PbxCheckName

@ObjectType({ description: 'One thing looked at in a test of a PBX.' })
export class PbxCheck {
  @Field(() => PbxCheckName, { description: 'What was looked at.' })
  check: PbxCheckName

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is well; null when it could not be seen.',
  })
  ok: boolean | null

  @Field(() => String, {
    nullable: true,
    description: "How to mend it, in the caller's language; null when all is well.",
  })
  hint: string | null

  @Field(() => String, { nullable: true, description: 'What was found, such as a version or a number.' })
  detail: string | null
}

@ObjectType({ description: 'What a test of a PBX found.' })
export class PbxTestReport {
  @Field({ description: 'Whether nothing stands in the way of connecting.' })
  isUsable: boolean

  @Field(() => [PbxCheck], { description: 'All that was looked at, in the order of looking.' })
  checks: PbxCheck[]

  @Field(() => Int, { description: 'How long it took, in milliseconds.' })
  tookMs: number
}

@InputType({
  description: 'What to test: a registered PBX by its id, or host, user and secret before registering.',
})
export class PbxTestInput {
  @Field(() => ID, {
    nullable: true,
    description: 'A registered PBX; what else is given replaces what it has.',
  })
  id?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'A host name or address; with an id it needs the secret.',
  })
  host?: string | null

  @Field(() => Int, { nullable: true, description: 'The manager port, 5038 unless told.' })
  port?: number | null

  @Field(() => String, { nullable: true, description: 'The user of manager.conf.' })
  username?: string | null

  @Field(() => String, { nullable: true, description: 'Its secret.' })
  secret?: string | null
}

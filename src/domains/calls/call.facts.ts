import { Field, Float, ID, ObjectType } from 'type-graphql'
import type { VisitOutcome as KeptOutcome } from '../../platform/store/tables/calls.ts'
import { VisitOutcome } from './call.enums.ts'
import { Call } from './call.types.ts'

@ObjectType({ description: 'What every fact about a call has.' })
abstract class CallFact {
  @Field(() => ID, { description: 'The id of the kept event: the same in `callEvents`.' })
  id: string

  @Field(() => Date, { description: 'When it happened.' })
  occurredAt: Date

  @Field(() => Call, { description: 'The call as it stood right after.' })
  call: Call
}

@ObjectType({ description: 'A call began.' })
export class CallStarted extends CallFact {}

@ObjectType({ description: 'People began to talk.' })
export class CallAnswered extends CallFact {
  @Field(() => ID, { nullable: true, description: 'The agent who answered, if it was one.' })
  agentId: string | null

  @Field(() => ID, { nullable: true, description: 'The queue it was answered from.' })
  queueId: string | null
}

@ObjectType({ description: 'A call was transferred.' })
export class CallTransferred extends CallFact {
  @Field({ description: 'BLIND or ATTENDED.' })
  transfer: string

  @Field({ description: 'Whom it went to, as the PBX tells it; may be empty.' })
  target: string
}

@ObjectType({ description: 'A call was over.' })
export class CallEnded extends CallFact {}

@ObjectType({ description: 'A caller joined a queue.' })
export class QueueCallerJoined extends CallFact {
  @Field(() => ID, { description: 'The queue.' })
  queueId: string
}

@ObjectType({ description: 'A caller left a queue, answered or not.' })
export class QueueCallerLeft extends CallFact {
  @Field(() => ID, { description: 'The queue.' })
  queueId: string

  @Field(() => VisitOutcome, { description: 'How.' })
  outcome: KeptOutcome

  @Field(() => Float, { description: 'Seconds waited.' })
  waitSeconds: number

  @Field(() => ID, { nullable: true, description: 'The agent who answered.' })
  agentId: string | null
}

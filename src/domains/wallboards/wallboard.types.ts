import { Field, Float, ID, Int, ObjectType } from 'type-graphql'
import { Agent } from '../agents/agent.types.ts'
import { Level } from '../queues/level.types.ts'
import { Queue } from '../queues/queue.types.ts'

@ObjectType({ description: 'The figures of all queues of a board together.' })
export class WallboardTotals {
  @Field(() => Int, { description: 'Callers who wait.' })
  waiting: number

  @Field(() => Date, {
    nullable: true,
    description: 'Since when the one who waits longest does; null when nobody waits.',
  })
  longestWaitSince: Date | null

  @Field(() => Int, { description: 'Agents free to take a call.' })
  availableAgents: number

  @Field(() => Int, { description: 'Agents who can be reached, whatever they do.' })
  connectedAgents: number

  @Field(() => Int, { description: "Callers of today's queues." })
  offered: number

  @Field(() => Int, { description: 'Of these, answered.' })
  answered: number

  @Field(() => Int, { description: 'Of these, hung up while waiting.' })
  abandoned: number

  @Field(() => Float, {
    nullable: true,
    description: 'Answered in time over offered: 0 to 1. Null before the first call.',
  })
  serviceLevel: number | null

  @Field(() => Level, { description: 'The worst level of the queues.' })
  level: Level
}

@ObjectType({ description: 'All that a screen on the wall needs, in one message.' })
export class Wallboard {
  @Field(() => ID, { description: 'The same for every message of a board.' })
  id: string

  @Field(() => Date, {
    description:
      "When it was made, by this server's clock. Who begins to watch may get a board of some time ago: ask " +
      '`wallboard { at }` for the time now, to set timers by.',
  })
  at: Date

  @Field(() => [Queue], { description: 'The queues of the board, by label.' })
  queues: Queue[]

  @Field(() => [Agent], { description: 'The agents who serve in these queues, by name.' })
  agents: Agent[]

  @Field(() => WallboardTotals, { description: 'All queues together.' })
  totals: WallboardTotals

  @Field({ description: 'True while a PBX of the board cannot be reached.' })
  isStale: boolean

  @Field({ description: 'True when what is shown is simulated.' })
  isDemo: boolean
}

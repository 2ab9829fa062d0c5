import 'reflect-metadata'
import { Arg, Field, Float, ID, Int, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql'
import { Allow } from '../../src/api/permission.ts'
import { buildApiSchema } from '../../src/api/schema.ts'
import { FactStream as Facts } from '../../src/api/stream.ts'
import { FactStream } from '../../src/platform/live.ts'

/** What a wallboard gets at every change of a queue, with the time it was sent. */
@ObjectType()
export class QueueChange {
  @Field(() => ID) id: string
  @Field(() => String) at: string
  @Field(() => String) name: string
  @Field(() => Int) waiting: number
  @Field(() => Int) answered: number
  @Field(() => Int) abandoned: number
  @Field(() => Float) serviceLevel: number
  @Field(() => String) note: string

  constructor(number: number, note: string) {
    this.id = `queue-${number % 10}`
    this.at = monotonicMicros()
    this.name = `Soporte ${number % 10}`
    this.waiting = number % 7
    this.answered = 100 + (number % 100)
    this.abandoned = 10 + (number % 10)
    this.serviceLevel = 0.875
    this.note = note
  }
}

/** The machine's monotonic clock, the same in every process, at a fixed width. */
export const monotonicMicros = () => String(process.hrtime.bigint() / 1000n).padStart(16, '0')

export const changes = new FactStream<QueueChange>(100_000)

@Resolver()
class Board {
  @Allow('public')
  @Query(() => Int)
  ping(): number {
    return 1
  }

  @Allow('public')
  @Facts()
  @Subscription(() => QueueChange, { subscribe: () => changes.watch() })
  queueChanged(
    @Root() change: QueueChange,
    @Arg('board', () => ID, { nullable: true }) _board: string | null,
  ): QueueChange {
    return change
  }
}

export const schema = buildApiSchema({ resolvers: [Board], instances: new Map([[Board, new Board()]]) })

/** What no two clients have in common: nothing, everything but their variables, or not even their document. */
export type Difference = 'none' | 'variables' | 'documents'

/** The subscription of client `number`. */
export const subscription = (number: number, difference: Difference) => ({
  query: `subscription($board: ID) { ${difference === 'documents' ? `queue${number}: ` : ''}queueChanged(board: $board) { id at name waiting answered abandoned serviceLevel note } }`,
  variables: { board: difference === 'variables' ? `board-${number}` : 'board' },
})

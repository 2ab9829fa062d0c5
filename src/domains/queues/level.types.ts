import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql'
import { describeEnum } from '../../api/enums.ts'

export const Level = describeEnum('Level', 'How well a value stands against its threshold.', {
  OK: 'Nothing to do.',
  WARN: 'Past the warning value for the time that is held.',
  CRITICAL: 'Past the critical value for the time that is held.',
})
export type Level = keyof typeof Level

export const ThresholdMetric = describeEnum('ThresholdMetric', 'What of a queue can have a threshold.', {
  WAITING: 'Callers who wait; more is worse.',
  LONGEST_WAIT: 'Seconds the first caller has waited; more is worse.',
  AVAILABLE_AGENTS: 'Members free to take a call; fewer is worse.',
  SERVICE_LEVEL: "Today's service level, 0 to 1; less is worse.",
  ABANDON_RATE: "Today's abandoned over offered, 0 to 1; more is worse.",
})
export type ThresholdMetric = keyof typeof ThresholdMetric

@ObjectType({
  description: 'A metric of a queue against its threshold. Decided here, so that every screen agrees.',
})
export class MetricLevel {
  @Field(() => ThresholdMetric, { description: 'Which metric.' })
  metric: ThresholdMetric

  @Field(() => Level, { description: 'Its level, after the hold time.' })
  level: Level

  @Field(() => Float, { nullable: true, description: 'Its value now; null when there is none yet.' })
  value: number | null

  @Field(() => Float, { description: 'Where the warning begins.' })
  warn: number

  @Field(() => Float, { description: 'Where it becomes critical.' })
  critical: number
}

@ObjectType({ description: 'A threshold as it is set.' })
export class Threshold {
  @Field(() => ID, { description: 'Its id.' })
  id: string

  @Field(() => ID, { description: 'The queue it is for.' })
  queueId: string

  @Field(() => ThresholdMetric, { description: 'The metric it is for.' })
  metric: ThresholdMetric

  @Field(() => Float, {
    nullable: true,
    description: 'Where the warning begins; 70 % of the way to critical when null.',
  })
  warn: number | null

  @Field(() => Float, { description: 'Where it becomes critical.' })
  critical: number

  @Field(() => Int, { description: 'Seconds a value must hold before the level follows, against flicker.' })
  holdSeconds: number
}

@InputType({ description: 'A threshold to set for a metric of a queue.' })
export class ThresholdInput {
  @Field(() => ThresholdMetric, { description: 'The metric.' })
  metric: ThresholdMetric

  @Field(() => Float, {
    nullable: true,
    description: 'Where the warning begins; 70 % of the way to critical when left out.',
  })
  warn?: number | null

  @Field(() => Float, { description: 'Where it becomes critical.' })
  critical: number

  @Field(() => Int, { nullable: true, description: 'Seconds a value must hold, 0 to 600; 10 when left out.' })
  holdSeconds?: number
}

import { Field, Float, Int, ObjectType } from 'type-graphql'
import type { ServiceLevelFormulaName } from '../../platform/store/tables/reports.ts'
import { ServiceLevelFormula } from './settings/settings.types.ts'

@ObjectType({ description: 'The service level by one of the formulas.' })
export class FormulaLevel {
  @Field(() => ServiceLevelFormula, { description: 'The formula.' })
  formula: ServiceLevelFormulaName

  @Field(() => Float, { nullable: true, description: '0 to 1; null where there is nothing to divide by.' })
  level: number | null
}

@ObjectType({ description: 'How many waited up to so many seconds, and longer than the band before.' })
export class WaitBand {
  @Field(() => Int, {
    nullable: true,
    description: 'The longest wait of the band; null: any that is longer.',
  })
  upToSeconds: number | null

  @Field(() => Int, { description: 'Of the answered.' })
  answered: number

  @Field(() => Int, { description: 'Of those who gave up.' })
  abandoned: number
}

@ObjectType({ description: 'How long callers waited, in seconds; null where nobody did.' })
export class WaitFigures {
  @Field(() => Float, { nullable: true, description: 'Mean wait until an answer (ASA).' })
  meanAnsweredSeconds: number | null

  @Field(() => Float, { nullable: true, description: 'Mean wait until somebody gave up.' })
  meanAbandonedSeconds: number | null

  @Field(() => Int, { nullable: true, description: 'The longest wait of all, however it came out.' })
  longestSeconds: number | null

  @Field(() => Int, { nullable: true, description: 'Half of the answered waited at most so long.' })
  p50Seconds: number | null

  @Field(() => Int, { nullable: true, description: 'Nine of ten answered waited at most so long.' })
  p90Seconds: number | null

  @Field(() => Int, { nullable: true, description: '95 of 100 answered waited at most so long.' })
  p95Seconds: number | null

  @Field(() => [WaitBand], { description: 'How the waits are spread.' })
  distribution: WaitBand[]
}

@ObjectType({ description: 'What was said, and how it ended.' })
export class TalkFigures {
  @Field(() => Float, {
    nullable: true,
    description: 'Mean talk of the answered whose talk is known, in seconds; null when there are none.',
  })
  meanSeconds: number | null

  @Field(() => Float, { description: 'All talk, in whole seconds: of a year, more than an Int holds.' })
  totalSeconds: number

  @Field(() => Int, {
    description: 'Answered of which nobody knows the talk: it goes on, or the PBX stopped.',
  })
  unknownCount: number

  @Field(() => Float, { nullable: true, description: 'Mean ringing before an answer, in seconds.' })
  meanRingSeconds: number | null

  @Field(() => Int, { description: 'Talks that the caller ended.' })
  hungUpByCaller: number

  @Field(() => Int, { description: 'Talks that the agent ended.' })
  hungUpByAgent: number

  @Field(() => Int, { description: 'Talks that ended with a transfer made without asking.' })
  blindTransfers: number

  @Field(() => Int, { description: 'Talks that ended with a transfer made after asking.' })
  attendedTransfers: number

  @Field(() => Int, {
    description: 'Talks that ended with a transfer on a PBX so old that it does not say of which kind.',
  })
  oldTransfers: number
}

@ObjectType({
  description:
    'What the visits of callers came to. Offered is always the sum of what follows it: answered, abandoned, timed out, left empty, left by key, withdrawn, incompatible, lost and waiting.',
})
export class QueueFigures {
  @Field(() => Int, { description: 'Callers who joined; one who joins again counts again.' })
  offered: number

  @Field(() => Int, { description: 'Connected to an agent, whatever came then.' })
  answered: number

  @Field(() => Int, { description: 'Hung up while waiting.' })
  abandoned: number

  @Field(() => Int, { description: 'Left because the waiting time of the queue was over.' })
  timedOut: number

  @Field(() => Int, { description: 'Sent away because nobody served the queue.' })
  leftEmpty: number

  @Field(() => Int, { description: 'Left by pressing a key.' })
  leftByKey: number

  @Field(() => Int, { description: 'Taken out by somebody.' })
  withdrawn: number

  @Field(() => Int, { description: 'Failed because the phones had no codec in common.' })
  incompatible: number

  @Field(() => Int, { description: 'Nobody knows: the PBX stopped meanwhile.' })
  lost: number

  @Field(() => Int, { description: 'Still waiting.' })
  waiting: number

  @Field(() => Float, { nullable: true, description: 'The service level by the chosen formula, 0 to 1.' })
  serviceLevel: number | null

  @Field(() => Int, { description: 'Answered within the service-level seconds.' })
  answeredInTime: number

  @Field(() => [FormulaLevel], { description: 'The service level by all formulas.' })
  serviceLevels: FormulaLevel[]

  @Field(() => Float, { nullable: true, description: 'Answered over offered.' })
  answerRate: number | null

  @Field(() => Float, { nullable: true, description: 'Abandoned over offered.' })
  abandonRate: number | null

  @Field(() => WaitFigures, { description: 'The waits.' })
  waits: WaitFigures

  @Field(() => TalkFigures, { description: 'The talks.' })
  talk: TalkFigures
}

@ObjectType({ description: 'How figures differ from those of the period before; null where one has none.' })
export class FiguresChange {
  @Field(() => Float, { nullable: true, description: 'Offered: the difference over what it was before.' })
  offered: number | null

  @Field(() => Float, { nullable: true, description: 'Answered: the difference over what it was before.' })
  answered: number | null

  @Field(() => Float, { nullable: true, description: 'Abandoned: the difference over what it was before.' })
  abandoned: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'Service level: by how much it is more; -0.05 is five points less.',
  })
  serviceLevel: number | null

  @Field(() => Float, { nullable: true, description: 'Abandoned over offered: by how much it is more.' })
  abandonRate: number | null

  @Field(() => Float, { nullable: true, description: 'Mean wait until an answer: seconds more.' })
  meanAnsweredSeconds: number | null

  @Field(() => Float, { nullable: true, description: 'Mean talk: seconds more.' })
  meanTalkSeconds: number | null
}

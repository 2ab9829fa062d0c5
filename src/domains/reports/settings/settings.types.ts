import { Field, InputType, Int, ObjectType } from 'type-graphql'
import { describeEnum } from '../../../api/enums.ts'
import type { ServiceLevelFormulaName } from '../../../platform/store/tables/reports.ts'

export const ServiceLevelFormula = describeEnum<ServiceLevelFormulaName>(
  'ServiceLevelFormula',
  'How the service level is counted. In time is: within the service-level seconds, as whole seconds.',
  {
    OFFERED: 'Answered in time, over all who joined. The usual one, and the strictest.',
    ANSWERED:
      "Answered in time, over answered. What Asterisk shows as ServicelevelPerf; who gave up doesn't count.",
    ANSWERED_AND_ABANDONED: 'Answered in time, over answered and abandoned.',
    OFFERED_LESS_SHORT_ABANDONS:
      'Answered in time, over all who joined less those who gave up at once (the short-abandon seconds).',
    SETTLED_IN_TIME:
      'Answered or abandoned in time, over answered and abandoned. What Asterisk shows as ServicelevelPerf2.',
    OFFERED_LESS_ABANDONED_IN_TIME: 'Answered in time, over all who joined less those who gave up in time.',
  },
)

@ObjectType({ description: 'How your tenant counts, live and in reports.' })
export class ReportSettings {
  @Field(() => ServiceLevelFormula, { description: 'The formula of the service level.' })
  formula: ServiceLevelFormulaName

  @Field(() => Int, {
    nullable: true,
    description:
      'An answer within so many seconds is in time, for queues for which nobody has set another; null: as the PBX has it, or 20.',
  })
  serviceLevelSeconds: number | null

  @Field(() => Int, { description: 'Who gives up within so many seconds did not really call.' })
  shortAbandonSeconds: number

  @Field(() => Int, {
    description: 'Callers whose numbers have at most so many digits are your own extensions; 0: none are.',
  })
  internalDigits: number

  @Field(() => [String], { description: 'Callers whose numbers begin so are your own, too.' })
  internalPrefixes: string[]
}

@InputType({ description: 'How your tenant is to count; what is left out stays as it is.' })
export class ReportSettingsInput {
  @Field(() => ServiceLevelFormula, { nullable: true, description: 'The formula of the service level.' })
  formula?: ServiceLevelFormulaName | null

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds within which an answer is in time, 1 to 3600; null: as the PBX has it.',
  })
  serviceLevelSeconds?: number | null

  @Field(() => Int, { nullable: true, description: 'Seconds of a short abandon, 0 to 60.' })
  shortAbandonSeconds?: number | null

  @Field(() => Int, { nullable: true, description: 'Most digits of an extension, 0 to 10.' })
  internalDigits?: number | null

  @Field(() => [String], {
    nullable: true,
    description: 'Beginnings of your own numbers: at most 50, of digits, * and #, after an optional +.',
  })
  internalPrefixes?: string[] | null
}

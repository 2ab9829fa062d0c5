import { Arg, Ctx, Query, Resolver } from 'type-graphql'
import type { ApiContext } from '../../../api/context.ts'
import { Allow } from '../../../api/permission.ts'
import type { StaffingService } from './staffing.service.ts'
import { StaffingEstimate, StaffingInput } from './staffing.types.ts'

@Resolver(() => StaffingEstimate)
export class StaffingResolver {
  constructor(private readonly staffing: StaffingService) {}

  @Allow('reports')
  @Query(() => StaffingEstimate, {
    description:
      'How many agents are needed when, by Erlang C, or by Erlang A where the patience of callers is given.',
  })
  staffingEstimate(
    @Arg('input', () => StaffingInput, { description: 'For whom, and how well.' }) input: StaffingInput,
    @Ctx() { viewer }: ApiContext,
  ): Promise<StaffingEstimate> {
    return this.staffing.estimate(viewer!, input)
  }
}

import { Args, ArgsType, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql'
import type { ApiContext } from '../../../api/context.ts'
import { connectionOf, readPage } from '../../../api/pagination.ts'
import { Allow } from '../../../api/permission.ts'
import { ComparedArgs } from '../periods/period.types.ts'
import type { VisitReportService } from './visit.report.service.ts'
import {
  AbandonedCall,
  AbandonedCallArgs,
  AbandonedSummary,
  CallReportArgs,
  ReportedVisit,
} from './visit.report.types.ts'

@ObjectType({ description: 'A page of visits.' })
export class ReportedVisitConnection extends connectionOf(ReportedVisit) {}

@ObjectType({ description: 'A page of callers who gave up.' })
export class AbandonedCallConnection extends connectionOf(AbandonedCall) {}

@ArgsType()
class AbandonedSummaryArgs extends ComparedArgs {
  @Field(() => Int, {
    defaultValue: 24,
    description: 'Within how many hours a call counts as calling again, or back: 1 to 168.',
  })
  windowHours: number

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether to count callers from within as well: by the rule of your report settings.',
  })
  withInternal: boolean
}

@Resolver(() => ReportedVisit)
export class VisitReportResolver {
  constructor(private readonly visits: VisitReportService) {}

  @Allow('reports')
  @Query(() => ReportedVisitConnection, {
    description: 'The visits of a period one by one, the newest first.',
  })
  async callReport(
    @Args(() => CallReportArgs) asked: CallReportArgs,
    @Ctx() { viewer }: ApiContext,
  ): Promise<ReportedVisitConnection> {
    const { size, after } = readPage(asked)
    const rows = await this.visits.page(viewer!, asked, { limit: size + 1, after })
    return ReportedVisitConnection.page(rows, size, ({ joinedAt, id }) => ({ at: joinedAt, id }))
  }

  @Allow('reports')
  @Query(() => AbandonedCallConnection, {
    description:
      'Callers who gave up, the last first, each with whether the number called again or was called back.',
  })
  async abandonedCalls(
    @Args(() => AbandonedCallArgs) asked: AbandonedCallArgs,
    @Ctx() { viewer }: ApiContext,
  ): Promise<AbandonedCallConnection> {
    const { size, after } = readPage(asked)
    const rows = await this.visits.abandoned(viewer!, asked, { limit: size + 1, after })
    return AbandonedCallConnection.page(rows, size, ({ visit }) => ({
      at: visit.joinedAt,
      id: visit.id,
    }))
  }

  @Allow('reports')
  @Query(() => AbandonedSummary, {
    description:
      'How many of those who gave up called again or were called back, and with how many nobody has spoken. For at most 100,000 of them.',
  })
  abandonedSummary(
    @Args(() => AbandonedSummaryArgs) asked: AbandonedSummaryArgs,
    @Ctx() { viewer }: ApiContext,
  ): Promise<AbandonedSummary> {
    return this.visits.abandonedSummary(viewer!, asked)
  }
}

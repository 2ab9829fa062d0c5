import { Args, Ctx, Query, Resolver } from 'type-graphql'
import type { ApiContext } from '../../../api/context.ts'
import { Allow } from '../../../api/permission.ts'
import { ComparedArgs } from '../periods/period.types.ts'
import type { QueueReportService } from './queue.report.service.ts'
import {
  DayFigures,
  HourCell,
  OutcomeShare,
  QueuePeriodArgs,
  QueueReport,
  QueueReportArgs,
} from './queue.report.types.ts'

@Resolver(() => QueueReport)
export class QueueReportResolver {
  constructor(private readonly reports: QueueReportService) {}

  @Allow('reports')
  @Query(() => QueueReport, {
    description:
      'What queues did in a time: each and together, by stretches of it, beside the time before. A visit counts where it began.',
  })
  queueReport(
    @Args(() => QueueReportArgs) asked: QueueReportArgs,
    @Ctx() { viewer }: ApiContext,
  ): Promise<QueueReport> {
    return this.reports.report(viewer!, asked)
  }

  @Allow('reports')
  @Query(() => [DayFigures], { description: 'Each local day of a period, with what its visits came to.' })
  dailySummary(
    @Args(() => QueuePeriodArgs) asked: QueuePeriodArgs,
    @Ctx() { viewer }: ApiContext,
  ): Promise<DayFigures[]> {
    return this.reports.days(viewer!, asked)
  }

  @Allow('reports')
  @Query(() => [HourCell], {
    description:
      "How callers came on the hours of the weekdays, for a heat map: always 168 cells, Monday's first hour the first. At most 93 days.",
  })
  hourlyDistribution(
    @Args(() => QueuePeriodArgs) asked: QueuePeriodArgs,
    @Ctx() { viewer }: ApiContext,
  ): Promise<HourCell[]> {
    return this.reports.hours(viewer!, asked)
  }

  @Allow('reports')
  @Query(() => [OutcomeShare], {
    description: 'In which ways the visits of a period came out, with their names in Spanish and English.',
  })
  dispositionSummary(
    @Args(() => ComparedArgs) asked: ComparedArgs,
    @Ctx() { viewer }: ApiContext,
  ): Promise<OutcomeShare[]> {
    return this.reports.outcomes(viewer!, asked)
  }
}

import { Arg, Args, Ctx, Int, Query, Resolver } from 'type-graphql'
import type { ApiContext } from '../../../api/context.ts'
import { Allow } from '../../../api/permission.ts'
import type { AgentReportService } from './agent.report.service.ts'
import {
  AgentComparison,
  AgentFigures,
  AgentMeasure,
  AgentPeriodArgs,
  AgentReport,
  AgentReportArgs,
} from './agent.report.types.ts'

const USUAL_TOP = 5

@Resolver(() => AgentReport)
export class AgentReportResolver {
  constructor(private readonly reports: AgentReportService) {}

  @Allow('reports')
  @Query(() => AgentReport, { description: 'What agents did in a time, each and by queue.' })
  agentReport(
    @Args(() => AgentReportArgs) asked: AgentReportArgs,
    @Ctx() { viewer }: ApiContext,
  ): Promise<AgentReport> {
    return this.reports.report(viewer!, asked)
  }

  @Allow('reports')
  @Query(() => AgentComparison, {
    description: 'Some agents, at most 50, beside all who worked in the same queues.',
  })
  agentComparison(
    @Args(() => AgentPeriodArgs) asked: AgentPeriodArgs,
    @Ctx() { viewer }: ApiContext,
  ): Promise<AgentComparison> {
    return this.reports.compare(viewer!, asked)
  }

  @Allow('reports')
  @Query(() => [AgentFigures], { description: 'The agents with the most of something.' })
  topAgents(
    @Args(() => AgentPeriodArgs) asked: AgentPeriodArgs,
    @Arg('measure', () => AgentMeasure, { defaultValue: 'ANSWERED', description: 'Of what.' })
    measure: AgentMeasure,
    @Arg('first', () => Int, { defaultValue: USUAL_TOP, description: 'How many agents: 1 to 50.' })
    first: number,
    @Ctx() { viewer }: ApiContext,
  ): Promise<AgentFigures[]> {
    return this.reports.top(viewer!, asked, measure, first)
  }
}

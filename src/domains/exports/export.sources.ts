import type { CallService } from '../calls/call.service.ts'
import type { AgentReportService } from '../reports/agents/agent.report.service.ts'
import type { QueueReportService } from '../reports/queues/queue.report.service.ts'
import type { VisitReportService } from '../reports/visits/visit.report.service.ts'
import { AgentExport } from './agent.export.ts'
import { CallExport, type Naming } from './call.export.ts'
import type { ExportSources } from './export.request.ts'
import type { OutcomeWords } from './export.words.ts'
import { DayExport, HourExport, OutcomeExport, QueueExport } from './queue.exports.ts'
import { AbandonedExport, VisitExport } from './visit.export.ts'

export interface ExportSourceParts {
  readonly calls: CallService
  readonly naming: Naming
  readonly reports: {
    readonly queueReports: QueueReportService
    readonly agentReports: AgentReportService
    readonly visitReports: VisitReportService
  }
  /** What outcomes of visits are called. */
  readonly outcomeNames: OutcomeWords
}

/** Every report there is as a file: adding one is a line here and a value of `ExportReport`. */
export function makeExportSources({
  calls,
  naming,
  reports,
  outcomeNames,
}: ExportSourceParts): ExportSources {
  const { queueReports, agentReports, visitReports } = reports
  return {
    CALLS: new CallExport(calls, naming),
    VISITS: new VisitExport(queueReports, visitReports, outcomeNames),
    ABANDONED: new AbandonedExport(visitReports, outcomeNames),
    QUEUES: new QueueExport(queueReports),
    AGENTS: new AgentExport(agentReports),
    DAYS: new DayExport(queueReports),
    HOURS: new HourExport(queueReports),
    DISPOSITIONS: new OutcomeExport(queueReports),
  }
}

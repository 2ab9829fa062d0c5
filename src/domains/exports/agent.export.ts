import type { SheetRow } from '../../adapters/sheets/sheet.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { AgentReportService } from '../reports/agents/agent.report.service.ts'
import {
  askedOf,
  type ExportQuery,
  type ExportSource,
  type ExportStyle,
  type ExportTable,
  onePage,
} from './export.request.ts'
import { column } from './export.words.ts'

const MOST_BARS = 15
const ANSWERED = { es: 'Atendidas', en: 'Answered' }

/** Agents side by side. */
export class AgentExport implements ExportSource {
  readonly title = { es: 'Informe de agentes', en: 'Agent report' }
  readonly takes = ['agentIds'] as const

  constructor(private readonly reports: AgentReportService) {}

  async open(viewer: Viewer, query: ExportQuery, { language }: ExportStyle): Promise<ExportTable> {
    const { agents } = await this.reports.report(viewer, {
      ...askedOf(query),
      agentIds: query.agentIds ? [...query.agentIds] : null,
      compareWithPrevious: false,
    })
    const sum = (part: 'answered' | 'talkSeconds' | 'missed' | 'missedLong' | 'cancelled' | 'transfers') =>
      agents.reduce((total, agent) => total + agent[part], 0)
    const busiest = [...agents].sort((a, b) => b.answered - a.answered).slice(0, MOST_BARS)
    const chartTitle = { es: 'Atendidas por agente', en: 'Answered by agent' }[language]
    return {
      columns: [
        column(language, 'agent', 'TEXT', { es: 'Agente', en: 'Agent' }, 24),
        column(language, 'number', 'TEXT', { es: 'Extensión', en: 'Extension' }, 11),
        column(language, 'answered', 'INTEGER', ANSWERED),
        column(language, 'talk', 'DURATION', { es: 'Conversación total', en: 'All talk' }),
        column(language, 'meanTalk', 'DURATION', { es: 'Conversación media', en: 'Mean talk' }),
        column(language, 'ring', 'DURATION', { es: 'Timbre medio', en: 'Mean ringing' }),
        column(language, 'missed', 'INTEGER', { es: 'Sin contestar', en: 'Missed' }),
        column(language, 'missedLong', 'INTEGER', { es: 'De más de 1 s', en: 'Over 1 s' }),
        column(language, 'cancelled', 'INTEGER', { es: 'Colgó el cliente', en: 'Caller went' }),
        column(language, 'transfers', 'INTEGER', { es: 'Transferidas', en: 'Transfers' }),
        column(language, 'loggedIn', 'DURATION', { es: 'Conectado', en: 'Logged in' }),
        column(language, 'paused', 'DURATION', { es: 'En pausa', en: 'Paused' }),
        column(language, 'wrapUp', 'DURATION', { es: 'Después de llamadas', en: 'After calls' }),
        column(language, 'occupancy', 'PERCENT', { es: 'Ocupación', en: 'Occupancy' }),
      ],
      rowCount: agents.length,
      pages: onePage(
        agents.map(
          (agent): SheetRow => [
            ...[agent.name, agent.number, agent.answered, agent.talkSeconds, agent.meanTalkSeconds],
            ...[agent.meanRingSeconds, agent.missed, agent.missedLong, agent.cancelled, agent.transfers],
            ...[agent.loggedInSeconds, agent.pausedSeconds, agent.wrapUpSeconds, agent.occupancy],
          ],
        ),
      ),
      totals: [
        ...['Total', null, sum('answered'), sum('talkSeconds'), null, null, sum('missed')],
        ...[sum('missedLong'), sum('cancelled'), sum('transfers'), null, null, null, null],
      ],
      chart: {
        ...{ kind: 'BAR', valueKind: 'INTEGER', title: chartTitle },
        labels: busiest.map(({ name, number }) => name || number),
        series: [{ label: ANSWERED[language], values: busiest.map(({ answered }) => answered) }],
      },
      figures: [
        { label: ANSWERED[language], value: sum('answered'), kind: 'INTEGER' },
        { label: { es: 'Agentes', en: 'Agents' }[language], value: agents.length, kind: 'INTEGER' },
        { label: { es: 'Sin contestar', en: 'Missed' }[language], value: sum('missed'), kind: 'INTEGER' },
      ],
    }
  }
}

import type { SheetRow } from '../../adapters/sheets/sheet.ts'
import type { TalkEnding } from '../../platform/store/tables/facts.ts'
import type { Language, Viewer } from '../../platform/viewer.ts'
import type { QueueReportService } from '../reports/queues/queue.report.service.ts'
import type { VisitReportService } from '../reports/visits/visit.report.service.ts'
import type { AbandonedCall, ReportedVisit } from '../reports/visits/visit.report.types.ts'
import {
  askedOf,
  type ExportQuery,
  type ExportSource,
  type ExportStyle,
  type ExportTable,
  PAGE,
  pagesOf,
} from './export.request.ts'
import { column, type OutcomeWords, type Words, wordOf } from './export.words.ts'
import { outcomeChart } from './queue.exports.ts'

const ENDINGS: Readonly<Record<TalkEnding, Words>> = {
  CALLER_HUNG_UP: { es: 'Colgó el cliente', en: 'Caller hung up' },
  AGENT_HUNG_UP: { es: 'Colgó el agente', en: 'Agent hung up' },
  BLIND_TRANSFER: { es: 'Transferencia ciega', en: 'Blind transfer' },
  ATTENDED_TRANSFER: { es: 'Transferencia asistida', en: 'Attended transfer' },
  OLD_TRANSFER: { es: 'Transferencia', en: 'Transfer' },
  UNKNOWN: { es: 'Sin dato', en: 'Unknown' },
}
const CHART_TITLE = { es: 'Cómo terminaron las visitas', en: 'How the visits came out' }
const YES = { es: 'Sí', en: 'Yes' }
const NO = { es: 'No', en: 'No' }

/** Visits to queues, the newest first: all of them, callers from within as well. */
export class VisitExport implements ExportSource {
  readonly title = { es: 'Visitas a colas', en: 'Visits to queues' }
  readonly takes = ['agentIds', 'number'] as const

  constructor(
    private readonly reports: QueueReportService,
    private readonly visits: VisitReportService,
    private readonly outcomes: OutcomeWords,
  ) {}

  async open(viewer: Viewer, query: ExportQuery, { language }: ExportStyle): Promise<ExportTable> {
    const asked = askedOf(query)
    const { agentIds, number } = query
    const isWhole = !agentIds && number === undefined
    // Sums are known of whole queues; where some visits are left out they would be others.
    const shares = isWhole
      ? await this.reports.outcomes(viewer, { ...asked, compareWithPrevious: false })
      : []
    const filter = { agentIds: agentIds ? [...agentIds] : null, number: number ?? null }
    const nameOf = ({ outcome }: { outcome: string }) => wordOf(this.outcomes, outcome, language)
    return {
      columns: columnsIn(language),
      rowCount: isWhole ? shares.reduce((sum, { count }) => sum + count, 0) : undefined,
      pages: pagesOf(
        (after) =>
          this.visits.page(
            viewer,
            { ...asked, filter, first: PAGE, withInternal: true },
            { limit: PAGE, after },
          ),
        ({ joinedAt, id }) => ({ at: joinedAt, id }),
        (visit) => rowOf(visit, language, nameOf),
      ),
      ...(isWhole && { chart: outcomeChart(shares, nameOf, CHART_TITLE[language]) }),
    }
  }
}

function rowOf(visit: ReportedVisit, language: Language, nameOf: (visit: ReportedVisit) => string): SheetRow {
  return [
    visit.joinedAt.getTime(),
    visit.queueLabel,
    visit.callerNumber,
    visit.callerName,
    visit.did ?? '',
    nameOf(visit),
    visit.agentName ?? '',
    visit.waitSeconds,
    visit.answeredAt?.getTime() ?? null,
    visit.talkSeconds,
    visit.ringSeconds,
    wordOf(ENDINGS, visit.ending, language),
    visit.leftTo ?? '',
    visit.position,
    visit.endedAt?.getTime() ?? null,
    visit.callid,
  ]
}

const columnsIn = (language: Language) => [
  column(language, 'joinedAt', 'INSTANT', { es: 'Entrada', en: 'Joined' }),
  column(language, 'queue', 'TEXT', { es: 'Cola', en: 'Queue' }),
  column(language, 'callerNumber', 'TEXT', { es: 'Número', en: 'Number' }, 16),
  column(language, 'callerName', 'TEXT', { es: 'Nombre', en: 'Name' }, 22),
  column(language, 'did', 'TEXT', { es: 'DID', en: 'DID' }, 14),
  column(language, 'outcome', 'TEXT', { es: 'Resultado', en: 'Outcome' }, 16),
  column(language, 'agent', 'TEXT', { es: 'Agente', en: 'Agent' }, 22),
  column(language, 'wait', 'DURATION', { es: 'Espera', en: 'Wait' }),
  column(language, 'answeredAt', 'INSTANT', { es: 'Atendida', en: 'Answered' }),
  column(language, 'talk', 'DURATION', { es: 'Conversación', en: 'Talk' }),
  column(language, 'ring', 'DURATION', { es: 'Timbre', en: 'Ringing' }),
  column(language, 'ending', 'TEXT', { es: 'Fin', en: 'Ending' }),
  column(language, 'leftTo', 'TEXT', { es: 'Salió hacia', en: 'Left to' }, 14),
  column(language, 'position', 'INTEGER', { es: 'Posición', en: 'Position' }),
  column(language, 'endedAt', 'INSTANT', { es: 'Salida', en: 'Left' }),
  column(language, 'callid', 'TEXT', { es: 'Id de llamada', en: 'Call id' }),
]

/** Who gave up, the last first, with what became of it within a day. */
export class AbandonedExport implements ExportSource {
  readonly title = { es: 'Llamadas abandonadas', en: 'Abandoned calls' }
  private readonly windowHours = 24

  constructor(
    private readonly visits: VisitReportService,
    private readonly outcomes: OutcomeWords,
  ) {}

  async open(viewer: Viewer, query: ExportQuery, { language }: ExportStyle): Promise<ExportTable> {
    const asked = { ...askedOf(query), windowHours: this.windowHours, withInternal: false }
    const { figures } = await this.visits.abandonedSummary(viewer, { ...asked, compareWithPrevious: false })
    const parts = [
      [{ es: 'Abandonadas', en: 'Abandoned' }, figures.abandoned],
      [{ es: 'Volvieron a llamar', en: 'Called again' }, figures.calledAgain],
      [{ es: 'Atendidas después', en: 'Answered later' }, figures.answeredAgain],
      [{ es: 'Se les devolvió la llamada', en: 'Called back' }, figures.calledBack],
      [{ es: 'Contactadas', en: 'Reached' }, figures.reached],
      [{ es: 'Perdidas', en: 'Lost' }, figures.lost],
    ] as const
    const title = { es: 'Qué fue de quienes abandonaron', en: 'What became of those who gave up' }[language]
    return {
      columns: abandonedColumns(language),
      rowCount: figures.abandoned,
      pages: pagesOf(
        (after) => this.visits.abandoned(viewer, { ...asked, first: PAGE }, { limit: PAGE, after }),
        ({ visit: { joinedAt, id } }) => ({ at: joinedAt, id }),
        (call) => this.row(call, language),
      ),
      chart: {
        ...{ kind: 'BAR', valueKind: 'INTEGER', title, labels: parts.map(([label]) => label[language]) },
        series: [{ label: title, values: parts.map(([, count]) => count) }],
      },
    }
  }

  private row(call: AbandonedCall, language: Language): SheetRow {
    const { visit, wasReached } = call
    return [
      visit.joinedAt.getTime(),
      visit.queueLabel,
      visit.callerNumber,
      visit.callerName,
      visit.did ?? '',
      visit.waitSeconds,
      visit.position,
      call.calledAgainAt?.getTime() ?? null,
      wordOf(this.outcomes, call.calledAgainOutcome, language),
      call.answeredAgainAt?.getTime() ?? null,
      call.calledBackAt?.getTime() ?? null,
      wasReached === null ? '' : (wasReached ? YES : NO)[language],
    ]
  }
}

const abandonedColumns = (language: Language) => [
  column(language, 'joinedAt', 'INSTANT', { es: 'Entrada', en: 'Joined' }),
  column(language, 'queue', 'TEXT', { es: 'Cola', en: 'Queue' }),
  column(language, 'callerNumber', 'TEXT', { es: 'Número', en: 'Number' }, 16),
  column(language, 'callerName', 'TEXT', { es: 'Nombre', en: 'Name' }, 22),
  column(language, 'did', 'TEXT', { es: 'DID', en: 'DID' }, 14),
  column(language, 'wait', 'DURATION', { es: 'Espera', en: 'Wait' }),
  column(language, 'position', 'INTEGER', { es: 'Posición', en: 'Position' }),
  column(language, 'calledAgainAt', 'INSTANT', { es: 'Volvió a llamar', en: 'Called again' }),
  column(language, 'calledAgainOutcome', 'TEXT', { es: 'Cómo terminó', en: 'How that came out' }, 16),
  column(language, 'answeredAgainAt', 'INSTANT', { es: 'Atendida después', en: 'Answered later' }),
  column(language, 'calledBackAt', 'INSTANT', { es: 'Devolución', en: 'Called back' }),
  column(language, 'wasReached', 'TEXT', { es: 'Contestó', en: 'Reached' }, 10),
]

import type { SheetRow } from '../../adapters/sheets/sheet.ts'
import type { Language, Viewer } from '../../platform/viewer.ts'
import type { Naming } from './call.export.ts'
import type { ExportQuery, ExportSource, ExportStyle, ExportTable } from './export.request.ts'
import { column, type Words, wordOf } from './export.words.ts'
import type { VisitExportStore, VisitFactRow, VisitScope } from './visit.export.store.ts'

const PAGE = 500

const OUTCOMES: Readonly<Record<VisitFactRow['outcome'], Words>> = {
  ANSWERED: { es: 'Atendida', en: 'Answered' },
  ABANDONED: { es: 'Abandonada', en: 'Abandoned' },
  TIMED_OUT: { es: 'Tiempo agotado', en: 'Timed out' },
  LEFT_EMPTY: { es: 'Cola sin agentes', en: 'Queue empty' },
  LEFT_BY_KEY: { es: 'Salió por tecla', en: 'Left by key' },
  WITHDRAWN: { es: 'Retirada', en: 'Withdrawn' },
  INCOMPATIBLE: { es: 'Incompatible', en: 'Incompatible' },
  LOST: { es: 'Sin dato', en: 'Lost' },
  WAITING: { es: 'En espera', en: 'Waiting' },
}
const ENDINGS: Readonly<Record<NonNullable<VisitFactRow['ending']>, Words>> = {
  CALLER_HUNG_UP: { es: 'Colgó el cliente', en: 'Caller hung up' },
  AGENT_HUNG_UP: { es: 'Colgó el agente', en: 'Agent hung up' },
  BLIND_TRANSFER: { es: 'Transferencia ciega', en: 'Blind transfer' },
  ATTENDED_TRANSFER: { es: 'Transferencia asistida', en: 'Attended transfer' },
  OLD_TRANSFER: { es: 'Transferencia', en: 'Transfer' },
  UNKNOWN: { es: 'Sin dato', en: 'Unknown' },
}
const CHART_TITLE = { es: 'Cómo terminaron las visitas', en: 'How the visits came out' }

/** Visits to queues, the oldest first, with what they add up to. */
export class VisitExport implements ExportSource {
  readonly title = { es: 'Visitas a colas', en: 'Visits to queues' }

  constructor(
    private readonly store: VisitExportStore,
    private readonly naming: Naming,
  ) {}

  async open(viewer: Viewer, query: ExportQuery, { language }: ExportStyle): Promise<ExportTable> {
    const scope = { tenantId: viewer.tenantId, queueIds: viewer.queueIds && [...viewer.queueIds] }
    const sums = (await this.store.sums(scope, query)).sort((a, b) => b.count - a.count)
    const total = (part: 'count' | 'waitSeconds' | 'talkSeconds') =>
      sums.reduce((all, each) => all + (each[part] ?? 0), 0)
    return {
      columns: columnsIn(language),
      rowCount: total('count'),
      pages: this.pages(scope, query, (visit) => this.row(viewer, visit, language)),
      chart: {
        ...{ kind: 'BAR', valueKind: 'INTEGER', title: CHART_TITLE[language] },
        labels: sums.map(({ outcome }) => OUTCOMES[outcome][language]),
        series: [{ label: CHART_TITLE[language], values: sums.map((each) => each.count) }],
      },
      totals: totalsRow(total('waitSeconds'), total('talkSeconds')),
    }
  }

  private async *pages(
    scope: VisitScope,
    query: ExportQuery,
    rowOf: (visit: VisitFactRow) => SheetRow,
  ): AsyncGenerator<readonly SheetRow[]> {
    let after: { at: Date; id: string } | undefined
    for (;;) {
      const visits = await this.store.page(scope, query, PAGE, after)
      yield visits.map(rowOf)
      const last = visits.at(-1)
      if (visits.length < PAGE || !last) return
      after = { at: last.joinedAt, id: last.id }
    }
  }

  private row(viewer: Viewer, visit: VisitFactRow, language: Language): SheetRow {
    return [
      visit.joinedAt.getTime(),
      this.naming.queue(viewer, visit.queueId),
      visit.callerNumber,
      visit.callerName,
      visit.did ?? '',
      wordOf(OUTCOMES, visit.outcome, language),
      visit.agentId ? this.naming.agent(viewer, visit.agentId) : '',
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

const totalsRow = (waitSeconds: number, talkSeconds: number): SheetRow => [
  ...[null, 'Total', null, null, null, null, null],
  ...[waitSeconds, null, talkSeconds, null, null, null, null, null, null],
]

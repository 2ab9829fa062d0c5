import type { SheetRow } from '../../adapters/sheets/sheet.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { CallService } from '../calls/call.service.ts'
import type { Call, CallFilter } from '../calls/call.types.ts'
import {
  type ExportQuery,
  type ExportSource,
  type ExportStyle,
  type ExportTable,
  PAGE,
  pagesOf,
} from './export.request.ts'
import { column, type Words, wordOf } from './export.words.ts'

const DIRECTIONS: Readonly<Record<string, Words>> = {
  INBOUND: { es: 'Entrante', en: 'Inbound' },
  OUTBOUND: { es: 'Saliente', en: 'Outbound' },
  INTERNAL: { es: 'Interna', en: 'Internal' },
}
const DISPOSITIONS: Readonly<Record<string, Words>> = {
  ANSWERED: { es: 'Contestada', en: 'Answered' },
  ABANDONED: { es: 'Abandonada', en: 'Abandoned' },
  NO_ANSWER: { es: 'Sin respuesta', en: 'No answer' },
  BUSY: { es: 'Ocupado', en: 'Busy' },
  FAILED: { es: 'Fallida', en: 'Failed' },
  CANCELLED: { es: 'Cancelada', en: 'Cancelled' },
}
const IN_PROGRESS = { es: 'En curso', en: 'In progress' }
const CHART = {
  title: { es: 'Cómo terminaron las llamadas', en: 'How the calls came out' },
  answered: { es: 'Contestadas', en: 'Answered' },
  abandoned: { es: 'Abandonadas', en: 'Abandoned' },
  otherwise: { es: 'Otras', en: 'Otherwise' },
  active: { es: 'En curso', en: 'In progress' },
}

/** Names beside ids, as the viewer sees them. */
export interface Naming {
  queue(viewer: Viewer, id: string): string
  agent(viewer: Viewer, id: string): string
}

/** Calls, the newest first, as lists show them. */
export class CallExport implements ExportSource {
  readonly title = { es: 'Llamadas', en: 'Calls' }
  readonly permissions = ['calls'] as const
  readonly takes = ['agentIds', 'number'] as const

  constructor(
    private readonly calls: CallService,
    private readonly naming: Naming,
  ) {}

  async open(viewer: Viewer, query: ExportQuery, { language }: ExportStyle): Promise<ExportTable> {
    const filter = filterOf(query)
    const sums = await this.calls.statistics(viewer, filter)
    const shown = [
      'answered',
      'abandoned',
      'otherwise',
      ...(sums.active ? (['active'] as const) : []),
    ] as const
    return {
      columns: columnsIn(language),
      rowCount: sums.total,
      pages: pagesOf(
        // A page of calls comes with one more, to tell whether others follow.
        async (after) => (await this.calls.page(viewer, filter, { size: PAGE, after })).slice(0, PAGE),
        ({ startedAt, id }) => ({ at: startedAt, id }),
        (call) => this.row(viewer, call, language),
      ),
      chart: {
        ...{ kind: 'BAR', valueKind: 'INTEGER', title: CHART.title[language] },
        labels: shown.map((part) => CHART[part as 'answered'][language]),
        series: [{ label: CHART.title[language], values: shown.map((part) => sums[part as 'answered']) }],
      },
    }
  }

  private row(viewer: Viewer, call: Call, language: 'es' | 'en'): SheetRow {
    return [
      call.startedAt.getTime(),
      wordOf(DIRECTIONS, call.direction, language),
      call.disposition === null ? IN_PROGRESS[language] : wordOf(DISPOSITIONS, call.disposition, language),
      call.fromNumber,
      call.fromName,
      call.toNumber,
      call.did ?? '',
      call.queueId ? this.naming.queue(viewer, call.queueId) : '',
      call.agentId ? this.naming.agent(viewer, call.agentId) : '',
      call.answeredAt?.getTime() ?? null,
      call.endedAt?.getTime() ?? null,
      call.waitSeconds,
      call.talkSeconds,
      call.holdSeconds,
      call.durationSeconds,
      call.transferCount,
    ]
  }
}

const columnsIn = (language: 'es' | 'en') => [
  column(language, 'startedAt', 'INSTANT', { es: 'Inicio', en: 'Begun' }),
  column(language, 'direction', 'TEXT', { es: 'Dirección', en: 'Direction' }, 11),
  column(language, 'disposition', 'TEXT', { es: 'Resultado', en: 'Outcome' }, 14),
  column(language, 'fromNumber', 'TEXT', { es: 'Origen', en: 'From' }, 16),
  column(language, 'fromName', 'TEXT', { es: 'Nombre', en: 'Name' }, 22),
  column(language, 'toNumber', 'TEXT', { es: 'Destino', en: 'To' }, 16),
  column(language, 'did', 'TEXT', { es: 'DID', en: 'DID' }, 14),
  column(language, 'queue', 'TEXT', { es: 'Cola', en: 'Queue' }),
  column(language, 'agent', 'TEXT', { es: 'Agente', en: 'Agent' }, 22),
  column(language, 'answeredAt', 'INSTANT', { es: 'Contestada', en: 'Answered' }),
  column(language, 'endedAt', 'INSTANT', { es: 'Fin', en: 'Ended' }),
  column(language, 'wait', 'DURATION', { es: 'Espera', en: 'Wait' }),
  column(language, 'talk', 'DURATION', { es: 'Conversación', en: 'Talk' }),
  column(language, 'hold', 'DURATION', { es: 'Retención', en: 'Hold' }),
  column(language, 'duration', 'DURATION', { es: 'Duración', en: 'Duration' }),
  column(language, 'transfers', 'INTEGER', { es: 'Transferencias', en: 'Transfers' }),
]

const filterOf = ({ from, until, queueIds, agentIds, number }: ExportQuery): CallFilter => ({
  ...{ from, until },
  ...(queueIds && { queueIds: [...queueIds] }),
  ...(agentIds && { agentIds: [...agentIds] }),
  ...(number !== undefined && { number }),
})

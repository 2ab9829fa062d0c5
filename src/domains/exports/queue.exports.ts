import type { Cell, CellKind, SheetChart, SheetRow } from '../../adapters/sheets/sheet.ts'
import type { Language, Viewer } from '../../platform/viewer.ts'
import type { QueueFigures } from '../reports/figures.types.ts'
import type { QueueReportService } from '../reports/queues/queue.report.service.ts'
import {
  askedOf,
  type ExportFigure,
  type ExportQuery,
  type ExportSource,
  type ExportStyle,
  type ExportTable,
  onePage,
} from './export.request.ts'
import { column, type Words } from './export.words.ts'

/** More bars than this are no picture any more. */
const MOST_BARS = 15

type Figure = readonly [key: string, kind: CellKind, label: Words, of: (figures: QueueFigures) => Cell]

const OFFERED = { es: 'Recibidas', en: 'Offered' }
const ANSWERED = { es: 'Atendidas', en: 'Answered' }
const ABANDONED = { es: 'Abandonadas', en: 'Abandoned' }
const LEVEL = { es: 'Nivel de servicio', en: 'Service level' }
const ASA = { es: 'Espera media', en: 'Mean wait' }

const FIGURES: readonly Figure[] = [
  ['offered', 'INTEGER', OFFERED, ({ offered }) => offered],
  ['answered', 'INTEGER', ANSWERED, ({ answered }) => answered],
  ['abandoned', 'INTEGER', ABANDONED, ({ abandoned }) => abandoned],
  ['timedOut', 'INTEGER', { es: 'Tiempo agotado', en: 'Timed out' }, ({ timedOut }) => timedOut],
  ['leftEmpty', 'INTEGER', { es: 'Sin agentes', en: 'No agents' }, ({ leftEmpty }) => leftEmpty],
  ['leftByKey', 'INTEGER', { es: 'Salió con tecla', en: 'Left by key' }, ({ leftByKey }) => leftByKey],
  [
    ...(['otherwise', 'INTEGER', { es: 'Otras', en: 'Otherwise' }] as const),
    ({ withdrawn, incompatible, lost, waiting }) => withdrawn + incompatible + lost + waiting,
  ],
  ['serviceLevel', 'PERCENT', LEVEL, ({ serviceLevel }) => serviceLevel],
  ['answerRate', 'PERCENT', { es: '% atendidas', en: '% answered' }, ({ answerRate }) => answerRate],
  ['abandonRate', 'PERCENT', { es: '% abandonadas', en: '% abandoned' }, ({ abandonRate }) => abandonRate],
  ['asa', 'DURATION', ASA, ({ waits }) => waits.meanAnsweredSeconds],
  [
    ...(['abandonedWait', 'DURATION', { es: 'Espera al abandonar', en: 'Wait of abandoned' }] as const),
    ({ waits }) => waits.meanAbandonedSeconds,
  ],
  ['longest', 'DURATION', { es: 'Espera máxima', en: 'Longest wait' }, ({ waits }) => waits.longestSeconds],
  ['meanTalk', 'DURATION', { es: 'Conversación media', en: 'Mean talk' }, ({ talk }) => talk.meanSeconds],
  ['talk', 'DURATION', { es: 'Conversación total', en: 'All talk' }, ({ talk }) => talk.totalSeconds],
]

const columnsOf = (language: Language) =>
  FIGURES.map(([key, kind, label]) => column(language, key, kind, label))
const cellsOf = (figures: QueueFigures): Cell[] => FIGURES.map(([, , , of]) => of(figures))

const keyFigures = (total: QueueFigures, language: Language): ExportFigure[] => [
  { label: OFFERED[language], value: total.offered, kind: 'INTEGER' },
  { label: ANSWERED[language], value: total.answered, kind: 'INTEGER' },
  { label: ABANDONED[language], value: total.abandoned, kind: 'INTEGER' },
  { label: LEVEL[language], value: total.serviceLevel, kind: 'PERCENT' },
  { label: ASA[language], value: total.waits.meanAnsweredSeconds, kind: 'DURATION' },
]

/** What came, what of it was answered and what gave up, side by side. */
function chartOf(
  kind: SheetChart['kind'],
  title: string,
  language: Language,
  parts: readonly { label: string; offered: number; answered: number; abandoned: number }[],
): SheetChart {
  return {
    ...{ kind, title, valueKind: 'INTEGER', labels: parts.map(({ label }) => label) },
    series: [
      { label: OFFERED[language], values: parts.map(({ offered }) => offered) },
      { label: ANSWERED[language], values: parts.map(({ answered }) => answered) },
      { label: ABANDONED[language], values: parts.map(({ abandoned }) => abandoned) },
    ],
  }
}

/** Queues side by side, with all together. */
export class QueueExport implements ExportSource {
  readonly title = { es: 'Informe de colas', en: 'Queue report' }

  constructor(private readonly reports: QueueReportService) {}

  async open(viewer: Viewer, query: ExportQuery, { language }: ExportStyle): Promise<ExportTable> {
    const { queues, total } = await this.reports.report(viewer, {
      ...askedOf(query),
      compareWithPrevious: false,
    })
    const busiest = [...queues].sort((a, b) => b.figures.offered - a.figures.offered).slice(0, MOST_BARS)
    return {
      columns: [
        column(language, 'queue', 'TEXT', { es: 'Cola', en: 'Queue' }, 24),
        column(language, 'seconds', 'INTEGER', { es: 'Umbral (s)', en: 'Threshold (s)' }),
        ...columnsOf(language),
      ],
      rowCount: queues.length,
      pages: onePage(
        queues.map(({ label, serviceLevelSeconds, figures }) => [
          ...[label, serviceLevelSeconds],
          ...cellsOf(figures),
        ]),
      ),
      totals: ['Total', null, ...cellsOf(total)],
      chart: chartOf(
        ...(['BAR', { es: 'Llamadas por cola', en: 'Calls by queue' }[language], language] as const),
        busiest.map(({ label, figures }) => ({ ...figures, label })),
      ),
      figures: keyFigures(total, language),
    }
  }
}

/** A row for each local day. */
export class DayExport implements ExportSource {
  readonly title = { es: 'Resumen diario', en: 'Daily summary' }

  constructor(private readonly reports: QueueReportService) {}

  async open(viewer: Viewer, query: ExportQuery, { language }: ExportStyle): Promise<ExportTable> {
    const asked = askedOf(query)
    const days = await this.reports.days(viewer, asked)
    const { total } = await this.reports.report(viewer, { ...asked, compareWithPrevious: false })
    const shortDay = (date: string) =>
      language === 'es' ? date.slice(5).split('-').reverse().join('/') : date.slice(5)
    return {
      columns: [
        column(language, 'date', 'DATE', { es: 'Día', en: 'Day' }),
        column(language, 'weekday', 'TEXT', { es: 'Día de la semana', en: 'Weekday' }, 12),
        ...columnsOf(language),
      ],
      rowCount: days.length,
      pages: onePage(
        days.map(({ date, weekday, figures }) => [
          ...[date, weekdayName(weekday, language)],
          ...cellsOf(figures),
        ]),
      ),
      totals: [null, 'Total', ...cellsOf(total)],
      chart: chartOf(
        ...(['LINE', { es: 'Llamadas por día', en: 'Calls by day' }[language], language] as const),
        days.map(({ date, figures }) => ({ ...figures, label: shortDay(date) })),
      ),
      figures: keyFigures(total, language),
    }
  }
}

/** The hours of the weekdays, over all of them in the period. */
export class HourExport implements ExportSource {
  readonly title = { es: 'Distribución por hora', en: 'Hourly distribution' }
  readonly mostDays = 93

  constructor(private readonly reports: QueueReportService) {}

  async open(viewer: Viewer, query: ExportQuery, { language }: ExportStyle): Promise<ExportTable> {
    const cells = await this.reports.hours(viewer, askedOf(query))
    const hours = Array.from({ length: 24 }, (_, hour) => cells.filter((cell) => cell.hour === hour))
    const sum = (part: 'offered' | 'answered' | 'abandoned', of = cells) =>
      of.reduce((total, cell) => total + cell[part], 0)
    return {
      columns: [
        column(language, 'weekday', 'TEXT', { es: 'Día de la semana', en: 'Weekday' }, 12),
        column(language, 'hour', 'TEXT', { es: 'Hora', en: 'Hour' }, 8),
        column(language, 'offered', 'INTEGER', OFFERED),
        column(language, 'answered', 'INTEGER', ANSWERED),
        column(language, 'abandoned', 'INTEGER', ABANDONED),
        column(language, 'level', 'PERCENT', LEVEL),
        column(language, 'mean', 'DECIMAL', { es: 'Media por día', en: 'Mean a day' }),
        column(language, 'days', 'INTEGER', { es: 'Días', en: 'Days' }),
      ],
      rowCount: cells.length,
      pages: onePage(
        cells.map(
          (cell): SheetRow => [
            ...[weekdayName(cell.weekday, language), hourName(cell.hour)],
            ...[
              cell.offered,
              cell.answered,
              cell.abandoned,
              cell.serviceLevel,
              cell.meanOffered,
              cell.dayCount,
            ],
          ],
        ),
      ),
      totals: ['Total', null, sum('offered'), sum('answered'), sum('abandoned'), null, null, null],
      chart: chartOf(
        ...(['BAR', { es: 'Llamadas por hora', en: 'Calls by hour' }[language], language] as const),
        hours.map((of, hour) => ({
          ...{ label: hourName(hour), offered: sum('offered', of) },
          ...{ answered: sum('answered', of), abandoned: sum('abandoned', of) },
        })),
      ),
      figures: [
        { label: OFFERED[language], value: sum('offered'), kind: 'INTEGER' },
        { label: ANSWERED[language], value: sum('answered'), kind: 'INTEGER' },
        { label: ABANDONED[language], value: sum('abandoned'), kind: 'INTEGER' },
      ],
    }
  }
}

/** In which ways visits came out. */
export class OutcomeExport implements ExportSource {
  readonly title = { es: 'Cómo terminaron las visitas', en: 'How visits came out' }

  constructor(private readonly reports: QueueReportService) {}

  async open(viewer: Viewer, query: ExportQuery, { language }: ExportStyle): Promise<ExportTable> {
    const shares = await this.reports.outcomes(viewer, { ...askedOf(query), compareWithPrevious: false })
    const nameOf = (share: { nameEs: string; nameEn: string }) =>
      language === 'es' ? share.nameEs : share.nameEn
    return {
      columns: [
        column(language, 'outcome', 'TEXT', { es: 'Resultado', en: 'Outcome' }, 26),
        column(language, 'count', 'INTEGER', { es: 'Cantidad', en: 'Count' }),
        column(language, 'share', 'PERCENT', { es: 'Parte', en: 'Share' }),
      ],
      rowCount: shares.length,
      pages: onePage(shares.map((share) => [nameOf(share), share.count, share.share])),
      totals: ['Total', shares.reduce((sum, { count }) => sum + count, 0), null],
      chart: outcomeChart(shares, nameOf, this.title[language]),
    }
  }
}

/** The ways there were, the most first. */
export function outcomeChart<Share extends { count: number }>(
  shares: readonly Share[],
  nameOf: (share: Share) => string,
  title: string,
): SheetChart {
  const shown = shares.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count)
  return {
    ...{ kind: 'BAR', valueKind: 'INTEGER', title, labels: shown.map(nameOf) },
    series: [{ label: title, values: shown.map(({ count }) => count) }],
  }
}

/** 1 is Monday. */
const weekdayName = (weekday: number, language: Language): string =>
  // The first of January 2024 was one.
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, weekday))

const hourName = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

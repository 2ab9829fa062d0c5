import type { Cell, CellKind, Sheet, SheetColumn, SheetRow } from '../../adapters/sheets/sheet.ts'
import { DomainError } from '../../errors.ts'
import type { ExportFormat } from '../../platform/store/tables/reports.ts'
import type { Language, Permission, Viewer } from '../../platform/viewer.ts'
import type { ExportReport } from './export.types.ts'

/** What a file is to tell of, whoever asks for it. */
export interface ExportQuery {
  readonly report: ExportReport
  readonly from: Date
  readonly until: Date
  readonly queueIds: readonly string[] | undefined
  readonly agentIds: readonly string[] | undefined
  readonly number: string | undefined
}

/** A file to be made, as a job keeps it. */
export interface ExportRequest extends ExportQuery {
  readonly format: ExportFormat
  readonly language: Language
}

/** How a report is put into words. */
export interface ExportStyle {
  readonly language: Language
  readonly timeZone: string
}

/** What a report gives of a query: a sheet that still needs its title. */
export interface ExportTable extends Pick<Sheet, 'pages' | 'chart' | 'totals'> {
  readonly columns: readonly SheetColumn[]
  /** How many rows there will be, where that is known. */
  readonly rowCount?: number | undefined
  /** What an e-mail tells of it; what its bars show where this is left out. */
  readonly figures?: readonly ExportFigure[]
}

export interface ExportFigure {
  readonly label: string
  readonly value: Cell
  readonly kind: CellKind
}

/** One kind of report: adding one is adding one of these. */
export interface ExportSource {
  readonly title: Readonly<Record<Language, string>>
  /** What is asked for beside `reports`. */
  readonly permissions?: readonly Permission[]
  /** By what it can be narrowed down beside queues. */
  readonly takes?: readonly ('agentIds' | 'number')[]
  /** The longest period. */
  readonly mostDays?: number
  open(viewer: Viewer, query: ExportQuery, style: ExportStyle): Promise<ExportTable>
}

export type ExportSources = Readonly<Record<ExportReport, ExportSource>>

/** How reports are asked for the same. */
export const askedOf = ({ from, until, queueIds }: ExportQuery) => ({
  period: { from, until },
  queueIds: queueIds ? [...queueIds] : null,
})

/** A table that is there as a whole. */
export async function* onePage(rows: readonly SheetRow[]): AsyncGenerator<readonly SheetRow[]> {
  yield rows
}

/** How many rows are read at once. */
export const PAGE = 250

type Place = { readonly at: Date; readonly id: string }

/** A table that is read page by page, each from where the one before ended. */
export async function* pagesOf<Item>(
  read: (after: Place | undefined) => Promise<readonly Item[]>,
  placeOf: (item: Item) => Place,
  rowOf: (item: Item) => SheetRow,
): AsyncGenerator<readonly SheetRow[]> {
  let after: Place | undefined
  for (;;) {
    const items = await read(after)
    yield items.map(rowOf)
    const last = items.at(-1)
    if (items.length < PAGE || last === undefined) return
    after = placeOf(last)
  }
}

/** As a job's input. */
export const storedRequest = ({ from, until, ...rest }: ExportRequest): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
  from: from.toISOString(),
  until: until.toISOString(),
})

/** What `storedRequest` made. @throws DomainError INVALID_INPUT for what a version before this one kept otherwise */
export function readRequest(input: Record<string, unknown>): ExportRequest {
  const { report, format, language, queueIds, agentIds, number } = input as unknown as ExportRequest
  const [from, until] = [new Date(String(input.from)), new Date(String(input.until))]
  if (!report || !format || !language || Number.isNaN(from.getTime()) || Number.isNaN(until.getTime()))
    throw new DomainError('INVALID_INPUT')
  return { report, format, language, from, until, queueIds, agentIds, number }
}

import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { type CellValue, type ColumnDef, writeXlsxStream } from 'hucre/xlsx'
import { excelDate, excelDuration, safeText, WallTimes } from './cells.ts'
import type { Cell, CellKind, SheetHead, SheetRow, SheetWriter } from './sheet.ts'

type Style = NonNullable<ColumnDef['style']>
type RowRole = 'HEADING' | 'BODY' | 'TOTALS'

const FORMATS: Readonly<Record<CellKind, string>> = {
  TEXT: '@',
  INTEGER: '#,##0',
  DECIMAL: '#,##0.00',
  PERCENT: '0.0%',
  DURATION: '[h]:mm:ss',
  INSTANT: 'yyyy-mm-dd hh:mm:ss',
  DATE: 'yyyy-mm-dd',
}
const SPANISH_FORMATS = { INSTANT: 'dd/mm/yyyy hh:mm:ss', DATE: 'dd/mm/yyyy' }
const WIDTHS: Readonly<Record<CellKind, number>> = {
  ...{ TEXT: 20, INTEGER: 10, DECIMAL: 12, PERCENT: 10, DURATION: 11, INSTANT: 20, DATE: 12 },
}
/** What Excel takes for the name of a sheet. */
const sheetName = (title: string) =>
  title
    .replace(/[\\/?*[\]:']/g, ' ')
    .trim()
    .slice(0, 31) || 'Centralita'

/**
 * Excel, written as the rows come. The headings are the first row, bold and frozen, so that filters and pivot tables
 * work at once; numbers, times and durations are Excel's own. Texts are stored as texts and never as formulas.
 */
export class XlsxWriter implements SheetWriter {
  private readonly walls: WallTimes
  private readonly waiting: { rows: readonly SheetRow[]; taken: () => void }[] = []
  private readonly written: Promise<void>
  private role: RowRole = 'HEADING'
  private isOver = false
  private wake: (() => void) | undefined
  private failure: unknown

  constructor(
    private readonly head: SheetHead,
    private readonly out: Writable,
  ) {
    this.walls = new WallTimes(head.timeZone)
    this.written = this.write()
    this.written.catch((error) => {
      this.failure = error
      for (const { taken } of this.waiting.splice(0)) taken()
    })
  }

  async take(rows: readonly SheetRow[]): Promise<boolean> {
    if (this.failure === undefined)
      await new Promise<void>((taken) => {
        this.waiting.push({ rows, taken })
        this.wake?.()
      })
    if (this.failure !== undefined) throw this.failure
    return true
  }

  async end(): Promise<void> {
    this.isOver = true
    this.wake?.()
    await this.written
  }

  private async write(): Promise<void> {
    const { title, columns } = this.head
    const stream = writeXlsxStream(this.rows(), {
      name: sheetName(title),
      columns: columns.map((column) => this.column(column)),
      freezePane: { rows: 1 },
    })
    for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>)
      if (!this.out.write(chunk)) await once(this.out, 'drain')
  }

  private async *rows(): AsyncGenerator<CellValue[]> {
    this.role = 'BODY'
    for (;;) {
      const next = this.waiting.shift()
      if (next) {
        for (const row of next.rows) yield this.values(row)
        next.taken()
      } else if (this.isOver) break
      else
        await new Promise<void>((resolve) => {
          this.wake = resolve
        })
    }
    if (!this.head.totals) return
    this.role = 'TOTALS'
    yield this.values(this.head.totals)
  }

  /** hucre asks a column for its style at every cell, so it is answered by what the row is that is being written. */
  private column({ label, kind, width }: SheetHead['columns'][number]): ColumnDef {
    const styles = stylesOf(kind, this.head.language === 'es')
    const role = () => this.role
    return {
      header: safeText(label),
      width: Math.max(width ?? WIDTHS[kind], Math.min(label.length + 3, 30)),
      get style() {
        return styles[role()]
      },
    }
  }

  private values(row: SheetRow): CellValue[] {
    return this.head.columns.map(({ kind }, index) => this.value(row[index] ?? null, kind))
  }

  private value(cell: Cell, kind: CellKind): CellValue {
    if (cell === null) return null
    if (typeof cell === 'string')
      return kind === 'DATE' ? excelDate(Date.parse(`${cell}T00:00:00Z`)) : safeText(cell)
    if (kind === 'INSTANT') return excelDate(this.walls.at(cell))
    return kind === 'DURATION' ? excelDuration(cell) : cell
  }
}

function stylesOf(kind: CellKind, isSpanish: boolean): Record<RowRole, Style> {
  const numFmt = (isSpanish ? { ...FORMATS, ...SPANISH_FORMATS } : FORMATS)[kind]
  const horizontal = kind === 'TEXT' ? 'left' : 'right'
  return {
    HEADING: {
      font: { bold: true, color: { rgb: 'FFFFFF' } },
      fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: '1F3A5F' } },
      alignment: { horizontal, vertical: 'center' },
      numFmt: '@',
    },
    BODY: { numFmt },
    TOTALS: { font: { bold: true }, border: { top: { style: 'thin' } }, numFmt },
  }
}

import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { ReadableCells } from './cells.ts'
import { drawChart } from './pdf.chart.ts'
import {
  BOLD,
  COLORS,
  innerWidth,
  line,
  MARGIN,
  numberPages,
  openPdf,
  type Pdf,
  printable,
  REGULAR,
} from './pdf.page.ts'
import { PdfTable } from './pdf.table.ts'
import { MOST_PDF_ROWS, type SheetHead, type SheetRow, type SheetWriter } from './sheet.ts'

const WORDS = {
  es: {
    page: 'Página',
    made: 'Generado por Centralita el',
    none: 'No hay datos en este periodo.',
    cut: (rows: string) =>
      `Se muestran las primeras ${rows} filas, que es lo que cabe en un PDF. Para verlas todas, pida Excel o CSV.`,
  },
  en: {
    page: 'Page',
    made: 'Made by Centralita on',
    none: 'There is nothing in this period.',
    cut: (rows: string) =>
      `The first ${rows} rows are shown, which is what a PDF holds. For all of them ask for Excel or CSV.`,
  },
}

/** A report to be read: title, period, a chart and a table over numbered pages. */
export class PdfWriter implements SheetWriter {
  private readonly pdf: Pdf
  private readonly cells: ReadableCells
  private readonly table: PdfTable
  private readonly done: Promise<unknown>
  private count = 0
  private isCut = false

  constructor(
    private readonly head: SheetHead,
    out: Writable,
    private readonly madeAtMs: number,
  ) {
    this.pdf = openPdf(head.title, head.language, head.columns.length > 7)
    // The file is closed by whoever opened it.
    this.pdf.on('data', (chunk: Uint8Array) => void out.write(chunk))
    this.done = once(this.pdf, 'end')
    this.cells = new ReadableCells(head.language, head.timeZone)
    let y = this.drawTitle()
    if (head.chart) y += drawChart(this.pdf, head.chart, this.cells, y)
    this.table = new PdfTable(this.pdf, head.columns, this.cells, y)
  }

  async take(rows: readonly SheetRow[]): Promise<boolean> {
    if (this.count === 0 && rows.length > 0) this.open(rows)
    for (const row of rows) {
      if (this.count === MOST_PDF_ROWS) {
        this.isCut = true
        return false
      }
      this.table.add(row)
      this.count++
    }
    return true
  }

  async end(): Promise<void> {
    const { head, pdf, table, cells } = this
    const words = WORDS[head.language]
    if (this.count === 0) {
      this.open([])
      table.addNote(words.none)
    } else if (head.totals) table.addTotals(head.totals)
    if (this.isCut) table.addNote(words.cut(cells.text(MOST_PDF_ROWS, 'INTEGER')))
    numberPages(
      pdf,
      printable(`${words.made} ${cells.text(this.madeAtMs, 'INSTANT')} (${head.timeZone})`),
      words.page,
    )
    pdf.end()
    await this.done
  }

  private open(rows: readonly SheetRow[]): void {
    const { totals } = this.head
    this.table.open([...rows.slice(0, 200), ...(totals ? [totals] : [])])
  }

  private drawTitle(): number {
    const { pdf, head } = this
    pdf.rect(MARGIN, MARGIN, 4, 24 + head.lines.length * 13).fill(COLORS.series[1])
    pdf.font(BOLD).fontSize(18).fillColor(COLORS.heading)
    line(pdf, printable(head.title), MARGIN + 14, MARGIN, innerWidth(pdf) - 14)
    pdf.font(REGULAR).fontSize(9.5).fillColor(COLORS.quiet)
    for (const [index, text] of head.lines.entries())
      line(pdf, printable(text), MARGIN + 14, MARGIN + 25 + index * 13, innerWidth(pdf) - 14)
    return MARGIN + 24 + head.lines.length * 13 + 18
  }
}

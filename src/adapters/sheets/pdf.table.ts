import type { ReadableCells } from './cells.ts'
import {
  BOLD,
  bottomOf,
  COLORS,
  fitted,
  innerWidth,
  line,
  MARGIN,
  type Pdf,
  printable,
  REGULAR,
} from './pdf.page.ts'
import type { SheetColumn, SheetRow } from './sheet.ts'

const GAP = 4
/** No text column is narrower, nor wider while others have no room. */
const LEAST = 26
const MOST = 190

/** A table over as many pages as it takes, its headings on every one. */
export class PdfTable {
  private readonly size: number
  private readonly rowHeight: number
  private widths: readonly number[] = []
  private y: number
  private count = 0

  constructor(
    private readonly pdf: Pdf,
    private readonly columns: readonly SheetColumn[],
    private readonly cells: ReadableCells,
    top: number,
  ) {
    this.size = columns.length <= 8 ? 8.5 : columns.length <= 12 ? 7.5 : 6.5
    this.rowHeight = this.size + 7
    this.y = top
  }

  /** Begins the table; the widths follow from the first rows. */
  open(sample: readonly SheetRow[]): void {
    this.widths = this.measure(sample)
    this.drawHeadings()
  }

  add(row: SheetRow): void {
    this.makeRoom()
    const { pdf } = this
    if (this.count++ % 2 === 1) pdf.rect(MARGIN, this.y, innerWidth(pdf), this.rowHeight).fill(COLORS.stripe)
    pdf.font(REGULAR).fontSize(this.size).fillColor(COLORS.ink)
    this.drawCells(row)
  }

  /** The row that sums up the others. */
  addTotals(row: SheetRow): void {
    this.makeRoom()
    const { pdf } = this
    pdf.moveTo(MARGIN, this.y).lineTo(MARGIN + innerWidth(pdf), this.y)
    pdf.lineWidth(1).stroke(COLORS.heading)
    pdf.font(BOLD).fontSize(this.size).fillColor(COLORS.ink)
    this.drawCells(row)
  }

  /** A sentence below the table. */
  addNote(text: string): void {
    this.makeRoom(this.rowHeight + 6)
    this.pdf.font(BOLD).fontSize(8.5).fillColor(COLORS.quiet)
    line(this.pdf, printable(text), MARGIN, this.y + 8, innerWidth(this.pdf))
    this.y += this.rowHeight + 6
  }

  private makeRoom(height = this.rowHeight): void {
    if (this.y + height <= bottomOf(this.pdf)) return
    this.pdf.addPage()
    this.y = MARGIN
    this.drawHeadings()
  }

  private drawHeadings(): void {
    const { pdf } = this
    pdf.font(BOLD).fontSize(this.size)
    const lines = this.columns.map(({ label }, index) => this.folded(printable(label), this.widths[index]!))
    const height = Math.max(...lines.map(({ length }) => length)) * (this.size + 2) + 9
    pdf.rect(MARGIN, this.y, innerWidth(pdf), height).fill(COLORS.heading)
    pdf.fillColor(COLORS.white)
    let x = MARGIN
    for (const [index, texts] of lines.entries()) {
      const width = this.widths[index]!
      const top = this.y + height - 5 - texts.length * (this.size + 2)
      for (const [row, text] of texts.entries())
        line(pdf, text, x + GAP, top + row * (this.size + 2), width - 2 * GAP, this.alignOf(index))
      x += width
    }
    this.y += height
  }

  private drawCells(row: SheetRow): void {
    let x = MARGIN
    for (const [index, { kind }] of this.columns.entries()) {
      const width = this.widths[index]!
      const text = printable(this.cells.text(row[index] ?? null, kind))
      if (text) line(this.pdf, text, x + GAP, this.y + 4, width - 2 * GAP, this.alignOf(index))
      x += width
    }
    this.y += this.rowHeight
  }

  private alignOf(index: number): 'left' | 'right' {
    const { kind } = this.columns[index]!
    return kind === 'TEXT' || kind === 'INSTANT' || kind === 'DATE' ? 'left' : 'right'
  }

  /** A heading on up to two lines. */
  private folded(label: string, width: number): string[] {
    const room = width - 2 * GAP
    if (this.pdf.widthOfString(label) <= room) return [label]
    const words = label.split(' ')
    let first = words.shift()!
    while (words.length > 1 && this.pdf.widthOfString(`${first} ${words[0]}`) <= room)
      first += ` ${words.shift()}`
    return words.length ? [fitted(this.pdf, first, room), words.join(' ')] : [first]
  }

  /** What each column would like to have, then cut or stretched to the page's width; figures are never cut. */
  private measure(sample: readonly SheetRow[]): number[] {
    const { pdf, columns } = this
    const wanted = columns.map(({ kind, label }, index) => {
      pdf.font(REGULAR).fontSize(this.size)
      const cells = sample.map((row) =>
        pdf.widthOfString(printable(this.cells.text(row[index] ?? null, kind))),
      )
      pdf.font(BOLD)
      const words = label.split(' ').map((word) => pdf.widthOfString(printable(word)))
      return Math.min(Math.max(LEAST, ...words, ...cells) + 2 * GAP + 1, MOST)
    })
    const total = wanted.reduce((sum, width) => sum + width, 0)
    const spare = innerWidth(pdf) - total
    const isText = columns.map(({ kind }) => kind === 'TEXT')
    const sharing = spare < 0 && isText.some(Boolean) ? isText : columns.map(() => true)
    const shared = wanted.reduce((sum, width, index) => sum + (sharing[index] ? width : 0), 0)
    const widths = wanted.map((width, index) => (sharing[index] ? width + (spare * width) / shared : width))
    if (widths.every((width) => width >= LEAST)) return widths
    return wanted.map((width) => (width / total) * innerWidth(pdf))
  }
}

import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { isoTime, safeText, WallTimes } from './cells.ts'
import type { Cell, CellKind, SheetHead, SheetRow, SheetWriter } from './sheet.ts'

const BOM = '\ufeff'
/** Programs and spreadsheets need to know what a bare number counts. */
const UNITS: Partial<Record<CellKind, string>> = { DURATION: ' (s)', PERCENT: ' (%)' }

/**
 * CSV by RFC 4180 in UTF-8 with a mark, as spreadsheets open it by a double click: in Spanish with `;` and decimal
 * commas, in English with `,` and points. Durations are seconds, shares per cent, times local.
 */
export class CsvWriter implements SheetWriter {
  private readonly walls: WallTimes
  private readonly separator: string
  private readonly needsQuotes: RegExp

  constructor(
    private readonly head: SheetHead,
    private readonly out: Writable,
  ) {
    this.walls = new WallTimes(head.timeZone)
    this.separator = head.language === 'es' ? ';' : ','
    this.needsQuotes = new RegExp(`["\\r\\n${this.separator}]|^ | $`)
    const labels = head.columns.map(({ label, kind }) =>
      this.quoted(safeText(`${label}${UNITS[kind] ?? ''}`)),
    )
    out.write(`${BOM}${labels.join(this.separator)}\r\n`)
  }

  async take(rows: readonly SheetRow[]): Promise<boolean> {
    const lines = rows.map((row) => this.line(row))
    if (!this.out.write(lines.join(''))) await once(this.out, 'drain')
    return true
  }

  async end(): Promise<void> {
    if (this.head.totals) await this.take([this.head.totals])
  }

  private line(row: SheetRow): string {
    let line = ''
    for (const [index, { kind }] of this.head.columns.entries())
      line += (index ? this.separator : '') + this.field(row[index] ?? null, kind)
    return `${line}\r\n`
  }

  private field(cell: Cell, kind: CellKind): string {
    if (cell === null) return ''
    if (typeof cell === 'string') return kind === 'DATE' ? cell : this.quoted(safeText(cell))
    if (kind === 'INSTANT') return isoTime(this.walls.at(cell))
    const figure = kind === 'PERCENT' ? cell * 100 : cell
    const text = String(kind === 'INTEGER' ? Math.round(figure) : Math.round(figure * 100) / 100)
    return this.separator === ';' ? text.replace('.', ',') : text
  }

  private quoted(text: string): string {
    return this.needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
}

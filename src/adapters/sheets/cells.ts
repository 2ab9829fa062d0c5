import { wallClock } from '../../platform/local.day.ts'
import type { Language } from '../../platform/viewer.ts'
import type { Cell, CellKind } from './sheet.ts'

/** Excel takes no longer text. */
const LONGEST_TEXT = 32_767
/** What spreadsheets take for the beginning of a formula or a command, in both widths. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
/** A telephone number is no formula: it stays as it is. */
const SIGNED_DIGITS = /^[+-]?\d+$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f\ufffe\uffff]/g
const LONE_SURROGATE = /\p{Surrogate}/gu
const QUARTER_MS = 900_000
const DAY_SECONDS = 86_400
const MOST_OFFSETS = 50_000

/**
 * A text as a spreadsheet may have it. One that begins as a formula does gets an apostrophe before it, by which all
 * programs take it for text, also after it was saved as CSV and opened again; control characters become blanks.
 */
export function safeText(text: string): string {
  const isFormula = FORMULA.test(text) && !SIGNED_DIGITS.test(text)
  const plain = plainText(text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT - 1) : text)
  return isFormula ? `'${plain}` : plain
}

/** A text without what no format can carry. */
export const plainText = (text: string): string =>
  text.replace(CONTROLS, ' ').replace(LONE_SURROGATE, '\ufffd')

/** What clocks show in one time zone; offsets are remembered, for a million rows ask for few of them. */
export class WallTimes {
  private readonly offsets = new Map<number, number>()

  constructor(private readonly timeZone: string) {}

  /** What the clock shows at an instant, as if it were UTC. */
  at(ms: number): number {
    // Zones change at full quarters of an hour.
    const quarter = Math.floor(ms / QUARTER_MS)
    let offset = this.offsets.get(quarter)
    if (offset === undefined) {
      if (this.offsets.size >= MOST_OFFSETS) this.offsets.clear()
      const start = quarter * QUARTER_MS
      offset = wallClock(new Date(start), this.timeZone) - start
      this.offsets.set(quarter, offset)
    }
    return ms + offset
  }
}

/** `2026-03-01 14:05:09`, of what `WallTimes` says. */
export const isoTime = (wallMs: number): string =>
  new Date(wallMs).toISOString().slice(0, 19).replace('T', ' ')

/** `1:02:03`; hours as many as there are. */
export function clockText(seconds: number): string {
  const whole = Math.round(Math.abs(seconds))
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return `${seconds < 0 ? '-' : ''}${h}:${String(m).padStart(2, '0')}:${String(s).padStart(2, '0')}`
}

/** Cells as people read them, in their language. */
export class ReadableCells {
  private readonly walls: WallTimes
  private readonly whole: Intl.NumberFormat
  private readonly fine: Intl.NumberFormat
  private readonly share: Intl.NumberFormat

  constructor(
    private readonly language: Language,
    timeZone: string,
  ) {
    this.walls = new WallTimes(timeZone)
    this.whole = new Intl.NumberFormat(language, { useGrouping: 'always', maximumFractionDigits: 0 })
    this.fine = new Intl.NumberFormat(language, {
      ...{ useGrouping: 'always', minimumFractionDigits: 2, maximumFractionDigits: 2 },
    })
    this.share = new Intl.NumberFormat(language, {
      ...{ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 },
    })
  }

  text(cell: Cell, kind: CellKind): string {
    if (cell === null) return ''
    if (typeof cell === 'string') return kind === 'DATE' ? this.date(cell) : plainText(cell)
    switch (kind) {
      case 'INTEGER':
        return this.whole.format(cell)
      case 'DECIMAL':
        return this.fine.format(cell)
      case 'PERCENT':
        return this.share.format(cell)
      case 'DURATION':
        return clockText(cell)
      case 'INSTANT': {
        const [date = '', time] = isoTime(this.walls.at(cell)).split(' ')
        return `${this.date(date)} ${time}`
      }
      default:
        return String(cell)
    }
  }

  private date(iso: string): string {
    return this.language === 'es' ? iso.split('-').reverse().join('/') : iso
  }
}

/** Days since the first of Excel's, which are what it knows dates, times and durations by. */
export const excelDate = (wallMs: number): number => wallMs / 1000 / DAY_SECONDS + 25_569
export const excelDuration = (seconds: number): number => seconds / DAY_SECONDS

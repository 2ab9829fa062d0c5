import type { Language } from '../../platform/viewer.ts'

/** What the cells of a column are; it decides how they are written, aligned and summed. */
export type CellKind = 'TEXT' | 'INTEGER' | 'DECIMAL' | 'PERCENT' | 'DURATION' | 'INSTANT' | 'DATE'

/**
 * TEXT and DATE (`2026-03-01`) are texts; the others numbers: PERCENT as a share of 1, DURATION in seconds, INSTANT in
 * milliseconds since 1970. Null where there is nothing to tell.
 */
export type Cell = string | number | null
export type SheetRow = readonly Cell[]

export interface SheetColumn {
  readonly key: string
  readonly label: string
  readonly kind: CellKind
  /** In characters, for texts that are longer or shorter than usual. */
  readonly width?: number
}

/** Figures to be drawn above the table, where a format can draw. */
export interface SheetChart {
  readonly kind: 'BAR' | 'LINE'
  readonly title: string
  readonly valueKind: CellKind
  readonly labels: readonly string[]
  readonly series: readonly { readonly label: string; readonly values: readonly (number | null)[] }[]
}

/** All of a sheet but its rows. */
export interface SheetHead {
  readonly title: string
  /** Below the title: whose it is, the period, the filter. */
  readonly lines: readonly string[]
  readonly columns: readonly SheetColumn[]
  readonly chart?: SheetChart | undefined
  /** A last row that sums up the others. */
  readonly totals?: SheetRow | undefined
  readonly language: Language
  /** Instants are shown as clocks there show them. */
  readonly timeZone: string
}

/** A table to be written in some format. */
export interface Sheet extends SheetHead {
  /** Some hundred rows at a time, asked for when there is room for them. */
  readonly pages: AsyncIterable<readonly SheetRow[]>
}

export type SheetFormat = 'XLSX' | 'CSV' | 'PDF'

/** Nobody reads more on paper, and the pages are kept until they know how many they are. */
export const MOST_PDF_ROWS = 3_000

/** Takes a sheet's rows as they come and writes them to an open file. */
export interface SheetWriter {
  /** Resolves when there is room for more; false when it takes no more rows. */
  take(rows: readonly SheetRow[]): Promise<boolean>
  /** Writes what is left; the file is whole then, and still open. */
  end(): Promise<void>
}

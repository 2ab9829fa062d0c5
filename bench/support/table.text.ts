import { getTableColumns } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { PgTable } from 'drizzle-orm/pg-core'

const ROWS_AT_ONCE = 1_000

/** The columns of a table as a statement names them, and as its rows do. */
export function columnsOf(table: PgTable): { properties: string[]; names: string } {
  const columns = Object.entries(getTableColumns(table))
  return {
    properties: columns.map(([property]) => property),
    names: columns.map(([, column]) => toSnakeCase(column.name)).join(', '),
  }
}

/** Rows as tab-separated text, which COPY and LOAD DATA both read. */
export function* textOf(
  rows: readonly object[],
  properties: readonly string[],
  instant: (date: Date) => string,
): Generator<string> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    let text = ''
    for (const row of rows.slice(at, at + ROWS_AT_ONCE) as Record<string, unknown>[]) {
      for (let index = 0; index < properties.length; index += 1) {
        const value = row[properties[index]!]
        if (index) text += '\t'
        if (value === null || value === undefined) text += '\\N'
        else if (typeof value === 'string') text += value.replace(/[\\\t\n]/g, '\\$&')
        else text += value instanceof Date ? instant(value) : value
      }
      text += '\n'
    }
    yield text
  }
}

export const isoInstant = (date: Date) => date.toISOString()
export const mysqlInstant = (date: Date) => date.toISOString().slice(0, 23).replace('T', ' ')

import type { BulkColumn, BulkEncoder, BulkPlan } from './bulk.ts'
import { storableId } from './columns.values.ts'

/** COPY, LOAD DATA and a text in MySQL's quotation marks all read these alike. */
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/**
 * Rows that are most likely new, as COPY and LOAD DATA read them: a line each, tabs between values, `\N` for none.
 * They are known by their `id`, and stand in the order they come in.
 */
export const copyEncoder =
  (quoted: (name: string) => string, onClash: (plan: BulkPlan) => string): BulkEncoder =>
  (plan, rows) => {
    const { table, columns, newer } = plan
    let lines = ''
    for (const row of rows) lines += lineOf(row as Record<string, unknown>, columns)
    const ids = [0, rows.length >> 1, rows.length - 1].map((at) => (rows[at] as { id: string }).id)
    return [
      {
        copy: {
          table: quoted(table),
          columns: columns.map(({ name }) => quoted(name)).join(', '),
          onClash: onClash(plan),
          newestFirst: newer ? `${quoted(newer.name)} desc` : undefined,
          someIds: ids.map((id) => `'${storableId(id)}'`).join(', '),
          rows: Buffer.from(lines),
        },
      },
    ]
  }

function lineOf(row: Record<string, unknown>, columns: readonly BulkColumn[]): string {
  let line = ''
  for (let index = 0; index < columns.length; index += 1) {
    const { property, encode, isPlain } = columns[index]!
    const value = encode(row[property])
    if (index > 0) line += '\t'
    if (value === null) line += '\\N'
    else if (typeof value !== 'string') line += Number(value)
    else line += isPlain || !/[\\\t\n\r]/.test(value) ? value : value.replace(/[\\\t\n\r]/g, escaped)
  }
  return `${line}\n`
}

const escaped = (found: string) => ESCAPES[found]!

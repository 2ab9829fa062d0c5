import { Column, is, SQL } from 'drizzle-orm'

/** What drizzle keeps of a prepared query, in both dialects. */
export interface PreparedQuery {
  fields?: readonly SelectedField[] | undefined
  customResultMapper?: ((rows: unknown[][]) => unknown[]) | undefined
}

interface SelectedField {
  readonly path: readonly string[]
  readonly field: unknown
}

interface Decoder {
  mapFromDriverValue(value: unknown): unknown
}

/**
 * Reads the rows of a plain select, as nearly all of ours are, with decoders chosen once for the query; drizzle
 * chooses them anew for every value, which costs a list four times as much. Other selects stay drizzle's.
 */
export function readRowsPlainly(query: PreparedQuery): void {
  if (query.customResultMapper || !query.fields) return
  const columns: { name: string; decoder: Decoder }[] = []
  for (const { path, field } of query.fields) {
    const decoder = decoderOf(field)
    if (path.length !== 1 || !decoder) return
    columns.push({ name: path[0]!, decoder })
  }
  query.customResultMapper = (rows) =>
    rows.map((values) => {
      const row: Record<string, unknown> = {}
      for (let at = 0; at < columns.length; at++) {
        const { name, decoder } = columns[at]!
        const value = values[at]
        row[name] = value === null ? null : decoder.mapFromDriverValue(value)
      }
      return row
    })
}

function decoderOf(field: unknown): Decoder | undefined {
  if (is(field, Column)) return field as unknown as Decoder
  const expression = is(field, SQL.Aliased) ? field.sql : field
  return is(expression, SQL) ? (expression as unknown as { decoder: Decoder }).decoder : undefined
}

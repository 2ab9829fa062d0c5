import { escape as quote } from 'mysql2'
import type { BulkColumn, BulkEncoder, BulkPlan } from './bulk.ts'
import { writeLoadRow } from './load.row.ts'
import type { CopyDialect } from './new.rows.ts'

const quoted = ({ name }: { name: string }) => `\`${name}\``

/** A statement is cut here; servers take 16 MB or more. */
const STATEMENT_CHARACTERS = 4_000_000

/** Rows of values in one statement: for what may be there already, since LOAD DATA cannot choose. */
export const encodeMysqlBulk: BulkEncoder = (plan, rows) => {
  const head = `insert into \`${plan.table}\` (${plan.columns.map(quoted)}) values `
  const tail = ` ${onDuplicate(plan)}`
  const statements: string[] = []
  // Joined at once: a text that grows piece by piece is a tree of all its pieces until somebody reads it.
  let values: string[] = []
  let length = 0
  const close = () => {
    statements.push(`${head}${values.join(',')}${tail}`)
    values = []
    length = 0
  }
  for (const row of rows) {
    const text = valuesOf(row as Record<string, unknown>, plan.columns)
    values.push(text)
    length += text.length
    if (length >= STATEMENT_CHARACTERS) close()
  }
  if (values.length > 0) close()
  return statements
}

/** Strings are the driver's to escape; the rest has nothing to escape. */
function valuesOf(row: Record<string, unknown>, columns: readonly BulkColumn[]): string {
  const texts = new Array<string>(columns.length)
  for (let index = 0; index < columns.length; index += 1) {
    const { property, encode } = columns[index]!
    const value = encode(row[property])
    texts[index] = value === null ? 'null' : typeof value === 'string' ? quote(value) : String(Number(value))
  }
  return `(${texts.join(',')})`
}

/** Assignments are made from left to right, so the one the others look at comes last. */
function onDuplicate({ key, overwrite, newer }: BulkPlan): string {
  const take = (column: BulkColumn) => {
    const name = quoted(column)
    if (!newer) return `${name} = values(${name})`
    return `${name} = if(values(${quoted(newer)}) > ${quoted(newer)}, values(${name}), ${name})`
  }
  const ordered = [...overwrite.filter((column) => column !== newer)]
  if (newer && overwrite.includes(newer)) ordered.push(newer)
  const set = ordered.length ? ordered.map(take) : [`${quoted(key[0]!)} = ${quoted(key[0]!)}`]
  return `on duplicate key update ${set}`
}

/** Rows that are most likely new, for LOAD DATA. */
export const mysqlCopy: CopyDialect = { quoted, onClash: onDuplicate, writeRow: writeLoadRow }

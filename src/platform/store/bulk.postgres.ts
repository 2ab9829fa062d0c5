import type { BulkColumn, BulkEncoder, BulkPlan } from './bulk.ts'
import { writeCopyRow } from './copy.row.ts'
import type { CopyDialect } from './new.rows.ts'

const statements = new WeakMap<BulkPlan, string>()
const quoted = ({ name }: { name: string }) => `"${name}"`

/** `insert … select from unnest(…)`: one bound array for each column, so one prepared statement for any size. */
export const encodePostgresBulk: BulkEncoder = (plan, rows) => {
  const text = statements.get(plan) ?? spell(plan)
  statements.set(plan, text)
  const values = plan.columns.map((column) => arrayOf(rows, column))
  return [{ name: plan.name, text, values }]
}

/**
 * An array as PostgreSQL writes it; much quicker than the driver's own, which asks each value what it is. Joined
 * at once: a text that grows piece by piece is a tree of all its pieces until somebody reads it.
 */
function arrayOf(rows: readonly object[], { property, encode }: BulkColumn): string {
  const parts = new Array<string>(rows.length)
  for (let index = 0; index < rows.length; index += 1) {
    const value = encode((rows[index] as Record<string, unknown>)[property])
    if (value === null) parts[index] = 'NULL'
    else if (typeof value === 'string')
      parts[index] = `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`
    else parts[index] = String(value)
  }
  return `{${parts.join(',')}}`
}

function spell(plan: BulkPlan): string {
  const { table, columns } = plan
  const arrays = columns.map(({ sqlType }, index) => `$${index + 1}::${sqlType.replace(/\(.*?\)/, '')}[]`)
  return `insert into "${table}" (${columns.map(quoted)}) select * from unnest(${arrays}) ${onClash(plan)}`
}

function onClash({ table, key, overwrite, newer }: BulkPlan): string {
  return [
    `on conflict (${key.map(quoted)})`,
    overwrite.length
      ? `do update set ${overwrite.map((column) => `${quoted(column)} = excluded.${quoted(column)}`)}`
      : 'do nothing',
    newer ? `where excluded.${quoted(newer)} > "${table}".${quoted(newer)}` : '',
  ].join(' ')
}

/** Rows that are most likely new, for COPY. */
export const postgresCopy: CopyDialect = { quoted, onClash, writeRow: writeCopyRow }

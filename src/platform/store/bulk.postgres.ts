import type { BulkEncoder, BulkPlan } from './bulk.ts'

const statements = new WeakMap<BulkPlan, string>()
const quoted = ({ name }: { name: string }) => `"${name}"`

/** `insert … select from unnest(…)`: one bound array for each column, so one prepared statement for any size. */
export const encodePostgresBulk: BulkEncoder = (plan, rows) => {
  const text = statements.get(plan) ?? spell(plan)
  statements.set(plan, text)
  const values = plan.columns.map(({ property, encode }) =>
    arrayOf(rows.map((row) => encode((row as Record<string, unknown>)[property]))),
  )
  return [{ name: plan.name, text, values }]
}

/** An array as PostgreSQL writes it; much quicker than the driver's own, which asks each value what it is. */
function arrayOf(values: unknown[]): string {
  let text = '{'
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]
    if (index) text += ','
    if (value === null) text += 'NULL'
    else if (typeof value === 'string')
      text += `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`
    else text += String(value)
  }
  return `${text}}`
}

function spell({ table, columns, key, overwrite, newer }: BulkPlan): string {
  const arrays = columns.map(({ sqlType }, index) => `$${index + 1}::${sqlType.replace(/\(.*?\)/, '')}[]`)
  return [
    `insert into "${table}" (${columns.map(quoted)}) select * from unnest(${arrays})`,
    `on conflict (${key.map(quoted)})`,
    overwrite.length
      ? `do update set ${overwrite.map((column) => `${quoted(column)} = excluded.${quoted(column)}`)}`
      : 'do nothing',
    newer ? `where excluded.${quoted(newer)} > "${table}".${quoted(newer)}` : '',
  ].join(' ')
}

import type { BulkPlan, BulkWriter } from './bulk.ts'

const statements = new WeakMap<BulkPlan, string>()
const quoted = ({ name }: { name: string }) => `"${name}"`

/** `insert … select from unnest(…)`: one bound array for each column, so one prepared statement for any size. */
export const writePostgresBulk: BulkWriter = async (client, plan, rows) => {
  const text = statements.get(plan) ?? spell(plan)
  statements.set(plan, text)
  const values = plan.columns.map(({ property, encode }) =>
    rows.map((row) => encode((row as Record<string, unknown>)[property])),
  )
  await client.query({ name: plan.name, text, values })
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

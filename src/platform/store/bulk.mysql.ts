import type { BulkColumn, BulkPlan, BulkWriter } from './bulk.ts'

const quoted = ({ name }: { name: string }) => `\`${name}\``

/** Rows of values in one statement, which the driver spells. */
export const writeMysqlBulk: BulkWriter = async (client, plan, rows) => {
  const values = rows.map((row) =>
    plan.columns.map(({ property, encode }) => encode((row as Record<string, unknown>)[property])),
  )
  await client.query(
    `insert into \`${plan.table}\` (${plan.columns.map(quoted)}) values ? ${onDuplicate(plan)}`,
    [values],
  )
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

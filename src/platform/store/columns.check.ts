// Compile-time proof that both spellings of the column vocabulary carry the same TypeScript data.
import { mysqlColumns as my } from './columns.mysql.ts'
import { postgres as pg } from './columns.postgres.ts'

type Json = { tags: string[] }
const a = pg.table('t', {
  id: pg.id(),
  key: pg.key(),
  text: pg.text(),
  int: pg.int(),
  real: pg.real(),
  flag: pg.flag(),
  at: pg.at(),
  json: pg.json<Json>().notNull(),
})
const b = my.table('t', {
  id: my.id(),
  key: my.key(),
  text: my.text(),
  int: my.int(),
  real: my.real(),
  flag: my.flag(),
  at: my.at(),
  json: my.json<Json>().notNull(),
})

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
export const rowsAgree: Same<typeof a.$inferSelect, typeof b.$inferSelect> = true
export const inputsAgree: Same<typeof a.$inferInsert, typeof b.$inferInsert> = true

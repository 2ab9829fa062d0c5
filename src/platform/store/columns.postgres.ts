import {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

/** Column vocabulary of the store, spelled for PostgreSQL (and PGlite). */
export const postgres = {
  table: pgTable,
  id: () => uuid(),
  key: (_length = 120) => text(),
  text: () => text(),
  int: () => integer(),
  real: () => doublePrecision(),
  flag: () => boolean(),
  at: () => timestamp({ precision: 3, withTimezone: true, mode: 'date' }),
  json: <T extends object>() => jsonb().$type<T>(),
  index,
  uniqueIndex,
  primaryKey,
}

export type Columns = typeof postgres

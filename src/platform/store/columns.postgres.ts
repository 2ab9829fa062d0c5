import {
  boolean,
  customType,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { storableId, storableJson, storableText } from './columns.values.ts'

const string = (dataType: string, toDriver: (value: string) => string) =>
  customType<{ data: string }>({ dataType: () => dataType, toDriver })()

const json = <T extends object>() =>
  customType<{ data: T; driverData: unknown }>({ dataType: () => 'jsonb', toDriver: storableJson })()

/** Column vocabulary of the store, spelled for PostgreSQL (and PGlite). */
export const postgres = {
  table: pgTable,
  id: () => string('uuid', storableId),
  /** Text of at most `length` characters that may be a key. */
  key: (length = 120) => string(`varchar(${length})`, storableText),
  text: () => string('text', storableText),
  int: () => integer(),
  real: () => doublePrecision(),
  flag: () => boolean(),
  at: () => timestamp({ precision: 3, withTimezone: true, mode: 'date' }),
  json,
  index,
  uniqueIndex,
  primaryKey,
}

export type Columns = typeof postgres

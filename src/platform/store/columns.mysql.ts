import {
  boolean,
  customType,
  datetime,
  double,
  index,
  int,
  mysqlTable,
  primaryKey,
  uniqueIndex,
} from 'drizzle-orm/mysql-core'
import type { Columns } from './columns.postgres.ts'
import { storableId, storableJson, storableText } from './columns.values.ts'

/** MySQL hands JSON back parsed and MariaDB as text; the pool asks for text (`jsonStrings`), and we parse. */
const json = <T extends object>() =>
  customType<{ data: T; driverData: unknown }>({
    dataType: () => 'json',
    toDriver: storableJson,
    fromDriver: (value) => JSON.parse(value as string) as T,
  })()

const string = (dataType: string, toDriver: (value: string) => string) =>
  customType<{ data: string }>({ dataType: () => dataType, toDriver })()

/** Text that compares by code point, as PostgreSQL does, and not by MySQL's case-blind default. */
const exact = (type: string) => string(`${type} character set utf8mb4 collate utf8mb4_bin`, storableText)

/** The same vocabulary, spelled for MySQL 8 and MariaDB. */
export const mysqlColumns = {
  table: mysqlTable,
  id: () => string('char(36) character set ascii', storableId),
  key: (length = 120) => exact(`varchar(${length})`),
  text: () => exact('mediumtext'),
  int: () => int(),
  real: () => double(),
  flag: () => boolean(),
  at: () => datetime({ fsp: 3, mode: 'date' }),
  json,
  index,
  uniqueIndex,
  primaryKey,
}

/** Row types are identical (columns.check.ts proves it), so one table module serves both. */
export const mysql = mysqlColumns as unknown as Columns

import { DomainError } from '../../errors.ts'
import type { PbxDatabaseEngine } from './database.address.ts'

const NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/
/** What ids, times and unique ids of a PBX are made of; nothing of it can end a literal. */
const PLAIN_VALUE = /^[A-Za-z0-9_ .:+-]{0,150}$/

/** Whether a text may name a table or a column. */
export const isTableName = (text: string): boolean => NAME.test(text)

/** A table's name from outside. @throws DomainError INVALID_TABLE_NAME */
export function demandTableName(text: string, path: readonly string[]): string {
  if (!isTableName(text)) throw new DomainError('INVALID_TABLE_NAME', path)
  return text
}

/** A name as a statement spells it. @throws TypeError for what may be no name: nobody gets here with one. */
export function quoted(engine: PbxDatabaseEngine, name: string): string {
  if (!isTableName(name)) throw new TypeError('Not a name of a table or column.')
  return engine === 'MYSQL' ? `\`${name}\`` : `"${name}"`
}

/** @throws TypeError for a value that could be more than a value in any SQL mode of a foreign server. */
export function demandPlainValue(value: string): string {
  if (!PLAIN_VALUE.test(value)) throw new TypeError('Not a plain value.')
  return value
}

import type { BulkColumn } from './bulk.ts'
import type { ByteWriter } from './byte.writer.ts'
import { storableId } from './columns.values.ts'
import type { CopyDialect } from './new.rows.ts'

/** PostgreSQL counts from 2000 on, in microseconds. */
const EPOCH_MS = Date.UTC(2000, 0, 1)
const NO_VALUE = -1
/** The version of a binary jsonb. */
const JSON_VERSION = 1

/** What stands before and after all rows: the form's mark, no flags, nothing more; and a row of no columns. */
export const COPY_HEAD = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
export const COPY_TAIL = Buffer.from([0xff, 0xff])

/**
 * A row in the binary form of COPY: half the work to spell, and to read, that text is.
 * https://www.postgresql.org/docs/current/sql-copy.html
 */
export const writeCopyRow: CopyDialect['writeRow'] = (out, row, columns) => {
  out.int16(columns.length)
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index]!
    const given = row[column.property]
    const value = given === undefined ? column.missing : given
    if (value === null) out.int32(NO_VALUE)
    else writeValue(out, column, value)
  }
}

function writeValue(out: ByteWriter, { kind, encode }: BulkColumn, value: unknown): void {
  switch (kind) {
    case 'ID':
      out.int32(16)
      if (!out.uuid(value as string)) storableId(value as string)
      break
    case 'TEXT':
      out.countedText(encode(value) as string)
      break
    case 'INT':
      out.int32(4)
      out.int32(value as number)
      break
    case 'REAL':
      out.int32(8)
      out.double(value as number)
      break
    case 'FLAG':
      out.int32(1)
      out.byte(value ? 1 : 0)
      break
    case 'AT':
      out.int32(8)
      out.int64((value as Date).getTime() - EPOCH_MS, 1_000)
      break
    case 'JSON': {
      const text = encode(value) as string
      out.int32(Buffer.byteLength(text) + 1)
      out.byte(JSON_VERSION)
      out.text(text)
    }
  }
}

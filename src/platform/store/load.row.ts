import type { BulkColumn } from './bulk.ts'
import type { ByteWriter } from './byte.writer.ts'
import { dateText, timeOfDayMs } from './instants.ts'
import type { CopyDialect } from './new.rows.ts'

const TAB = 0x09
const NEWLINE = 0x0a
const SPACE = 0x20
const COLON = 0x3a
const POINT = 0x2e

/** LOAD DATA and a text in MySQL's quotation marks read these alike. */
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** A row as LOAD DATA reads it: a line, tabs between values, `\N` for none. */
export const writeLoadRow: CopyDialect['writeRow'] = (out, row, columns) => {
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index]!
    const given = row[column.property]
    const value = given === undefined ? column.missing : given
    if (index > 0) out.byte(TAB)
    if (value === null) out.text('\\N')
    else writeValue(out, column, value)
  }
  out.byte(NEWLINE)
}

function writeValue(out: ByteWriter, { kind, encode }: BulkColumn, value: unknown): void {
  switch (kind) {
    case 'ID':
      out.text(encode(value) as string)
      break
    case 'TEXT':
    case 'JSON':
      out.text(escaped(encode(value) as string))
      break
    case 'INT':
    case 'REAL':
    case 'FLAG':
      out.text(String(Number(value)))
      break
    case 'AT':
      writeInstant(out, value as Date)
  }
}

const escaped = (text: string): string =>
  /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (found) => ESCAPES[found]!) : text

/** In UTC, as `instantText` spells it. */
function writeInstant(out: ByteWriter, at: Date): void {
  const ms = timeOfDayMs(at)
  out.text(dateText(at))
  out.byte(SPACE)
  out.digits(Math.floor(ms / 3_600_000), 2)
  out.byte(COLON)
  out.digits(Math.floor(ms / 60_000) % 60, 2)
  out.byte(COLON)
  out.digits(Math.floor(ms / 1_000) % 60, 2)
  out.byte(POINT)
  out.digits(ms % 1_000, 3)
}

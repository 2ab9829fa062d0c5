import type { CopyDialect } from './bulk.copy.ts'
import type { BulkColumn } from './bulk.ts'
import type { ByteWriter } from './byte.writer.ts'

const TAB = 0x09
const NEWLINE = 0x0a
const SPACE = 0x20
const COLON = 0x3a
const POINT = 0x2e
const DAY_MS = 86_400_000

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

let day = Number.NaN
let date = ''

/** In UTC. Rows that are written together are mostly of one day, and its date is spelled once. */
function writeInstant(out: ByteWriter, at: Date): void {
  const ms = at.getTime()
  const found = Math.floor(ms / DAY_MS)
  if (found !== day) {
    date = at.toISOString().slice(0, -14)
    day = found
  }
  const rest = ms - found * DAY_MS
  out.text(date)
  out.byte(SPACE)
  out.digits(Math.floor(rest / 3_600_000), 2)
  out.byte(COLON)
  out.digits(Math.floor(rest / 60_000) % 60, 2)
  out.byte(COLON)
  out.digits(Math.floor(rest / 1_000) % 60, 2)
  out.byte(POINT)
  out.digits(rest % 1_000, 3)
}

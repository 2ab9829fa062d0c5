import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createDeflateRaw } from 'node:zlib'
import pg from 'pg'

/**
 * The least that can be done: the same rows from the database by a cursor's worth of pages, spelled by hand into the
 * one sheet of an Excel file (compressed, with no file around it) or into CSV.
 */
const [url, format, file] = process.argv.slice(2) as [string, 'XLSX' | 'CSV', string]
const PAGE = 500
const client = new pg.Client({ connectionString: url })
await client.connect()
let count = 0

async function* rows(): AsyncGenerator<Record<string, unknown>[]> {
  let [at, id] = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  for (;;) {
    const { rows: page } = await client.query(
      `select * from visit_facts where tenant_id = (select tenant_id from visit_facts limit 1) and joined_at <= $1
       and (joined_at < $1 or id < $2) order by joined_at desc, id desc limit ${PAGE}`,
      [at, id],
    )
    if (page.length === 0) return
    yield page
    const last = page.at(-1)!
    at = (last.joined_at as Date).toISOString()
    id = last.id as string
  }
}

const spelled = (value: unknown) => (value instanceof Date ? value.toISOString() : value)

async function* text(): AsyncGenerator<string> {
  for await (const page of rows()) {
    let part = ''
    for (const row of page) {
      const cells = Object.values(row).slice(5)
      count++
      if (format === 'CSV') part += `${cells.map(spelled).join(';')}\r\n`
      else
        part += `<row r="${count}">${cells.map((cell) => (typeof cell === 'number' ? `<c><v>${cell}</v></c>` : cell === null ? '<c/>' : `<c t="inlineStr"><is><t>${spelled(cell)}</t></is></c>`)).join('')}</row>`
    }
    yield part
  }
}

const began = performance.now()
const out = createWriteStream(file)
if (format === 'CSV') await pipeline(Readable.from(text()), out)
else await pipeline(Readable.from(text()), createDeflateRaw(), out)
const seconds = (performance.now() - began) / 1000
process.send!({ rowCount: count, seconds })
await client.end()
process.disconnect()

import { Readable } from 'node:stream'
import type { BulkCopy } from './bulk.ts'
import type { Client } from './driver.ts'

/** One packet; the driver copies each behind its header. */
const CHUNK_BYTES = 65_536
/** Rows in one statement: between two of them others have their turn. */
const BATCH = 1_000
/** LOAD DATA is not allowed: by MySQL (before and since 8.0), by MariaDB, by a proxy before them. Nothing was done. */
const NOT_ALLOWED = new Set([1148, 3948, 4166, 1047])

/**
 * Writes rows that are most likely new by LOAD DATA, the quickest way. It passes over a row that is there already,
 * and bends what does not fit, with a warning: where it warned or is not allowed, or when some are there beforehand, the
 * same rows are inserted, which chooses the newer and is strict. Within a transaction.
 */
export async function writeLoad(client: Client, copy: BulkCopy): Promise<void> {
  const { table, someIds } = copy
  const [known] = (await client.query(`select 1 from ${table} where id in (${someIds}) limit 1`)) as [
    unknown[],
  ]
  if (known.length > 0 || !(await load(client, copy))) await insert(client, copy)
}

/** Whether the rows are in now, all of them and as they are. */
async function load(client: Client, { table, columns, rows }: BulkCopy): Promise<boolean> {
  try {
    const [{ warningStatus }] = (await client.query({
      sql: `load data local infile 'rows' into table ${table} character set utf8mb4 (${columns})`,
      infileStreamFactory: () => Readable.from(chunksOf(rows)),
    })) as [{ warningStatus: number }]
    return warningStatus === 0
  } catch (error) {
    if (NOT_ALLOWED.has((error as { errno?: number }).errno ?? 0)) return false
    throw error
  }
}

function* chunksOf({ buffer, byteOffset, byteLength }: Uint8Array): Generator<Buffer> {
  for (let at = 0; at < byteLength; at += CHUNK_BYTES)
    yield Buffer.from(buffer as ArrayBuffer, byteOffset + at, Math.min(CHUNK_BYTES, byteLength - at))
}

async function insert(client: Client, { table, columns, onClash, rows }: BulkCopy): Promise<void> {
  const lines = Buffer.from(rows.buffer as ArrayBuffer, rows.byteOffset, rows.byteLength)
    .toString()
    .split('\n')
  // After the last line's end there is nothing.
  for (let at = 0; at < lines.length - 1; at += BATCH) {
    const values = lines.slice(at, Math.min(at + BATCH, lines.length - 1)).map(valuesOf)
    await client.query(`insert into ${table} (${columns}) values ${values.join(',')} ${onClash}`)
  }
}

/** Inside quotation marks MySQL reads the same escapes as in the line. */
const valuesOf = (line: string): string =>
  `(${line
    .replaceAll("'", "''")
    .split('\t')
    .map((value) => (value === '\\N' ? 'null' : `'${value}'`))
    .join(',')})`

import type { Writable } from 'node:stream'
import type { BulkCopy } from './bulk.ts'
import { COPY_HEAD, COPY_TAIL } from './copy.row.ts'
import type { Client } from './driver.ts'
import { isDuplicate } from './faults.ts'

/** What pg's connection can do and its types leave out. */
interface CopyConnection {
  readonly stream: Writable
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** COPY … FROM STDIN as pg takes queries of others: it is told what the server answers. */
class CopyIn {
  constructor(
    private readonly text: string,
    private readonly rows: Uint8Array,
    /** pg wraps it to keep its time limit. */
    public callback: (error: Error | null) => void,
  ) {}

  submit(connection: CopyConnection): null {
    connection.query(this.text)
    return null
  }

  handleCopyInResponse(connection: CopyConnection): void {
    // Written as they are: pg would copy all of them, piece by piece, behind its headers.
    connection.stream.write(dataHeader(COPY_HEAD.length + this.rows.length))
    connection.stream.write(COPY_HEAD)
    connection.stream.write(this.rows)
    connection.sendCopyFromChunk(COPY_TAIL)
    connection.endCopyFrom()
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.callback(null)
  }

  handleError(error: Error): void {
    this.callback(error)
  }
}

/** Of the protocol's message CopyData. */
function dataHeader(length: number): Buffer {
  const header = Buffer.from('d____')
  header.writeInt32BE(4 + length, 1)
  return header
}

const copyIn = (client: Client, text: string, rows: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    void client.query(new CopyIn(text, rows, (error) => (error ? reject(error) : resolve())))
  })

/**
 * Writes rows that are most likely new by COPY, much the quickest way; should one of them be there already, all of
 * them by way of a table of their own. Within a transaction.
 */
export async function writeCopy(client: Client, copy: BulkCopy): Promise<void> {
  const { table, columns, onClash, newestFirst, someIds, rows } = copy
  const into = (name: string) => `copy ${name} (${columns}) from stdin with (format binary)`
  const known = (await client.query(`select 1 from ${table} where id in (${someIds}) limit 1`)) as {
    rowCount: number
  }
  if (known.rowCount === 0)
    try {
      await client.query('savepoint copying')
      await copyIn(client, into(table), rows)
      await client.query('release savepoint copying')
      return
    } catch (error) {
      if (!isDuplicate(error)) throw error
      await client.query('rollback to savepoint copying')
    }
  const staged = `"staged_${table.slice(1)}`
  await client.query(`create temp table if not exists ${staged} (like ${table}) on commit delete rows`)
  await client.query(`truncate ${staged}`)
  await copyIn(client, into(staged), rows)
  const order = newestFirst ? `id, ${newestFirst}` : 'id'
  await client.query(
    `insert into ${table} (${columns}) select distinct on (id) ${columns} from ${staged} order by ${order} ${onClash}`,
  )
}

import mysql from 'mysql2/promise'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../src/platform/store/open.ts'
import { RowEncoder } from '../../src/platform/store/row.encoder.ts'
import { mariadbAvailable, startMariadb } from '../servers/mariadb.server.ts'
import { callOf } from './rows.ts'

const { available, reason } = mariadbAvailable()

describe.skipIf(!available)(`New rows for MariaDB ${reason}`, () => {
  it('are written too when the server, or what stands before it, takes no rows from its clients any more', async () => {
    const server = await startMariadb({ fast: true })
    const store = await openStore(server.url)
    try {
      expect(store.traits.copies).toBe(true)
      const admin = await mysql.createConnection(server.url)
      await admin.query('set global local_infile = 0')
      await admin.end()
      const encoder = new RowEncoder(store.traits)
      const spelled = encoder.newRows(encoder.tables.calls, { key: ['id'], newer: 'version' })
      const rows = Array.from({ length: 3 }, () => callOf({ fromName: "O'Hara\t\\N" }))
      for (const row of rows) spelled.add(row)
      await store.transaction(() => store.writeEncoded(spelled.take()))
      const kept = await store.select().from(store.tables.calls)
      expect(kept.map(({ fromName }) => fromName)).toEqual(rows.map(({ fromName }) => fromName))
    } finally {
      await store.close()
      await server.remove()
    }
  }, 60_000)
})

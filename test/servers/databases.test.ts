import mysql from 'mysql2/promise'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { mariadbAvailable, startMariadb } from './mariadb.server.ts'
import { postgresAvailable, startPostgres } from './postgres.server.ts'

const postgres = postgresAvailable()
const mariadb = mariadbAvailable()

describe.skipIf(!postgres.available)(`a private PostgreSQL ${postgres.reason}`, () => {
  it('keeps what was committed over a stop and over a crash', { timeout: 60_000 }, async () => {
    const server = await startPostgres()
    const ask = async (sql: string) => {
      const client = new pg.Client({ connectionString: server.url })
      await client.connect()
      try {
        return (await client.query<{ n: number }>(sql)).rows
      } finally {
        await client.end()
      }
    }
    try {
      await ask('create table calls (n int)')
      await ask('insert into calls values (1)')
      await server.stop()
      await expect(ask('select n from calls')).rejects.toThrow(/ECONNREFUSED/)
      await server.start()
      await ask('insert into calls values (2)')
      await server.kill()
      await server.start()
      expect(await ask('select n from calls order by n')).toEqual([{ n: 1 }, { n: 2 }])
    } finally {
      await server.remove()
    }
  })
})

describe.skipIf(!mariadb.available)(`a private MariaDB ${mariadb.reason}`, () => {
  it('keeps what was committed over a stop and over a crash', { timeout: 60_000 }, async () => {
    const server = await startMariadb()
    const ask = async (sql: string) => {
      const connection = await mysql.createConnection(server.url)
      try {
        return (await connection.query(sql))[0]
      } finally {
        await connection.end()
      }
    }
    try {
      await ask('create table calls (n int)')
      await ask('insert into calls values (1)')
      await server.stop()
      await expect(ask('select n from calls')).rejects.toThrow(/ECONNREFUSED/)
      await server.start()
      await ask('insert into calls values (2)')
      await server.kill()
      await server.start()
      expect(await ask('select n from calls order by n')).toEqual([{ n: 1 }, { n: 2 }])
    } finally {
      await server.remove()
    }
  })
})

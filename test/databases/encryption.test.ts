import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'
import { type Certificate, makeCertificate } from '../servers/certificates.ts'
import { mariadbAvailable, startMariadb } from '../servers/mariadb.server.ts'
import { owner, postgresAvailable, startPostgres } from '../servers/postgres.server.ts'

const SET = `mutation ($id: ID, $input: DatabaseAccountInput!) { databaseAccountSet(id: $id, input: $input) {
  account { id encryption authority } errors { code path message } } }`
const TEST = `mutation ($id: ID!) { databaseAccountTest(id: $id) {
  report { tables { kind } } errors { code message } } }`

const CDR = 'create table cdr (calldate timestamp, uniqueid varchar(32))'

/** A server that a reader may use by TLS alone, once it speaks it. */
const ENGINES = {
  MYSQL: {
    available: mariadbAvailable,
    database: 'centralita',
    async start() {
      const server = await startMariadb({ fast: true })
      const connection = await createConnection({ uri: server.url, multipleStatements: true })
      await connection.query(`${CDR}; create user lector identified by 'clave' require ssl;
        grant select on centralita.* to lector`)
      await connection.end()
      return {
        server,
        encrypted: ({ certificateFile, keyFile }: Certificate) =>
          server.start([`--ssl-cert=${certificateFile}`, `--ssl-key=${keyFile}`]),
      }
    },
  },
  POSTGRES: {
    available: postgresAvailable,
    database: 'postgres',
    async start() {
      const server = await startPostgres({ fast: true })
      const client = new pg.Client(server.url)
      await client.connect()
      await client.query(`${CDR}; create user lector password 'clave'; grant select on cdr to lector`)
      await client.end()
      const admitted = join(server.folder, 'data', 'pg_hba.conf')
      writeFileSync(admitted, `hostnossl all lector all reject\n${readFileSync(admitted, 'utf8')}`)
      return {
        server,
        encrypted: ({ certificateFile, keyFile }: Certificate) =>
          server.start(['ssl=on', `ssl_cert_file=${certificateFile}`, `ssl_key_file=${keyFile}`]),
      }
    },
  },
}

describe.each(['MYSQL', 'POSTGRES'] as const)('The way to a database of a PBX (%s)', (engine) => {
  const { available, database, start } = ENGINES[engine]
  describe.skipIf(!available().available && !process.env.CI)(available().reason, () => {
    let app: AppServer
    let admin: ApiClient
    let certificate: Certificate
    let named: Certificate
    let peer: Awaited<ReturnType<typeof start>>
    let pbxId: string

    beforeAll(async () => {
      const user = engine === 'POSTGRES' ? await owner() : undefined
      ;[certificate, named] = await Promise.all([
        makeCertificate('localhost', user),
        makeCertificate('central.example', user),
      ])
      ;[app, peer] = await Promise.all([AppServer.start(), start()])
      admin = await app.admin()
      const pbx = { name: 'Oficina', host: '127.0.0.1', port: 1, username: 'x', secret: 'y' }
      const made = await admin.mutate(
        'mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { id } errors { code } } }',
        { input: pbx },
      )
      pbxId = made.pbx.id
    }, 120_000)
    afterAll(async () => {
      await admin?.close()
      await app?.stop()
      await peer?.server.remove()
      await certificate?.remove()
      await named?.remove()
    })

    const set = async (change: object, id?: string) => {
      const { port } = peer.server
      const reader = { username: 'lector', secret: 'clave' }
      const input = {
        pbxId,
        name: 'Registros',
        engine,
        host: 'localhost',
        port,
        database,
        ...reader,
        ...change,
      }
      return (await admin.query(SET, { id, input })).databaseAccountSet
    }
    /** What a test of a database set like this finds: its tables, or why there are none. */
    const found = async (change: object): Promise<string> => {
      const { account } = await set(change)
      const { databaseAccountTest } = await admin.query(TEST, { id: account.id })
      const { report, errors } = databaseAccountTest
      return report ? report.tables.map(({ kind }: { kind: string }) => kind).join() : errors[0].code
    }
    const verified = (change: object = {}) => ({
      encryption: 'VERIFIED',
      authority: certificate.authority,
      ...change,
    })

    it('is not used at all where it was to be encrypted and the server cannot', async () => {
      expect(await found({ encryption: 'UNVERIFIED' })).toBe('DATABASE_UNENCRYPTED')
      expect(await found(verified())).toBe('DATABASE_UNENCRYPTED')
    })

    it('is encrypted, and leads to the server that its certificate names', async () => {
      await peer.server.stop()
      await peer.encrypted(certificate)
      expect(await found({})).toMatch(/^DATABASE_(REFUSED|UNENCRYPTED)$/)
      expect(await found(verified())).toBe('CDR')
      expect(await found({ encryption: 'UNVERIFIED' })).toBe('CDR')
      // Signed by nobody who is known, signed by somebody else, of another name.
      expect(await found(verified({ authority: null }))).toBe('DATABASE_UNTRUSTED')
      const stranger = await makeCertificate('localhost')
      expect(await found(verified({ authority: stranger.authority }))).toBe('DATABASE_UNTRUSTED')
      await stranger.remove()
      await peer.server.stop()
      await peer.encrypted(named)
      expect(await found(verified({ authority: named.authority }))).toBe('DATABASE_UNTRUSTED')
    })

    it('needs the password again when it changes, and a certificate that is one', async () => {
      const { account } = await set(verified())
      expect(account).toMatchObject({ encryption: 'VERIFIED', authority: certificate.authority })
      const { errors } = await set({ secret: null }, account.id)
      expect(errors).toMatchObject([{ code: 'DATABASE_SECRET_NEEDED', path: ['input', 'secret'] }])
      expect((await set(verified({ secret: null, name: 'Otra' }), account.id)).errors).toEqual([])
      const { errors: unnamed } = await set(verified({ host: '127.0.0.1' }))
      expect(unnamed).toMatchObject([{ code: 'HOST_NAME_NEEDED', path: ['input', 'host'] }])
      const broken = certificate.authority.replace(/^MII/m, 'AAA')
      for (const authority of [
        'nada',
        broken,
        '-----BEGIN CERTIFICATE-----\nTm8=\n-----END CERTIFICATE-----',
      ]) {
        const refused = await set(verified({ authority }))
        expect(refused.errors).toMatchObject([{ code: 'INVALID_CERTIFICATE', path: ['input', 'authority'] }])
      }
    })
  })
})

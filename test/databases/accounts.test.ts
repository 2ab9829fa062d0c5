import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from '../isolation/two.tenants.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'
import { startProxy, type TcpProxy } from '../servers/tcp.proxy.ts'
import { A_MORNING, CALL_CENTER_SCHEMA } from './call.center.sql.ts'
import { ForeignDatabase } from './foreign.databases.ts'

const FIELDS = 'id pbxId name engine host port database username'
const SET = `mutation ($id: ID, $input: DatabaseAccountInput!) {
  databaseAccountSet(id: $id, input: $input) { account { ${FIELDS} } errors { code path message } } }`
const TEST = `mutation ($id: ID!) { databaseAccountTest(id: $id) {
  report { hints tookMs tables { name kind rowCount firstAt lastAt hints } } errors { code path message } } }`
const SECRET = 'clave de lectura'

let server: AppServer
let admin: ApiClient
let mysql: ForeignDatabase
let postgres: ForeignDatabase
let line: TcpProxy
let pbxId: string
let user: string

beforeAll(async () => {
  ;[server, mysql, postgres] = await Promise.all([
    AppServer.start(),
    ForeignDatabase.create('MYSQL'),
    ForeignDatabase.create('POSTGRES'),
  ])
  admin = await server.admin()
  line = await startProxy(mysql.address.port, mysql.address.host)
  user = `lector_${mysql.address.database.slice(-8)}`
  await mysql.run(`create user ${user} identified by '${SECRET}'`)
  await mysql.run(`grant select on ${mysql.address.database}.* to ${user}`)
  const { pbx } = await admin.mutate(
    `mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { id } errors { code } } }`,
    {
      input: {
        ...{ name: 'Oficina', host: '127.0.0.1', port: 1, username: 'x', secret: 'y' },
        timeZone: 'America/Bogota',
      },
    },
  )
  pbxId = pbx.id
})
afterAll(async () => {
  await mysql?.run(`drop user if exists ${user}`)
  await line?.stop()
  await mysql?.drop()
  await postgres?.drop()
  await admin?.close()
  await server?.stop()
})

const input = (change: object = {}) => ({
  pbxId,
  name: 'Registros',
  engine: 'MYSQL',
  host: '127.0.0.1',
  port: line.port,
  database: mysql.address.database,
  username: user,
  secret: SECRET,
  ...change,
})
const set = async (change: object = {}, id?: string) =>
  (await admin.query(SET, { id, input: input(change) })).databaseAccountSet
const tested = async (id: string) => (await admin.query(TEST, { id })).databaseAccountTest
const refusal = ({ errors: [error] }: { errors: { code: string; path: string[] }[] }) =>
  [error?.code, ...(error?.path ?? [])].join(' ')

it('a database is made known, found to hold what is known here, and forgotten', async () => {
  await mysql.run(`create table cdr (calldate datetime not null, clid varchar(80), uniqueid varchar(32));
    insert into cdr values ('2026-03-04 10:00:00', '', '1772618400.1');
    create table queuelog (id int auto_increment primary key, time datetime, callid varchar(40),
      queuename varchar(20), agent varchar(40), event varchar(20), data1 varchar(40), data2 varchar(40));
    insert into queuelog (time, callid, queuename, agent, event) values
      ('2026-03-04 10:00:00', '1772636400.1', 'soporte', 'NONE', 'ENTERQUEUE'),
      ('2026-03-04 10:05:00', '1772636700.2', 'ventas', 'NONE', 'ENTERQUEUE'),
      ('2026-03-04 10:06:00', '1772636760.3', 'ventas', 'NONE', 'ENTERQUEUE')`)
  const { account } = await set()
  expect(account).toMatchObject({ name: 'Registros', engine: 'MYSQL', port: line.port, username: user })
  const { report, errors } = await tested(account.id)
  expect(errors).toEqual([])
  const [cdr, queuelog] = report.tables
  expect(report).toMatchObject({ hints: [] })
  expect(cdr).toMatchObject({ name: 'cdr', kind: 'CDR', rowCount: 1, firstAt: '2026-03-04T15:00:00.000Z' })
  expect(cdr.hints[0]).toMatch(/linkedid/)
  expect(queuelog).toMatchObject({ kind: 'QUEUE_LOG', rowCount: 3, lastAt: '2026-03-04T15:06:00.000Z' })
  expect(queuelog.hints).toEqual([])

  await admin.mutate(
    `mutation ($id: ID!) { databaseAccountRemove(id: $id) { account { id } errors { code } } }`,
    { id: account.id },
  )
  expect((await admin.query('{ databaseAccounts { id } }')).databaseAccounts).toEqual([])
  expect(refusal(await tested(account.id))).toBe('NOT_FOUND id')
  const audit = await eventually(
    async () => JSON.stringify(await admin.query('{ auditEntries { nodes { action outcome input } } }')),
    (text) => ['Set', 'Test', 'Remove'].every((act) => text.includes(`databaseAccount${act}`)),
  )
  expect(audit).not.toContain(SECRET)
})

it('PostgreSQL likewise; and a zone that is not that of the table is told', async () => {
  await postgres.run(`create table queue_log (id serial primary key, time varchar(32), callid varchar(80),
      queuename varchar(80), agent varchar(80), event varchar(32), data text)`)
  await postgres.run(`insert into queue_log (time, callid, queuename, agent, event)
    select '2026-03-04 10:0' || n || ':00', (1772618400 + 60 * n) || '.1', 'ventas', 'NONE', 'ENTERQUEUE'
    from generate_series(0, 9) n`)
  const { host, port, database, username } = postgres.address
  const { account } = await set({ engine: 'POSTGRES', host, port, database, username, secret: 'cualquiera' })
  const { report, errors } = await tested(account.id)
  expect(errors).toEqual([])
  expect(report.tables).toMatchObject([{ name: 'queue_log', rowCount: 10 }])
  expect(report.tables[0].hints[0]).toMatch(/300 minutos.*America\/Bogota/)
})

it('what is in the way is said with what to do', async () => {
  const told = async (change: object) => {
    const { account } = await set(change)
    const { errors } = await tested(account.id)
    return errors[0]
  }
  expect(await told({ secret: 'otra' })).toMatchObject({
    code: 'DATABASE_REFUSED',
    message: expect.stringMatching(/GRANT SELECT/),
  })
  expect(await told({ database: 'no_existe' })).toMatchObject({ code: 'DATABASE_REFUSED' })
  expect(await told({ port: 1 })).toMatchObject({
    code: 'DATABASE_UNREACHABLE',
    message: expect.stringMatching(/bind-address/),
  })
  const { host, port, username } = postgres.address
  const elsewhere = { engine: 'POSTGRES', host, port, username, secret: 'x', database: 'no_existe' }
  expect(await told(elsewhere)).toMatchObject({ code: 'DATABASE_MISSING' })
  line.refuse()
  expect(await told({})).toMatchObject({ code: 'DATABASE_UNREACHABLE' })
  line.accept()
})

it('a kept password goes only to where it was kept for', async () => {
  const { account } = await set()
  expect((await set({ name: 'Otro nombre', secret: null }, account.id)).account.name).toBe('Otro nombre')
  const moved = { port: 3307, secret: null }
  expect(refusal(await set(moved, account.id))).toBe('DATABASE_SECRET_NEEDED input secret')
  expect(refusal(await set({ secret: null }))).toBe('REQUIRED input secret')
  for (const [change, told] of [
    [{ host: '169.254.169.254' }, 'INVALID_HOST input host'],
    [{ host: '/var/run/mysqld.sock' }, 'INVALID_HOST input host'],
    [{ port: 0 }, 'INVALID_PORT input port'],
    [{ database: 'a`; drop table x' }, 'INVALID_TABLE_NAME input database'],
    [{ name: ' ' }, 'REQUIRED input name'],
    [{ pbxId: account.id }, 'NOT_FOUND input pbxId'],
  ] as const)
    expect(refusal(await set(change))).toBe(told)
})

const JOB = 'id kind state doneCount totalCount result error { code message }'
const begun = async (mutation: string, change: object) => {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`
  const answer = await admin.query(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { job { id } errors { code path } } }`,
    { input: change },
  )
  return answer[mutation]
}
const over = ({ job }: { job: { id: string } }) =>
  eventually(
    async () => (await admin.query(`query ($id: ID!) { job(id: $id) { ${JOB} } }`, { id: job.id })).job,
    ({ state }) => ['DONE', 'FAILED', 'CANCELLED'].includes(state),
  )

it('calls of the past are taken over from a file that somebody has put there, and from nowhere else', async () => {
  const folder = join(server.dataFolder, 'import')
  const at = (second: number) =>
    new Date(1_772_618_400_000 + second * 1000).toISOString().slice(0, 19).replace('T', ' ')
  const hex = (n: number) => n.toString(16).padStart(8, '0')
  const lines = Array.from(
    { length: 50 },
    (_, n) =>
      `"","0991","600","ctx","""Ana"" <0991>","SIP/troncal-${hex(n)}","SIP/1001-${hex(n)}","Queue","ventas,t","${at(n * 60)}","${at(n * 60)}","${at(n * 60 + 9)}",9,9,"ANSWERED","DOCUMENTATION","${1_772_618_400 + n * 60}.${n}",""\n`,
  )
  await mkdir(folder)
  await writeFile(join(folder, 'Master.csv'), lines.join(''))
  await symlink('/etc/passwd', join(folder, 'enlace.csv'))
  const { importFiles } = await admin.query('{ importFiles { name sizeBytes } }')
  expect(importFiles).toEqual([{ name: 'Master.csv', sizeBytes: lines.join('').length }])

  for (const fileName of ['enlace.csv', '../vault.keys', '/etc/passwd', ''])
    expect(refusal(await begun('cdrImport', { pbxId, fileName }))).toBe('IMPORT_FILE_MISSING input fileName')
  expect(refusal(await begun('cdrImport', { pbxId }))).toBe('IMPORT_SOURCE_NEEDED input')

  const refused = await over(await begun('cdrImport', { pbxId, fileName: 'Master.csv' }))
  expect(refused).toMatchObject({ state: 'FAILED', error: { code: 'TIME_ZONE_WRONG' } })
  expect(refused.error.message).toMatch(/300 minutos.*America\/Bogota/)
  const done = await over(await begun('cdrImport', { pbxId, fileName: 'Master.csv', timeZone: 'UTC' }))
  expect(done).toMatchObject({
    kind: 'CDR_IMPORT',
    state: 'DONE',
    result: { rows: 50, calls: 50, badRows: 0 },
  })
  const { calls } =
    await admin.query(`{ calls(first: 2) { nodes { fromNumber fromName direction disposition talkSeconds
    queue { name } agent { number } legs { number } } } }`)
  expect(calls.nodes[0]).toEqual({
    ...{ fromNumber: '0991', fromName: 'Ana', direction: 'INBOUND', disposition: 'ANSWERED', talkSeconds: 9 },
    ...{ queue: { name: 'ventas' }, agent: { number: '1001' } },
    legs: expect.arrayContaining([{ number: 'troncal' }, { number: '1001' }]),
  })
})

it('what Issabel CallCenter kept is taken over as a job', async () => {
  await mysql.run(CALL_CENTER_SCHEMA)
  await mysql.run(A_MORNING)
  const { account } = await set()
  const { report } = await tested(account.id)
  expect(report.tables.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(['agent', 'audit', 'break', 'call_entry', 'queue_call_entry']),
  )
  const input = { databaseAccountId: account.id, timeZone: 'America/Asuncion' }
  const done = await over(await begun('callCenterImport', input))
  expect(done).toMatchObject({ kind: 'CALL_CENTER_IMPORT', state: 'DONE', totalCount: 18 })
  // What had no end then never got one, so long after.
  expect(done.result).toMatchObject({ visits: 9, sessions: 2, pauses: 2, badRows: 3, unfinished: 0 })
  expect(refusal(await begun('callCenterImport', { databaseAccountId: pbxId }))).toBe(
    'NOT_FOUND input databaseAccountId',
  )
  expect(refusal(await begun('cdrImport', { pbxId: account.id, databaseAccountId: account.id }))).toBe(
    'NOT_FOUND input pbxId',
  )
})

it("a queue log's table is read, its warnings are told, and what it tells is not taken over from elsewhere", async () => {
  const { host, port, database, username } = postgres.address
  const { account } = await set({ engine: 'POSTGRES', host, port, database, username, secret: 'cualquiera' })
  const input = { kind: 'TABLE', databaseAccountId: account.id, tableName: 'queue_log' }
  await admin.mutate(
    `mutation ($pbxId: ID!, $input: LogSourceInput!) { logSourceSet(pbxId: $pbxId, input: $input) {
      source { id } errors { code path message } } }`,
    { pbxId, input },
  )
  const [source] = await eventually(
    async () =>
      (await admin.query('{ logSources { state lineCount problem { code } warnings { code message } } }'))
        .logSources,
    ([first]) => first?.state === 'CAUGHT_UP' && first.lineCount === 10,
  )
  expect(source).toMatchObject({ problem: null, warnings: [{ code: 'TIME_ZONE_WRONG' }] })
  expect(source.warnings[0].message).toMatch(/300 minutos.*America\/Bogota/)

  const { account: center } = await set()
  const refused = await begun('callCenterImport', {
    databaseAccountId: center.id,
    timeZone: 'America/Asuncion',
  })
  expect(refusal(refused)).toBe('TOLD_BY_LOG input until')
})

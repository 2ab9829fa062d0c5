import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type AsteriskServer, asteriskAvailable, startAsterisk } from '../asterisk/asterisk.server.ts'
import { ForeignDatabase } from '../databases/foreign.databases.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'
import { startProxy, type TcpProxy } from '../servers/tcp.proxy.ts'
import { expectAgreement } from './agreement.ts'
import { queueLogTable, SixtyCalls } from './sixty.calls.ts'
import { type ToldFacts, toldFacts } from './told.facts.ts'

const { available, reason } = asteriskAvailable()

describe.skipIf(!available && !process.env.CI)(`sixty calls on a real Asterisk ${reason}`, () => {
  let asterisk: AsteriskServer
  let table: ForeignDatabase
  let kept: ForeignDatabase
  let app: AppServer
  const proxies: TcpProxy[] = []
  let admin: ApiClient
  let byFile: ToldFacts
  let byTable: ToldFacts
  let byEvents: ToldFacts
  /** Times that two sources put on both sides of the end of a second. */
  let apart = 0

  beforeAll(async () => {
    ;[table, kept] = await Promise.all([ForeignDatabase.create('MYSQL'), ForeignDatabase.create('MYSQL')])
    await table.run(queueLogTable)
    asterisk = await startAsterisk({
      phones: { '7001': { transfers: { to: '9001', afterSeconds: 1 } } },
      queueLogDatabase: urlOf(table),
    })
    const environment = { QUEUE_LOG_DIRS: join(asterisk.folder, 'log') }
    app = await AppServer.start({ databaseUrl: urlOf(kept), environment })
    admin = await app.admin()
    // One Asterisk, known three times: by its file, by its table, and by what its manager tells.
    const pbxs = {
      file: await register('Archivo'),
      table: await register('Tabla'),
      events: await register('Eventos'),
    }
    await readFile(pbxs.file)
    await readTable(pbxs.table)
    await new SixtyCalls(asterisk).play()
    byFile = await allTold(pbxs.file)
    byTable = await allTold(pbxs.table)
    byEvents = await allTold(pbxs.events)
  }, 120_000)

  afterAll(async () => {
    await admin?.close()
    await app?.stop()
    await Promise.all(proxies.map((proxy) => proxy.stop()))
    await asterisk?.stop()
    await table?.run(`drop user if exists ${table.address.database}`)
    await table?.drop()
    await kept?.drop()
  })

  it('were played in every way a call can go', () => {
    const outcomes = countBy(byFile.visits, ({ outcome }) => outcome)
    expect(outcomes).toMatchObject({ TIMED_OUT: 3, LEFT_EMPTY: 2, LEFT_BY_KEY: 3, WITHDRAWN: 2 })
    expect(outcomes.ANSWERED).toBeGreaterThan(30)
    expect(outcomes.ABANDONED).toBeGreaterThan(8)
    const endings = countBy(byFile.visits, ({ ending }) => ending ?? '')
    // One who is handed over to an application takes the place of the agent's own channel there, and Asterisk may
    // see their call end before it sees the transfer.
    const handedOver = expect.toSatisfy((count: number) => count === 2 || count === 3)
    expect(endings).toMatchObject({ BLIND_TRANSFER: 4, ATTENDED_TRANSFER: handedOver })
    // Sixty calls; three found the queue full or closed, and one went on into another queue.
    expect(byFile.visits).toHaveLength(60 - 3 + 1)
    expect(countBy(byFile.rings, ({ outcome }) => outcome)).toEqual({
      MISSED: expect.toSatisfy((count: number) => count >= 3),
      CANCELLED: expect.toSatisfy((count: number) => count >= 2),
    })
  })

  it('are the same by file and by table', () => {
    apart += expectAgreement(byFile, byTable, 'file and table')
  })

  it('are the same by file and by events alone, but for what only one of them can know', () => {
    const events = {
      ...byEvents,
      // To whom a caller was handed over after a consultation, queue_log does not say.
      visits: byEvents.visits.map((visit) =>
        visit.ending === 'ATTENDED_TRANSFER' ? { ...visit, leftTo: null } : visit,
      ),
      // Whom nobody added serves, for queue_log, in no known queue, so that a pause in one is never one in all.
      spans: byEvents.spans.filter(
        ({ agent, queue, kind }) => !(agent === '1004' && !queue && kind === 'PAUSE'),
      ),
    }
    apart += expectAgreement(byFile, events, 'file and events')
  })

  it('have times that hardly ever lie on both sides of the end of a second', () => {
    expect(apart).toBeLessThanOrEqual(10)
  })

  /** An address of its own for each: one PBX is registered once. */
  async function proxyOf({ host, amiPort }: AsteriskServer): Promise<TcpProxy> {
    const proxy = await startProxy(amiPort, host)
    proxies.push(proxy)
    return proxy
  }

  async function register(name: string): Promise<string> {
    const { host, username, secret } = asterisk
    const { port } = await proxyOf(asterisk)
    const { pbx } = await admin.mutate(
      `mutation ($input: PbxRegisterInput!) {
        pbxRegister(input: $input) { pbx { id } errors { code path message } } }`,
      { input: { name, host, port, username, secret, dialContext: 'phones' } },
    )
    await vi.waitFor(
      async () => {
        const { pbxs } = await admin.query(`{ pbxs { id status { state } } }`)
        expect(pbxs.find(({ id }: { id: string }) => id === pbx.id).status.state).toBe('LIVE')
      },
      { timeout: 15_000 },
    )
    return pbx.id
  }

  async function setSource(pbxId: string, input: object): Promise<void> {
    const mutation = `mutation ($pbxId: ID!, $input: LogSourceInput!) {
      logSourceSet(pbxId: $pbxId, input: $input) { source { id } errors { code path message } } }`
    await admin.mutate(mutation, { pbxId, input })
  }

  const readFile = (pbxId: string) => setSource(pbxId, { kind: 'FILE', folder: join(asterisk.folder, 'log') })

  async function readTable(pbxId: string): Promise<void> {
    const { host, port, database } = table.address
    const reader = { username: database, secret: 'clave de lectura' }
    await table.run(
      `create user ${database} identified by '${reader.secret}'; grant select on ${database}.* to ${database}`,
    )
    const input = { pbxId, name: 'queue_log', engine: 'MYSQL', host, port, database, ...reader }
    const { account } = await admin.mutate(
      `mutation ($input: DatabaseAccountInput!) {
        databaseAccountSet(input: $input) { account { id } errors { code path message } } }`,
      { input },
    )
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
    await setSource(pbxId, { kind: 'TABLE', databaseAccountId: account.id, tableName: 'queue_log', timeZone })
  }

  /** What is kept of a PBX when all of the play has come to an end there. */
  async function allTold(pbxId: string): Promise<ToldFacts> {
    const [{ entered }] = (await table.run(
      "select count(*) as entered from queue_log where event = 'ENTERQUEUE'",
    )) as [{ entered: number }]
    return vi.waitFor(
      async () => {
        const told = await toldFacts(kept, pbxId)
        expect(told.visits).toHaveLength(entered)
        expect(told.visits.filter(({ endedSecond }) => endedSecond === null)).toEqual([])
        const goesOn = Date.now() / 1000 + 86_400
        expect(told.spans.filter(({ endedSecond }) => endedSecond > goesOn)).toEqual([])
        return told
      },
      { timeout: 15_000, interval: 200 },
    )
  }
})

const urlOf = ({ address }: ForeignDatabase): string => {
  const { username, secret, host, port, database } = address
  return `mysql://${username}${secret && `:${encodeURIComponent(secret)}`}@${host}:${port}/${database}`
}

function countBy<Item>(items: readonly Item[], key: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1
  return counts
}

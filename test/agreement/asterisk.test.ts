import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { FORMULAS, serviceLevel } from '../../src/platform/service.level.ts'
import { type AsteriskServer, asteriskAvailable, startAsterisk } from '../asterisk/asterisk.server.ts'
import type { AmiMessage } from '../asterisk/story.ami.ts'
import { ForeignDatabase } from '../databases/foreign.databases.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'
import { startProxy, type TcpProxy } from '../servers/tcp.proxy.ts'
import { expectAgreement } from './agreement.ts'
import { ABANDONED_FOR_ASTERISK, countBy, countsOf, groupBy, meanOf, sumOf } from './counts.of.ts'
import { queueLogTable, SixtyCalls } from './sixty.calls.ts'
import { type ToldFacts, type ToldVisit, toldFacts } from './told.facts.ts'

const { available, reason } = asteriskAvailable()

describe.skipIf(!available && !process.env.CI)(`sixty calls on a real Asterisk ${reason}`, () => {
  let asterisk: AsteriskServer
  let table: ForeignDatabase
  let kept: ForeignDatabase
  let app: AppServer
  const proxies: TcpProxy[] = []
  let admin: ApiClient
  let pbxs: { file: string; table: string; events: string }
  let byFile: ToldFacts
  let byTable: ToldFacts
  let byEvents: ToldFacts
  /** What Asterisk's own counters say at the end, of each queue. */
  let status: AmiMessage[]
  /** Times that two sources put on both sides of the end of a second. */
  let apart = 0

  beforeAll(async () => {
    ;[table, kept] = await Promise.all([ForeignDatabase.create('MYSQL'), ForeignDatabase.create('MYSQL')])
    await table.run(queueLogTable)
    asterisk = await startAsterisk({
      phones: { '7001': { transfers: { to: '9001', afterSeconds: 1 } } },
      queueLogDatabase: table.url,
    })
    const environment = { QUEUE_LOG_DIRS: join(asterisk.folder, 'log') }
    app = await AppServer.start({ databaseUrl: kept.url, environment })
    admin = await app.admin()
    // One Asterisk, known three times: by its file, by its table, and by what its manager tells.
    pbxs = {
      file: await register('Archivo'),
      table: await register('Tabla'),
      events: await register('Eventos'),
    }
    await readFile(pbxs.file)
    await readTable(pbxs.table)
    await new SixtyCalls(asterisk).play()
    status = await queueStatus()
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
    // How the talk of a caller ended who was handed over, two threads of Asterisk say, and the table may have them
    // in another order than the file.
    const handedOver = new Set(
      [...byFile.visits, ...byTable.visits].flatMap(({ callid, ending }) =>
        ending === 'ATTENDED_TRANSFER' ? [callid] : [],
      ),
    )
    const blurred = ({ visits, ...told }: ToldFacts): ToldFacts => ({
      ...told,
      visits: visits.map((visit) =>
        handedOver.has(visit.callid) ? { ...visit, ending: 'ATTENDED_TRANSFER', leftTo: null } : visit,
      ),
    })
    apart += expectAgreement(blurred(byFile), blurred(byTable), 'file and table')
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

  it('give the same service level by every source, formula and threshold', () => {
    const queues = groupBy(byFile.visits, ({ queue }) => queue)
    for (const other of [byTable, byEvents])
      for (const [queue, visits] of queues)
        for (const seconds of [20, 2])
          for (const formula of FORMULAS) {
            const others = other.visits.filter((visit) => visit.queue === queue)
            const [one, two] = [visits, others].map((all) => serviceLevel(formula, countsOf(all, seconds)))
            // A wait of 2 s that another source puts at 3 s is in time for one and not for the other.
            const differing = visits.filter((visit) => !others.some((each) => isSameWait(visit, each))).length
            const what = `${formula} of ${queue} in ${seconds} s`
            if (differing === 0) expect(two, what).toBe(one)
            else expect(Math.abs((two ?? 0) - (one ?? 0)), what).toBeLessThanOrEqual(differing / 2)
          }
  })

  it('agree with QueueStatus, which calls abandoned whoever left without a key and without an agent', () => {
    for (const { Queue: queue = '', ...told } of status) {
      const visits = byEvents.visits.filter((visit) => visit.queue === queue)
      const counts = countsOf(visits, Number(told.ServiceLevel), ABANDONED_FOR_ASTERISK)
      expect(Number(told.Abandoned), `abandoned of ${queue}`).toBe(counts.abandoned)
      // It counts a call twice now and then, when both sides hang up at once: its log does not.
      const completed = Number(told.Completed)
      expect([counts.answered, counts.answered + 1], `completed of ${queue}`).toContain(completed)
      if (completed !== counts.answered) continue
      // Its first service level is over answered calls, its second counts who gave up in time as served in time.
      const percent = (level: number | null) => ((level ?? 0) * 100).toFixed(1)
      expect(told.ServicelevelPerf, queue).toBe(percent(serviceLevel('ANSWERED', counts)))
      expect(told.ServicelevelPerf2, queue).toBe(percent(serviceLevel('SETTLED_IN_TIME', counts)))
      // Its hold and talk times are no means of the day: a quarter of each is the latest call's.
      const talks = visits.flatMap(({ talkSeconds }) => talkSeconds ?? [])
      expect(Number(told.TalkTime), queue).toBeGreaterThanOrEqual(Math.min(0, ...talks))
      expect(Number(told.TalkTime), queue).toBeLessThanOrEqual(Math.max(0, ...talks))
    }
  })

  it('are what the live counters of the day say', async () => {
    const { queues, agents } = await admin.query<{ queues: LiveQueue[]; agents: LiveAgent[] }>(
      `{ queues { name pbxId serviceLevelSeconds today { offered answered abandoned timedOut leftOtherwise lost waiting
           answeredInTime serviceLevel averageWaitSeconds averageTalkSeconds } }
         agents { number pbxId today { answered talkSeconds missed } } }`,
    )
    for (const { name, serviceLevelSeconds, today } of queues.filter(({ pbxId }) => pbxId === pbxs.events)) {
      const visits = byEvents.visits.filter(({ queue }) => queue === name)
      const counts = countsOf(visits, serviceLevelSeconds)
      const of = (outcome: string) => visits.filter((visit) => visit.outcome === outcome)
      const answered = of('ANSWERED')
      expect({ name, ...rounded(today) }).toEqual({
        name,
        offered: visits.length,
        answered: answered.length,
        abandoned: of('ABANDONED').length,
        timedOut: of('TIMED_OUT').length,
        leftOtherwise: of('LEFT_EMPTY').length + of('LEFT_BY_KEY').length + of('WITHDRAWN').length,
        lost: 0,
        waiting: 0,
        answeredInTime: counts.answeredInTime,
        serviceLevel: round(serviceLevel('OFFERED', counts)),
        averageWaitSeconds: round(meanOf(answered.map(({ waitSeconds }) => waitSeconds))),
        averageTalkSeconds: round(meanOf(answered.map(({ talkSeconds }) => talkSeconds!))),
      })
    }
    for (const { number, today } of agents.filter(({ pbxId }) => pbxId === pbxs.events)) {
      const answered = byEvents.visits.filter(({ agent }) => agent === number)
      expect({ number, ...rounded(today) }).toEqual({
        number,
        answered: answered.length,
        talkSeconds: sumOf(answered.map(({ talkSeconds }) => talkSeconds!)),
        missed: byEvents.rings.filter(({ agent, outcome }) => agent === number && outcome === 'MISSED')
          .length,
      })
    }
  })

  it('count once when the log is read of a time that events have told', async () => {
    await readFile(pbxs.events)
    await vi.waitFor(
      async () => {
        const sources = await kept.run(
          ['visit', 'ring', 'session', 'pause']
            .map((kind) => `select distinct source from ${kind}_facts where pbx_id = '${pbxs.events}'`)
            .join(' union '),
        )
        expect(sources).toEqual([{ source: 'LOG' }])
      },
      { timeout: 10_000, interval: 200 },
    )
    expect(expectAgreement(byFile, await allTold(pbxs.events), 'file, and file after events')).toBe(0)
  })

  it('have waits and talks that hardly ever differ by the end of a second between two looks at the clock', () => {
    expect(apart).toBeLessThanOrEqual(5)
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

  async function queueStatus(): Promise<AmiMessage[]> {
    const ActionID = 'counters'
    const mark = asterisk.ami.mark()
    await asterisk.ami.action({ Action: 'QueueStatus', ActionID })
    await asterisk.waitForEvent('QueueStatusComplete', { ActionID }, 5_000, mark)
    return asterisk.ami.events.filter((event) => event.ActionID === ActionID && event.Event === 'QueueParams')
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
        expect(told.spans.filter(({ endedSecond }) => endedSecond === null)).toEqual([])
        return told
      },
      { timeout: 15_000, interval: 200 },
    )
  }
})

interface LiveQueue {
  name: string
  pbxId: string
  serviceLevelSeconds: number
  today: Record<string, number | null>
}

interface LiveAgent {
  number: string
  pbxId: string
  today: Record<string, number>
}

/** To the thousandth: sums of fractions are not exact. */
const round = (value: number | null) => (value === null ? null : Math.round(value * 1000) / 1000)
const rounded = (values: Record<string, number | null>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, round(value)]))

const isSameWait = (one: ToldVisit, other: ToldVisit): boolean =>
  one.callid === other.callid && one.queue === other.queue && one.waitSeconds === other.waitSeconds

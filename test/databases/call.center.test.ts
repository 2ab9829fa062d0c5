import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { CallCenterDatabase } from '../../src/adapters/call-center/call.center.database.ts'
import { readQueueEvent } from '../../src/adapters/queue-log/queue.event.reader.ts'
import { PbxDirectory } from '../../src/domains/pbxs/pbx.directory.ts'
import { CallCenterImporter } from '../../src/domains/queue-logs/call-center/call.center.importer.ts'
import { CallCenterStore } from '../../src/domains/queue-logs/call-center/call.center.store.ts'
import { FactBuilder } from '../../src/domains/queue-logs/facts/fact.builder.ts'
import { FactRecorder } from '../../src/domains/queue-logs/facts/fact.recorder.ts'
import { FactStore } from '../../src/domains/queue-logs/facts/fact.store.ts'
import { LogWriter } from '../../src/domains/queue-logs/sources/log.writer.ts'
import { RollupService } from '../../src/domains/reports/rollups/rollup.service.ts'
import { newId, stableIdAt } from '../../src/platform/ids.ts'
import { LocalClock } from '../../src/platform/local.clock.ts'
import { openStore } from '../../src/platform/store/open.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { embeddedTemplate } from '../engines.ts'
import { refusalOf } from '../users/people.ts'
import { A_MORNING, CALL_CENTER_SCHEMA } from './call.center.sql.ts'
import { ImportWork } from './cdr.desk.ts'
import { ForeignDatabase } from './foreign.databases.ts'

const ZONE = 'America/Asuncion'
const NOW = new Date('2026-03-05T15:05:00Z')
const at = (time: string) => new Date(`2026-03-04T${time}Z`)

let store: Store
let mysql: ForeignDatabase
let facts: FactStore
beforeAll(async () => {
  store = await openStore('memory:', { template: await embeddedTemplate() })
  mysql = await ForeignDatabase.create('MYSQL')
  await mysql.run(CALL_CENTER_SCHEMA)
  await mysql.run(A_MORNING)
  const clock = { ticks: () => performance.now(), now: () => NOW }
  facts = new FactStore(
    store,
    new RollupService({
      ...{ store, clock },
      onFault: (_, error) => {
        throw error
      },
    }),
  )
})
afterAll(async () => {
  await store?.close()
  await mysql?.drop()
})

/** A PBX with what was taken over for it. */
class Desk {
  readonly tenantId = newId()
  readonly directory: PbxDirectory
  readonly agents = new Map<string, string | undefined>()
  readonly queues = new Set<string>()

  constructor(readonly pbxId = newId()) {
    this.directory = new PbxDirectory(pbxId, () => this.tenantId)
  }

  work(more: object = {}): ImportWork {
    const work = new ImportWork(store)
    const input = { pbxId: this.pbxId, timeZone: ZONE, from: null, until: NOW.toISOString() }
    work.input = { ...input, ignoresTimeZone: false, ...more }
    return work
  }

  run(work = this.work()) {
    return new CallCenterImporter({
      ...{ facts, store: new CallCenterStore(store) },
      open: async ({ timeZone, from, until }) =>
        new CallCenterDatabase(mysql.open(), {
          ...{ clock: new LocalClock(timeZone), now: NOW, batchRows: 3 },
          ...{ from: from ? new Date(from) : undefined, until: new Date(until) },
        }),
      directoryOf: async () => this.directory,
      onQueue: ({ name }) => this.queues.add(name),
      onAgent: ({ name, title }) => this.agents.set(name, title),
    }).run(work)
  }

  /** All facts of the PBX, by when they began. */
  async facts() {
    const { visitFacts, sessionFacts, pauseFacts } = store.tables
    const own = <Row extends { pbxId: string; endedAt: Date | null }>(
      rows: Row[],
      began: (row: Row) => Date,
    ) =>
      rows
        .filter(({ pbxId }) => pbxId === this.pbxId)
        .sort((a, b) => began(a).getTime() - began(b).getTime() || Number(a.endedAt) - Number(b.endedAt))
    return {
      visits: own(await store.select().from(visitFacts), ({ joinedAt }) => joinedAt),
      sessions: own(await store.select().from(sessionFacts), ({ startedAt }) => startedAt),
      pauses: own(await store.select().from(pauseFacts), ({ startedAt }) => startedAt),
    }
  }

  async offered(): Promise<number> {
    const { queueQuarters } = store.tables
    const rows = await store.select().from(queueQuarters)
    return rows
      .filter(({ tenantId }) => tenantId === this.tenantId)
      .reduce((sum, { offered }) => sum + offered, 0)
  }
}

const COUNTS = { rows: 17, badRows: 2, unfinished: 2, visits: 8, sessions: 2, pauses: 2 }
let desk: Desk
beforeEach(() => {
  desk = new Desk()
})

it('a morning of Issabel CallCenter becomes facts', async () => {
  expect(await desk.run()).toEqual(COUNTS)
  const { visits, sessions, pauses } = await desk.facts()
  const agent = (number: string) => desk.directory.agentId(number)
  expect(visits[0]).toMatchObject({
    id: stableIdAt(at('12:00:00'), desk.pbxId, 'visit', '1772625595.1', '500', '0'),
    ...{ source: 'IMPORT', version: 2, callid: '1772625595.1', queueId: desk.directory.queueId('500') },
    ...{ outcome: 'ANSWERED', ending: 'UNKNOWN', agentId: agent('1001'), callerNumber: '0981111' },
    ...{ joinedAt: at('12:00:00'), answeredAt: at('12:00:12'), endedAt: at('12:01:12') },
    ...{ waitSeconds: 12, talkSeconds: 60, leftTo: null },
  })
  expect(
    visits.map(({ outcome, waitSeconds, talkSeconds, leftTo }) => [
      outcome,
      waitSeconds,
      talkSeconds,
      leftTo,
    ]),
  ).toEqual([
    ['ANSWERED', 12, 60, null],
    ['ANSWERED', 4, 60, '1001'],
    ['ABANDONED', 45, null, null],
    ['ABANDONED', 0, null, null],
    ['ABANDONED', 30, null, null],
    ['ANSWERED', 8, null, null],
    ['LOST', 0, null, null],
    ['ANSWERED', 4, 120, null],
  ])
  expect(visits[1]).toMatchObject({ ending: 'BLIND_TRANSFER', agentId: agent('1002') })
  expect(visits.at(-1)).toMatchObject({ queueId: desk.directory.queueId('700'), callerNumber: '0991234' })
  expect(sessions.map(({ agentId, startedAt, endedAt }) => [agentId, startedAt, endedAt])).toEqual([
    [agent('1001'), at('11:55:00'), at('20:00:00')],
    [agent('1002'), at('12:00:00'), at('15:00:00')],
  ])
  expect(pauses.map(({ reason, startedAt, endedAt, kind }) => [reason, startedAt, endedAt, kind])).toEqual([
    ['Baño', at('14:00:00'), at('14:05:00'), 'PAUSE'],
    ['Almuerzo', at('15:00:00'), at('16:00:00'), 'PAUSE'],
  ])
  expect([...desk.agents]).toEqual([
    ['1001', 'Ana Gómez'],
    ['1002', 'Luis Ortiz'],
  ])
  expect([...desk.queues].sort()).toEqual(['500', '501', '700'])
  expect(await desk.offered()).toBe(8)
})

it('done twice, or cut off anywhere and taken up, it is the same', async () => {
  await desk.run()
  const once = await desk.facts()
  expect(await desk.run()).toEqual(COUNTS)
  expect(await desk.facts()).toEqual(once)
  expect(await desk.offered()).toBe(8)

  const other = new Desk()
  const work = other.work()
  for (const diesAt of [1, 3, 1, 2]) {
    work.kept = 0
    work.diesAt = diesAt
    expect(await other.run(work).catch(String)).toMatch(/killed/)
  }
  work.diesAt = undefined
  expect(await other.run(work)).toEqual(COUNTS)
  const plain = (all: typeof once) =>
    Object.values(all).map((rows) => rows.map(({ endedAt, version, source }) => [endedAt, version, source]))
  expect(plain(await other.facts())).toEqual(plain(once))
  expect(await other.offered()).toBe(8)
})

it('of a period; and not in a zone that the unique ids deny', async () => {
  expect(
    await desk.run(desk.work({ from: at('12:10:00').toISOString(), until: at('12:15:00').toISOString() })),
  ).toMatchObject({ visits: 3, sessions: 0 })
  const error = await new Desk().run(new Desk().work({ timeZone: 'America/Bogota' })).catch((each) => each)
  expect(error).toMatchObject({ code: 'TIME_ZONE_WRONG', details: { minutes: 120 } })
})

it('what the log of the PBX tells is not told twice, whichever of them comes first', async () => {
  const write = async (time: string, callid: string) => {
    const builder = new FactBuilder()
    builder.take(
      readQueueEvent(['', callid, '500', 'NONE', 'ENTERQUEUE', '', '0981111', '1'], at(time).getTime()),
    )
    builder.take(
      readQueueEvent(['', callid, '500', 'NONE', 'ABANDON', '1', '1', '5'], at(time).getTime() + 5_000),
    )
    const rows = new FactRecorder(desk.directory, 'LOG').rows(builder.drain())
    const writer = new LogWriter(store, facts)
    const { pbxId } = desk
    await writer.write({ pbxId, replacesEvents: await writer.hasEvents(pbxId) }, rows, async () => {})
  }
  const { queues } = store.tables
  const queue = { id: desk.directory.queueId('500'), tenantId: desk.tenantId, pbxId: desk.pbxId, name: '500' }
  const nothingSet = { label: null, serviceLevelSeconds: null, wrapUpSeconds: null, hiddenAt: null }
  await store.insert(queues, { ...queue, ...nothingSet, foundAt: NOW })
  // The log says a second later what CallCenter said.
  await write('12:20:01', '1772626795.20')
  expect(await refusalOf(desk.run())).toBe('TOLD_BY_LOG input until')
  expect((await desk.facts()).visits).toHaveLength(1)
  const before = desk.work({ until: at('12:20:00').toISOString() })
  expect(await desk.run(before)).toMatchObject({ visits: 5, sessions: 2 })
  expect(await desk.offered()).toBe(6)

  // Older files of the log turn up: what had been taken over of that time gives way.
  await write('12:00:01', '1772625595.1')
  const visits = (await desk.facts()).visits.filter(({ callid }) => callid === '1772625595.1')
  expect(visits).toMatchObject([{ source: 'LOG', outcome: 'ABANDONED' }])
})

it('a database that is not one of it says what is missing', async () => {
  await mysql.run('alter table call_entry drop column duration_wait')
  expect(await refusalOf(desk.run())).toBe('COLUMN_MISSING')
  await mysql.run('drop table call_entry')
  expect(await refusalOf(desk.run())).toBe('TABLE_MISSING')
})

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { valuesOf } from '../../src/adapters/cdr/cdr.file.ts'
import { QueueLineReader } from '../../src/adapters/queue-log/queue.line.reader.ts'
import { PbxDirectory } from '../../src/domains/pbxs/pbx.directory.ts'
import { FactBuilder } from '../../src/domains/queue-logs/facts/fact.builder.ts'
import { FactRecorder } from '../../src/domains/queue-logs/facts/fact.recorder.ts'
import { openStore } from '../../src/platform/store/open.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { embeddedTemplate } from '../engines.ts'
import { startProxy } from '../servers/tcp.proxy.ts'
import { refusalOf } from '../users/people.ts'
import { CdrDesk } from './cdr.desk.ts'
import { describeWithLogs, ForeignDatabase, forMariadb, logFile, logText } from './foreign.databases.ts'

const ISSABEL_FILE = 'cdr/issabel4_2022_Master.csv'
const ISSABEL_TABLE = 'cdr/issabel4_2022_asteriskcdrdb_cdr.sql'
const LAB = 'cdr/asterisk16_lab1_Master.csv'
const THIRDLANE = 'cdr/thirdlane_it_2018_cdr.csv'
const NINETEEN = 'cdr/pjsip_lab_2023_Master_19cols.csv'

let store: Store
let mysql: ForeignDatabase
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'centralita-cdr-'))
  store = await openStore('memory:', { template: await embeddedTemplate() })
  mysql = await ForeignDatabase.create('MYSQL')
})
afterAll(async () => {
  await store?.close()
  await mysql?.drop()
  rmSync(folder, { recursive: true, force: true })
})

/** What a file and a table of the same calls can both tell. */
const common = (calls: Awaited<ReturnType<CdrDesk['calls']>>) =>
  calls.map(({ id, tenantId, pbxId, did, recording, queueId, agentId, ...call }) => ({
    ...call,
    parts: [queueId !== null, agentId !== null],
  }))

function file(name: string, lines: readonly string[]): string {
  const path = join(folder, name)
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''))
  return path
}

/** A line as `cdr_csv` writes it. */
function line(fields: {
  src?: string
  dst: string
  channel: string
  other?: string
  app?: string
  data?: string
  start: string
  answer?: string
  end: string
  seconds: [duration: number, billed: number]
  disposition: string
  uniqueid: string
}): string {
  const { src = '', dst, channel, other = '', app = 'Dial', data = '', start, answer = '', end } = fields
  const text = ['', src, dst, 'ctx', `""${src}"" <${src}>`, channel, other, app, data, start, answer, end]
  const quoted = (values: (string | number)[]) => values.map((value) => `"${value}"`).join(',')
  return `${quoted(text)},${fields.seconds.join(',')},${quoted([fields.disposition, 'DOCUMENTATION', fields.uniqueid, ''])}`
}

describeWithLogs('Calls of an Issabel', [ISSABEL_FILE, ISSABEL_TABLE], () => {
  it('are the same from Master.csv in UTC and from the table in local time', async () => {
    await mysql.run(logText(ISSABEL_TABLE))
    const [byFile, byTable] = [new CdrDesk(store), new CdrDesk(store)]
    const told = { rows: 736, badRows: 0, calls: 448, knownCalls: 0 }
    expect(await byFile.file(logFile(ISSABEL_FILE), 'UTC')).toEqual(told)
    expect(await byTable.table(() => mysql.open(), 'America/La_Paz')).toEqual(told)
    expect(common(await byTable.calls())).toEqual(common(await byFile.calls()))

    const [, answered] = await byTable.calls()
    expect(answered).toMatchObject({
      linkedid: '1655439303.12',
      ...{ direction: 'INTERNAL', state: 'ENDED', disposition: 'ANSWERED', endReason: 'HANGUP' },
      ...{ fromNumber: '1001', fromName: 'Persona 294', toNumber: '1002', did: null },
      ...{ startedAt: new Date('2022-06-17T04:15:03Z'), answeredAt: new Date('2022-06-17T04:15:08Z') },
      ...{ waitSeconds: 0, talkSeconds: 19, durationSeconds: 24 },
    })
    const queued = (await byTable.calls()).find(({ linkedid }) => linkedid === '1658129428.1048')
    expect(queued).toMatchObject({ disposition: 'ABANDONED', waitSeconds: 28, talkSeconds: 0 })
    expect(byTable.found.get('QUEUE 500')).toMatchObject({ id: queued!.queueId, tenantId: byTable.tenantId })
  })

  it('are refused with the offset seen where the zone is wrong, unless that was said to be right', async () => {
    const desk = new CdrDesk(store)
    const error = await desk.table(() => mysql.open(), 'UTC').catch((each) => each)
    expect(error).toMatchObject({ code: 'TIME_ZONE_WRONG', details: { minutes: -240, timeZone: 'UTC' } })
    expect(await desk.calls()).toEqual([])
    const work = desk.work('UTC', { ignoresTimeZone: true })
    expect(await desk.table(() => mysql.open(), 'UTC', { work })).toMatchObject({ calls: 448 })
  })

  it('are taken over of a period, and of another on top of it', async () => {
    const [whole, parts] = [new CdrDesk(store), new CdrDesk(store)]
    await whole.table(() => mysql.open(), 'America/La_Paz')
    // In the midst of a call: its parts stay together.
    const middle = new Date('2022-06-17T06:27:15Z')
    const until = await parts.table(() => mysql.open(), 'America/La_Paz', { until: middle })
    const from = await parts.table(() => mysql.open(), 'America/La_Paz', { from: middle })
    expect([until, from].reduce((sum, { rows }) => sum + Number(rows), 0)).toBe(736)
    expect(common(await parts.calls())).toEqual(common(await whole.calls()))
  })

  it('are the same after being taken over twice, and after an import that was cut off anywhere', async () => {
    const whole = new CdrDesk(store)
    await whole.file(logFile(ISSABEL_FILE), 'UTC')
    const [calls, legs] = [await whole.calls(), await whole.legs()]
    await whole.file(logFile(ISSABEL_FILE), 'UTC')
    expect([await whole.calls(), await whole.legs()]).toEqual([calls, legs])

    // Many more records than are read at once, of which a call is cut in two by every end of a batch.
    const many = file(
      'many.csv',
      Array.from({ length: 1_200 }, (_, n) => {
        const second = 1_772_618_400 + Math.floor(n / 3) * 20
        const at = (plus: number) =>
          new Date((second + plus) * 1000).toISOString().slice(0, 19).replace('T', ' ')
        const leg = ['SIP/1001', 'SIP/1002', 'SIP/1003'][n % 3]!
        return line({
          ...{ src: '0991', dst: '600', channel: `SIP/troncal-${String((n / 3) | 0).padStart(8, '0')}` },
          ...{ other: `${leg}-${String(n).padStart(8, '0')}`, start: at(n % 3), end: at(3 + (n % 3)) },
          ...{ seconds: [3, 0], disposition: 'NO ANSWER', uniqueid: `${second}.${n - (n % 3)}` },
        })
      }),
    )
    const atOnce = new CdrDesk(store)
    const told = await atOnce.file(many, 'UTC')
    expect(told).toEqual({ rows: 1_200, badRows: 0, calls: 400, knownCalls: 0 })
    const other = new CdrDesk(store)
    const work = other.work('UTC')
    for (const diesAt of [1, 3, 2, 1]) {
      work.kept = 0
      work.diesAt = diesAt
      expect(await other.file(many, 'UTC', work).catch(String)).toMatch(/killed/)
    }
    work.diesAt = undefined
    expect(await other.file(many, 'UTC', work)).toEqual(told)
    expect(common(await other.calls())).toEqual(common(await atOnce.calls()))
    expect(await other.legs()).toHaveLength((await atOnce.legs()).length)
  })
})

describeWithLogs('Calls of other PBXs', [LAB, THIRDLANE, NINETEEN, 'cdr/asterisk_testsuite_good.csv'], () => {
  it('through Local channels: their halves are one call, that waited and talked as its queue_log says', async () => {
    const desk = new CdrDesk(store)
    expect(await desk.file(logFile(LAB), 'UTC')).toMatchObject({ rows: 66, badRows: 0, calls: 20 })
    const [first, , third] = await desk.calls()
    // The log: CONNECT after 1 s, COMPLETEAGENT after 4 s more; records know whole seconds of three clocks.
    expect(first).toMatchObject({ linkedid: '1795313530.0', disposition: 'ANSWERED' })
    expect(first).toMatchObject({ waitSeconds: 1, talkSeconds: 3, durationSeconds: 5 })
    expect(third).toMatchObject({ disposition: 'ABANDONED', waitSeconds: 4 })
    expect((await desk.legs()).filter(({ callId }) => callId === first!.id)).toHaveLength(4)
  })

  it('with linkedid, trunks, DIDs and phones that ring one after the other', async () => {
    const desk = new CdrDesk(store)
    await desk.file(logFile(THIRDLANE), 'America/New_York')
    const calls = await desk.calls()
    const of = (linkedid: string) => calls.find((call) => call.linkedid === linkedid)
    expect(of('1543540817.1')).toMatchObject({ direction: 'OUTBOUND', fromNumber: '1115', talkSeconds: 20 })
    expect(of('1543596521.9')).toMatchObject({
      disposition: 'ANSWERED',
      talkSeconds: 120,
      durationSeconds: 122,
    })
    const inbound = of('1543599095.33')
    expect(inbound).toMatchObject({ direction: 'INBOUND', did: '2492759600', toNumber: '2492759600' })
    const queued = of('1543602660.197')!
    // The log: joined at :57, the same caller rang four phones one after the other.
    expect(queued).toMatchObject({ direction: 'INBOUND', queueId: desk.found.get('QUEUE IT')!.id })
    expect(queued.waitSeconds).toBeGreaterThan(45)
    expect([...desk.found.keys()]).toContain('AGENT 1141')
    // One call of all its records, of however many channels.
    expect(new Set(calls.map(({ linkedid }) => linkedid)).size).toBe(calls.length)
  })

  it('by cdr_custom, of Madagascar; and a file of the hour that says what is wrong with it', async () => {
    const desk = new CdrDesk(store)
    expect(await desk.file(logFile(NINETEEN), 'Indian/Antananarivo')).toMatchObject({
      calls: 14,
      badRows: 0,
    })
    expect((await desk.calls())[0]).toMatchObject({
      durationSeconds: 31,
      talkSeconds: 13,
      toNumber: '6789',
    })
    const refused = await desk.file(logFile(NINETEEN), 'UTC').catch((error) => error)
    expect(refused).toMatchObject({ details: { minutes: 180 } })
  })

  it('of which lines are broken: they are counted', async () => {
    const desk = new CdrDesk(store)
    const [good, buggy] = ['cdr/asterisk_testsuite_good.csv', 'cdr/asterisk_testsuite_buggy.csv']
    expect(await desk.file(logFile(good), 'UTC')).toMatchObject({ rows: 5, badRows: 0, calls: 1 })
    expect(await desk.file(logFile(buggy), 'UTC')).toMatchObject({ rows: 0, badRows: 1, calls: 0 })
    const odd = file('odd.csv', [
      '',
      'x',
      '"',
      `"${'y'.repeat(200_000)}"`,
      '\0\0\0,\xff',
      '"a"b,c',
      ',,,,,,,,,,,,,,,,,',
    ])
    expect(await desk.file(odd, 'UTC')).toMatchObject({ rows: 0, calls: 0 })
    expect(await refusalOf(desk.file(join(folder, 'none.csv'), 'UTC'))).toBe('IMPORT_FILE_MISSING')
    expect(await refusalOf(desk.file(folder, 'UTC'))).toBe('IMPORT_FILE_UNREADABLE')
  })

  it("by Asterisk's own realtime table, whose columns are called otherwise", async () => {
    await mysql.run('drop table if exists cdr')
    await mysql.run(forMariadb(logText('cdr/asterisk_realtime_cdr_2023.sql')))
    const desk = new CdrDesk(store)
    await desk.table(() => mysql.open(), 'UTC')
    const [first] = await desk.calls()
    expect(first).toMatchObject({ linkedid: '1675555752.0', direction: 'INTERNAL', talkSeconds: 13 })
    expect([...desk.found.keys()]).toEqual(['QUEUE Support', 'AGENT 400', 'QUEUE sales'])
  })
})

describeWithLogs(
  'Calls of a center whose queue_log is known',
  ['generated/small/Master.csv', 'generated/small/queue_log'],
  () => {
    it('waited and talked as the log says, though records of a queue know neither', async () => {
      const desk = new CdrDesk(store)
      const path = logFile('generated/small/Master.csv')
      await desk.file(path, 'UTC')
      const before = await desk.calls()

      const directory = new PbxDirectory(desk.pbxId, () => desk.tenantId)
      const builder = new FactBuilder()
      const lines = new QueueLineReader((event) => builder.take(event))
      lines.push(readFileSync(logFile('generated/small/queue_log')))
      const { visits } = new FactRecorder(directory, 'LOG').rows(builder.drain())
      await store.bulkUpsert(store.tables.visitFacts, visits, { key: ['id'], newer: 'version' })
      const nothingSet = { label: null, serviceLevelSeconds: null, wrapUpSeconds: null, hiddenAt: null }
      for (const queue of desk.foundQueues)
        await store.insert(store.tables.queues, { ...queue, ...nothingSet, foundAt: new Date() })

      await desk.file(path, 'UTC')
      const calls = await desk.calls()
      expect(calls.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
      const told = new Map<string, typeof visits>()
      for (const visit of visits) told.set(visit.callid, [...(told.get(visit.callid) ?? []), visit])
      let compared = 0
      for (const call of calls) {
        const own = told.get(call.linkedid)?.filter(({ version }) => version === 2)
        if (!own) continue
        compared++
        const wait = own.reduce((sum, { waitSeconds }) => sum + waitSeconds, 0)
        expect(call.waitSeconds, call.linkedid).toBe(wait)
        expect(call.disposition === 'ANSWERED', call.linkedid).toBe(
          own.some(({ outcome }) => outcome === 'ANSWERED'),
        )
      }
      expect(compared).toBeGreaterThan(1_000)
    })
  },
)

describe('Calls of the past', () => {
  it('never take the place of one that was seen live', async () => {
    const desk = new CdrDesk(store)
    const path = file('two.csv', [
      line({
        ...{ src: '0991', dst: '600', channel: 'SIP/troncal-00000001', other: 'SIP/1001-00000002' },
        ...{ start: '2026-03-04 10:00:00', answer: '2026-03-04 10:00:05', end: '2026-03-04 10:01:05' },
        ...{ seconds: [65, 60], disposition: 'ANSWERED', uniqueid: '1772618400.1' },
      }),
      line({
        ...{ src: '1001', dst: 'h', channel: 'SIP/1001-00000009', start: '2026-03-04 10:02:00' },
        ...{ end: '2026-03-04 10:02:00', seconds: [0, 0], disposition: 'ANSWERED', uniqueid: '1772618520.9' },
      }),
    ])
    expect(await desk.file(path, 'UTC')).toEqual({ rows: 2, badRows: 0, calls: 1, knownCalls: 0 })
    const [call] = await desk.calls()
    expect(call).toMatchObject({
      direction: 'INBOUND',
      talkSeconds: 60,
      answeredAt: new Date('2026-03-04T10:00:05Z'),
    })
    const live = { ...call!, version: 0, talkSeconds: 61 }
    const { calls, callLegs } = store.tables
    await store.bulkUpsert(calls, [live], { key: ['id'], newer: 'version' })
    const legs = await desk.legs()
    await store.delete(callLegs, undefined)
    expect(await desk.file(path, 'UTC')).toEqual({ rows: 2, badRows: 0, calls: 0, knownCalls: 1 })
    expect(await desk.calls()).toEqual([live])
    expect(legs).toHaveLength(2)
    expect(await desk.legs()).toEqual([])
  })

  it('stay as far as they came when somebody cancels, and the rest may follow', async () => {
    const path = file(
      'cancelled.csv',
      Array.from({ length: 800 }, (_, n) => {
        const at = new Date((1_772_618_400 + n * 60) * 1000).toISOString().slice(0, 19).replace('T', ' ')
        return line({
          ...{ src: '0991', dst: '600', channel: `SIP/troncal-${n}`, start: at, end: at, seconds: [0, 0] },
          ...{ disposition: 'BUSY', uniqueid: `${1_772_618_400 + n * 60}.1` },
        })
      }),
    )
    const desk = new CdrDesk(store)
    const work = desk.work('UTC')
    work.cancelledAt = 3
    expect(await desk.file(path, 'UTC', work).catch(String)).toMatch(/cancelled/)
    const there = (await desk.calls()).length
    expect(there).toBeGreaterThan(100)
    expect(there).toBeLessThan(800)
    expect(await desk.file(path, 'UTC')).toMatchObject({ calls: 800 })
    expect(await desk.calls()).toHaveLength(800)
  })

  it('in the hour that clocks pass through twice are told apart by their unique ids', async () => {
    const first = Date.parse('2026-11-01T05:30:00Z') / 1000
    const at = (second: number, n: number) =>
      line({
        ...{ src: '0991', dst: '600', channel: `SIP/troncal-0000000${n}`, other: 'SIP/1001-00000002' },
        ...{ start: '2026-11-01 01:30:00', answer: '2026-11-01 01:30:10', end: '2026-11-01 01:30:20' },
        ...{ seconds: [20, 10], disposition: 'ANSWERED', uniqueid: `${second}.${n}` },
      })
    const desk = new CdrDesk(store)
    await desk.file(file('fold.csv', [at(first, 1), at(first + 3_600, 2)]), 'America/New_York')
    const [one, other] = await desk.calls()
    expect(other!.startedAt.getTime() - one!.startedAt.getTime()).toBe(3_600_000)
    expect(other!.answeredAt!.getTime() - one!.answeredAt!.getTime()).toBe(3_600_000)
  })

  it('are taken over by way of a database that goes away meanwhile', async () => {
    await mysql.run(`drop table if exists cdr; create table cdr (calldate datetime, src varchar(80),
      dst varchar(80), channel varchar(80), dstchannel varchar(80), duration int, billsec int,
      disposition varchar(20), uniqueid varchar(32), key (calldate));
      insert into cdr select '2026-03-04 10:00:00' + interval seq second, '1001', '1002',
        concat('SIP/1001-', lpad(seq, 8, '0')), concat('SIP/1002-', lpad(seq, 8, '0')), 1, 1, 'ANSWERED',
        concat(1772618400 + seq, '.', seq) from seq_0_to_899`)
    const lineTo = await startProxy(mysql.address.port, mysql.address.host)
    const desk = new CdrDesk(store)
    const work = desk.work('UTC')
    const keep = work.keep.bind(work)
    work.keep = async (checkpoint) => {
      await keep(checkpoint)
      if (work.kept === 2) await lineTo.cut()
    }
    const told = await desk.table(() => mysql.open({ port: lineTo.port }), 'UTC', { work })
    expect(told).toEqual({ rows: 900, badRows: 0, calls: 900, knownCalls: 0 })
    expect(await desk.calls()).toHaveLength(900)
    expect(lineTo.connections).toBe(2)
    await lineTo.stop()
    await mysql.run('alter table cdr drop column uniqueid')
    expect(await refusalOf(desk.table(() => mysql.open(), 'UTC'))).toBe('COLUMN_MISSING')
  })
})

it('values of a line may hold quotes and commas', () => {
  expect(valuesOf('"a","""Ana, la ""buena""""",,3,""')).toEqual(['a', '"Ana, la "buena""', '', '3', ''])
  for (const broken of ['"a', '"a"b', '"a","']) expect(valuesOf(broken)).toBeUndefined()
})

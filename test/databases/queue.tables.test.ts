import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMysqlSession } from '../../src/adapters/pbx-database/mysql.session.ts'
import { PbxDatabase } from '../../src/adapters/pbx-database/pbx.database.ts'
import { openPostgresSession } from '../../src/adapters/pbx-database/postgres.session.ts'
import type { QueueEvent } from '../../src/adapters/queue-log/queue.event.ts'
import { QueueLineReader } from '../../src/adapters/queue-log/queue.line.reader.ts'
import type { TablePosition } from '../../src/adapters/queue-log/table.position.ts'
import { QueueLogTableReader } from '../../src/adapters/queue-log/table.reader.ts'
import { startProxy } from '../servers/tcp.proxy.ts'
import { refusalOf } from '../users/people.ts'
import { describeWithLogs, ForeignDatabase, forMariadb, logFile, logText } from './foreign.databases.ts'

const LAB = 'queue_log/asterisk16_lab1'
const NOW = new Date('2026-11-28T12:00:00Z')

let mysql: ForeignDatabase
let postgres: ForeignDatabase
beforeAll(async () => {
  mysql = await ForeignDatabase.create('MYSQL')
  postgres = await ForeignDatabase.create('POSTGRES')
})
afterAll(async () => {
  await mysql?.drop()
  await postgres?.drop()
})

const open = (database: PbxDatabase, table: string, timeZone = 'UTC', now = () => NOW) =>
  QueueLogTableReader.open(database, { table, timeZone, now })

/** All that a table has to tell, in batches of `limit`. */
async function readAll(reader: QueueLogTableReader, limit = 1_000) {
  const told: QueueEvent[] = []
  let badRows = 0
  let position: TablePosition | undefined
  for (;;) {
    // As it is kept: in JSON.
    const kept = position && (JSON.parse(JSON.stringify(position)) as TablePosition)
    const batch = await reader.read(kept, limit)
    told.push(...batch.events)
    badRows += batch.badRows
    position = batch.position
    if (batch.isEnd) return { events: told, badRows, position, warnings: batch.warnings }
  }
}

function readFiles(...names: string[]): QueueEvent[] {
  const told: QueueEvent[] = []
  const reader = new QueueLineReader((event) => told.push(event))
  for (const name of names) reader.push(readFileSync(logFile(name)))
  return told
}

const untimed = ({ atMs: _, ...event }: QueueEvent) => event

/** Numbered rows of one table, each a list of its values. */
const insert = (table: string, columns: string, rows: readonly (readonly (string | number | null)[])[]) =>
  `insert into ${table} (${columns}) values ${rows
    .map((row) => `(${row.map((value) => (value === null ? 'null' : `'${value}'`)).join(',')})`)
    .join(',')}`

describeWithLogs(
  'The table of a real Asterisk',
  [`${LAB}/realtime_same_run.sql`, `${LAB}/queue_log`, `${LAB}/queue_log.0`],
  () => {
    it('tells the events that the file of the same run tells, in whatever pieces it is read', async () => {
      await mysql.run(logText(`${LAB}/realtime_same_run.sql`))
      const { events: byTable, badRows, warnings } = await readAll(await open(mysql.open(), 'queue_log'))
      const byFile = readFiles(`${LAB}/queue_log.0`, `${LAB}/queue_log`)
      expect(badRows).toBe(0)
      expect(warnings).toEqual([])
      expect(byTable.map(untimed)).toEqual(byFile.map(untimed))
      for (const [at, event] of byTable.entries())
        expect(Math.abs(Math.floor(event.atMs / 1000) - byFile[at]!.atMs / 1000)).toBeLessThanOrEqual(1)
      const { events: inPieces } = await readAll(await open(mysql.open(), 'queue_log'), 7)
      expect(inPieces).toEqual(byTable)
    })

    it('is read from PostgreSQL as from MariaDB', async () => {
      await postgres.run(`create table queue_log (id bigserial primary key, time timestamp not null,
        callid varchar(80), queuename varchar(256), agent varchar(80), event varchar(32),
        data1 text, data2 text, data3 text, data4 text, data5 text)`)
      const rows = (await mysql.run('select * from queue_log order by id')) as Record<string, string>[]
      const columns = Object.keys(rows[0]!)
      await postgres.run(
        insert(
          'queue_log',
          columns.join(','),
          rows.map((row) => columns.map((name) => row[name]!)),
        ),
      )
      const mariadbs = await readAll(await open(mysql.open(), 'queue_log'))
      const postgresqls = await readAll(await open(postgres.open(), 'queue_log'), 10)
      expect(postgresqls.events).toEqual(mariadbs.events)
    })

    it('says so when its times are taken for another zone than theirs', async () => {
      const { warnings } = await readAll(await open(mysql.open(), 'queue_log', 'America/Bogota'))
      expect(warnings).toEqual([{ code: 'TIME_ZONE_WRONG', offsetMinutes: 300 }])
      const { warnings: none } = await readAll(await open(mysql.open(), 'queue_log', 'Africa/Abidjan'))
      expect(none).toEqual([])
    })
  },
)

describeWithLogs(
  'Tables as PBXs have them',
  ['queue_log/realtime_pjsip_2023.sql', 'generated/small/queue_log_realtime.sql'],
  () => {
    let own: ForeignDatabase
    beforeAll(async () => {
      own = await ForeignDatabase.create('MYSQL')
    })
    afterAll(() => own?.drop())

    it('with times to the second and no fraction', async () => {
      await own.run(forMariadb(logText('queue_log/realtime_pjsip_2023.sql')))
      const told = await readAll(await open(own.open(), 'queue_log'))
      expect(told).toMatchObject({ badRows: 0, warnings: [], position: { id: '85' } })
      expect(told.events).toHaveLength(85)
      expect(told.events.find(({ kind }) => kind === 'CONNECTED')).toEqual({
        kind: 'CONNECTED',
        atMs: Date.parse('2023-02-05T00:09:21Z'),
        callid: '1675555752.0',
        queue: 'Support',
        agent: 'PJSIP/400',
        ...{ waitSeconds: 8, talkSeconds: 0, ringMs: 7_000, position: 0, number: '', text: '' },
      })
      await own.run('drop table queue_log')
    })

    it('with the local time of the PBX, a day of thousands of rows', async () => {
      await own.run(logText('generated/small/queue_log_realtime.sql'))
      const told = await readAll(await open(own.open(), 'queue_log', 'America/Bogota'))
      const byFile = readFiles('generated/small/queue_log')
      // Its last row says END, and no time.
      expect(told).toMatchObject({ badRows: 1, warnings: [] })
      expect(told.events.length).toBeGreaterThan(8_000)
      const inOrder = (all: QueueEvent[]) =>
        all
          .filter(({ kind }) => kind === 'JOINED')
          .map((event) => `${event.callid} ${event.queue} ${Math.floor(event.atMs / 1000)}`)
          .sort()
      expect(inOrder(told.events)).toEqual(inOrder(byFile))
    })
  },
)

describe('A table of queue events', () => {
  it('has its parameters in one column or in five, of which the last keeps the rest', async () => {
    for (const database of [mysql, postgres]) {
      await database.run(`create table one (id int primary key, time varchar(26), callid varchar(80),
        queuename varchar(80), agent varchar(80), event varchar(32), data varchar(200))`)
      await database.run(`create table five (id int primary key, time varchar(26), callid varchar(80),
        queuename varchar(80), agent varchar(80), event varchar(32), data1 varchar(99), data2 varchar(99),
        data3 varchar(99), data4 varchar(99), data5 varchar(99))`)
      const time = '2026-03-04 10:00:00.250000'
      await database.run(
        insert('one', 'id,time,callid,queuename,agent,event,data', [
          [1, time, '1772618400.1', 'ventas', 'NONE', 'ENTERQUEUE', '|0991|2|Ana'],
          [2, time, '1772618400.1', 'ventas', 'Eva', 'ATTENDEDTRANSFER', 'LINK|SIP/1|SIP/2|3|44|1'],
        ]),
      )
      await database.run(
        insert('five', 'id,time,callid,queuename,agent,event,data1,data2,data3,data4,data5', [
          [1, time, '1772618400.1', 'ventas', 'NONE', 'ENTERQUEUE', '', '0991', '2', 'Ana', ''],
          [
            2,
            time,
            '1772618400.1',
            'ventas',
            'Eva',
            'ATTENDEDTRANSFER',
            'LINK',
            'SIP/1',
            'SIP/2',
            '3',
            '44|1',
          ],
        ]),
      )
      const one = await readAll(await open(database.open(), 'one'))
      const five = await readAll(await open(database.open(), 'five'))
      expect(five.events).toEqual(one.events)
      expect(one.events).toMatchObject([
        { kind: 'JOINED', atMs: Date.parse('2026-03-04T10:00:00.250Z'), number: '0991', text: 'Ana' },
        { kind: 'ATTENDED_TRANSFERRED', waitSeconds: 3, talkSeconds: 44 },
      ])
    }
  })

  it("is FreePBX's, which ends names early: that is told", async () => {
    await mysql.run(`create table queuelog (id bigint unsigned not null auto_increment primary key,
      time datetime not null, callid varchar(40) not null default '', queuename varchar(20) not null default '',
      serverid varchar(20) not null default '', agent varchar(40) not null default '',
      event varchar(20) not null default '', data1 varchar(40) not null default '',
      data2 varchar(40) not null default '', data3 varchar(40) not null default '',
      data4 varchar(40) not null default '', data5 varchar(40) not null default '') character set latin1`)
    const name = 'María José Peña'
    // As FreePBX writes: UTF-8 into a column that was declared latin1.
    await mysql.run(`set names latin1`)
    await mysql.run(
      insert('queuelog', 'time,callid,queuename,agent,event,data1', [
        ['2026-03-04 10:00:00', '1772618400.1', 'Atencion al cliente n', name, 'RINGNOANSWER', 5000],
      ]).replace('Atencion al cliente n', 'Atencion al cliente '),
    )
    await mysql.run(`set names utf8mb4`)
    await mysql.run(
      insert('queuelog', 'time,callid,queuename,agent,event,data1', [
        ['2026-03-04 10:00:01', '1772618400.1', 'ventas', name, 'RINGNOANSWER', 0],
      ]),
    )
    const told = await readAll(await open(mysql.open(), 'queuelog'))
    expect(told.events.map(({ agent }) => agent)).toEqual([name, name])
    expect(told.warnings).toEqual([{ code: 'NAMES_CUT', column: 'queue', length: 20 }])
  })

  it('has rows that are none: they are counted, and the others are read', async () => {
    await mysql.run(`create table dirty (id int auto_increment primary key, time varchar(32),
      callid varchar(80), queuename varchar(80), agent varchar(80), event varchar(32), data1 varchar(99))`)
    const at = '2026-03-04 10:00:00'
    await mysql.run(
      insert('dirty', 'time,callid,queuename,agent,event,data1', [
        [at, '1772618400.1', 'ventas', 'NONE', 'ENTERQUEUE', null],
        ['0000-00-00 00:00:00', '1772618400.1', 'ventas', 'NONE', 'ABANDON', ''],
        ['2026-02-31 10:00:00', '1772618400.1', 'ventas', 'NONE', 'ABANDON', ''],
        ['', '1772618400.1', 'ventas', 'NONE', 'ABANDON', ''],
        [null, null, null, null, null, null],
        [at, '1772618400.1', 'ventas', 'NONE', '', ''],
        ['1772618405', '1772618400.1', 'ventas', 'NONE', 'ABANDON', '1'],
      ]),
    )
    const told = await readAll(await open(mysql.open(), 'dirty'))
    expect(told.badRows).toBe(5)
    expect(told.events.map(({ kind, atMs }) => [kind, atMs])).toEqual([
      ['JOINED', 1772618400_000],
      ['ABANDONED', 1772618405_000],
    ])
  })

  it('is refused where rows cannot be told apart, or a column is missing, or it is not there', async () => {
    await mysql.run(
      `create table timeless (time datetime, callid varchar(9), queuename varchar(9), agent varchar(9), event varchar(9), data varchar(9))`,
    )
    await mysql.run(`create table odd (id int, time datetime, callid varchar(9), queuename varchar(9))`)
    const refused = (table: string) => refusalOf(open(mysql.open(), table))
    expect(await refused('timeless')).toBe('TABLE_WITHOUT_ID')
    expect(await refused('odd')).toBe('COLUMN_MISSING')
    expect(await refused('nowhere')).toBe('TABLE_MISSING')
    await expect(open(mysql.open(), 'a`; drop table odd; -- ')).rejects.toThrow(TypeError)
  })
})

describe('A night in which the clock is set back', () => {
  const night = (id: number, time: string, callid: string, event = 'ENTERQUEUE') =>
    [id, time, callid, 'ventas', 'NONE', event, ''] as const
  const columns = 'id,time,callid,queuename,agent,event,data'

  it('has its hour twice, told apart by the order of rows and by when calls began', async () => {
    await mysql.run(`create table night (id int primary key, time datetime, callid varchar(80),
      queuename varchar(80), agent varchar(80), event varchar(32), data varchar(80))`)
    // New York, 2026-11-01: 01:00 to 02:00 is passed through at 05:00 and again at 06:00 UTC.
    const first = Date.parse('2026-11-01T05:00:00Z') / 1000
    await mysql.run(
      insert('night', columns, [
        night(1, '2026-11-01 00:59:00', `${first - 60}.1`),
        night(2, '2026-11-01 01:30:00', `${first + 1_800}.2`),
        night(3, '2026-11-01 01:29:58', `${first + 1_790}.3`),
        night(4, '2026-11-01 01:05:00', 'NONE', 'QUEUESTART'),
        night(5, '2026-11-01 01:40:00', 'NONE', 'CONFIGRELOAD'),
        night(6, '2026-11-01 02:10:00', 'NONE', 'CONFIGRELOAD'),
      ]),
    )
    const reader = await open(mysql.open(), 'night', 'America/New_York')
    const minutes = ({ atMs }: QueueEvent) => (atMs / 1000 - first) / 60
    const told = (await readAll(reader, 2)).events.map(minutes)
    expect(told.map((each) => Math.round(each))).toEqual([-1, 30, 30, 65, 100, 130])

    await mysql.run('delete from night')
    await mysql.run(
      insert('night', columns, [
        night(1, '2026-11-01 01:10:00', `${first + 600}.1`),
        // Nothing ran back, but the call began in the second hour.
        night(2, '2026-11-01 01:20:00', `${first + 4_790}.2`),
      ]),
    )
    expect((await readAll(reader)).events.map(minutes)).toEqual([10, 80])
  })

  it('and one in which an hour is left out', async () => {
    await mysql.run('delete from night')
    await mysql.run(
      insert('night', columns, [
        night(1, '2026-03-08 01:59:59', 'NONE', 'CONFIGRELOAD'),
        night(2, '2026-03-08 03:00:01', 'NONE', 'CONFIGRELOAD'),
      ]),
    )
    const [before, after] = (await readAll(await open(mysql.open(), 'night', 'America/New_York'))).events
    expect(after!.atMs - before!.atMs).toBe(2_000)
  })
})

describe('A table that is written to while it is read', () => {
  const columns = 'id,time,callid,queuename,agent,event,data'
  const row = (id: number) =>
    [id, '2026-11-28 11:59:59', `${id}`, 'ventas', 'NONE', 'ENTERQUEUE', ''] as const
  let nowMs = NOW.getTime()
  const now = () => new Date(nowMs)
  const told = ({ events }: { events: QueueEvent[] }) => events.map(({ callid }) => Number(callid))

  it('loses no row that is committed after rows of greater ids, and tells none twice', async () => {
    await mysql.run(`create table busy (id int primary key, time datetime, callid varchar(80),
      queuename varchar(80), agent varchar(80), event varchar(32), data varchar(80)) engine=innodb`)
    await mysql.run(insert('busy', columns, [row(1), row(2)]))
    const reader = await open(mysql.open(), 'busy', 'UTC', now)
    const begun = await readAll(reader)
    expect(told(begun)).toEqual([1, 2])

    // 3 is under way in a transaction of its own while 4 is committed.
    const slow = await ForeignDatabase.create('MYSQL')
    const name = mysql.address.database
    await slow.run(`use ${name}; begin; ${insert('busy', columns, [row(3)])}`)
    await mysql.run(insert('busy', columns, [row(4)]))
    const second = await reader.read(begun.position)
    expect(told(second)).toEqual([4])
    await slow.run('commit')
    const third = await reader.read(JSON.parse(JSON.stringify(second.position)))
    expect(told(third)).toEqual([3])
    expect(told(await reader.read(third.position))).toEqual([])
    await slow.drop()

    // What was rolled back is not waited for for ever.
    await mysql.run(insert('busy', columns, [row(7)]))
    const fourth = await reader.read(third.position)
    expect(fourth.position.gaps.map(({ id }) => id)).toEqual(['5', '6'])
    nowMs += 120_000
    expect((await reader.read(fourth.position)).position.gaps).toEqual([])
  })

  it('is read from its beginning when it was made anew', async () => {
    const reader = await open(mysql.open(), 'busy', 'UTC', now)
    const { position } = await readAll(reader)
    await mysql.run('truncate table busy')
    expect(told(await reader.read(position))).toEqual([])
    await mysql.run(insert('busy', columns, [row(1)]))
    const again = await reader.read(position)
    expect(again).toMatchObject({ isEnd: false, position: { id: '0' } })
    expect(told(await reader.read(again.position))).toEqual([1])
  })

  it('says so when its newest row is of later than now', async () => {
    const reader = await open(mysql.open(), 'busy', 'America/Bogota', () => NOW)
    const { warnings } = await reader.read()
    expect(warnings).toEqual([{ code: 'TIME_ZONE_WRONG', offsetMinutes: 300 }])
  })
})

describe('A database that goes away', () => {
  const columns = 'id,time,callid,queuename,agent,event,data'
  const row = (id: number) =>
    [id, '2026-11-28 11:59:59', `${id}`, 'ventas', 'NONE', 'ENTERQUEUE', ''] as const

  it.each(['MYSQL', 'POSTGRES'] as const)('is read on when it is back (%s)', async (engine) => {
    const foreign = engine === 'MYSQL' ? mysql : postgres
    await foreign.run(`create table away (id int primary key, time timestamp, callid varchar(80),
      queuename varchar(80), agent varchar(80), event varchar(32), data varchar(80))`)
    await foreign.run(insert('away', columns, [row(1), row(2)]))
    const line = await startProxy(foreign.address.port, foreign.address.host)
    const database = foreign.open({ port: line.port })
    const reader = await open(database, 'away')
    const { position } = await reader.read(undefined, 1)

    await line.cut()
    expect(await refusalOf(reader.read(position))).toBe('DATABASE_UNREACHABLE')
    expect((await reader.read(position)).events).toHaveLength(1)
    line.refuse()
    await line.cut()
    for (let time = 0; time < 3; time++)
      expect(await refusalOf(reader.read(position))).toBe('DATABASE_UNREACHABLE')
    line.accept()
    expect((await reader.read(position)).events.map(({ callid }) => callid)).toEqual(['2'])

    // A connection that takes requests and never answers.
    const impatient = new PbxDatabase(
      { ...foreign.address, port: line.port },
      { connectMs: 400, queryMs: 400 },
    )
    await impatient.columnsOf('away')
    line.pause()
    expect(await refusalOf(impatient.columnsOf('away'))).toBe('DATABASE_SLOW')
    expect(await refusalOf(impatient.columnsOf('away'))).toBe('DATABASE_UNREACHABLE')
    line.resume()
    expect(await impatient.columnsOf('away')).toHaveLength(7)
    impatient.close()
    expect(await refusalOf(impatient.columnsOf('away'))).toBe('DATABASE_UNREACHABLE')
    await line.stop()
  })

  it('changes nothing there, whatever the account may', async () => {
    for (const foreign of [mysql, postgres]) {
      const open = foreign.address.engine === 'MYSQL' ? openMysqlSession : openPostgresSession
      const session = await open(foreign.address, { connectMs: 3_000, queryMs: 3_000 })
      expect(await refusalOf(session.query('delete from away'))).toBe('DATABASE_FAULT')
      session.end()
    }
  })
})

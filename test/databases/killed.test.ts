import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { CALL_CENTER_SCHEMA } from './call.center.sql.ts'
import { ForeignDatabase } from './foreign.databases.ts'
import type { ImportTask } from './import.child.ts'

interface Said {
  kind: string
  state: string
  doneCount: number
  result: object
  errorCode: string | null
}

const CALLS = 1_500
const BEGAN = 1_772_618_400

describeOnEveryEngine(
  'Imports in a process that is killed',
  (open, engine) => {
    let center: ForeignDatabase
    let folder: string
    let task: ImportTask
    beforeAll(async () => {
      await (await open()).close()
      center = await ForeignDatabase.create('MYSQL')
      await center.run(CALL_CENTER_SCHEMA)
      await center.run(`insert into agent (number, name) values ('1001', 'Ana');
        insert into queue_call_entry (queue) values ('500');
        insert into call_entry (id_agent, id_queue_call_entry, callerid, datetime_entry_queue, duration_wait,
          datetime_init, datetime_end, duration, status, uniqueid)
        select 1, 1, '0981', '2026-03-04 10:00:02' + interval seq * 10 second, 1,
          '2026-03-04 10:00:03' + interval seq * 10 second, '2026-03-04 10:00:09' + interval seq * 10 second,
          6, 'terminada', concat(${BEGAN} + seq * 10, '.', seq) from seq_0_to_${CALLS - 1};
        insert into audit (id_agent, datetime_init, datetime_end)
        select 1, '2026-03-04 10:00:00' + interval seq * 100 second, '2026-03-04 10:01:00' + interval seq * 100 second
        from seq_0_to_149`)
      folder = mkdtempSync(join(tmpdir(), 'centralita-killed-'))
      const csv = join(folder, 'Master.csv')
      const at = (second: number) =>
        new Date((BEGAN + second) * 1000).toISOString().slice(0, 19).replace('T', ' ')
      const hex = (n: number) => n.toString(16).padStart(8, '0')
      const parts = (n: number) =>
        ['SIP/1001', 'SIP/1002'].map(
          (phone, index) =>
            `"","0981","600","ctx","""Ana"" <0981>","SIP/troncal-${hex(n)}","${phone}-${hex(n)}","Dial","","${at(n * 10 + index * 3)}","","${at(n * 10 + index * 3 + 3)}",3,${index * 2},"${index ? 'ANSWERED' : 'NO ANSWER'}","DOCUMENTATION","${BEGAN + n * 10}.${n}",""\n`,
        )
      writeFileSync(csv, Array.from({ length: CALLS }, (_, n) => parts(n).join('')).join(''))
      task = { databaseUrl: engine.url(), csv, center: center.address, pbxId: newId(), tenantId: newId() }
    })
    afterAll(async () => {
      await center?.drop()
      rmSync(folder, { recursive: true, force: true })
    })

    /** Runs until all is over, or until `isTime` and some milliseconds more. */
    async function run(isTime: (said: Said[]) => boolean): Promise<Said[]> {
      const execArgv = ['--import', '@oxc-node/core/register']
      const child = fork(new URL('./import.child.ts', import.meta.url), [JSON.stringify(task)], { execArgv })
      let last: Said[] = []
      child.on('message', (said: Said[]) => {
        last = said
        if (isTime(said)) void sleep(Math.random() * 150).then(() => child.kill('SIGKILL'))
      })
      await once(child, 'exit')
      return last
    }

    it('go on where they were, and leave each thing once', async () => {
      let kills = 0
      // A quick machine may be done before the third.
      for (let isRunning = true; isRunning && kills < 3; ) {
        const said = await run((all) => all.some(({ state }) => state === 'RUNNING'))
        isRunning = said.some(({ state }) => state === 'RUNNING')
        if (isRunning) kills++
      }
      expect(kills).toBeGreaterThan(0)
      const end = await run(() => false)
      const of = (wanted: string) => end.find(({ kind }) => kind === wanted)
      expect(of('CDR_IMPORT')).toMatchObject({
        ...{ state: 'DONE', errorCode: null },
        result: { rows: 2 * CALLS, badRows: 0, calls: CALLS, knownCalls: 0 },
      })
      expect(of('CALL_CENTER_IMPORT')).toMatchObject({
        ...{ state: 'DONE', errorCode: null },
        result: { rows: CALLS + 150, badRows: 0, visits: CALLS, sessions: 150 },
      })
      const store = await open()
      const { calls, callLegs, visitFacts, sessionFacts, queueQuarters } = store.tables
      const kept = await store.select().from(calls)
      expect(kept).toHaveLength(CALLS)
      expect(
        new Set(kept.map((call) => `${call.durationSeconds} ${call.talkSeconds} ${call.disposition}`)),
      ).toEqual(new Set(['6 2 ANSWERED']))
      expect(await store.select({ id: callLegs.id }).from(callLegs)).toHaveLength(3 * CALLS)
      expect(await store.select({ id: visitFacts.id }).from(visitFacts)).toHaveLength(CALLS)
      expect(await store.select({ id: sessionFacts.id }).from(sessionFacts)).toHaveLength(150)
      const quarters = await store.select().from(queueQuarters)
      expect(quarters.reduce((sum, { offered }) => sum + offered, 0)).toBe(CALLS)
      await store.close()
    })
  },
  { lasting: true, only: ['postgres', 'mariadb'] },
)

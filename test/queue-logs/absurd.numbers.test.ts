import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { RollupService } from '../../src/domains/reports/rollups/rollup.service.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { eventually } from '../isolation/furniture.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'

const BEGAN = Date.UTC(2026, 2, 2, 8, 0, 0) / 1000
/** The last second that a log can name, in the year 5138. */
const LAST_SECOND = 99_999_999_999
/** Together more than 32 bits hold. */
const NINE_YEARS = 300_000_000
const LONG_TALKS = 20
const ABSURD = [
  '99999999999',
  '2147483647',
  '2147483648',
  '9007199254740993',
  '1e308',
  '-5',
  'NaN',
  '0x7fffffff',
]

/** What a PBX with a broken clock, or somebody who can write to its log, may have written; and one call as they are. */
function log(): string {
  const lines = [`${BEGAN}|1.1|ventas|NONE|ENTERQUEUE||099000001|1`]
  for (const [nth, number] of ABSURD.entries()) {
    const at = BEGAN + 10 + nth
    const call = `${at}.${nth}|ventas`
    lines.push(
      `${at}|${call}|NONE|ENTERQUEUE||0971${nth}|${number}`,
      `${at}|${call}|PJSIP/7001|RINGNOANSWER|${number}`,
      `${at}|${call}|PJSIP/7002|CONNECT|${number}|${at}.9|${number}`,
      `${at}|${call}|PJSIP/7002|COMPLETECALLER|${number}|${number}|${number}`,
      `${at}|x${nth}.1|ventas|NONE|ENTERQUEUE||0972${nth}|1`,
      `${at}|x${nth}.1|ventas|NONE|ABANDON|${number}|${number}|${number}`,
      `${at}|NONE|ventas|PJSIP/7002|WRAPUPSTART|${number}`,
      `${at}|NONE|NONE|PJSIP/70${10 + nth}|AGENTLOGOFF|PJSIP/7001|${number}`,
    )
  }
  for (let nth = 0; nth < LONG_TALKS; nth++) {
    const call = `${BEGAN + 40}|l${nth}.1|ventas`
    lines.push(
      `${call}|NONE|ENTERQUEUE||0973${nth}|1`,
      `${call}|PJSIP/7003|CONNECT|${NINE_YEARS}|l.2|1`,
      `${call}|PJSIP/7003|COMPLETECALLER|${NINE_YEARS}|${NINE_YEARS}|1`,
    )
  }
  lines.push(
    `${BEGAN + 50}|1.1|ventas|PJSIP/7001|CONNECT|50|1.2|3`,
    `${BEGAN + 80}|1.1|ventas|PJSIP/7001|COMPLETEAGENT|50|30|1`,
    // A talk whose length nobody says, and a wait that a restart ends: both last until then.
    `${BEGAN + 90}|2.1|ventas|NONE|ENTERQUEUE||099000002|1`,
    `${BEGAN + 91}|2.1|ventas|PJSIP/7001|CONNECT|1|2.2|1`,
    `${BEGAN + 92}|3.1|ventas|NONE|ENTERQUEUE||099000003|1`,
    `${LAST_SECOND}|2.1|ventas|PJSIP/7001|TRANSFER|200|default`,
    `${LAST_SECOND}|NONE|ventas|PJSIP/7001|WRAPUPSTART|99999999999`,
    `${LAST_SECOND}|NONE|NONE|NONE|QUEUESTART|`,
  )
  return `${lines.join('\n')}\n`
}

describeOnEveryEngine(
  'A log whose numbers make no sense',
  (open, engine) => {
    let server: AppServer
    let admin: ApiClient
    const folder = mkdtempSync(join(tmpdir(), 'centralita-absurd-'))

    beforeAll(async () => {
      writeFileSync(join(folder, 'queue_log'), log())
      server = await AppServer.start({ databaseUrl: engine.url(), environment: { QUEUE_LOG_DIRS: folder } })
      admin = await server.admin()
    })
    afterAll(async () => {
      await admin?.close()
      await server?.stop()
      rmSync(folder, { recursive: true, force: true })
    })

    it('is taken over to its end, and reports answer, with the call that does', async () => {
      const { pbx } = await admin.mutate(
        `mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { id } errors { code path } } }`,
        { input: { name: 'Central', host: '127.0.0.1', port: 1, username: 'ami', secret: 'nada' } },
      )
      const { job } = await admin.mutate(
        `mutation ($pbxId: ID!, $input: LogImportInput!) {
          logImport(pbxId: $pbxId, input: $input) { job { id } errors { code path } } }`,
        { pbxId: pbx.id, input: { folder } },
      )
      const ended = await eventually(
        async () =>
          (
            await admin.query(
              'query ($id: ID!) { job(id: $id) { state error { code } doneCount totalCount } }',
              {
                id: job.id,
              },
            )
          ).job,
        ({ state }) => state === 'DONE' || state === 'FAILED',
      )
      expect(ended).toMatchObject({ state: 'DONE', error: null, doneCount: ended.totalCount })

      const period = { from: new Date((BEGAN - 1) * 1000), until: new Date((BEGAN + 3_600) * 1000) }
      const { queueReport, agentReport } = await admin.query(
        `query ($period: ReportPeriodInput!) {
          queueReport(period: $period) { total { offered answered abandoned lost
            waits { longestSeconds meanAnsweredSeconds } talk { totalSeconds meanSeconds meanRingSeconds } } }
          agentReport(period: $period) { agents { number answered talkSeconds wrapUpSeconds missed } } }`,
        { period },
      )
      expect(queueReport.total).toMatchObject({
        offered: 3 + 2 * ABSURD.length + LONG_TALKS,
        answered: 2 + ABSURD.length + LONG_TALKS,
        abandoned: ABSURD.length,
        lost: 1,
      })
      const agent = (number: string) =>
        agentReport.agents.find((each: { number: string }) => each.number === number)
      expect(agent('7001')).toMatchObject({ answered: 2 })
      expect(agent('7002')).toMatchObject({ answered: ABSURD.length, talkSeconds: 0 })
      expect(agent('7003')).toMatchObject({ answered: LONG_TALKS, talkSeconds: LONG_TALKS * NINE_YEARS })
    })

    it('has days that can be closed', async () => {
      await server.stop()
      const store = await open()
      const rollups = new RollupService({
        store,
        clock: systemClock,
        onFault: (_, error) => expect.fail(`${error}`),
      })
      for (const { id } of await store.select().from(store.tables.tenants)) {
        await rollups.closeDays(id, new Date())
        await rollups.closeHours(id, new Date((BEGAN + 7_200) * 1000))
      }
      const sums = await store.select().from(store.tables.agentDays)
      expect(Math.max(...sums.map(({ talkSeconds }) => talkSeconds))).toBe(2 ** 31 - 1)
      await store.close()
    })
  },
  { lasting: true },
)

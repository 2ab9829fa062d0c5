import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeOnEveryEngine } from '../engines.ts'
import { eventually } from '../isolation/furniture.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'

const VISITS = 40_000
/** Seconds between one caller and the next. */
const EVERY = 5
const BEGAN = Date.UTC(2026, 2, 2, 0, 0, 7) / 1000
const TALK = 3

describeOnEveryEngine(
  'An import of logs that somebody cancels by the API',
  (open, engine) => {
    let server: AppServer
    let admin: ApiClient
    let pbxId: string
    const folder = mkdtempSync(join(tmpdir(), 'centralita-cancelled-'))

    beforeAll(async () => {
      const lines = Array.from({ length: VISITS }, (_, n) => {
        const at = BEGAN + n * EVERY
        const call = `${at}.${n}|ventas`
        return [
          `${at}|${call}|NONE|ENTERQUEUE||0971${String(n).padStart(6, '0')}|1`,
          `${at + 1}|${call}|PJSIP/7001|CONNECT|1|${at}.9${n}|1`,
          `${at + 1 + TALK}|${call}|PJSIP/7001|COMPLETECALLER|1|${TALK}|1`,
        ].join('\n')
      })
      writeFileSync(join(folder, 'queue_log'), `${lines.join('\n')}\n`)
      server = await AppServer.start({ databaseUrl: engine.url(), environment: { QUEUE_LOG_DIRS: folder } })
      admin = await server.admin()
      const { pbx } = await admin.mutate(
        `mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { id } errors { code path } } }`,
        { input: { name: 'Central', host: '127.0.0.1', port: 1, username: 'ami', secret: 'nada' } },
      )
      pbxId = pbx.id
    })
    afterAll(async () => {
      await admin?.close()
      await server?.stop()
      rmSync(folder, { recursive: true, force: true })
    })

    const begin = async (): Promise<string> => {
      const { job } = await admin.mutate(
        `mutation ($pbxId: ID!, $input: LogImportInput!) {
          logImport(pbxId: $pbxId, input: $input) { job { id } errors { code path } } }`,
        { pbxId, input: { folder } },
      )
      return job.id
    }
    const job = async (id: string) =>
      (await admin.query('query ($id: ID!) { job(id: $id) { state doneCount totalCount endedAt } }', { id }))
        .job
    const cancel = async (id: string) =>
      (
        await admin.query(
          'mutation ($id: ID!) { jobCancel(id: $id) { job { state } errors { code path } } }',
          { id },
        )
      ).jobCancel
    const counted = async () => {
      const [from, until] = [BEGAN - 1, BEGAN + VISITS * EVERY].map((at) => new Date(at * 1000).toISOString())
      const { queueReport } = await admin.query(
        `query ($period: ReportPeriodInput!) { queueReport(period: $period) {
          total { offered answered waiting talk { totalSeconds unknownCount } } } }`,
        { period: { from, until } },
      )
      return queueReport.total
    }

    it('stops midway with what it has taken over, and another takes the rest over, once', async () => {
      const first = await begin()
      // Some pieces are in by then, and some are not.
      for (let at = await job(first); at.doneCount < 3_000_000; at = await job(first))
        expect(at.state).not.toBe('DONE')
      expect(await cancel(first)).toEqual({ job: { state: 'CANCELLED' }, errors: [] })
      expect(await cancel(first)).toEqual({ job: null, errors: [{ code: 'NOT_ALLOWED_NOW', path: ['id'] }] })
      const ended = await job(first)
      expect(ended).toMatchObject({ state: 'CANCELLED', endedAt: expect.any(String) })
      expect(ended.doneCount).toBeLessThan(ended.totalCount)
      const partly = await counted()
      expect(partly.offered).toBeGreaterThan(0)
      expect(partly.offered).toBeLessThan(VISITS)

      const whole = {
        ...{ offered: VISITS, answered: VISITS, waiting: 0 },
        talk: { totalSeconds: VISITS * TALK, unknownCount: 0 },
      }
      // Once more when all is known already: that changes nothing either.
      for (const id of [await begin(), await begin()]) {
        await eventually(
          () => job(id),
          ({ state }) => state === 'DONE',
          60_000,
        )
        expect(await counted()).toEqual(whole)
      }
      expect((await job(first)).state).toBe('CANCELLED')

      await server.stop()
      const store = await open()
      const { visitFacts } = store.tables
      const kept = await store.select({ id: visitFacts.id }).from(visitFacts)
      expect(kept).toHaveLength(VISITS)
      await store.close()
    }, 120_000)
  },
  { lasting: true },
)

import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import ExcelJS from 'exceljs'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSchedules } from '../../src/domains/schedules/schedule.module.ts'
import type { ReportScheduleCreateInput } from '../../src/domains/schedules/schedule.types.ts'
import { newId } from '../../src/platform/ids.ts'
import { openStore } from '../../src/platform/store/open.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { Viewer } from '../../src/platform/viewer.ts'
import { embeddedTemplate } from '../engines.ts'
import { office, over, serve, visitOf } from '../exports/office.ts'
import { headerText, SmtpPeer } from '../servers/smtp.peer.ts'
import { refusalOf } from '../users/people.ts'

/** On a machine that has much else to do. */
const SOON = { timeout: 20_000 }

const PUBLIC_URL = 'https://centralita.test/pbx'
const FROM = { name: 'Centralita Ñ', address: 'reportes@empresa.test' }

let store: Store
let all: Awaited<ReturnType<typeof office>>
let smtp: SmtpPeer
let site: { url: string; server: Server }
let now: ReturnType<typeof begin>
/** What the mail server answers next to recipients, one after the other. */
const answers: ({ code: number; text: string } | undefined)[] = []

/** The whole, as the app wires it. */
function begin(
  url = `smtp://reportes:cl%40ve@127.0.0.1:${smtp.port}`,
  publicUrl: string | undefined = PUBLIC_URL,
) {
  const parts = all.begin()
  const made = makeSchedules({
    ...{ store, clock: all.clock, log: pino({ level: 'silent' }), jobs: parts.jobs, exports: parts.exports },
    ...{
      tenants: all.tenants,
      periodOf: all.reports.periodOf,
      mail: { url, from: FROM },
      publicUrl,
      waitsMs: [1, 1],
    },
  })
  return { ...parts, ...made }
}

beforeAll(async () => {
  store = await openStore('memory:', { template: await embeddedTemplate() })
  all = await office(store)
  smtp = await SmtpPeer.start({ user: 'reportes', password: 'cl@ve', refuse: () => answers.shift() })
  const { from } = all.reports.periodOf(all.boss.tenantId, 'YESTERDAY')
  await all.keep(
    Array.from({ length: 25 }, (_, index) =>
      visitOf({
        ...{ tenantId: all.boss.tenantId, queueId: all.queues.soporte, agentId: all.agents.ana },
        joinedAt: new Date(from.getTime() + index * 60_000),
        ...(index < 5 && { outcome: 'ABANDONED', ending: null, agentId: null, talkSeconds: null }),
      }),
    ),
  )
  now = begin()
  await now.jobs.start()
  site = await serve({ exports: now.exports, audit: all.audit, addressOf: () => '', languageDefault: 'es' })
}, 60_000)
afterAll(async () => {
  site?.server.close()
  now?.scheduleKeeping.stop()
  await now?.jobs.stop()
  await smtp?.stop()
  await store?.close()
  all?.remove()
})

const inputOf = (facts: Partial<ReportScheduleCreateInput> = {}): ReportScheduleCreateInput => ({
  ...{ name: 'Soporte de ayer', report: 'VISITS', period: 'YESTERDAY', format: 'XLSX', cron: '0 7 * * 1-5' },
  ...{ recipients: ['jefa@empresa.test', 'dueño@empresa.test'.replace('ñ', 'n')], ...facts },
})

async function sentNow(facts: Partial<ReportScheduleCreateInput> = {}) {
  const { id } = await now.schedules.create(all.boss, inputOf(facts))
  const before = smtp.mails.length
  const job = await now.schedules.runNow(all.boss, id)
  const row = await over(now, job.id)
  const [schedule] = (await now.schedules.list(all.boss)).filter((each) => each.id === id)
  return { id, row, schedule: schedule!, mail: smtp.mails[before] }
}

describe('A scheduled report', () => {
  it('comes by e-mail with its key figures and the file, which opens', async () => {
    const { row, mail, schedule } = await sentNow({ queueIds: [all.queues.soporte] })
    expect(row).toMatchObject({
      state: 'DONE',
      kind: 'REPORT_MAIL',
      result: { rowCount: 25, refusedRecipients: [] },
    })
    expect(schedule).toMatchObject({ lastJobId: row.id, lastErrorCode: null, lastRunAt: all.clock.now() })
    expect(mail!.to).toEqual(['jefa@empresa.test', 'dueno@empresa.test'])
    expect(mail!.from).toBe('reportes@empresa.test')
    expect(headerText(mail!.headers.from!)).toContain('Centralita Ñ')
    expect(headerText(mail!.headers.subject!)).toMatch(
      /^Soporte de ayer – \d\d\/\d\d\/\d{4} \(America\/Bogota\)$/,
    )
    expect(mail!.headers['message-id']).toBe(`<${row.id}@empresa.test>`)
    expect(mail!.headers['auto-submitted']).toBe('auto-generated')

    const [text, html, file] = mail!.parts
    for (const part of [text, html]) {
      expect(part!.body.toString()).toContain('Mi empresa')
      expect(part!.body.toString()).toContain('Colas: Soporte técnico')
    }
    expect(text!.body.toString()).toMatch(/Atendida: 20\r\nAbandonada: 5\r\nFilas: 25\r\n/)
    expect(html!.body.toString()).toContain('lang="es"')
    expect(headerText(file!.headers['content-disposition']!)).toMatch(/Visitas a colas \d{4}-\d\d-\d\d\.xlsx/)
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(file!.body as never)
    expect(book.worksheets[0]!.rowCount).toBe(26)

    // The link in it is this server's, as people reach it, and good without signing in.
    const [, link] = /(https:\/\/centralita\.test\/pbx\/exports\/\S+)/.exec(text!.body.toString())!
    const fetched = await fetch(`${site.url}${link!.slice(PUBLIC_URL.length)}`)
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(file!.body)
  })

  it('is written in the language of those who get it, and shows as PDF', async () => {
    const { mail } = await sentNow({ language: 'en', format: 'PDF', name: '<b>Report</b> & "more"' })
    const [text, html, file] = mail!.parts
    expect(text!.body.toString()).toContain('The report is attached.')
    expect(html!.body.toString()).toContain('&lt;b&gt;Report&lt;/b&gt; &amp; &quot;more&quot;')
    expect(html!.body.toString()).not.toContain('<b>Report')
    const pdf = join(all.folder, 'mail.pdf')
    writeFileSync(pdf, file!.body)
    expect(execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })).toMatch(
      /Visits to queues[\s\S]*Abandoned/,
    )
  })

  it('comes as a link where it is too large', async () => {
    const { letterOf } = await import('../../src/domains/schedules/report.letter.ts')
    const made = {
      ...{ fileName: 'x.csv', contentType: 'text/csv', sizeBytes: 42_000_000, rowCount: 1e6, isWhole: true },
      ...{ language: 'es' as const, lines: ['Mi empresa'], period: 'marzo', figures: [] },
    }
    const facts = { name: 'Grande', made, isAttached: false } as const
    const { text } = letterOf({ ...facts, link: 'https://centralita.test/exports/1?signature=x' })
    expect(text).toContain('El archivo (42 MB) es demasiado grande')
    expect(text).toContain('https://centralita.test/exports/1?signature=x')
    expect(letterOf({ ...facts, link: undefined }).text).toContain('entre sus trabajos')
  })

  it('is tried again while the mail server is busy, and says what is wrong in the meantime and in the end', async () => {
    answers.push(...Array(2).fill({ code: 451, text: 'Greylisted' }))
    const { row, schedule, mail } = await sentNow()
    expect(row.state).toBe('DONE')
    expect(mail!.to).toHaveLength(2)
    expect(schedule.lastErrorCode).toBeNull()

    answers.push(...Array(6).fill({ code: 451, text: 'Try tomorrow' }))
    const late = await sentNow()
    expect(late.row).toMatchObject({ state: 'FAILED', errorCode: 'MAIL_BUSY' })
    expect(late.row.errorDetails.answer).toContain('Try tomorrow')
    expect(late.schedule.lastErrorCode).toBe('MAIL_BUSY')
  })

  it('reaches those whom the server takes, and tells of those it does not', async () => {
    answers.push({ code: 550, text: 'No such user' })
    const { row, schedule, mail } = await sentNow()
    expect(row).toMatchObject({ state: 'DONE', result: { refusedRecipients: ['jefa@empresa.test'] } })
    expect(mail!.to).toEqual(['dueno@empresa.test'])
    expect(schedule.lastErrorCode).toBe('MAIL_RECIPIENTS')

    answers.push(...Array(2).fill({ code: 550, text: 'No such user' }))
    const none = await sentNow()
    expect(none.row).toMatchObject({ state: 'FAILED', errorCode: 'MAIL_RECIPIENTS' })
    expect(none.schedule.lastErrorCode).toBe('MAIL_RECIPIENTS')
  })

  it('goes on after a restart with what is done, and is not sent twice', async () => {
    const { id, row } = await sentNow()
    const { jobs } = store.tables
    const again = async (checkpoint: object) => {
      await now.jobs.stop()
      now.scheduleKeeping.stop()
      await store.update(jobs, eq(jobs.id, row.id), {
        state: 'RUNNING',
        checkpoint: checkpoint as never,
        endedAt: null,
      })
      const before = smtp.mails.length
      now = begin()
      await now.jobs.start()
      expect(await over(now, row.id)).toMatchObject({ state: 'DONE' })
      return smtp.mails.slice(before)
    }
    expect(await again(row.checkpoint)).toEqual([])
    const { made } = row.checkpoint as { made: object }
    expect(await again({ made })).toHaveLength(1)
    expect(await now.schedules.remove(all.boss, id)).toBe(true)
  })
})

describe('The mail server', () => {
  const test = (url: string) => refusalOf(begin(url).schedules.testMail(all.boss, 'ana@empresa.test'))

  it('is tested by administrators, and what is wrong is told apart', async () => {
    const before = smtp.mails.length
    expect(await now.schedules.testMail(all.boss, 'ana@empresa.test')).toBe(true)
    expect(smtp.mails[before]!.to).toEqual(['ana@empresa.test'])
    expect(await test(`smtp://reportes:mal@127.0.0.1:${smtp.port}`)).toBe('MAIL_SIGN_IN')
    expect(await test('smtp://127.0.0.1:1')).toBe('MAIL_UNREACHABLE')
    expect(await test('smtp://nowhere.invalid:25')).toBe('MAIL_UNREACHABLE')
    const parts = all.begin()
    const unset = makeSchedules({
      ...{
        store,
        clock: all.clock,
        log: pino({ level: 'silent' }),
        jobs: parts.jobs,
        exports: parts.exports,
      },
      ...{ tenants: all.tenants, periodOf: all.reports.periodOf, mail: undefined, publicUrl: undefined },
    })
    expect(await refusalOf(unset.schedules.testMail(all.boss, 'ana@empresa.test'))).toBe(
      'MAIL_NOT_CONFIGURED',
    )
    expect(await refusalOf(now.schedules.testMail(all.boss, 'ana@empresa.test\r\nBcc: x@y.test'))).toBe(
      'INVALID_EMAIL to',
    )
    expect(
      await refusalOf(now.schedules.testMail(person({ permissions: new Set(['reports']) }), 'a@b.test')),
    ).toBe('FORBIDDEN')
  })
})

const person = (facts: Partial<ConstructorParameters<typeof Viewer>[0]> = {}) =>
  new Viewer({
    ...{ userId: newId(), tenantId: all.boss.tenantId, role: 'SUPERVISOR', sessionId: newId() },
    ...{ permissions: new Set(['reports']), ...facts },
  })

describe('Schedules', () => {
  it('are kept by those whose they are, and by administrators of the same tenant', async () => {
    const mine = person()
    const { id, nextRunAt, isEnabled } = await now.schedules.create(
      mine,
      inputOf({ recipients: [' a@b.test', 'a@b.test'] }),
    )
    expect(isEnabled).toBe(true)
    expect(nextRunAt!.toISOString()).toMatch(/T12:00:00.000Z$/)
    const seen = async (viewer: Viewer) => (await now.schedules.list(viewer)).some((each) => each.id === id)
    expect([
      await seen(mine),
      await seen(all.boss),
      await seen(person()),
      await seen(person({ tenantId: newId() })),
    ]).toEqual([true, true, false, false])
    const resting = await now.schedules.update(all.boss, id, {
      isEnabled: false,
      cron: '30 8 1 * *',
      name: 'Otro',
    })
    expect(resting).toMatchObject({
      nextRunAt: null,
      cron: '30 8 1 * *',
      recipients: ['a@b.test'],
      userId: mine.userId,
    })
    for (const stranger of [
      person(),
      person({ tenantId: newId(), permissions: new Set(['reports', 'admin']) }),
    ]) {
      expect(await refusalOf(now.schedules.update(stranger, id, {}))).toBe('NOT_FOUND id')
      expect(await refusalOf(now.schedules.remove(stranger, id))).toBe('NOT_FOUND id')
      expect(await refusalOf(now.schedules.runNow(stranger, id))).toBe('NOT_FOUND id')
    }
    for (const role of ['AGENT', 'VIEWER'] as const)
      expect(await refusalOf(now.schedules.create(person({ role }), inputOf()))).toBe('FORBIDDEN')
    await now.schedules.remove(mine, id)
    expect(await seen(all.boss)).toBe(false)
  })

  it('are refused for what they cannot be', async () => {
    const asked = (facts: Partial<ReportScheduleCreateInput>, viewer = all.boss) =>
      refusalOf(now.schedules.create(viewer, inputOf(facts)))
    expect(await asked({ cron: '* * * * *' })).toBe('INVALID_CRON input cron')
    expect(await asked({ name: ' ' })).toBe('REQUIRED input name')
    expect(await asked({ name: 'a\r\nBcc: x@y.test' })).toBe('INVALID_INPUT input name')
    expect(await asked({ recipients: [] })).toBe('REQUIRED input recipients')
    expect(await asked({ recipients: ['a@b.test, c@d.test'] })).toBe('INVALID_EMAIL input recipients')
    expect(await asked({ recipients: Array.from({ length: 21 }, (_, index) => `a${index}@b.test`) })).toBe(
      'TOO_MANY input recipients',
    )
    expect(await asked({ queueIds: [newId()] })).toBe('NOT_FOUND input queueIds')
    expect(await asked({ queueIds: [all.queues.soporte] }, person({ queueIds: new Set() }))).toBe(
      'NOT_FOUND input queueIds',
    )
    expect(await asked({ report: 'CALLS' }, person())).toBe('FORBIDDEN')
  })

  it('send what the one whose they are may see, and nothing once that is nobody', async () => {
    const { user, oneTimePassword } = await all.users.create(all.boss, {
      ...{ login: 'rosa', name: 'Rosa', role: 'SUPERVISOR', queueIds: [all.queues.ventas] },
    })
    const rosa = (await all.settleIn({ user, oneTimePassword } as never)).viewer
    const { id } = await now.schedules.create(rosa, inputOf())
    const first = await now.schedules.runNow(all.boss, id)
    expect(await over(now, first.id)).toMatchObject({ state: 'DONE', result: { rowCount: 0 } })
    await all.users.update(all.boss, rosa.userId, { isDisabled: true } as never)
    const second = await now.schedules.runNow(all.boss, id)
    expect(await over(now, second.id)).toMatchObject({ state: 'FAILED', errorCode: 'FORBIDDEN' })
    await now.schedules.remove(all.boss, id)
  })

  it('are begun when they are due, never twice at a time, and once for what was missed', async () => {
    const { reportSchedules } = store.tables
    await store.delete(reportSchedules, undefined)
    const rowOf = (facts: Partial<typeof reportSchedules.$inferInsert>) => ({
      ...{
        id: newId(),
        tenantId: all.boss.tenantId,
        userId: all.boss.userId,
        name: 'Puntual',
        format: 'CSV' as const,
      },
      ...{
        report: { report: 'VISITS', period: 'YESTERDAY' },
        recipients: ['a@b.test'],
        language: 'es' as const,
      },
      ...{ enabled: true, lastRunAt: null, lastJobId: null, lastErrorCode: null, cron: '0 0 1 1 *' },
      createdAt: new Date(all.clock.now().getTime() - 7 * 86_400_000),
      ...facts,
    })
    const hour = all.clock.now().getUTCHours()
    // Once a day, an hour ago: missed. Once a year: not due. Every second, as people may not have it: due now.
    const missed = rowOf({ cron: `0 ${(hour + 23 - 5) % 24} * * *` })
    const done = rowOf({ cron: missed.cron, lastRunAt: all.clock.now() })
    const rare = rowOf({ cron: '0 0 29 2 *' })
    const often = rowOf({ cron: '* * * * * *', lastRunAt: new Date(all.clock.now().getTime() + 60_000) })
    await store.insert(reportSchedules, [missed, done, rare, often])
    const later = begin()
    await later.jobs.start()
    await later.scheduleKeeping.start()
    const rows = async () => new Map((await store.select().from(reportSchedules)).map((row) => [row.id, row]))
    await expect.poll(async () => (await rows()).get(missed.id)!.lastJobId, SOON).toBeTruthy()
    await expect.poll(async () => (await rows()).get(often.id)!.lastJobId, SOON).toBeTruthy()
    later.scheduleKeeping.stop()
    const found = await rows()
    expect([found.get(done.id)!.lastJobId, found.get(rare.id)!.lastJobId]).toEqual([null, null])
    expect(await over(later, found.get(missed.id)!.lastJobId!)).toMatchObject({ state: 'DONE' })
    await later.jobs.stop()

    // While one is under way, nobody begins another.
    const waiting = begin()
    const { id } = await waiting.schedules.create(all.boss, inputOf())
    await waiting.schedules.runNow(all.boss, id)
    expect(await refusalOf(waiting.schedules.runNow(all.boss, id))).toBe('NOT_ALLOWED_NOW id')
    waiting.scheduleKeeping.stop()
  })
})

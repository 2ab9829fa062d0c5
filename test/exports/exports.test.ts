import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { eq } from 'drizzle-orm'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ExportCreateInput } from '../../src/domains/exports/export.types.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { Viewer, type ViewerFacts } from '../../src/platform/viewer.ts'
import { describeOnEveryEngine, type OpenStore } from '../engines.ts'
import { callOf } from '../store/rows.ts'
import { refusalOf } from '../users/people.ts'
import { office, over, serve, visitOf } from './office.ts'

/** On a machine that has much else to do. */
const SOON = { timeout: 20_000 }

const DAY = { from: new Date('2026-03-01T05:00:00Z'), until: new Date('2026-03-02T05:00:00Z') }
const VISITS = 1_234

const exportsStory = (open: OpenStore) => {
  let store: Store
  let all: Awaited<ReturnType<typeof office>>
  let now: ReturnType<typeof all.begin>
  let site: { url: string; server: Server }
  let lucia: Viewer
  const folder = () => readdirSync(join(all.folder, 'exports'))

  beforeAll(async () => {
    store = await open()
    all = await office(store)
    const { tenantId } = all.boss
    const { soporte, ventas } = all.queues
    const { visitFacts, calls } = store.tables
    const visits = Array.from({ length: VISITS }, (_, index) =>
      visitOf({
        ...{ tenantId, queueId: index % 4 === 0 ? ventas : soporte, agentId: all.agents.ana },
        // Several in one millisecond, so that pages have to go on within it.
        joinedAt: new Date(DAY.from.getTime() + Math.floor(index / 700) * 1000),
        ...{
          callid: `c${index}`,
          waitSeconds: index % 60,
          callerName: index === 7 ? '=1+1' : `Cliente ${index}`,
        },
        ...(index % 10 === 9 && {
          outcome: 'ABANDONED',
          ending: null,
          agentId: null,
          answeredAt: null,
          talkSeconds: null,
        }),
      }),
    )
    visits.push(visitOf({ tenantId, queueId: soporte, joinedAt: DAY.until, callerNumber: '+573009999999' }))
    await all.keep(visits)
    await store.insert(visitFacts, visitOf({ queueId: soporte, joinedAt: DAY.from }))
    await store.insert(calls, [
      callOf({ tenantId, queueId: soporte, agentId: all.agents.luis, linkedid: '1', startedAt: DAY.from }),
      callOf({
        tenantId,
        queueId: ventas,
        agentId: null,
        linkedid: '2',
        startedAt: new Date('2026-03-02T04:59:59Z'),
        disposition: 'ABANDONED',
        answeredAt: null,
      }),
      callOf({ linkedid: '3', startedAt: DAY.from }),
    ])
    const { user, oneTimePassword } = await all.users.create(all.boss, {
      ...{ login: 'lucia', name: 'Lucía', role: 'SUPERVISOR', queueIds: [ventas] },
    })
    lucia = (await all.settleIn({ user, oneTimePassword } as never)).viewer
    now = all.begin()
    await now.jobs.start()
    site = await serve({
      exports: now.exports,
      audit: all.audit,
      addressOf: () => '192.0.2.7',
      languageDefault: 'es',
    })
  })
  afterAll(async () => {
    site?.server.close()
    await now?.jobs.stop()
    all?.remove()
  })

  const likeBoss = (facts: Partial<ViewerFacts>) => {
    const { userId, tenantId, role, permissions, sessionId } = all.boss
    return new Viewer({ userId, tenantId, role, permissions, sessionId, ...facts })
  }
  const ask = (viewer: Viewer, input: Partial<ExportCreateInput> = {}) =>
    now.exports.create(viewer, { report: 'VISITS', format: 'CSV', ...DAY, ...input })
  async function fetched(viewer: Viewer, input: Partial<ExportCreateInput> = {}) {
    const { id } = await ask(viewer, input)
    const row = await over(now, id)
    expect(row).toMatchObject({ state: 'DONE', errorCode: null })
    const link = await now.exports.link(viewer, id)
    const response = await fetch(`${site.url}${link.url}`)
    expect(response.status).toBe(200)
    return { id, row, link, response, bytes: Buffer.from(await response.arrayBuffer()) }
  }
  const rowsOf = (bytes: Buffer) =>
    parse(bytes, { bom: true, delimiter: ';', columns: true }) as Record<string, string>[]

  it('tell every visit once, and are fetched by a link with no sign-in', async () => {
    const { row, link, response, bytes } = await fetched(all.boss)
    expect(row).toMatchObject({
      doneCount: VISITS,
      totalCount: VISITS,
      result: { rowCount: VISITS, isWhole: true },
    })
    expect(link).toMatchObject({
      fileName: 'Visitas a colas 2026-03-01.csv',
      rowCount: VISITS,
      sizeBytes: bytes.length,
    })
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toContain('filename="Visitas a colas 2026-03-01.csv"')
    const rows = rowsOf(bytes)
    const ids = rows.map((each) => each['Id de llamada'])
    expect(new Set(ids).size).toBe(VISITS)
    expect(rows).toHaveLength(VISITS)
    expect(rows.find((each) => each['Id de llamada'] === 'c1')).toEqual({
      ...{
        Entrada: '2026-03-01 00:00:00',
        Cola: 'Soporte técnico',
        Número: '+573001234567',
        Nombre: 'Cliente 1',
      },
      ...{ DID: '6015550000', Resultado: 'Atendida', Agente: 'Ana Peña', 'Espera (s)': '1' },
      ...{
        Atendida: '2026-03-01 00:00:12',
        'Conversación (s)': '78',
        'Timbre (s)': '4',
        Fin: 'Colgó el cliente',
      },
      ...{ 'Salió hacia': '', Posición: '1', Salida: '2026-03-01 00:01:30', 'Id de llamada': 'c1' },
    })
    expect(rows.find((each) => each['Id de llamada'] === 'c7')?.Nombre).toBe("'=1+1")
    await expect
      .poll(async () => (await all.audit.page(all.boss, { action: 'exportDownload' }, 10)).length, SOON)
      .toBe(1)
  })

  it('tell calls in Excel, in the language that was asked for', async () => {
    const { bytes, link } = await fetched(all.boss, { report: 'CALLS', format: 'XLSX', language: 'en' })
    expect(link.fileName).toBe('Calls 2026-03-01.xlsx')
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(bytes as never)
    const values = book.worksheets[0]!.getSheetValues() as unknown[][]
    const [, headings, first, second] = values
    expect(headings?.slice(1, 4)).toEqual(['Begun', 'Direction', 'Outcome'])
    expect(first?.slice(1, 4)).toEqual([new Date('2026-03-01T23:59:59Z'), 'Inbound', 'Abandoned'])
    expect(second?.slice(8, 10)).toEqual(['Soporte técnico', 'Luis Núñez'])
    expect(values).toHaveLength(4)
  })

  it('leave out what a filter leaves out', async () => {
    const { soporte, ventas } = all.queues
    const count = async (input: Partial<ExportCreateInput>) => (await fetched(all.boss, input)).row.doneCount
    expect(await count({ queueIds: [ventas], number: '+57300' })).toBe(Math.ceil(VISITS / 4))
    expect(await count({ queueIds: [soporte, ventas], agentIds: [all.agents.luis], number: '+57' })).toBe(0)
  })

  it('tell every report there is, with the figures that queries tell', async () => {
    const { soporte } = all.queues
    const found = new Map<string, { rows: Record<string, string>[]; figures: Map<string, string> }>()
    for (const report of ['QUEUES', 'DAYS', 'HOURS', 'DISPOSITIONS', 'AGENTS', 'ABANDONED'] as const) {
      const { bytes, row } = await fetched(all.boss, { report })
      const { figures } = row.result as { figures: [string, string][] }
      found.set(report, { rows: rowsOf(bytes), figures: new Map(figures) })
    }
    const abandoned = Math.floor(VISITS / 10)
    const answered = String(VISITS - abandoned)
    const offered = { Recibidas: String(VISITS), Atendidas: answered, Abandonadas: String(abandoned) }
    const percent = (share: number) => String(Math.round(share * 10_000) / 100).replace('.', ',')
    const queues = found.get('QUEUES')!
    expect(queues.rows.map(({ Cola }) => Cola)).toEqual(['Soporte técnico', 'Ventas', 'Total'])
    expect(queues.rows.at(-1)).toMatchObject(offered)
    const { queues: asked } = await all.reports.queueReports.report(all.boss, {
      ...{ period: DAY, queueIds: [soporte], compareWithPrevious: false },
    })
    expect(queues.rows[0]).toMatchObject({
      'Nivel de servicio (%)': percent(asked[0]!.figures.serviceLevel!),
    })
    expect(queues.figures.get('Recibidas')).toBe('1.234')
    expect(found.get('DAYS')!.rows).toMatchObject([
      { Día: '2026-03-01', 'Día de la semana': 'domingo', ...offered },
      { 'Día de la semana': 'Total', ...offered },
    ])
    const hours = found.get('HOURS')!.rows
    expect(hours).toHaveLength(7 * 24 + 1)
    const midnight = hours.find((each) => each.Hora === '00:00' && each['Día de la semana'] === 'domingo')
    expect(midnight).toMatchObject(offered)
    const ways = found.get('DISPOSITIONS')!.rows
    expect(ways.find(({ Resultado }) => Resultado === 'Abandonada')).toMatchObject({
      ...{ Cantidad: String(abandoned), 'Parte (%)': percent(abandoned / VISITS) },
    })
    const [ana] = found.get('AGENTS')!.rows
    expect(ana).toMatchObject({ Agente: 'Ana Peña', Extensión: '7001', Atendidas: answered })
    const lost = found.get('ABANDONED')!
    expect(lost.rows).toHaveLength(abandoned)
    expect(lost.figures.get('Abandonadas')).toBe(String(abandoned))
  })

  it('show a confined supervisor their queues alone, and what they may be now, not when they asked', async () => {
    const { row } = await fetched(lucia)
    expect(row.doneCount).toBe(Math.ceil(VISITS / 4))
    expect(await refusalOf(ask(lucia, { queueIds: [all.queues.soporte] }))).toBe('NOT_FOUND input queueIds')
    const later = all.begin()
    const { id } = await later.exports.create(lucia, { report: 'CALLS', format: 'CSV', ...DAY })
    await all.users.update(all.boss, lucia.userId, { revokedPermissions: ['calls'] } as never)
    await later.jobs.start()
    expect(await over(later, id)).toMatchObject({ state: 'FAILED', errorCode: 'FORBIDDEN' })
    await later.jobs.stop()
  })

  it('are refused for what they cannot be', async () => {
    expect(await refusalOf(ask(all.boss, { until: DAY.from }))).toBe('EMPTY_PERIOD input until')
    expect(await refusalOf(ask(all.boss, { queueIds: [newId()] }))).toBe('NOT_FOUND input queueIds')
    expect(await refusalOf(ask(all.boss, { agentIds: [] }))).toBe('REQUIRED input agentIds')
    expect(await refusalOf(ask(all.boss, { number: 'x' }))).toBe('INVALID_NUMBER input number')
    expect(await refusalOf(ask(all.boss, { report: 'DAYS', number: '1' }))).toBe('INVALID_INPUT input number')
    const long = { from: new Date('2025-01-01T00:00:00Z'), until: new Date('2026-03-01T00:00:00Z') }
    expect(await refusalOf(ask(all.boss, { report: 'HOURS', ...long }))).toBe('PERIOD_TOO_LONG input until')
    const nobody = likeBoss({ permissions: new Set(['reports']) })
    expect(await refusalOf(ask(nobody, { report: 'CALLS' }))).toBe('FORBIDDEN')
    expect(await refusalOf(ask(likeBoss({ permissions: new Set() })))).toBe('FORBIDDEN')
  })

  it('have links that end, and that nobody can change', async () => {
    const { id, link } = await fetched(all.boss)
    const status = async (url: string, init?: RequestInit) => {
      const response = await fetch(`${site.url}${url}`, init)
      return `${response.status} ${response.ok ? '' : ((await response.json()) as { code: string }).code}`.trim()
    }
    const other = await fetched(all.boss)
    expect(await status(link.url, { method: 'HEAD' })).toBe('200')
    expect(await status(link.url, { headers: { range: 'bytes=0-9' } })).toBe('206')
    expect(await status(link.url, { method: 'POST', body: '' })).toBe('405 METHOD_NOT_ALLOWED')
    expect(await status(link.url.replace(id, other.id))).toBe('403 LINK_INVALID')
    expect(await status(`/exports/${id}`)).toBe('403 LINK_INVALID')
    for (const path of ['../vault.keys', '..%2Fvault.keys', '%00', `${id}.part`])
      expect(await status(link.url.replace(id, path))).toMatch(/^(403 LINK_INVALID|404)/)
    expect(await status(`${link.url.slice(0, -1)}${link.url.endsWith('A') ? 'B' : 'A'}`)).toBe(
      '403 LINK_INVALID',
    )
    all.clock.pass(601)
    expect(await status(link.url)).toBe('403 LINK_EXPIRED')
    const stranger = likeBoss({ tenantId: newId(), userId: newId() })
    expect(await refusalOf(now.exports.link(stranger, id))).toBe('NOT_FOUND jobId')
    expect(await refusalOf(now.exports.link(lucia, id))).toBe('NOT_FOUND jobId')
  })

  it('that are cancelled leave nothing', async () => {
    const before = folder().length
    const later = all.begin()
    const { id } = await later.exports.create(all.boss, { report: 'VISITS', format: 'PDF', ...DAY })
    const cancelled = new Promise<void>((resolve) => {
      void (async () => {
        for await (const row of later.jobs.live.watch()) if (row.state === 'RUNNING') break
        await later.jobs.cancel(id)
        resolve()
      })()
    })
    await later.jobs.start()
    await cancelled
    expect(later.jobs.live.get(id)?.state).toBe('CANCELLED')
    await later.jobs.stop()
    expect(folder()).toHaveLength(before)
    expect(await refusalOf(later.exports.link(all.boss, id))).toBe('NOT_ALLOWED_NOW jobId')
  })

  it('that a killed server left are made anew, and never half', async () => {
    const dead = all.begin()
    const { id } = await dead.exports.create(all.boss, { report: 'VISITS', format: 'CSV', ...DAY })
    await store.update(store.tables.jobs, eq(store.tables.jobs.id, id), {
      state: 'RUNNING',
      attempt: 1,
      endedAt: null,
    })
    await mkdir(join(all.folder, 'exports'), { recursive: true })
    writeFileSync(join(all.folder, 'exports', `${id}.part`), 'a torn file')
    const next = all.begin()
    await next.exports.tidy()
    expect(folder()).not.toContain(`${id}.part`)
    await next.jobs.start()
    expect(await over(next, id)).toMatchObject({ state: 'DONE', attempt: 2, result: { rowCount: VISITS } })
    await next.jobs.stop()
    expect(folder().filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('are removed after a week', async () => {
    const { id, link } = await fetched(all.boss)
    const file = join(all.folder, 'exports', id)
    await now.exports.tidy()
    expect(existsSync(file)).toBe(true)
    all.clock.pass(8 * 86_400)
    await now.exports.tidy()
    expect(existsSync(file)).toBe(false)
    expect(await refusalOf(now.exports.link(all.boss, id))).toBe('EXPORT_GONE')
    expect((await fetch(`${site.url}${link.url}`)).status).toBe(403)
  })
}

// PostgreSQL is asked the same as PGlite here, and every file takes a thread.
describeOnEveryEngine('Exports', exportsStory, { only: ['pglite', 'mariadb'] })

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { ReadableCells, safeText, WallTimes } from '../../src/adapters/sheets/cells.ts'
import { niceStep } from '../../src/adapters/sheets/pdf.chart.ts'
import { type SheetFileOptions, writeSheet } from '../../src/adapters/sheets/sheet.file.ts'
import type { Sheet, SheetChart, SheetFormat, SheetRow } from '../../src/adapters/sheets/sheet.ts'
import { refusalOf } from '../users/people.ts'

const folder = mkdtempSync(join(tmpdir(), 'sheets-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** 14:30 in Bogotá. */
const AT = Date.parse('2026-03-01T19:30:05Z')
const COLUMNS = [
  { key: 'at', label: 'Entrada', kind: 'INSTANT' },
  { key: 'day', label: 'Día', kind: 'DATE' },
  { key: 'name', label: 'Nombre', kind: 'TEXT' },
  { key: 'count', label: 'Cantidad', kind: 'INTEGER' },
  { key: 'mean', label: 'Promedio', kind: 'DECIMAL' },
  { key: 'share', label: 'Nivel de servicio', kind: 'PERCENT' },
  { key: 'talk', label: 'Conversación', kind: 'DURATION' },
] as const
const ROWS: SheetRow[] = [
  [AT, '2026-03-01', 'José Peña; "Pepe"', 1234, 12.5, 0.934, 93_725],
  [AT + 1000, '2026-02-28', '=HYPERLINK("http://x.test";"clic")', -5, -0.25, 0, 59],
  [AT + 2000, null, '+573001234567', 0, null, null, null],
  [AT + 3000, '2026-12-31', ' uno\r\ndos\u0000 <&> 🙂', 1e9, 0.005, 1, 0],
]
const TOTALS: SheetRow = [null, null, 'Total', 1_000_001_229, null, 0.5, 93_784]

async function* pagesOf(rows: readonly SheetRow[], size = 2) {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size)
}

const sheetOf = (facts: Partial<Sheet> = {}): Sheet => ({
  title: 'Visitas a colas: «marzo»',
  lines: ['Mi empresa · 01/03/2026 – 31/03/2026 (America/Bogota)', 'Colas: Soporte, Atención'],
  columns: COLUMNS,
  totals: TOTALS,
  ...{ language: 'es', timeZone: 'America/Bogota', pages: pagesOf(ROWS), ...facts },
})

let made = 0
async function written(sheet: Sheet, format: SheetFormat, options: Partial<SheetFileOptions> = {}) {
  const file = join(folder, `${++made}.${format.toLowerCase()}`)
  const signal = new AbortController().signal
  const answer = await writeSheet(sheet, { format, file, madeAt: new Date(AT), signal, ...options })
  expect(readFileSync(file)).toHaveLength(answer.sizeBytes)
  return { file, ...answer }
}

describe('Excel', () => {
  it('has real numbers, times and durations, and headings that stay', async () => {
    const { file, rowCount, isWhole } = await written(sheetOf(), 'XLSX')
    expect({ rowCount, isWhole }).toEqual({ rowCount: 4, isWhole: true })
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(file)
    const [sheet] = book.worksheets
    expect(sheet!.name).toBe('Visitas a colas  «marzo»')
    expect(sheet!.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    const heading = sheet!.getRow(1)
    expect((heading.values as unknown[]).slice(1)).toEqual(COLUMNS.map(({ label }) => label))
    expect(heading.getCell(3).font?.bold).toBe(true)
    expect(sheet!.getColumn(1).width).toBeGreaterThanOrEqual(20)

    const first = sheet!.getRow(2)
    // Excel knows no time zones: a clock's time stands in the cell, and exceljs reads it as if it were UTC.
    expect(first.getCell(1).value).toEqual(new Date('2026-03-01T14:30:05Z'))
    expect(first.getCell(1).numFmt).toBe('dd/mm/yyyy hh:mm:ss')
    expect(first.getCell(2).value).toEqual(new Date('2026-03-01T00:00:00Z'))
    expect(first.getCell(3).value).toBe('José Peña; "Pepe"')
    expect(first.getCell(4).value).toBe(1234)
    expect(first.getCell(5).value).toBe(12.5)
    expect(first.getCell(6)).toMatchObject({ value: 0.934, numFmt: '0.0%' })
    expect(first.getCell(7).numFmt).toBe('[h]:mm:ss')
    // exceljs takes a duration for an instant of 1899; a day and two hours are what it is since then.
    const talk = first.getCell(7).value as Date
    expect(talk.getTime() - Date.UTC(1899, 11, 30)).toBe(93_725_000)

    expect(sheet!.getRow(3).getCell(3).value).toBe('\'=HYPERLINK("http://x.test";"clic")')
    expect(sheet!.getRow(3).getCell(4).value).toBe(-5)
    expect(sheet!.getRow(4).getCell(3).value).toBe('+573001234567')
    expect(sheet!.getRow(4).getCell(7).value).toBeNull()
    expect(sheet!.getRow(5).getCell(3).value).toBe(' uno  dos  <&> 🙂')
    expect(sheet!.getRow(6).getCell(3)).toMatchObject({ value: 'Total', font: { bold: true } })
    expect(sheet!.rowCount).toBe(6)
    sheet!.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(ExcelJS.ValueType.Formula)))
  })

  it('may be empty', async () => {
    const { file } = await written(sheetOf({ pages: pagesOf([]), totals: undefined, title: '[/]' }), 'XLSX')
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(file)
    expect(book.worksheets[0]).toMatchObject({ name: 'Centralita', rowCount: 1 })
  })
})

describe('CSV', () => {
  it('opens in a Spanish spreadsheet and in any program', async () => {
    const { file } = await written(sheetOf(), 'CSV')
    const text = readFileSync(file, 'utf8')
    expect(text.startsWith('\ufeffEntrada;Día;Nombre;')).toBe(true)
    expect(text.split('\r\n')).toHaveLength(7)
    expect(parse(text, { bom: true, delimiter: ';' })).toEqual([
      ['Entrada', 'Día', 'Nombre', 'Cantidad', 'Promedio', 'Nivel de servicio (%)', 'Conversación (s)'],
      ['2026-03-01 14:30:05', '2026-03-01', 'José Peña; "Pepe"', '1234', '12,5', '93,4', '93725'],
      ['2026-03-01 14:30:06', '2026-02-28', '\'=HYPERLINK("http://x.test";"clic")', '-5', '-0,25', '0', '59'],
      ['2026-03-01 14:30:07', '', '+573001234567', '0', '', '', ''],
      ['2026-03-01 14:30:08', '2026-12-31', ' uno  dos  <&> 🙂', '1000000000', '0,01', '100', '0'],
      ['', '', 'Total', '1000001229', '', '50', '93784'],
    ])
  })

  it('is spelled the English way in English', async () => {
    const { file } = await written(sheetOf({ language: 'en', totals: undefined }), 'CSV')
    const [, first] = parse(readFileSync(file), { bom: true }) as string[][]
    expect(first).toEqual([
      '2026-03-01 14:30:05',
      '2026-03-01',
      'José Peña; "Pepe"',
      '1234',
      '12.5',
      '93.4',
      '93725',
    ])
  })

  it('gives back every text there is, and none that is a formula', async () => {
    const texts = fc.sample(fc.string({ unit: 'binary', maxLength: 20 }), { numRuns: 300, seed: 1 })
    texts.push('=1+1', '@SUM(A1)', '-2+3', '+1 800', '\t=1', '\r=1', '＝1', '-', '+', '-15', '"', ';', "'=1")
    const columns = [{ key: 't', label: 'Texto', kind: 'TEXT' }] as const
    const sheet = sheetOf({
      columns,
      totals: undefined,
      pages: pagesOf(
        texts.map((text) => [text]),
        50,
      ),
    })
    const { file } = await written(sheet, 'CSV')
    const read = (parse(readFileSync(file), { bom: true, delimiter: ';' }) as string[][]).slice(1)
    expect(read.map(([text]) => text)).toEqual(texts.map(safeText))
    for (const [text] of read) expect(text).not.toMatch(/^([=@\t\r＝＠]|[+-](?!\d+$))/)
  })
})

describe('PDF', () => {
  const text = (file: string) => execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
  const labels = Array.from({ length: 12 }, (_, index) => `${index + 1} mar`)
  const values = labels.map((_, index) => (index * 37) % 100)
  const chart: SheetChart = {
    ...{ kind: 'BAR', title: 'Visitas por día', valueKind: 'INTEGER', labels },
    series: [
      { label: 'Atendidas', values },
      { label: 'Abandonadas', values: values.map((value) => Math.round(value / 9)) },
    ],
  }

  it('is a report with a chart, a table on numbered pages, and every accent', async () => {
    const rows = Array.from(
      { length: 90 },
      (_, index): SheetRow => [AT + index * 1000, '2026-03-01', `Ñandú ${index}`, index, 1.5, 0.5, 61],
    )
    const { file, isWhole } = await written(sheetOf({ chart, pages: pagesOf(rows, 30) }), 'PDF')
    expect(isWhole).toBe(true)
    const pages = text(file).split('\f').slice(0, -1)
    expect(pages.length).toBeGreaterThan(1)
    for (const sign of [
      'Visitas a colas: «marzo»',
      'Colas: Soporte, Atención',
      'Visitas por día',
      'Atendidas',
      '12 mar',
    ])
      expect(pages[0]).toContain(sign)
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`Página ${index + 1} / ${pages.length}`)
      expect(page).toContain('Conversación')
    }
    for (let index = 0; index < 90; index++)
      expect(pages.join('')).toMatch(new RegExp(`Ñandú ${index}\\s+${index}\\s+1,50\\s+50,0\\s%\\s+0:01:01`))
    expect(pages.at(-1)).toMatch(/Total\s+1\.000\.001\.229/)
    expect(pages[0]).toContain('01/03/2026 14:30:05')
  })

  it('shows something, also when it is looked at', async () => {
    const { file } = await written(sheetOf({ chart: { ...chart, kind: 'LINE' } }), 'PDF')
    execFileSync('pdftoppm', ['-r', '40', '-f', '1', '-l', '1', file, join(folder, 'page')])
    const picture = readFileSync(join(folder, 'page-1.ppm'))
    const [, width, height] = /^P6\s+(\d+)\s+(\d+)/.exec(picture.toString('latin1', 0, 20))!
    const pixels = picture.subarray(-3 * Number(width) * Number(height))
    let dark = 0
    for (let at = 0; at < pixels.length; at += 3) if (pixels[at]! < 100) dark++
    // Headings are drawn as a dark band, the chart as lines: some of the page, not all of it.
    expect(dark / (pixels.length / 3)).toBeGreaterThan(0.005)
    expect(dark / (pixels.length / 3)).toBeLessThan(0.3)
  })

  it('says what it leaves out, and where all of it is', async () => {
    const rows = Array.from(
      { length: 3_200 },
      (_, index): SheetRow => [AT, null, `n${index}`, index, null, null, null],
    )
    const { file, isWhole, rowCount } = await written(sheetOf({ pages: pagesOf(rows, 500) }), 'PDF')
    expect({ isWhole, rowCount }).toEqual({ isWhole: false, rowCount: 3_000 })
    const all = text(file)
    expect(all).toContain('n2999')
    expect(all).not.toContain('n3000')
    expect(all).toContain('primeras 3.000 filas')
    expect(text((await written(sheetOf({ pages: pagesOf([]), totals: undefined }), 'PDF')).file)).toContain(
      'No hay datos',
    )
  })

  it('prints the names of people of many countries', async () => {
    const names = ['Łukasz Żak', 'Željko', 'Κώστας', 'Оксана', 'Նարեկ', '“sí” – €5']
    const rows = names.map((name, index): SheetRow => [AT, null, `${name}\u0007\n`, index, null, null, null])
    const read = text((await written(sheetOf({ pages: pagesOf(rows) }), 'PDF')).file)
    for (const name of names) expect(read).toContain(name)
  })

  it('says in which language it is, for those who have it read to them', async () => {
    for (const language of ['es', 'en'] as const) {
      const { file } = await written(sheetOf({ language }), 'PDF')
      expect(readFileSync(file, 'latin1')).toContain(`/Lang (${language})`)
    }
  })
})

describe('Writing', () => {
  const endless = async function* () {
    for (;;) yield ROWS
  }

  it('stops when it is told to', async () => {
    for (const format of ['XLSX', 'CSV'] as const) {
      const abort = new AbortController()
      const onRows = (count: number) => count > 2_000 && abort.abort(new Error('enough'))
      await expect(
        written(sheetOf({ pages: endless() }), format, { signal: abort.signal, onRows }),
      ).rejects.toThrow('enough')
    }
  })

  it('says so when the disk is full', async () => {
    for (const format of ['XLSX', 'CSV', 'PDF'] as const) {
      const pages = format === 'PDF' ? pagesOf(ROWS) : endless()
      expect(await refusalOf(written(sheetOf({ pages }), format, { file: '/dev/full' }))).toBe('EXPORT_DISK')
    }
  })

  it('ends with the error of whoever reads the rows', async () => {
    const failing = async function* () {
      yield ROWS
      throw new Error('no more')
    }
    await expect(written(sheetOf({ pages: failing() }), 'CSV')).rejects.toThrow('no more')
  })
})

describe('Cells', () => {
  it('show what clocks showed there, through every change of them', () => {
    for (const timeZone of ['America/Santiago', 'Europe/Madrid', 'Asia/Kathmandu', 'UTC']) {
      const walls = new WallTimes(timeZone)
      const format = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
      fc.assert(
        fc.property(fc.integer({ min: 1.6e9, max: 1.9e9 }), (second) => {
          expect(new Date(walls.at(second * 1000)).toISOString().slice(0, 19).replace('T', ' ')).toBe(
            format.format(second * 1000),
          )
        }),
        { seed: 1, numRuns: 300 },
      )
    }
  })

  it('are read in the language of who reads', () => {
    const [es, en] = [new ReadableCells('es', 'UTC'), new ReadableCells('en', 'UTC')]
    expect([es.text(12345.678, 'DECIMAL'), en.text(12345.678, 'DECIMAL')]).toEqual(['12.345,68', '12,345.68'])
    expect([es.text(AT, 'INSTANT'), en.text(AT, 'INSTANT')]).toEqual([
      '01/03/2026 19:30:05',
      '2026-03-01 19:30:05',
    ])
    expect([es.text('2026-03-01', 'DATE'), es.text(-61, 'DURATION'), es.text(null, 'TEXT')]).toEqual([
      '01/03/2026',
      '-0:01:01',
      '',
    ])
  })

  it('stand on lines at even steps', () => {
    expect([0, 0.3, 1, 3, 7, 23, 110].map(niceStep)).toEqual([1, 0.5, 1, 5, 10, 50, 200])
  })
})

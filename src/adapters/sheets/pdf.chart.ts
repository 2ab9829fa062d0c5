import type { ReadableCells } from './cells.ts'
import { BOLD, COLORS, innerWidth, line, MARGIN, type Pdf, printable, REGULAR } from './pdf.page.ts'
import type { SheetChart } from './sheet.ts'

const HEIGHT = 150
const AXIS = 44
/** More bars than this carry no figures of their own. */
const MOST_FIGURES = 16

interface Frame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly most: number
}

/** Draws a chart across the page; gives the height it took. */
export function drawChart(pdf: Pdf, chart: SheetChart, cells: ReadableCells, y: number): number {
  const { labels, series, title } = chart
  if (labels.length === 0 || series.length === 0) return 0
  pdf.font(BOLD).fontSize(10).fillColor(COLORS.ink)
  line(pdf, printable(title), MARGIN, y, innerWidth(pdf) * 0.5)
  if (series.length > 1) drawLegend(pdf, chart, y)
  const highest = Math.max(...series.flatMap(({ values }) => values.map((value) => value ?? 0)))
  const step = niceStep(highest / 4)
  const most = Math.max(step, Math.ceil(highest / step) * step)
  const frame: Frame = { left: MARGIN + AXIS, top: y + 24, width: innerWidth(pdf) - AXIS, most }
  drawGrid(pdf, frame, step, (value) => cells.text(value, chart.valueKind))
  if (chart.kind === 'BAR') drawBars(pdf, chart, frame, cells)
  else drawLines(pdf, chart, frame)
  drawLabels(pdf, labels, frame)
  return 24 + HEIGHT + 30
}

/** The nearest step of 1, 2 or 5 that is not smaller. */
export function niceStep(least: number): number {
  if (!(least > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(least))
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least * 0.999999)!
}

function drawLegend(pdf: Pdf, { series }: SheetChart, y: number): void {
  pdf.font(REGULAR).fontSize(8)
  let right = MARGIN + innerWidth(pdf)
  for (const [index, { label }] of [...series.entries()].reverse()) {
    const text = printable(label)
    const width = pdf.widthOfString(text)
    right -= width
    pdf.fillColor(COLORS.quiet)
    line(pdf, text, right, y + 2, width + 1)
    pdf.rect(right - 11, y + 2, 7, 7).fill(colorOf(index))
    right -= 24
  }
}

function drawGrid(
  pdf: Pdf,
  { left, top, width, most }: Frame,
  step: number,
  label: (value: number) => string,
): void {
  pdf.font(REGULAR).fontSize(7).lineWidth(0.5)
  for (let value = 0; value <= most * 1.0001; value += step) {
    const y = top + HEIGHT - (value / most) * HEIGHT
    pdf.moveTo(left, y).lineTo(left + width, y)
    pdf.stroke(value === 0 ? COLORS.quiet : COLORS.rule)
    pdf.fillColor(COLORS.quiet)
    line(pdf, printable(label(value)), MARGIN, y - 3, AXIS - 8, 'right')
  }
}

function drawBars(pdf: Pdf, { labels, series, valueKind }: SheetChart, frame: Frame, cells: ReadableCells) {
  const room = frame.width / labels.length
  const width = Math.min((room * 0.7) / series.length, 46)
  const hasFigures = labels.length * series.length <= MOST_FIGURES
  for (const [at, { values }] of series.entries())
    for (const index of labels.keys()) {
      const value = values[index] ?? 0
      const height = (Math.max(value, 0) / frame.most) * HEIGHT
      const x = frame.left + room * (index + 0.5) - (width * series.length) / 2 + width * at
      const y = frame.top + HEIGHT - height
      if (height > 0) pdf.rect(x, y, Math.max(width - 1, 0.5), height).fill(colorOf(at))
      if (!hasFigures) continue
      pdf.font(BOLD).fontSize(7.5).fillColor(COLORS.ink)
      line(pdf, printable(cells.text(value, valueKind)), x - 20, y - 9, width + 39, 'center')
    }
}

function drawLines(pdf: Pdf, { labels, series }: SheetChart, { left, top, width, most }: Frame): void {
  const room = width / labels.length
  for (const [at, { values }] of series.entries()) {
    let isDown = false
    const points: [number, number][] = []
    for (const index of labels.keys()) {
      const value = values[index]
      if (value === null || value === undefined) {
        isDown = false
        continue
      }
      const x = left + room * (index + 0.5)
      const y = top + HEIGHT - (value / most) * HEIGHT
      if (isDown) pdf.lineTo(x, y)
      else pdf.moveTo(x, y)
      isDown = true
      points.push([x, y])
    }
    pdf.lineWidth(1.6).lineJoin('round').stroke(colorOf(at))
    if (points.length <= 62) for (const [x, y] of points) pdf.circle(x, y, 1.9).fill(colorOf(at))
  }
}

/** As many labels as there is room for. */
function drawLabels(pdf: Pdf, labels: readonly string[], { left, top, width }: Frame): void {
  pdf.font(REGULAR).fontSize(7).fillColor(COLORS.quiet)
  const room = width / labels.length
  const texts = labels.map(printable)
  const widest = Math.max(...texts.map((text) => pdf.widthOfString(text))) + 8
  const every = room >= 40 ? 1 : Math.max(1, Math.ceil(Math.min(widest, 90) / room))
  for (const [index, text] of texts.entries())
    if (index % every === 0) {
      const space = room * every
      line(pdf, text, left + room * (index + 0.5) - space / 2 + 1, top + HEIGHT + 6, space - 2, 'center')
    }
}

const colorOf = (index: number): string => COLORS.series[index % COLORS.series.length]!

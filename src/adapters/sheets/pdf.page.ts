import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'

export type Pdf = InstanceType<typeof PDFDocument>

/** DejaVu, for its letters: Latin of every language, Greek, Cyrillic, Armenian, Georgian, Hebrew, Arabic. */
export const REGULAR = 'DejaVuSansCondensed'
export const BOLD = 'DejaVuSansCondensed-Bold'
const fontFile = (name: string) => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)

export const COLORS = {
  ink: '#1c2733',
  quiet: '#5d6b7a',
  heading: '#1f3a5f',
  rule: '#d5dbe2',
  stripe: '#f4f6f9',
  white: '#ffffff',
  series: ['#1f3a5f', '#2a9d8f', '#e09f3e', '#c8553d', '#6d597a', '#7a8793'],
} as const
export const MARGIN = 36
/** Below the last line of the body: the rule and the page's number. */
const FOOT = 26

/** A text for one line of a page. A letter that the font lacks, such as 王, is drawn as a box. */
export const printable = (text: string): string => text.normalize('NFC').replace(/\p{Cc}+/gu, ' ')

export function openPdf(title: string, language: string, isWide: boolean): Pdf {
  const pdf = new PDFDocument({
    size: 'A4',
    layout: isWide ? 'landscape' : 'portrait',
    margin: MARGIN,
    // So that every page can say of how many it is.
    bufferPages: true,
    // Whoever listens to a page hears it read in its language.
    lang: language,
    info: { Title: printable(title), Producer: 'Centralita', Creator: 'Centralita' },
    font: fontFile(REGULAR),
  })
  for (const name of [REGULAR, BOLD]) pdf.registerFont(name, fontFile(name))
  return pdf
}

export const innerWidth = (pdf: Pdf): number => pdf.page.width - 2 * MARGIN
export const bottomOf = (pdf: Pdf): number => pdf.page.height - MARGIN - FOOT

/** A text on one line that ends with … where there is no more room; set in the font and size that are chosen. */
export function fitted(pdf: Pdf, text: string, width: number): string {
  if (pdf.widthOfString(text) <= width) return text
  let [least, most] = [0, text.length]
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    if (pdf.widthOfString(`${text.slice(0, middle).trimEnd()}…`) <= width) least = middle
    else most = middle - 1
  }
  return `${text.slice(0, least).trimEnd()}…`
}

/** A text on one line, at the left, the right or the middle of a width. */
export function line(
  pdf: Pdf,
  text: string,
  x: number,
  y: number,
  width: number,
  align: 'left' | 'right' | 'center' = 'left',
): void {
  const shown = fitted(pdf, text, width)
  const spare = align === 'left' ? 0 : width - pdf.widthOfString(shown)
  pdf.text(shown, x + (align === 'center' ? spare / 2 : spare), y, { lineBreak: false })
}

/** The foot of every page: what it is, and which of how many. */
export function numberPages(pdf: Pdf, note: string, word: string): void {
  const { start, count } = pdf.bufferedPageRange()
  for (let page = 0; page < count; page++) {
    pdf.switchToPage(start + page)
    const y = pdf.page.height - MARGIN - 10
    pdf.moveTo(MARGIN, y - 6).lineTo(pdf.page.width - MARGIN, y - 6)
    pdf.lineWidth(0.5).stroke(COLORS.rule)
    pdf.font(REGULAR).fontSize(7.5).fillColor(COLORS.quiet)
    line(pdf, note, MARGIN, y, innerWidth(pdf) * 0.7)
    line(pdf, `${word} ${page + 1} / ${count}`, MARGIN, y, innerWidth(pdf), 'right')
  }
}

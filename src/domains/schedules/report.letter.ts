import type { Language } from '../../platform/viewer.ts'
import type { MadeFile } from '../exports/export.service.ts'

export interface LetterFacts {
  readonly name: string
  readonly made: MadeFile
  readonly isAttached: boolean
  /** Where the file is found; undefined where this server does not know its own address. */
  readonly link: string | undefined
}

type Figures = readonly (readonly [string, string])[]

export interface Letter {
  readonly subject: string
  readonly text: string
  readonly html: string
}

const WORDS = {
  es: {
    attached: 'El informe va adjunto.',
    large: (size: string) => `El archivo (${size}) es demasiado grande para un correo.`,
    link: 'Descargar el informe',
    valid: 'El enlace sirve durante 7 días y no pide usuario: no lo reenvíe a quien no deba verlo.',
    here: 'Búsquelo en Centralita, entre sus trabajos.',
    rows: 'Filas',
    cut: 'El PDF muestra las primeras filas; para verlas todas, pida Excel o CSV.',
    why: 'Recibe este correo porque alguien de su empresa programó este informe en Centralita.',
  },
  en: {
    attached: 'The report is attached.',
    large: (size: string) => `The file (${size}) is too large for an e-mail.`,
    link: 'Download the report',
    valid:
      'The link is good for 7 days and asks for no user: do not pass it on to those who should not see it.',
    here: 'Find it in Centralita, among your jobs.',
    rows: 'Rows',
    cut: 'The PDF shows the first rows; for all of them ask for Excel or CSV.',
    why: 'You get this e-mail because somebody of your company scheduled this report in Centralita.',
  },
}

/** The e-mail a report comes with: what it is, its key figures, and where it is. */
export function letterOf({ name, made, isAttached, link }: LetterFacts): Letter {
  const { language } = made
  const words = WORDS[language]
  const size = `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(made.sizeBytes / 1e6)} MB`
  const rows = new Intl.NumberFormat(language, { useGrouping: 'always' }).format(made.rowCount)
  const figures: Figures = [...made.figures, [words.rows, rows]]
  const where = isAttached ? words.attached : words.large(size)
  const notes = [
    ...(made.isWhole ? [] : [words.cut]),
    ...(link ? [words.valid] : isAttached ? [] : [words.here]),
  ]
  const text = [
    ...[name, ...made.lines, ''],
    ...figures.map(([label, figure]) => `${label}: ${figure}`),
    ...['', where, ...(link ? [`${words.link}: ${link}`] : []), ...notes, '', '--', words.why, ''],
  ].join('\n')
  return {
    subject: `${name} – ${made.period}`,
    text,
    html: htmlOf({ name, made, figures, where, link, notes, words, language }),
  }
}

function htmlOf(parts: {
  name: string
  made: MadeFile
  figures: Figures
  where: string
  link: string | undefined
  notes: readonly string[]
  words: (typeof WORDS)[Language]
  language: Language
}): string {
  const { name, made, figures, where, link, notes, words } = parts
  const lines = made.lines.map((line) => `<div style="color:#5d6b7a">${escaped(line)}</div>`).join('')
  const cells = figures
    .map(
      ([label, figure]) =>
        `<tr><td style="padding:6px 24px 6px 0;border-bottom:1px solid #d5dbe2">${escaped(label)}</td>` +
        `<td style="padding:6px 0;border-bottom:1px solid #d5dbe2;text-align:right;font-weight:bold">${escaped(figure)}</td></tr>`,
    )
    .join('')
  const button = link
    ? `<p><a href="${escaped(link)}" style="background:#1f3a5f;color:#ffffff;padding:10px 18px;text-decoration:none;` +
      `border-radius:4px;display:inline-block">${words.link}</a></p>`
    : ''
  const small = (line: string) => `<p style="color:#5d6b7a;font-size:12px">${escaped(line)}</p>`
  return (
    `<!doctype html><html lang="${parts.language}"><head><meta charset="utf-8"><title>${escaped(name)}</title></head>` +
    '<body style="margin:0;padding:24px;font-family:Helvetica,Arial,sans-serif;font-size:14px;color:#1c2733">' +
    `<div style="border-left:4px solid #2a9d8f;padding-left:14px"><h1 style="margin:0 0 6px;font-size:20px;color:#1f3a5f">` +
    `${escaped(name)}</h1>${lines}</div><table style="border-collapse:collapse;margin:18px 0">${cells}</table>` +
    `<p>${escaped(where)}</p>${button}${notes.map(small).join('')}<hr style="border:0;border-top:1px solid #d5dbe2">` +
    `${small(words.why)}</body></html>`
  )
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]!)

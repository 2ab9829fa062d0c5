import { isoTime, WallTimes } from '../../adapters/sheets/cells.ts'
import type { SheetColumn } from '../../adapters/sheets/sheet.ts'
import type { Language } from '../../platform/viewer.ts'
import type { ExportQuery, ExportStyle } from './export.request.ts'

export type Words = Readonly<Record<Language, string>>

/** What outcomes of visits are called. */
export type OutcomeWords = Readonly<Record<string, Words>>

/** A column with its heading in one language. */
export const column = (
  language: Language,
  key: string,
  kind: SheetColumn['kind'],
  label: Words,
  width?: number,
): SheetColumn => ({ key, kind, label: label[language], ...(width !== undefined && { width }) })

/** A value's words; the value itself where there are none. */
export const wordOf = (words: Readonly<Record<string, Words>>, value: string | null, language: Language) =>
  value === null ? '' : (words[value]?.[language] ?? value)

const FILTER = {
  queues: { es: 'Colas', en: 'Queues' },
  allQueues: { es: 'Todas las colas', en: 'All queues' },
  agents: { es: 'Agentes', en: 'Agents' },
  number: { es: 'Número', en: 'Number' },
}

/** A period as people say it: days where it consists of whole ones. */
export function periodText({ from, until }: ExportQuery, { language, timeZone }: ExportStyle): string {
  const walls = new WallTimes(timeZone)
  const first = isoTime(walls.at(from.getTime()))
  const end = isoTime(walls.at(until.getTime()))
  if (!first.endsWith('00:00:00') || !end.endsWith('00:00:00'))
    return `${readable(first.slice(0, 16), language)} – ${readable(end.slice(0, 16), language)} (${timeZone})`
  const last = isoTime(walls.at(until.getTime() - 1)).slice(0, 10)
  const day = readable(first.slice(0, 10), language)
  return `${day === readable(last, language) ? day : `${day} – ${readable(last, language)}`} (${timeZone})`
}

/** What a query leaves out. */
export function filterText(
  query: ExportQuery,
  { language }: ExportStyle,
  nameOf: { queue(id: string): string; agent(id: string): string },
): string {
  const parts = [
    query.queueIds
      ? `${FILTER.queues[language]}: ${query.queueIds.map(nameOf.queue).join(', ')}`
      : FILTER.allQueues[language],
  ]
  if (query.agentIds) parts.push(`${FILTER.agents[language]}: ${query.agentIds.map(nameOf.agent).join(', ')}`)
  if (query.number) parts.push(`${FILTER.number[language]}: ${query.number}…`)
  return parts.join(' · ')
}

/** What a file is called: `visitas 2026-03-01 2026-03-31.xlsx`. */
export function fileName(title: string, { from, until }: ExportQuery, timeZone: string, ending: string) {
  const walls = new WallTimes(timeZone)
  const day = (ms: number) => isoTime(walls.at(ms)).slice(0, 10)
  const days = [...new Set([day(from.getTime()), day(until.getTime() - 1)])]
  return `${title} ${days.join(' ')}.${ending}`
}

function readable(iso: string, language: Language): string {
  if (language === 'en') return iso
  const [date = '', time] = iso.split(' ')
  return [date.split('-').reverse().join('/'), time].filter(Boolean).join(' ')
}

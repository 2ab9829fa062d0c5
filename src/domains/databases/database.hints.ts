import type { ErrorDetails } from '../../errors.ts'
import type { Language } from '../../platform/viewer.ts'

type Words = Readonly<Record<Language, string>>

/** What a test of a database may say of it, and what to do. */
const HINTS = {
  NO_TABLE_KNOWN: {
    es: 'No se encontró ninguna tabla conocida: queue_log, queuelog, cdr ni las de Issabel CallCenter. Revise el nombre de la base (asteriskcdrdb, call_center) y que el usuario tenga SELECT sobre ella.',
    en: "No known table was found: neither queue_log, queuelog, cdr nor those of Issabel CallCenter. Check the database's name (asteriskcdrdb, call_center) and that the user has SELECT on it.",
  },
  EMPTY: {
    es: 'La tabla está vacía. Si es la de colas, revise «queue_log» en extconfig.conf; Asterisk la llena desde entonces, no hacia atrás.',
    en: 'The table is empty. If it is that of queues, check "queue_log" in extconfig.conf; Asterisk fills it from then on, not backwards.',
  },
  NAMES_CUT: {
    es: 'La columna «{column}» guarda solo {length} caracteres: los nombres más largos pierden el final. Amplíela a varchar(80) o más.',
    en: 'The column "{column}" keeps only {length} characters: longer names lose their end. Widen it to varchar(80) or more.',
  },
  TIME_ZONE_WRONG: {
    es: 'Las horas de la tabla difieren {minutes} minutos de lo que dicen los identificadores de las llamadas: la zona horaria de la central ({timeZone}) no es la de la tabla.',
    en: "The table's times differ by {minutes} minutes from what the calls' ids say: the PBX's time zone ({timeZone}) is not the table's.",
  },
  NO_LINKEDID: {
    es: 'La tabla no tiene la columna «linkedid»: las partes de una llamada transferida se reconocen solo por sus canales.',
    en: 'The table has no column "linkedid": the parts of a transferred call are known by their channels alone.',
  },
  TOO_SLOW_TO_COUNT: {
    es: 'Contar sus filas o buscar la primera y la última tardó demasiado; tal vez falte un índice sobre la fecha.',
    en: 'Counting its rows or finding the first and last took too long; perhaps an index on the date is missing.',
  },
} as const satisfies Record<string, Words>

export type DatabaseHint = keyof typeof HINTS

/** A hint in somebody's language. */
export const hintOf = (hint: DatabaseHint, language: Language, details: ErrorDetails = {}): string =>
  HINTS[hint][language].replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? '?'))

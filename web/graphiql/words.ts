import { type LanguageCode, useLanguage } from '../src/language/language.ts'

const es = {
  title: 'Explorar la API',
  changeFirst: 'Antes de explorar, cambie su contraseña de un solo uso.',
  change: 'Cambiarla',
  restore: 'Recuperar ejemplos',
  loading: 'Cargando el editor…',
}

export type ConsoleWords = typeof es

const en: ConsoleWords = {
  title: 'Explore the API',
  changeFirst: 'Before you explore, replace your one-time password.',
  change: 'Replace it',
  restore: 'Restore examples',
  loading: 'Loading the editor…',
}

const WORDS: Readonly<Record<LanguageCode, ConsoleWords>> = { es, en }

/** The words that this page alone has. */
export const useConsoleWords = (): ConsoleWords => WORDS[useLanguage()]

import { useSyncExternalStore } from 'react'
import { en } from './words.en.ts'
import { es, type Words } from './words.es.ts'

export type LanguageCode = 'es' | 'en'

const KEY = 'centralita.language'
const CATALOG: Record<LanguageCode, Words> = { es, en }
const listeners = new Set<() => void>()
let current = initial()

/** The words of the page, in the language chosen: by `?lang=`, by the person, or by the browser. */
export function useWords(): Words {
  return CATALOG[useLanguage()]
}

export function useLanguage(): LanguageCode {
  return useSyncExternalStore(listen, () => current)
}

export const currentLanguage = (): LanguageCode => current

export function chooseLanguage(language: LanguageCode): void {
  try {
    localStorage.setItem(KEY, language)
  } catch {
    // A browser that keeps nothing still speaks it until the page is left.
  }
  speak(language)
}

/** For a page whose language somebody else decides, such as a screen on the wall. */
export function speak(language: LanguageCode): void {
  current = language
  document.documentElement.lang = language
  for (const listener of listeners) listener()
}

function initial(): LanguageCode {
  let kept: string | null = null
  try {
    kept = localStorage.getItem(KEY)
  } catch {}
  const asked = new URLSearchParams(location.search).get('lang') ?? kept ?? navigator.language
  return /^en\b/i.test(asked) ? 'en' : 'es'
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

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

/**
 * What the server knows of a person's language, unless they chose one in this browser or the address does. Null,
 * when they chose nothing: the browser's stays, which greeted them.
 */
export function suggestLanguage(language: LanguageCode | null): void {
  const isAsked = new URLSearchParams(location.search).has('lang')
  if (language && !isAsked && read() === null && language !== current) speak(language)
}

/** Calls `listener` whenever another language is spoken. @returns stops it. */
export function onLanguage(listener: () => void): () => void {
  return listen(listener)
}

/** For a page whose language somebody else decides, such as a screen on the wall. */
export function speak(language: LanguageCode): void {
  current = language
  document.documentElement.lang = language
  for (const listener of listeners) listener()
}

function initial(): LanguageCode {
  const asked = new URLSearchParams(location.search).get('lang') ?? read() ?? navigator.language
  return /^en\b/i.test(asked) ? 'en' : 'es'
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

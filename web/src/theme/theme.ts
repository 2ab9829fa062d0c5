import { useSyncExternalStore } from 'react'

export type Theme = 'dark' | 'light'

const KEY = 'centralita.theme'
const system = matchMedia('(prefers-color-scheme: light)')
const listeners = new Set<() => void>()

/** What the person chose (or `?theme=` says); without a choice, what their system does. */
export function currentTheme(): Theme {
  const asked = new URLSearchParams(location.search).get('theme') ?? read()
  if (asked === 'dark' || asked === 'light') return asked
  return system.matches ? 'light' : 'dark'
}

export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // A browser that keeps nothing still shows what was chosen until the page is left.
  }
  apply(theme)
}

export function useTheme(): Theme {
  return useSyncExternalStore(listen, () => (document.documentElement.dataset.theme as Theme) ?? 'dark')
}

export function startTheme(): void {
  apply(currentTheme())
  system.addEventListener('change', () => apply(currentTheme()))
}

function apply(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  for (const listener of listeners) listener()
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

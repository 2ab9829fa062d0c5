import { type Client, createClient } from '@centralita/client'
import { useSyncExternalStore } from 'react'
import { currentLanguage, onLanguage } from '../language/language.ts'
import { browserTokens, TOKENS_KEY } from './browser.tokens.ts'

const listeners = new Set<() => void>()
let current: Client | undefined
let oneTimePassword: string | undefined

/** The client of whoever is signed in; another one after the language or the sign-in changed. */
export const useClient = (): Client => useSyncExternalStore(listen, theClient)

/** Whether somebody is signed in, in whichever tab they did. */
export const useSignedIn = (): boolean =>
  useSyncExternalStore(listen, () => theClient().session === 'SIGNED_IN')

/** Signs in for all tabs. @throws CentralitaError */
export async function signIn(input: { login: string; password: string }): Promise<void> {
  oneTimePassword = input.password
  const { mustChangePassword } = await theClient().signIn(input)
  if (!mustChangePassword) oneTimePassword = undefined
}

/** Signs out of all tabs. */
export async function signOut(): Promise<void> {
  oneTimePassword = undefined
  await theClient().signOut()
}

/** Replaces one's own password; the other sign-ins end and this one goes on. @throws CentralitaError */
export async function changePassword(input: { current: string; next: string }): Promise<void> {
  await theClient().changePassword(input)
  oneTimePassword = undefined
}

/** The one-time password that was typed on this page, so that nobody has to type it twice in a row. */
export const passwordJustTyped = (): string | undefined => oneTimePassword

function theClient(): Client {
  if (current) return current
  const made = createClient({ url: '/graphql', language: currentLanguage(), tokens: browserTokens })
  made.onSession(() => {
    if (made === current) tell()
  })
  current = made
  return made
}

function renew(): void {
  if (!current) return
  current = undefined
  tell()
}

function tell(): void {
  for (const listener of [...listeners]) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

// What watches by the old client leaves it at once; what was asked of it is still answered.
onLanguage(renew)

// Not by the store's `watch`: a client that looks again may find the next sign-in where its own was, and would go
// on with what it showed to somebody else. Another client begins instead.
addEventListener('storage', ({ key, oldValue, newValue }) => {
  // `key` is null when a browser's data is cleared. A refresh by another tab changes nobody's sign-in.
  const isSignIn = key === null || (key === TOKENS_KEY && (oldValue === null || newValue === null))
  if (!isSignIn) return
  current?.close()
  renew()
})

import { CentralitaError, createClient, MeDocument, type UserFieldsFragment } from '@centralita/client'
import { useSyncExternalStore } from 'react'
import { currentLanguage } from '../src/language/language.ts'
import { browserTokens } from '../src/session/browser.tokens.ts'

/** Who looks at this page, as far as it is known. */
export type Visitor =
  | { readonly state: 'ASKING' | 'STRANGER' | 'MUST_CHANGE_PASSWORD' }
  | { readonly state: 'SIGNED_IN'; readonly id: string; readonly name: string }
  /** There is a sign-in, and the server could not be asked whose. */
  | { readonly state: 'NOT_KNOWN'; readonly error: unknown }

export const client = createClient({
  url: '/graphql',
  tokens: browserTokens,
  language: currentLanguage(),
  // The language may be changed while the page is open.
  fetch: (url, init) =>
    fetch(url, { ...init, headers: { ...init.headers, 'accept-language': currentLanguage() } }),
})

/** Signs in and out, in the session that all pages of this browser share. */
class Visitors {
  private visitor: Visitor = { state: client.session === 'SIGNED_OUT' ? 'STRANGER' : 'ASKING' }
  private readonly listeners = new Set<() => void>()

  constructor() {
    client.onSession((session) => {
      if (session === 'SIGNED_OUT') this.become({ state: 'STRANGER' })
    })
    // Somebody signed in or out on another page; what GraphiQL keeps is not of interest.
    window.addEventListener('storage', ({ key }) => {
      if (!key?.startsWith('graphiql:')) void this.ask()
    })
    if (this.visitor.state === 'ASKING') void this.ask()
  }

  readonly current = (): Visitor => this.visitor

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Finds out whose the sign-in is that this browser keeps. */
  async ask(): Promise<void> {
    try {
      this.welcome((await client.request(MeDocument)).me)
    } catch (error) {
      const isRefused = error instanceof CentralitaError && error.code === 'UNAUTHENTICATED'
      this.become(isRefused ? { state: 'STRANGER' } : { state: 'NOT_KNOWN', error })
    }
  }

  /** @throws CentralitaError whatever the server objects to, or that it cannot be reached. */
  async signIn(login: string, password: string): Promise<void> {
    this.welcome(await client.signIn({ login, password }))
  }

  signOut(): Promise<void> {
    return client.signOut()
  }

  private welcome({ id, name, login, mustChangePassword }: UserFieldsFragment): void {
    this.become(
      mustChangePassword
        ? { state: 'MUST_CHANGE_PASSWORD' }
        : { state: 'SIGNED_IN', id, name: name || login },
    )
  }

  private become(visitor: Visitor): void {
    this.visitor = visitor
    for (const listener of this.listeners) listener()
  }
}

export const visitors = new Visitors()

export const useVisitor = (): Visitor => useSyncExternalStore(visitors.listen, visitors.current)

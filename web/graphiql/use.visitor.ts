import { useEffect, useState } from 'react'
import { suggestLanguage } from '../src/language/language.ts'
import { loadMe, type Me } from '../src/session/load.me.ts'
import { useClient, useSignedIn } from '../src/session/session.ts'

/** Who looks at this page, as far as it is known. */
export type Visitor =
  | { readonly state: 'STRANGER' | 'ASKING' }
  | { readonly state: 'SIGNED_IN'; readonly me: Me }
  /** There is a sign-in, and the server could not be asked whose. */
  | { readonly state: 'NOT_KNOWN'; readonly error: unknown; readonly retry: () => void }

/** Asks the server whose the sign-in is that this browser keeps, whichever page it began on. */
export function useVisitor(): Visitor {
  const client = useClient()
  const isSignedIn = useSignedIn()
  const [me, setMe] = useState<Me>()
  const [error, setError] = useState<unknown>()
  const [turn, setTurn] = useState(0)

  useEffect(() => {
    if (!isSignedIn) return setMe(undefined)
    const leaving = new AbortController()
    setError(undefined)
    loadMe(client, leaving.signal).then(
      (loaded) => {
        if (leaving.signal.aborted) return
        setMe(loaded)
        suggestLanguage(loaded.language)
      },
      (failure) => {
        if (!leaving.signal.aborted) setError(failure)
      },
    )
    return () => leaving.abort()
  }, [client, isSignedIn, turn])

  if (!isSignedIn) return { state: 'STRANGER' }
  if (me) return { state: 'SIGNED_IN', me }
  if (error === undefined) return { state: 'ASKING' }
  return { state: 'NOT_KNOWN', error, retry: () => setTurn((before) => before + 1) }
}

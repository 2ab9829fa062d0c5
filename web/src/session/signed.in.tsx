import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { Redirect, useLocation } from 'wouter'
import { suggestLanguage, useWords } from '../language/language.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { type Problem, problemOf } from '../parts/use.action.ts'
import { Waiting } from '../parts/waiting.tsx'
import { loadMe, type Me } from './load.me.ts'
import { signInPath } from './return.path.ts'
import { signOut, useClient, useSignedIn } from './session.ts'
import styles from './signed.in.module.css'

const RETRY_MS = 3_000
const START = '/inicio'

interface Known {
  readonly me: Me
  readonly reload: () => void
}

const MeContext = createContext<Known | undefined>(undefined)

/** Who is signed in, within `SignedIn`. */
export const useMe = (): Me => useKnown().me

/** Asks the server again who is signed in, after something of it was changed. */
export const useReloadMe = (): (() => void) => useKnown().reload

function useKnown(): Known {
  const known = useContext(MeContext)
  if (!known) throw new Error('Nobody is signed in outside of SignedIn.')
  return known
}

/** Its children for who is signed in; the sign-in page, and back again, for everybody else. */
export function SignedIn({ children }: { children: ReactNode }) {
  return useSignedIn() ? <ForWhomItIs>{children}</ForWhomItIs> : <Redirect to={signInPath()} replace />
}

function ForWhomItIs({ children }: { children: ReactNode }) {
  const client = useClient()
  const { parts: words } = useWords()
  const [me, setMe] = useState<Me>()
  const [failure, fail] = useState<unknown>()
  const [turn, setTurn] = useState(0)
  const [path] = useLocation()

  useEffect(() => {
    const leaving = new AbortController()
    const load = async () => {
      try {
        const loaded = await loadMe(client, leaving.signal)
        if (leaving.signal.aborted) return
        setMe(loaded)
        fail(undefined)
        suggestLanguage(loaded.language)
      } catch (error) {
        if (!leaving.signal.aborted) fail(error)
      }
    }
    void load()
    return () => leaving.abort()
  }, [client, turn])

  const isWithout = me === undefined && failure !== undefined
  useEffect(() => {
    if (!isWithout) return
    const timer = setInterval(() => setTurn((before) => before + 1), RETRY_MS)
    return () => clearInterval(timer)
  }, [isWithout])

  const reload = () => setTurn((before) => before + 1)
  if (!me) return isWithout ? <Unreached problem={problemOf(failure, words)} onRetry={reload} /> : <Waiting />
  if (me.mustChangePassword && path !== START) return <Redirect to={START} replace />
  return <MeContext value={{ me, reload }}>{children}</MeContext>
}

/** Without a server nothing can be shown yet; it is asked again and again until it answers. */
function Unreached({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const { parts: words } = useWords()
  return (
    <main className={styles.middle}>
      <h1 className={styles.title}>Centralita</h1>
      <Notice tone="critical" isAlert>
        <p>{problem.message}</p>
        <div className={styles.actions}>
          <Button onClick={onRetry}>{words.retry}</Button>
          <Button kind="quiet" onClick={() => void signOut()}>
            {words.leave}
          </Button>
        </div>
      </Notice>
    </main>
  )
}

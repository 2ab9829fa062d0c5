import { CentralitaError, type DisplayLinkFieldsFragment, DisplayLinksDocument } from '@centralita/client'
import { useCallback, useEffect, useState } from 'react'
import { useWords } from '../language/language.ts'
import { type Problem, problemOf } from '../parts/use.action.ts'
import { useClient } from '../session/session.ts'

export type Link = DisplayLinkFieldsFragment

interface Links {
  /** Undefined until the server has told. */
  readonly list: readonly Link[] | undefined
  readonly problem: Problem | undefined
  /** Who is signed in may not. */
  readonly isForbidden: boolean
  readonly reload: () => void
}

const LOOK_AGAIN_MS = 15_000

/** The display links, with how their screens are now; looked at again while the page is seen. */
export function useLinks(): Links {
  const client = useClient()
  const { parts: words } = useWords()
  const [list, setList] = useState<readonly Link[]>()
  const [failure, fail] = useState<unknown>()
  const [turn, setTurn] = useState(0)

  useEffect(() => {
    const leaving = new AbortController()
    const { signal } = leaving
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async () => {
      try {
        const { displayLinks } = await client.request(DisplayLinksDocument, {}, { signal })
        setList(displayLinks)
        fail(undefined)
      } catch (error) {
        if (signal.aborted) return
        fail(error)
        if (isForbidden(error)) return
      }
      timer = setTimeout(() => void lookIfSeen(), LOOK_AGAIN_MS)
    }
    const lookIfSeen = async () => {
      if (document.visibilityState === 'visible') await look()
      else timer = setTimeout(() => void lookIfSeen(), LOOK_AGAIN_MS)
    }
    void look()
    return () => {
      leaving.abort()
      clearTimeout(timer)
    }
  }, [client, turn])

  return {
    list,
    problem: failure === undefined ? undefined : problemOf(failure, words),
    isForbidden: isForbidden(failure),
    reload: useCallback(() => setTurn((before) => before + 1), []),
  }
}

const isForbidden = (error: unknown): boolean =>
  error instanceof CentralitaError && error.code === 'FORBIDDEN'

import { createClient, DisplayDocument, type DisplayQuery } from '@centralita/client'
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { BoardEmpty, LinkGone } from '../board/board.states.tsx'
import { BoardView } from '../board/board.view.tsx'
import type { Refusal } from '../board/feed/board.feed.ts'
import { boardSourceOf } from '../board/feed/board.source.ts'
import { useBoard } from '../board/feed/use.board.ts'
import { useNewBuild, useReloadForNewBuild } from '../board/screen/new.build.ts'
import { useTv } from '../board/screen/use.tv.ts'
import { currentLanguage, speak } from '../language/language.ts'

type Display = DisplayQuery['display']

const RETRY_MS = 5_000

/** `/t/<token>`: a screen on the wall. Without a network it waits for it; without a good link it shows nothing. */
export default function DisplayPage({ token }: { token: string }) {
  const [isGone, setGone] = useState(false)
  const end = useCallback(() => setGone(true), [])
  const isWall = useTv(!isGone)
  // What the link showed goes with the screen: its client, its feed and all that they kept.
  return isGone ? <LinkGone /> : <Screen key={token} token={token} isTv={isWall} onGone={end} />
}

interface ScreenProps {
  token: string
  isTv: boolean
  onGone: () => void
}

function Screen({ token, isTv, onGone }: ScreenProps) {
  const [client] = useState(() => createClient({ url: '/graphql', token, language: currentLanguage() }))
  const source = useMemo(() => boardSourceOf(client, false), [client])
  const { feed, state } = useBoard(source, null)
  const display = useDisplay()
  const isGone = isFinal(state.refusal)
  useReloadForNewBuild(useNewBuild(state.isFresh))

  // Before anything is painted: no empty page stands between the board and the words that it is over.
  useLayoutEffect(() => {
    if (isGone) onGone()
  }, [isGone, onGone])

  /** What the screen is called and speaks; asked until the server tells. */
  function useDisplay(): Display | undefined {
    const [told, setTold] = useState<Display>()
    const [turn, setTurn] = useState(0)
    useEffect(() => {
      if (told) return undefined
      const leaving = new AbortController()
      let timer: ReturnType<typeof setTimeout> | undefined
      client.request(DisplayDocument, {}, { signal: leaving.signal }).then(
        ({ display }) => {
          speak(display.language === 'EN' ? 'en' : 'es')
          document.title = display.name
          setTold(display)
        },
        (error) => {
          if (leaving.signal.aborted) return
          if (isFinal(source.refusal(error))) onGone()
          else timer = setTimeout(() => setTurn(turn + 1), RETRY_MS)
        },
      )
      return () => {
        leaving.abort()
        clearTimeout(timer)
      }
    }, [told, turn])
    return told
  }

  if (isGone) return null
  return (
    <BoardView
      feed={feed}
      state={state}
      name={display?.name ?? ''}
      timeZone={display?.timeZone}
      isTv={isTv}
      empty={<BoardEmpty isChosen={false} isKeeper={false} onShowAll={() => {}} />}
    />
  )
}

const isFinal = (refusal: Refusal | null): boolean => refusal !== null && refusal.kind !== 'FAILED'

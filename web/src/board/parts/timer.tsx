import { memo, use, useLayoutEffect, useRef } from 'react'
import { type Face, TickerContext } from '../feed/ticker.ts'
import { durationOf } from './board.format.ts'

/** What a timer reads when nobody can say. */
const UNKNOWN = '–'

/** How long something has gone on by the server's clock. It stands still when `isStill`, and while the board is stale. */
export const Timer = memo(function Timer({ since, isStill = false }: { since: string; isStill?: boolean }) {
  const element = useFace<HTMLTimeElement>(
    () => {
      const sinceMs = Date.parse(since)
      return { isMeasure: true, read: (nowMs) => durationOf(nowMs - sinceMs) }
    },
    since,
    isStill,
  )
  return <time ref={element} dateTime={since} />
})

/** An element whose text a face writes; a new face for every `key`. */
export function useFace<Shown extends HTMLElement = HTMLElement>(
  make: () => Face,
  key: unknown,
  isStill = false,
) {
  const ticker = use(TickerContext)
  const element = useRef<Shown>(null)
  useLayoutEffect(() => {
    if (!ticker || !element.current) return undefined
    if (!isStill) return ticker.show(element.current, make())
    if (!element.current.textContent) element.current.textContent = UNKNOWN
    return undefined
  }, [ticker, key, isStill])
  return element
}

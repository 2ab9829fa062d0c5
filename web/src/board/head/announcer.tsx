import { useEffect, useRef, useState } from 'react'
import { useLanguage, useWords } from '../../language/language.ts'
import type { BoardState } from '../feed/board.feed.ts'
import type { Level } from '../feed/board.types.ts'
import { listed } from '../parts/board.format.ts'

const LEAST_MS = 10_000
const MOST_NAMES = 3

/** Tells a screen reader what changes for good: levels and the connection; never the figures as they move. */
export function Announcer({ state }: { state: BoardState }) {
  const text = useCalm(useSummary(state))
  return (
    <p className="unseen" role="status">
      {text}
    </p>
  )
}

function useSummary({ board, isFresh, lostAtMs }: BoardState): string {
  const { board: words } = useWords()
  const language = useLanguage()
  if (!isFresh) return lostAtMs === null ? '' : words.lost
  if (!board) return ''
  if (board.isStale) return words.pbxLost
  const named = (level: Level) => {
    const labels = board.queues.filter((queue) => queue.level === level).map(({ label }) => label)
    const more = labels.length - MOST_NAMES
    return more > 0
      ? listed(language, [...labels.slice(0, MOST_NAMES), words.said.more(more)])
      : listed(language, labels)
  }
  const critical = named('CRITICAL')
  const warn = named('WARN')
  if (!critical && !warn) return words.said.allNormal
  return [critical && words.said.critical(critical), warn && words.said.warn(warn)].filter(Boolean).join(' ')
}

/** A text that changes at most every ten seconds, but in the end says the latest. */
function useCalm(text: string): string {
  const [shown, setShown] = useState('')
  const lastAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const waitMs = Math.max(0, lastAt.current + LEAST_MS - performance.now())
    const timer = setTimeout(() => {
      lastAt.current = performance.now()
      setShown(text)
    }, waitMs)
    return () => clearTimeout(timer)
  }, [text])
  return shown
}

import { useEffect, useState, useSyncExternalStore } from 'react'
import { BoardFeed, type BoardSource, type BoardState } from './board.feed.ts'

/** A board, watched while the page is open. `queueIds` null is all queues. */
export function useBoard(
  source: BoardSource,
  queueIds: readonly string[] | null,
): { state: BoardState; feed: BoardFeed } {
  const [feed] = useState(() => new BoardFeed())
  const key = queueIds?.join()
  useEffect(() => {
    const leaving = new AbortController()
    void feed.run(source, queueIds, leaving.signal)
    return () => leaving.abort()
  }, [feed, source, key])
  return { feed, state: useSyncExternalStore(feed.subscribe, feed.current) }
}

import { useEffect, useRef, useState } from 'react'
import { inOrder } from './board.order.ts'

const QUIET_MS = 5_000

/**
 * Items sorted, without rows that jump about under the eyes: a new order is taken at once when `urgent` changes,
 * otherwise only after some seconds of the one before, and never while `isHeld` (somebody points at it).
 */
export function useCalmOrder<T extends { id: string }>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  { urgent, isHeld, quietMs = QUIET_MS }: { urgent: string; isHeld: boolean; quietMs?: number },
): T[] {
  const last = useRef<{ ids: string[]; urgent: string; at: number }>(undefined)
  const [, again] = useState(0)
  const sorted = [...items].sort(compare)
  const ids = sorted.map(({ id }) => id)
  const before = last.current
  const isDue = !before || (!isHeld && (before.urgent !== urgent || performance.now() - before.at >= quietMs))
  const shown = isDue ? sorted : inOrder(items, before.ids)
  const isBehind = !isDue && !isHeld && shown.some(({ id }, index) => id !== ids[index])
  useEffect(() => {
    if (!isDue) return
    const isSame = before?.urgent === urgent && before.ids.join() === ids.join()
    if (!isSame) last.current = { ids, urgent, at: performance.now() }
  })
  useEffect(() => {
    if (!isBehind) return undefined
    const timer = setTimeout(() => again((turn) => turn + 1), quietMs)
    return () => clearTimeout(timer)
  }, [isBehind, quietMs])
  return shown
}

import { useEffect, useRef, useState } from 'react'
import type { BoardAgent, BoardQueue, Level } from './board.types.ts'

const RANK: Record<string, number> = { CRITICAL: 0, WARN: 1, OK: 2 }
/** What needs somebody first. */
export const STATES = ['RINGING', 'ON_CALL', 'WRAP_UP', 'PAUSED', 'AVAILABLE', 'OFFLINE'] as const
const URGENCY = new Map<string, number>(STATES.map((state, index) => [state, index]))
const QUIET_MS = 5_000

export const isWorse = (level: Level, than: Level | null): boolean =>
  than === null || (RANK[level] ?? 2) < (RANK[than] ?? 2)

/** The worse level first, then who has waited longer, then by name. Time going by changes nothing in it. */
export function byLevel(a: BoardQueue, b: BoardQueue): number {
  return (
    (RANK[a.level] ?? 2) - (RANK[b.level] ?? 2) ||
    bySince(a.longestWaitSince, b.longestWaitSince) ||
    a.label.localeCompare(b.label) ||
    (a.id < b.id ? -1 : 1)
  )
}

/** The more urgent state first, then who has been in it longer. */
export function byUrgency(a: BoardAgent, b: BoardAgent): number {
  return urgency(a) - urgency(b) || bySince(a.since, b.since) || (a.id < b.id ? -1 : 1)
}

const urgency = ({ state }: BoardAgent) => URGENCY.get(state) ?? STATES.length

function bySince(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return Date.parse(a) - Date.parse(b)
}

/** Items in an order of before: what is new comes last, what is gone is left out. */
export function inOrder<T extends { id: string }>(items: readonly T[], ids: readonly string[]): T[] {
  const place = new Map(ids.map((id, index) => [id, index]))
  const placeOf = ({ id }: T) => place.get(id) ?? ids.length
  return [...items].sort((a, b) => placeOf(a) - placeOf(b))
}

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

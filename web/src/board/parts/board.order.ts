import type { BoardAgent, BoardQueue, Level } from '../feed/board.types.ts'

const RANK: Record<string, number> = { CRITICAL: 0, WARN: 1, OK: 2 }
/** What needs somebody first. */
export const STATES = ['RINGING', 'ON_CALL', 'WRAP_UP', 'PAUSED', 'AVAILABLE', 'OFFLINE'] as const
const URGENCY = new Map<string, number>(STATES.map((state, index) => [state, index]))

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

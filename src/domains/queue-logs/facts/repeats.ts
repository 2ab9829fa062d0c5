/** More than happens within some seconds; of more than that, what is alike may count once. */
const MOST_KEPT = 50_000

/** Numbers things that happen several times within a second, so that each has a name of its own. */
export class Repeats {
  private counts = new Map<string, { second: number; count: number }>()

  constructor(state: readonly (readonly [key: string, second: number, count: number])[] = []) {
    for (const [key, second, count] of state) this.counts.set(key, { second, count })
  }

  /** 0 for the first of its kind in that second, and so on. */
  next(key: string, atMs: number): number {
    const second = Math.floor(atMs / 1000)
    const known = this.counts.get(key)
    if (!known) {
      this.counts.set(key, { second, count: 0 })
      keepLast(this.counts, MOST_KEPT)
      return 0
    }
    known.count = known.second === second ? known.count + 1 : 0
    known.second = second
    return known.count
  }

  /** Forgets what no line can repeat any more: lines stand out of order by a second or two at most. */
  forgetBefore(atMs: number): void {
    const second = Math.floor(atMs / 1000)
    for (const [key, each] of this.counts) if (each.second < second) this.counts.delete(key)
  }

  get state(): (readonly [string, number, number])[] {
    return [...this.counts].map(([key, { second, count }]) => [key, second, count] as const)
  }
}

/** Forgets what was put into a map first, so that a source that repeats itself for ever does not fill the memory. */
export function keepLast(map: Map<string, unknown>, most: number): void {
  if (map.size <= most) return
  const [first] = map.keys()
  map.delete(first!)
}

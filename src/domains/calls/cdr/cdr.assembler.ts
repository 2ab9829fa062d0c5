import { seamOf } from '../../../adapters/ami/names.ts'
import type { CdrRow, PlacedCdr } from '../../../adapters/cdr/cdr.row.ts'

/** The records of one call. */
export interface CdrGroup {
  readonly rows: CdrRow[]
  startMs: number
  endMs: number
  /** Where the first of them stands in the source. */
  place: number
}

/** Two halves of a Local channel are there at the same time; names are used again after a restart. */
const SEAM_MS = 5_000
/** More records than any PBX writes in the time that is waited for them. */
const MOST_ROWS = 200_000

/**
 * Puts records together that are of one call: those of one linkedid where the log tells it, else of one unique id,
 * and the two halves of each Local channel. A call is handed over when no more can come.
 */
export class CdrAssembler {
  private readonly groups = new Set<CdrGroup>()
  private readonly byName = new Map<string, CdrGroup>()
  private rowCount = 0

  constructor(private readonly patienceMs: number) {}

  add({ row, place }: PlacedCdr): void {
    const names = namesOf(row)
    const group: CdrGroup = { rows: [row], startMs: row.startMs, endMs: row.endMs, place }
    const others = new Set<CdrGroup>()
    for (const name of names) {
      const other = this.byName.get(name)
      if (other && this.belong(name, other, group)) others.add(other)
    }
    const whole = [...others].reduce((joined, other) => this.join(joined, other), group)
    this.groups.add(whole)
    for (const name of names) this.byName.set(name, whole)
    this.rowCount++
  }

  /** The calls that are complete by `clockMs`, and, when there are far too many, the oldest as they are. */
  complete(clockMs: number): CdrGroup[] {
    const complete = [...this.groups].filter((group) => this.completeAt(group) <= clockMs)
    for (const group of complete) this.remove(group)
    if (this.rowCount > MOST_ROWS)
      for (const group of [...this.groups].sort((a, b) => a.endMs - b.endMs)) {
        if (this.rowCount <= MOST_ROWS / 2) break
        this.remove(group)
        complete.push(group)
      }
    return complete
  }

  /** All that are left, at the end of a source. */
  rest(): CdrGroup[] {
    const rest = [...this.groups]
    for (const group of rest) this.remove(group)
    return rest
  }

  /** From where on the source has to be read to find again all that is not complete. */
  placeOf(next: number): number {
    let place = next
    for (const group of this.groups) if (group.place < place) place = group.place
    return place
  }

  completeAt({ endMs }: CdrGroup): number {
    return endMs + this.patienceMs
  }

  private belong(name: string, one: CdrGroup, other: CdrGroup): boolean {
    if (!name.startsWith('Local/')) return true
    return one.startMs - SEAM_MS <= other.endMs && other.startMs - SEAM_MS <= one.endMs
  }

  private join(into: CdrGroup, from: CdrGroup): CdrGroup {
    if (into.rows.length < from.rows.length) return this.join(from, into)
    into.rows.push(...from.rows)
    into.startMs = Math.min(into.startMs, from.startMs)
    into.endMs = Math.max(into.endMs, from.endMs)
    into.place = Math.min(into.place, from.place)
    this.groups.delete(from)
    for (const row of from.rows) for (const name of namesOf(row)) this.byName.set(name, into)
    return into
  }

  private remove(group: CdrGroup): void {
    this.groups.delete(group)
    this.rowCount -= group.rows.length
    for (const row of group.rows)
      for (const name of namesOf(row)) if (this.byName.get(name) === group) this.byName.delete(name)
  }
}

/** What else of the same call goes by. */
function namesOf({ linkedid, uniqueid, channel, otherChannel }: CdrRow): string[] {
  const names = [linkedid || uniqueid]
  for (const seam of [seamOf(channel), seamOf(otherChannel)]) if (seam) names.push(seam)
  return names
}

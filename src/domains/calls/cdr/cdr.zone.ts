import { instantOf } from '../../../adapters/ami/names.ts'
import type { PlacedCdr } from '../../../adapters/cdr/cdr.row.ts'
import { DomainError } from '../../../errors.ts'
import { minutesOff } from '../../../platform/local.clock.ts'

/**
 * A unique id begins with the second in which its channel was made, whatever the time zone; so records whose times
 * differ from it by hours are of another zone than was said.
 * @throws DomainError TIME_ZONE_WRONG with by how much.
 */
export function demandTimeZoneOf(rows: readonly PlacedCdr[], timeZone: string): void {
  const leads: number[] = []
  for (const { row } of rows) {
    const began = instantOf(row.uniqueid)
    if (began) leads.push(row.startMs - began.getTime())
  }
  const minutes = minutesOff(leads)
  if (minutes !== 0) throw new DomainError('TIME_ZONE_WRONG', [], { minutes, timeZone })
}

import type { CdrRow } from '../../../adapters/cdr/cdr.row.ts'
import type { CallDisposition } from '../../../platform/store/tables/calls.ts'
import type { ToldVisit } from './cdr.spans.ts'

/** How the call came out, as the caller would say. Records alone do not tell who gave up from who was sent away. */
export function dispositionOf(
  rows: readonly CdrRow[],
  told: readonly ToldVisit[],
  isAnswered: boolean,
): CallDisposition {
  if (isAnswered) return 'ANSWERED'
  const lastTold = told.at(-1)
  if (lastTold) return lastTold.outcome === 'ABANDONED' ? 'ABANDONED' : 'NO_ANSWER'
  if (rows.some(({ queue }) => queue !== '')) return 'ABANDONED'
  const outcomes = new Set(rows.map(({ outcome }) => outcome))
  if (outcomes.has('BUSY')) return 'BUSY'
  return outcomes.has('FAILED') ? 'FAILED' : 'NO_ANSWER'
}

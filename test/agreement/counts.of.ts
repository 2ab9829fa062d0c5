import { countInTime, type ServiceLevelCounts } from '../../src/platform/service.level.ts'
import { WaitHistogram } from '../../src/platform/wait.histogram.ts'
import type { ToldVisit } from './told.facts.ts'

/** What Asterisk's own counters of a queue call abandoned: whoever left by no key and talked to nobody. */
export const ABANDONED_FOR_ASTERISK = ['ABANDONED', 'TIMED_OUT', 'LEFT_EMPTY', 'WITHDRAWN']

/** Counts the visits of a queue for every formula of service level. */
export function countsOf(
  visits: readonly ToldVisit[],
  seconds: number,
  abandonedOutcomes: readonly string[] = ['ABANDONED'],
): ServiceLevelCounts {
  const answeredWaits = waitsOf(visits, ['ANSWERED'])
  const abandonedWaits = waitsOf(visits, abandonedOutcomes)
  const all = { offered: visits.length, answered: answeredWaits.count, abandoned: abandonedWaits.count }
  return countInTime(all, answeredWaits, abandonedWaits, { seconds, shortAbandonSeconds: 5 })
}

function waitsOf(visits: readonly ToldVisit[], outcomes: readonly string[]): WaitHistogram {
  const waits = new WaitHistogram()
  for (const { outcome, waitSeconds } of visits) if (outcomes.includes(outcome)) waits.add(waitSeconds)
  return waits
}

export function countBy<Item>(items: readonly Item[], key: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1
  return counts
}

export function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

export const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : sumOf(values) / values.length

export const sumOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

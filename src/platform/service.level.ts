import type { ServiceLevelFormulaName } from './store/tables/reports.ts'
import type { WaitHistogram } from './wait.histogram.ts'

/** How well a queue did: which formula, and what counts as in time and as given up at once. */
export interface ServiceLevelRule {
  readonly formula: ServiceLevelFormulaName
  /** An answer within so many seconds is in time. */
  readonly seconds: number
  /** Who gives up within so many seconds did not really call. */
  readonly shortAbandonSeconds: number
}

/** What every formula is made of. Counts of several queues add up, each by its own seconds. */
export interface ServiceLevelCounts {
  readonly offered: number
  readonly answered: number
  readonly abandoned: number
  readonly answeredInTime: number
  readonly abandonedInTime: number
  readonly abandonedShortly: number
}

export const FORMULAS = [
  'OFFERED',
  'ANSWERED',
  'ANSWERED_AND_ABANDONED',
  'OFFERED_LESS_SHORT_ABANDONS',
  'SETTLED_IN_TIME',
  'OFFERED_LESS_ABANDONED_IN_TIME',
] as const satisfies readonly ServiceLevelFormulaName[]

/** How a tenant counts that has set nothing. */
export const USUAL_FORMULA = { formula: 'OFFERED', shortAbandonSeconds: 5 } as const

/** Counts visits by how long they waited: for any threshold, also in retrospect. */
export function countInTime(
  visits: { readonly offered: number; readonly answered: number; readonly abandoned: number },
  answeredWaits: WaitHistogram,
  abandonedWaits: WaitHistogram,
  { seconds, shortAbandonSeconds }: Omit<ServiceLevelRule, 'formula'>,
): ServiceLevelCounts {
  return {
    offered: visits.offered,
    answered: visits.answered,
    abandoned: visits.abandoned,
    answeredInTime: answeredWaits.within(seconds),
    abandonedInTime: abandonedWaits.within(seconds),
    abandonedShortly: abandonedWaits.within(shortAbandonSeconds),
  }
}

export function addCounts(counts: readonly ServiceLevelCounts[]): ServiceLevelCounts {
  const sum = (name: keyof ServiceLevelCounts) => counts.reduce((total, each) => total + each[name], 0)
  return {
    offered: sum('offered'),
    answered: sum('answered'),
    abandoned: sum('abandoned'),
    answeredInTime: sum('answeredInTime'),
    abandonedInTime: sum('abandonedInTime'),
    abandonedShortly: sum('abandonedShortly'),
  }
}

/** The service level by a formula, 0 to 1; null where there is nothing to divide by. */
export function serviceLevel(formula: ServiceLevelFormulaName, c: ServiceLevelCounts): number | null {
  switch (formula) {
    case 'OFFERED':
      return rate(c.answeredInTime, c.offered)
    case 'ANSWERED':
      return rate(c.answeredInTime, c.answered)
    case 'ANSWERED_AND_ABANDONED':
      return rate(c.answeredInTime, c.answered + c.abandoned)
    case 'OFFERED_LESS_SHORT_ABANDONS':
      return rate(c.answeredInTime, c.offered - c.abandonedShortly)
    case 'SETTLED_IN_TIME':
      return rate(c.answeredInTime + c.abandonedInTime, c.answered + c.abandoned)
    case 'OFFERED_LESS_ABANDONED_IN_TIME':
      return rate(c.answeredInTime, c.offered - c.abandonedInTime)
  }
}

/** A share, or null where there is nothing to share. */
export const rate = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)

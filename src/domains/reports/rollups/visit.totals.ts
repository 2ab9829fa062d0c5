import type { ServiceLevelCounts, ServiceLevelRule } from '../../../platform/service.level.ts'
import { countInTime } from '../../../platform/service.level.ts'
import { WaitHistogram } from '../../../platform/wait.histogram.ts'

/** What is added up of visits, whatever told it. */
export const ADDED = [
  'offered',
  'answered',
  'abandoned',
  'timedOut',
  'leftEmpty',
  'leftByKey',
  'withdrawn',
  'incompatible',
  'lost',
  'waiting',
  'answeredWaitSeconds',
  'abandonedWaitSeconds',
  'talkSeconds',
  'talkUnknown',
  'ringSeconds',
  'hungUpByCaller',
  'hungUpByAgent',
  'blindTransfers',
  'attendedTransfers',
  'oldTransfers',
] as const
export type Added = (typeof ADDED)[number]

/** A row of sums, from a rollup or from the facts. */
export type VisitSums = Readonly<Record<Added, number>> & {
  readonly longestWaitSeconds: number
  readonly answeredWaits: string | null
  readonly abandonedWaits: string | null
}

type Figures = { [Name in Added]: number }
const NOTHING = Object.fromEntries(ADDED.map((name) => [name, 0])) as Figures

/** What visits came to. */
export class VisitTotals {
  readonly figures: Figures = { ...NOTHING }
  longestWaitSeconds = 0
  readonly answeredWaits = new WaitHistogram()
  readonly abandonedWaits = new WaitHistogram()

  add(sums: VisitSums): void {
    for (const name of ADDED) this.figures[name] += sums[name]
    this.longestWaitSeconds = Math.max(this.longestWaitSeconds, sums.longestWaitSeconds)
    this.answeredWaits.addText(sums.answeredWaits ?? '')
    this.abandonedWaits.addText(sums.abandonedWaits ?? '')
  }

  addAll(other: VisitTotals): void {
    for (const name of ADDED) this.figures[name] += other.figures[name]
    this.longestWaitSeconds = Math.max(this.longestWaitSeconds, other.longestWaitSeconds)
    this.answeredWaits.addAll(other.answeredWaits)
    this.abandonedWaits.addAll(other.abandonedWaits)
  }

  inTime(rule: Omit<ServiceLevelRule, 'formula'>): ServiceLevelCounts {
    return countInTime(this.figures, this.answeredWaits, this.abandonedWaits, rule)
  }
}

import { FORMULAS, rate, type ServiceLevelCounts, serviceLevel } from '../../../platform/service.level.ts'
import type { ServiceLevelFormulaName } from '../../../platform/store/tables/reports.ts'
import { FiguresChange, QueueFigures, TalkFigures, WaitFigures } from '../figures.types.ts'
import type { VisitTotals } from '../rollups/visit.totals.ts'

/** Up to how many seconds the bands of waits reach; longer ones are the last. */
const BANDS_SECONDS = [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600]

/** Figures as people read them. `counts` are by the seconds of each queue. */
export function figuresOf(
  totals: VisitTotals,
  counts: ServiceLevelCounts,
  formula: ServiceLevelFormulaName,
): QueueFigures {
  const { figures } = totals
  return Object.assign(new QueueFigures(), {
    offered: figures.offered,
    answered: figures.answered,
    abandoned: figures.abandoned,
    timedOut: figures.timedOut,
    leftEmpty: figures.leftEmpty,
    leftByKey: figures.leftByKey,
    withdrawn: figures.withdrawn,
    incompatible: figures.incompatible,
    lost: figures.lost,
    waiting: figures.waiting,
    serviceLevel: serviceLevel(formula, counts),
    answeredInTime: counts.answeredInTime,
    serviceLevels: FORMULAS.map((each) => ({ formula: each, level: serviceLevel(each, counts) })),
    answerRate: rate(figures.answered, figures.offered),
    abandonRate: rate(figures.abandoned, figures.offered),
    waits: waitsOf(totals),
    talk: talkOf(totals),
  })
}

function waitsOf({ figures, longestWaitSeconds, answeredWaits, abandonedWaits }: VisitTotals): WaitFigures {
  const answered = answeredWaits.spread(BANDS_SECONDS)
  const abandoned = abandonedWaits.spread(BANDS_SECONDS)
  return Object.assign(new WaitFigures(), {
    meanAnsweredSeconds: rate(figures.answeredWaitSeconds, figures.answered),
    meanAbandonedSeconds: rate(figures.abandonedWaitSeconds, figures.abandoned),
    longestSeconds: figures.offered === 0 ? null : longestWaitSeconds,
    p50Seconds: answeredWaits.percentile(0.5),
    p90Seconds: answeredWaits.percentile(0.9),
    p95Seconds: answeredWaits.percentile(0.95),
    distribution: answered.map((count, at) => ({
      upToSeconds: BANDS_SECONDS[at] ?? null,
      answered: count,
      abandoned: abandoned[at]!,
    })),
  })
}

const talkOf = ({ figures }: VisitTotals): TalkFigures =>
  Object.assign(new TalkFigures(), {
    meanSeconds: rate(figures.talkSeconds, figures.answered - figures.talkUnknown),
    totalSeconds: figures.talkSeconds,
    unknownCount: figures.talkUnknown,
    meanRingSeconds: rate(figures.ringSeconds, figures.answered),
    hungUpByCaller: figures.hungUpByCaller,
    hungUpByAgent: figures.hungUpByAgent,
    blindTransfers: figures.blindTransfers,
    attendedTransfers: figures.attendedTransfers,
    oldTransfers: figures.oldTransfers,
  })

/** How much more something is, over what it was; null where it was nothing. */
export const growth = (now: number, before: number): number | null =>
  before === 0 ? null : (now - before) / before

export const difference = (now: number | null, before: number | null): number | null =>
  now === null || before === null ? null : now - before

export const changeOf = (now: QueueFigures, before: QueueFigures): FiguresChange =>
  Object.assign(new FiguresChange(), {
    offered: growth(now.offered, before.offered),
    answered: growth(now.answered, before.answered),
    abandoned: growth(now.abandoned, before.abandoned),
    serviceLevel: difference(now.serviceLevel, before.serviceLevel),
    abandonRate: difference(now.abandonRate, before.abandonRate),
    meanAnsweredSeconds: difference(now.waits.meanAnsweredSeconds, before.waits.meanAnsweredSeconds),
    meanTalkSeconds: difference(now.talk.meanSeconds, before.talk.meanSeconds),
  })

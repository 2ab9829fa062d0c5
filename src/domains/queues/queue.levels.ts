import type { Level, MetricLevel, ThresholdMetric } from './level.types.ts'

export interface ThresholdSetting {
  readonly metric: ThresholdMetric
  readonly warn: number | null
  readonly critical: number
  readonly holdSeconds: number
}

/** Metrics of which less is worse. */
const FALLING: ReadonlySet<ThresholdMetric> = new Set(['AVAILABLE_AGENTS', 'SERVICE_LEVEL'])

const WARN_SHARE = 0.7
const RANK: Record<Level, number> = { OK: 0, WARN: 1, CRITICAL: 2 }

/** Where the warning begins when nobody said: at 70 % of the way to critical. */
export function warnOf({ metric, warn, critical }: ThresholdSetting): number {
  if (warn !== null) return warn
  if (!FALLING.has(metric)) return critical * WARN_SHARE
  if (metric === 'SERVICE_LEVEL') return 1 - (1 - critical) * WARN_SHARE
  return Math.max(critical + 1, Math.ceil(critical / WARN_SHARE))
}

function judge(setting: ThresholdSetting, value: number | null): Level {
  if (value === null) return 'OK'
  const isPast = FALLING.has(setting.metric)
    ? (limit: number) => value <= limit
    : (limit: number) => value >= limit
  return isPast(setting.critical) ? 'CRITICAL' : isPast(warnOf(setting)) ? 'WARN' : 'OK'
}

export const worst = (levels: readonly MetricLevel[]): Level =>
  levels.reduce<Level>((worst, { level }) => (RANK[level] > RANK[worst] ? level : worst), 'OK')

/** The levels of one queue's metrics over time: a level changes only when its value has held long enough. */
export class QueueLevels {
  private settings: readonly ThresholdSetting[] = []
  private readonly held = new Map<ThresholdMetric, { level: Level; next: Level; sinceTick: number }>()

  set(settings: readonly ThresholdSetting[]): void {
    this.settings = settings
    const metrics = new Set(settings.map(({ metric }) => metric))
    for (const metric of this.held.keys()) if (!metrics.has(metric)) this.held.delete(metric)
  }

  get isEmpty(): boolean {
    return this.settings.length === 0
  }

  /** @param tick monotonic ms */
  judge(values: Readonly<Record<ThresholdMetric, number | null>>, tick: number): MetricLevel[] {
    return this.settings.map((setting) => {
      const { metric } = setting
      const value = values[metric]
      const next = judge(setting, value)
      const held = this.held.get(metric) ?? { level: 'OK', next: 'OK', sinceTick: tick }
      this.held.set(metric, held)
      if (held.next !== next) {
        held.next = next
        held.sinceTick = tick
      }
      if (held.level !== next && tick - held.sinceTick >= setting.holdSeconds * 1000) held.level = next
      return { metric, level: held.level, value, warn: warnOf(setting), critical: setting.critical }
    })
  }
}

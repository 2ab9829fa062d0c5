import { DomainError } from '../../../errors.ts'
import { weekdayOf } from '../../../platform/local.calendar.ts'
import { rate } from '../../../platform/service.level.ts'
import type { Viewer } from '../../../platform/viewer.ts'
import { coverByQuarters } from '../periods/period.cover.ts'
import { MOST_DAYS_BY_HOUR } from '../periods/report.period.ts'
import type { ReportScopes } from '../report.scope.ts'
import { QUARTER_MS } from '../rollups/visit.sums.ts'
import type { VisitTotalsStore } from '../rollups/visit.totals.store.ts'
import { type ErlangFigures, erlangA, erlangC, fewestAgents, loadOf } from './erlang.ts'
import {
  StaffingEstimate,
  type StaffingHistoryInput,
  type StaffingInput,
  StaffingInterval,
} from './staffing.types.ts'

const MOST_VOLUMES = 1000
const MOST_LOAD = 2000
/** More than any load that is allowed could need. */
const MOST_AGENTS = 50_000
const DAY_MINUTES = 1440

/** What was asked for, with what is usual where nothing was said. */
interface Aim {
  readonly intervalMinutes: number
  readonly handlingSeconds: number | null
  readonly serviceLevel: number
  readonly serviceLevelSeconds: number
  readonly patienceSeconds: number | null
  readonly shrinkage: number
  readonly mostOccupancy: number
}

const aimOf = (input: StaffingInput): Aim => ({
  intervalMinutes: input.intervalMinutes ?? 30,
  handlingSeconds: input.handlingSeconds ?? null,
  serviceLevel: input.serviceLevel ?? 0.8,
  serviceLevelSeconds: input.serviceLevelSeconds ?? 20,
  patienceSeconds: input.patienceSeconds ?? null,
  shrinkage: input.shrinkage ?? 0,
  mostOccupancy: input.mostOccupancy ?? 1,
})

interface Volume {
  readonly label: string
  readonly calls: number
  readonly handlingSeconds: number | null
}

/** How many agents are needed when, by Erlang C or A. */
export class StaffingService {
  constructor(
    private readonly scopes: ReportScopes,
    private readonly totals: VisitTotalsStore,
  ) {}

  /** @throws DomainError FORBIDDEN, REQUIRED, OUT_OF_RANGE, TOO_MANY, and what is wrong with the period */
  async estimate(viewer: Viewer, input: StaffingInput): Promise<StaffingEstimate> {
    viewer.demand('reports')
    const aim = aimOf(input)
    check(input, aim)
    const { volumes, dayCount } = input.history
      ? await this.expected(viewer, aim, input.history)
      : { volumes: given(input), dayCount: 0 }
    const intervals = volumes.map((volume, at) => staffed(volume, aim, at))
    return Object.assign(new StaffingEstimate(), {
      model: aim.patienceSeconds == null ? 'ERLANG_C' : 'ERLANG_A',
      dayCount,
      intervals,
      mostOnDuty: Math.max(0, ...intervals.map(({ agentsOnDuty }) => agentsOnDuty)),
    })
  }

  /** What a day's intervals have been like in the mean. */
  private async expected(viewer: Viewer, aim: Aim, history: StaffingHistoryInput) {
    const scope = this.scopes.open(viewer, history, MOST_DAYS_BY_HOUR)
    const { calendar, tenantId, queueIds } = scope
    // What is yet to come of a period that goes on would be taken for hours in which nobody called.
    const period = {
      ...scope.times.period,
      untilMs: Math.min(scope.times.period.untilMs, scope.now.getTime()),
    }
    const weekday = history.weekday == null ? undefined : history.weekday - 1
    const slots = Array.from({ length: DAY_MINUTES / aim.intervalMinutes }, () => ({
      calls: 0,
      talkSeconds: 0,
      talks: 0,
      days: new Set<number>(),
    }))
    const slotAt = (ms: number) => {
      const day = calendar.dayOf(ms)
      if (weekday !== undefined && weekdayOf(day) !== weekday) return undefined
      const slot = slots[Math.floor(calendar.minuteOf(ms) / aim.intervalMinutes)]!
      slot.days.add(day)
      return slot
    }
    for (let ms = period.fromMs; ms < period.untilMs; ms += QUARTER_MS) slotAt(ms)
    for (const { number, sums } of await this.totals.byTime(tenantId, coverByQuarters(period), queueIds)) {
      const slot = slotAt(Math.max(number * QUARTER_MS, period.fromMs))
      if (!slot) continue
      slot.calls += sums.offered
      slot.talkSeconds += sums.talkSeconds
      slot.talks += sums.answered - sums.talkUnknown
    }
    const sum = (name: 'talkSeconds' | 'talks') => slots.reduce((total, slot) => total + slot[name], 0)
    const usual = rate(sum('talkSeconds'), sum('talks'))
    const volumes = slots.map(({ calls, talkSeconds, talks, days }, at) => {
      const talk = rate(talkSeconds, talks) ?? usual
      const asBefore = talk === null ? null : talk + (history.wrapUpSeconds ?? 0)
      return {
        label: clock(at * aim.intervalMinutes),
        calls: rate(calls, days.size) ?? 0,
        handlingSeconds: aim.handlingSeconds ?? asBefore,
      }
    })
    return { volumes, dayCount: Math.max(0, ...slots.map(({ days }) => days.size)) }
  }
}

function given({ volumes, handlingSeconds }: StaffingInput): Volume[] {
  return volumes!.map((volume, at) => {
    const each = volume.handlingSeconds ?? handlingSeconds ?? null
    if (each === null) throw new DomainError('REQUIRED', ['input', 'volumes', String(at), 'handlingSeconds'])
    return { label: volume.label ?? String(at + 1), calls: volume.calls, handlingSeconds: each }
  })
}

function staffed({ label, calls, handlingSeconds }: Volume, aim: Aim, at: number): StaffingInterval {
  const { serviceLevelSeconds, patienceSeconds, mostOccupancy, shrinkage } = aim
  const traffic = {
    callsPerSecond: calls / (aim.intervalMinutes * 60),
    handlingSeconds: handlingSeconds ?? 0,
  }
  const load = loadOf(traffic)
  if (load > MOST_LOAD)
    throw new DomainError('OUT_OF_RANGE', ['input', 'volumes', String(at), 'calls'], {
      least: 0,
      most: MOST_LOAD,
    })
  const withAgents = (agents: number): ErlangFigures =>
    patienceSeconds == null
      ? erlangC(traffic, agents, serviceLevelSeconds)
      : erlangA(traffic, patienceSeconds, agents, serviceLevelSeconds)
  const isEnough = (agents: number) => {
    const { serviceLevel, occupancy } = withAgents(agents)
    return serviceLevel >= aim.serviceLevel && occupancy <= mostOccupancy
  }
  // Where callers give up, fewer agents than the load may do.
  const least = patienceSeconds == null ? Math.floor(load) + 1 : Math.floor(load * aim.serviceLevel * 0.9)
  const agents = load === 0 ? 0 : (fewestAgents(least, MOST_AGENTS, isEnough) ?? MOST_AGENTS)
  return Object.assign(new StaffingInterval(), {
    label,
    calls,
    handlingSeconds,
    load,
    agents,
    agentsOnDuty: agents === 0 ? 0 : Math.ceil(agents / (1 - shrinkage) - 1e-9),
    ...withAgents(agents),
  })
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

function check({ volumes, history }: StaffingInput, aim: Aim): void {
  if (volumes ? history : !history) throw new DomainError('REQUIRED', ['input', 'volumes'])
  if (volumes && volumes.length > MOST_VOLUMES)
    throw new DomainError('TOO_MANY', ['input', 'volumes'], { maximum: MOST_VOLUMES })
  if (![15, 30, 60].includes(aim.intervalMinutes))
    throw new DomainError('OUT_OF_RANGE', ['input', 'intervalMinutes'], { least: 15, most: 60 })
  within(aim.handlingSeconds, 1, 36_000, 'handlingSeconds')
  within(aim.serviceLevel, 0.01, 0.999, 'serviceLevel')
  within(aim.serviceLevelSeconds, 0, 3600, 'serviceLevelSeconds')
  within(aim.patienceSeconds, 1, 36_000, 'patienceSeconds')
  within(aim.shrinkage, 0, 0.9, 'shrinkage')
  within(aim.mostOccupancy, 0.1, 1, 'mostOccupancy')
  within(history?.weekday, 1, 7, 'history', 'weekday')
  within(history?.wrapUpSeconds, 0, 3600, 'history', 'wrapUpSeconds')
  volumes?.forEach(({ calls, handlingSeconds }, at) => {
    within(calls, 0, 100_000, 'volumes', String(at), 'calls')
    within(handlingSeconds, 1, 36_000, 'volumes', String(at), 'handlingSeconds')
  })
}

function within(value: number | null | undefined, least: number, most: number, ...path: string[]): void {
  if (value != null && !(value >= least && value <= most))
    throw new DomainError('OUT_OF_RANGE', ['input', ...path], { least, most })
}

import { DomainError } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { AgentService } from '../agents/agent.service.ts'
import type { AuditService } from '../audit/audit.service.ts'
import type { ExtensionService } from '../extensions/extension.service.ts'
import type { ExtensionState } from '../extensions/extension.types.ts'
import type { QueueService } from '../queues/queue.service.ts'
import type { Queue } from '../queues/queue.types.ts'
import type { QueueFigures } from '../reports/figures.types.ts'
import type { QueueReportService } from '../reports/queues/queue.report.service.ts'
import type { ReportStretch } from '../reports/queues/queue.report.types.ts'
import type { ExtensionStatus, GrafanaQuery, GrafanaTarget, Series, Table } from './grafana.types.ts'

export interface GrafanaParts {
  readonly queues: QueueService
  readonly agents: AgentService
  readonly extensions: ExtensionService
  readonly audit: AuditService
  readonly queueReports: Pick<QueueReportService, 'report'>
  readonly clock: Pick<Clock, 'now'>
}

const sum = (values: Iterable<number>): number => {
  let total = 0
  for (const value of values) total += value
  return total
}

/** How queues stand at this moment: one number for all that are asked for. */
const LIVE: Readonly<Record<string, (queues: readonly Queue[], now: Date) => number | null>> = {
  waiting: (queues) => sum(queues.map(({ waitingCount }) => waitingCount)),
  longest_wait_seconds: (queues, now) =>
    Math.max(
      0,
      ...queues.map(({ longestWaitSince }) =>
        longestWaitSince ? (now.getTime() - longestWaitSince.getTime()) / 1000 : 0,
      ),
    ),
  agents_available: (queues) => sum(queues.map(({ memberCounts }) => memberCounts.available)),
  agents_on_call: (queues) => sum(queues.map(({ memberCounts }) => memberCounts.onCall)),
  agents_paused: (queues) => sum(queues.map(({ memberCounts }) => memberCounts.paused)),
  offered_today: (queues) => sum(queues.map(({ today }) => today.offered)),
  answered_today: (queues) => sum(queues.map(({ today }) => today.answered)),
  abandoned_today: (queues) => sum(queues.map(({ today }) => today.abandoned)),
}

/** What queues did, over time: for all that are asked for together. */
const HISTORY: Readonly<Record<string, (figures: QueueFigures) => number | null>> = {
  offered: ({ offered }) => offered,
  answered: ({ answered }) => answered,
  abandoned: ({ abandoned }) => abandoned,
  service_level: ({ serviceLevel }) => serviceLevel,
  mean_wait_seconds: ({ waits }) => waits.meanAnsweredSeconds,
  mean_talk_seconds: ({ talk }) => talk.meanSeconds,
}

const TABLES = ['queues', 'agents', 'extensions'] as const
const MOST_ANNOTATIONS = 100
const HOUR_MS = 3_600_000
/** Beyond that a report tells days. */
const MOST_HOURS = 24 * 90

const STATUSES: Readonly<Record<ExtensionState, ExtensionStatus['status']>> = {
  IDLE: 'Idle',
  RINGING: 'Ringing',
  IN_USE: 'InUse',
  IN_USE_AND_RINGING: 'InUse',
  BUSY: 'Busy',
  ON_HOLD: 'OnHold',
  UNAVAILABLE: 'Unavailable',
  UNKNOWN: 'Unavailable',
}

/** What Grafana's JSON data sources ask for: numbers now and over time, tables, and who did what. */
export class GrafanaService {
  constructor(private readonly parts: GrafanaParts) {}

  /** What may be asked for; `now` is as it stands, `history` over time. */
  metrics(): { now: string[]; history: string[]; tables: string[] } {
    return { now: Object.keys(LIVE), history: Object.keys(HISTORY), tables: [...TABLES] }
  }

  /** Every extension and what its phone does, and whether its agent serves a queue. */
  extensionStatuses(viewer: Viewer): ExtensionStatus[] {
    viewer.demand('dashboard')
    const serving = new Set(
      this.parts.agents.visible(viewer).flatMap(({ queues, number }) => (queues.length > 0 ? [number] : [])),
    )
    return this.parts.extensions.list(viewer).map(({ number, state }) => ({
      extension: number,
      status: STATUSES[state],
      on_queue: serving.has(number),
    }))
  }

  /** The choices of a variable. @throws DomainError NOT_FOUND */
  variable(viewer: Viewer, name: string): { __text: string; __value: string }[] {
    viewer.demand('dashboard')
    const { queues, agents, extensions } = this.parts
    const choice = (text: string, value: string) => ({ __text: text, __value: value })
    switch (name) {
      case 'queues':
        return queues.visible(viewer).map(({ label, id }) => choice(label, id))
      case 'agents':
        return agents.visible(viewer).map((agent) => choice(agent.name, agent.id))
      case 'extensions':
        return extensions.list(viewer).map(({ number }) => choice(number, number))
      default:
        throw new DomainError('NOT_FOUND', ['payload', 'target'])
    }
  }

  /** Answers in the order of the targets. @throws DomainError NOT_FOUND for what nobody can tell. */
  async query(viewer: Viewer, query: GrafanaQuery): Promise<(Series | Table)[]> {
    viewer.demand('dashboard')
    const past = new Map<string, Promise<readonly ReportStretch[]>>()
    return Promise.all(
      query.targets.map(async (target): Promise<Series | Table> => {
        const live = LIVE[target.target]
        const historic = HISTORY[target.target]
        if (live) return this.now(viewer, target, live)
        if (!historic) return this.table(viewer, target)
        // Several targets of the same queues are one question.
        const key = target.queues.join('\n')
        if (!past.has(key)) past.set(key, this.past(viewer, query, target))
        const stretches = await past.get(key)!
        return {
          target: target.target,
          datapoints: stretches.map(({ figures, from }) => [historic(figures), from.getTime()] as const),
        }
      }),
    )
  }

  /** What people did in that time, for the margin of a graph; for administrators. */
  async annotations(viewer: Viewer, from: Date, until: Date) {
    const entries = await this.parts.audit.page(viewer, { from, until }, MOST_ANNOTATIONS)
    return entries.map(({ occurredAt, action, outcome }) => ({
      time: occurredAt.getTime(),
      title: action,
      text: outcome,
      tags: [action],
    }))
  }

  private now(viewer: Viewer, { target, queues }: GrafanaTarget, read: (typeof LIVE)[string]): Series {
    const at = this.parts.clock.now()
    return { target, datapoints: [[read(this.queuesOf(viewer, queues), at), at.getTime()]] }
  }

  private async past(viewer: Viewer, { from, until, mostPoints }: GrafanaQuery, { queues }: GrafanaTarget) {
    const queueIds = queues.length > 0 ? this.queuesOf(viewer, queues).map(({ id }) => id) : null
    const hours = (until.getTime() - from.getTime()) / HOUR_MS
    const groupBy = hours <= Math.min(mostPoints, MOST_HOURS) ? 'HOUR' : 'DAY'
    const asked = { period: { from, until }, queueIds, groupBy, compareWithPrevious: false } as const
    return (await this.parts.queueReports.report(viewer, asked)).series
  }

  private table(viewer: Viewer, { target, queues }: GrafanaTarget): Table {
    switch (target) {
      case 'queues':
        return queueTable(this.queuesOf(viewer, queues))
      case 'agents':
        return {
          type: 'table',
          columns: [text('agent'), text('number'), text('state'), time('since'), text('pause_reason')],
          rows: this.parts.agents
            .visible(viewer)
            .map(({ name, number, state, since, pauseReason }) => [
              name,
              number,
              state,
              since.getTime(),
              pauseReason,
            ]),
        }
      case 'extensions':
        return {
          type: 'table',
          columns: [text('extension'), text('status'), text('on_queue')],
          rows: this.extensionStatuses(viewer).map((each) => [
            each.extension,
            each.status,
            String(each.on_queue),
          ]),
        }
      default:
        throw new DomainError('NOT_FOUND', ['targets', target])
    }
  }

  /** @throws DomainError NOT_FOUND, alike for queues of others and for none. */
  private queuesOf(viewer: Viewer, named: readonly string[]): Queue[] {
    const all = this.parts.queues.visible(viewer)
    if (named.length === 0) return all
    return named.map((name) => {
      const queue = all.find((each) => each.id === name || each.label === name || each.name === name)
      if (!queue) throw new DomainError('NOT_FOUND', ['payload', 'queue'])
      return queue
    })
  }
}

const text = (name: string) => ({ text: name, type: 'string' }) as const
const number = (name: string) => ({ text: name, type: 'number' }) as const
const time = (name: string) => ({ text: name, type: 'time' }) as const

const queueTable = (queues: readonly Queue[]): Table => ({
  type: 'table',
  columns: [
    text('queue'),
    ...['waiting', 'available', 'on_call', 'paused', 'offered', 'answered', 'abandoned', 'service_level'].map(
      number,
    ),
    text('level'),
  ],
  rows: queues.map(({ label, waitingCount, memberCounts, today, level }) => [
    label,
    waitingCount,
    memberCounts.available,
    memberCounts.onCall,
    memberCounts.paused,
    today.offered,
    today.answered,
    today.abandoned,
    today.serviceLevel,
    level,
  ]),
})

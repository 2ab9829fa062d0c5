import { DomainError } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import { addCounts, type ServiceLevelRule, serviceLevel } from '../../platform/service.level.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { AgentService } from '../agents/agent.service.ts'
import type { Agent } from '../agents/agent.types.ts'
import type { Level } from '../queues/level.types.ts'
import type { QueueService } from '../queues/queue.service.ts'
import type { Queue } from '../queues/queue.types.ts'
import { Throttled } from './throttled.ts'
import type { Wallboard, WallboardTotals } from './wallboard.types.ts'

const MIN_INTERVAL_MS = { least: 100, most: 60_000 }
const BOARD = 'wallboard'
/** Of a caller's number, on a screen on the wall. */
const SHOWN_DIGITS = 3
const RANK: Record<Level, number> = { OK: 0, WARN: 1, CRITICAL: 2 }

/** Boards: queues and their agents in one message. */
export class WallboardService {
  constructor(
    private readonly queues: QueueService,
    private readonly agents: AgentService,
    private readonly clock: Clock,
    /** Whether a PBX is simulated. */
    private readonly isDemo: (pbxId: string) => boolean,
  ) {}

  show(viewer: Viewer, queueIds: readonly string[] | null | undefined): Wallboard {
    viewer.demand('dashboard')
    const queues = this.shown(viewer, queueIds)
    const shown = new Set(queues.map(({ id }) => id))
    const agents = this.agents
      .visible(viewer)
      .filter((agent) => agent.queues.some(({ queueId }) => shown.has(queueId)))
    return {
      id: BOARD,
      at: this.clock.now(),
      queues,
      agents,
      totals: totalsOf(queues, agents, this.queues.countingOf(viewer.tenantId).formula),
      isStale: queues.some((queue) => queue.isStale),
      isDemo: queues.some((queue) => this.isDemo(queue.pbxId)),
    }
  }

  /** Those asked for by name, be it by who made a display link; else all that are not left out of boards. */
  private shown(viewer: Viewer, queueIds: readonly string[] | null | undefined): Queue[] {
    const visible = this.queues.visible(viewer, queueIds)
    if (!viewer.isDisplay) return queueIds ? visible : visible.filter(({ isShown }) => isShown)
    return (viewer.queueIds ? visible : visible.filter(({ isShown }) => isShown)).map(masked)
  }

  /** The board as it stands, then whenever it changes, but not more often than every `minIntervalMs`. */
  watch(
    viewer: Viewer,
    queueIds: readonly string[] | null | undefined,
    minIntervalMs: number,
  ): AsyncIterableIterator<Wallboard> {
    viewer.demand('dashboard')
    const { least, most } = MIN_INTERVAL_MS
    if (minIntervalMs < least || minIntervalMs > most)
      throw new DomainError('OUT_OF_RANGE', ['minIntervalMs'], { least, most })
    const sources = [this.queues.watchVisible(viewer, queueIds), this.agents.watchVisible(viewer)]
    return new Throttled(sources, minIntervalMs, () => this.show(viewer, queueIds))
  }
}

/** Anybody may stand before a screen on a wall: callers have no names there, and of their numbers an end. */
const masked = (queue: Queue): Queue =>
  queue.callers.length === 0
    ? queue
    : {
        ...queue,
        callers: queue.callers.map((caller) => ({
          ...caller,
          name: '',
          number: maskedNumber(caller.number),
        })),
      }

const maskedNumber = (number: string): string =>
  number.length <= SHOWN_DIGITS ? '•'.repeat(number.length) : `•••${number.slice(-SHOWN_DIGITS)}`

function totalsOf(
  queues: readonly Queue[],
  agents: readonly Agent[],
  formula: ServiceLevelRule['formula'],
): WallboardTotals {
  const sum = (figure: (queue: Queue) => number) => queues.reduce((total, queue) => total + figure(queue), 0)
  const waits = queues.flatMap(({ longestWaitSince }) =>
    longestWaitSince ? [longestWaitSince.getTime()] : [],
  )
  return {
    waiting: sum(({ waitingCount }) => waitingCount),
    longestWaitSince: waits.length ? new Date(Math.min(...waits)) : null,
    availableAgents: agents.filter(({ state }) => state === 'AVAILABLE').length,
    connectedAgents: agents.filter(({ state }) => state !== 'OFFLINE').length,
    offered: sum(({ today }) => today.offered),
    answered: sum(({ today }) => today.answered),
    abandoned: sum(({ today }) => today.abandoned),
    serviceLevel: serviceLevel(formula, addCounts(queues.map(({ today }) => today.inTime))),
    level: queues.reduce<Level>((worst, { level }) => (RANK[level] > RANK[worst] ? level : worst), 'OK'),
  }
}

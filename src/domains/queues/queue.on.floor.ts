import type { ServiceLevelRule } from '../../platform/service.level.ts'
import type { MetricLevel, ThresholdMetric } from './level.types.ts'
import type { Member } from './member.ts'
import { QueueDayCounter } from './queue.day.ts'
import { QueueLevels, worst } from './queue.levels.ts'
import type { MemberCounts, Queue, QueueCaller, QueueMember } from './queue.types.ts'

interface Caller {
  readonly uniqueid: string
  readonly callId: string
  position: number
  readonly number: string
  readonly name: string
  readonly since: Date
}

interface Description {
  label: string
  rule: ServiceLevelRule
  isShown: boolean
  agentId: (number: string) => string
  isStale: boolean
  tick: number
  now: Date
}

const COUNTED_AS = {
  AVAILABLE: 'available',
  RINGING: 'ringing',
  ON_CALL: 'onCall',
  WRAP_UP: 'wrapUp',
  PAUSED: 'paused',
  OFFLINE: 'offline',
} as const

/** A member in its queue. */
export interface Place {
  readonly queue: QueueOnFloor
  readonly member: Member
}

/** One queue as it stands. */
export class QueueOnFloor {
  strategy: string | null = null
  pbxServiceLevelSeconds: number | undefined
  readonly callers = new Map<string, Caller>()
  readonly members = new Map<string, Place>()
  readonly levels = new QueueLevels()
  day: QueueDayCounter | undefined
  private shownLevels = ''

  constructor(
    readonly id: string,
    readonly tenantId: string,
    readonly pbxId: string,
    readonly name: string,
  ) {}

  dayOf(dayStart: Date): QueueDayCounter {
    if (!this.day || this.day.dayStart < dayStart) this.day = new QueueDayCounter(dayStart)
    return this.day
  }

  /** A caller takes a place; those behind move back. A repeated report changes nothing. */
  addCaller(caller: Caller): void {
    if (this.callers.has(caller.uniqueid)) return
    for (const other of this.callers.values()) if (other.position >= caller.position) other.position++
    this.callers.set(caller.uniqueid, { ...caller })
  }

  /** A caller goes and those behind move up; false when it was not here. */
  removeCaller(uniqueid: string): boolean {
    const caller = this.callers.get(uniqueid)
    if (!caller) return false
    this.callers.delete(uniqueid)
    for (const other of this.callers.values()) if (other.position > caller.position) other.position--
    return true
  }

  /** Whether the levels differ from those shown last. */
  levelsChange(rule: ServiceLevelRule, tick: number, now: Date): boolean {
    if (this.levels.isEmpty) return false
    return this.spell(this.levels.judge(this.values(rule, now), tick)) !== this.shownLevels
  }

  describe({ label, rule, isShown, agentId, isStale, tick, now }: Description): Queue {
    const callers = this.waiting()
    const levels = this.levels.judge(this.values(rule, now), tick)
    this.shownLevels = this.spell(levels)
    return {
      id: this.id,
      tenantId: this.tenantId,
      pbxId: this.pbxId,
      name: this.name,
      label,
      strategy: this.strategy,
      serviceLevelSeconds: rule.seconds,
      isShown,
      callers,
      waitingCount: callers.length,
      longestWaitSince: this.longestWaitSince,
      members: this.staff(agentId),
      memberCounts: this.count(),
      today: (this.day ?? new QueueDayCounter(now)).summary(rule),
      level: worst(levels),
      levels,
      isStale,
    }
  }

  private waiting(): QueueCaller[] {
    return [...this.callers.values()]
      .sort((a, b) => a.position - b.position)
      .map(({ callId, position, number, name, since }) => ({ callId, position, number, name, since }))
  }

  private get longestWaitSince(): Date | null {
    let longest: Date | null = null
    for (const { since } of this.callers.values()) if (!longest || since < longest) longest = since
    return longest
  }

  private staff(agentId: (number: string) => string): QueueMember[] {
    return [...this.members.values()]
      .map(({ member }) => member)
      .sort((a, b) => a.seen.number.localeCompare(b.seen.number, undefined, { numeric: true }))
      .map(({ seen, state, since }) => ({
        agentId: agentId(seen.number),
        number: seen.number,
        name: seen.name,
        state,
        since,
        isPaused: seen.isPaused,
        pauseReason: seen.isPaused ? seen.pauseReason : null,
        penalty: seen.penalty,
        callsTaken: seen.callsTaken,
        isDynamic: seen.isDynamic,
      }))
  }

  private count(): MemberCounts {
    const counts = {
      total: this.members.size,
      available: 0,
      ringing: 0,
      onCall: 0,
      wrapUp: 0,
      paused: 0,
      offline: 0,
    }
    for (const { member } of this.members.values()) counts[COUNTED_AS[member.state]]++
    return counts
  }

  private values(rule: ServiceLevelRule, now: Date): Record<ThresholdMetric, number | null> {
    const since = this.longestWaitSince
    return {
      WAITING: this.callers.size,
      LONGEST_WAIT: since ? Math.max(0, (now.getTime() - since.getTime()) / 1000) : 0,
      AVAILABLE_AGENTS: this.count().available,
      SERVICE_LEVEL: this.day?.serviceLevel(rule) ?? null,
      ABANDON_RATE: this.day?.abandonRate ?? null,
    }
  }

  /** Levels alone: a value that moves within its level is no change to tell. */
  private spell(levels: readonly MetricLevel[]): string {
    return levels.map(({ metric, level }) => `${metric}:${level}`).join()
  }
}

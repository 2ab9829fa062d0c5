import type { Channel } from './channel.model.ts'

export type Strategy = 'ringall' | 'leastrecent' | 'fewestcalls' | 'random' | 'rrmemory' | 'linear'

export interface QueueSettings {
  name: string
  /** The extension that leads to it from inside; DIDs lead to it from outside. */
  exten: string
  dids?: string[]
  strategy?: Strategy
  ringSeconds?: number
  retrySeconds?: number
  wrapUpSeconds?: number
  serviceLevelSeconds?: number
  timeoutSeconds?: number
  weight?: number
  maxCallers?: number
  joinEmpty?: boolean
  /** How much of the traffic wants this queue, compared with the others. */
  callShare?: number
}

/** An interface that serves a queue, with app_queue's counters. */
export class Member {
  paused = false
  pausedReason = ''
  penalty = 0
  callsTaken = 0
  lastCallSeconds = 0
  lastPauseSeconds = 0
  inCall = false
  ringInUse = false

  constructor(
    readonly interfaceName: string,
    readonly name: string,
    readonly stateInterface: string,
    readonly dynamic: boolean,
    readonly loginSeconds: number,
  ) {}
}

/** A caller in a queue, from join to leave. */
export class Visit {
  readonly ringing = new Map<Channel, { member: Member; sinceSeconds: number }>()
  retryAtMs = 0

  constructor(
    readonly queue: Queue,
    readonly caller: Channel,
    readonly joinedSeconds: number,
    readonly originalPosition: number,
  ) {}

  get position(): number {
    return this.queue.visits.indexOf(this) + 1
  }
}

/** A queue's state and counters, kept as app_queue keeps them. */
export class Queue {
  readonly name: string
  readonly settings: Required<QueueSettings>
  readonly members: Member[] = []
  readonly visits: Visit[] = []
  holdSeconds = 0
  talkSeconds = 0
  completed = 0
  abandoned = 0
  completedInServiceLevel = 0
  abandonedInServiceLevel = 0
  #lastServed = -1

  constructor(settings: QueueSettings) {
    this.name = settings.name
    this.settings = {
      dids: [],
      strategy: 'rrmemory',
      ringSeconds: 15,
      retrySeconds: 2,
      wrapUpSeconds: 5,
      serviceLevelSeconds: 20,
      timeoutSeconds: 300,
      weight: 0,
      maxCallers: 0,
      joinEmpty: true,
      callShare: 1,
      ...settings,
    }
  }

  member(interfaceName: string): Member | undefined {
    return this.members.find((member) => member.interfaceName === interfaceName)
  }

  /** The order in which free members are tried; one penalty level at a time. */
  order(free: Member[], random: () => number): Member[] {
    const lowest = Math.min(...free.map((member) => member.penalty))
    const level = free.filter((member) => member.penalty === lowest)
    const rank: Record<Strategy, (member: Member) => number> = {
      ringall: () => 0,
      linear: () => 0,
      random,
      leastrecent: (member) => member.lastCallSeconds,
      fewestcalls: (member) => member.callsTaken,
      rrmemory: (member) => {
        const distance = this.members.indexOf(member) - this.#lastServed - 1
        return distance < 0 ? distance + this.members.length : distance
      },
    }
    const ranks = new Map(level.map((member) => [member, rank[this.settings.strategy](member)]))
    return level.sort((a, b) => ranks.get(a)! - ranks.get(b)!)
  }

  served(member: Member): void {
    this.#lastServed = this.members.indexOf(member)
  }

  /** An exponential average over four calls, as app_queue keeps it; the first call sets it. */
  countHold(seconds: number): void {
    const first = this.completed + this.abandoned === 0
    this.holdSeconds = first ? seconds : (this.holdSeconds * 3 + seconds) >> 2
  }

  countCompleted(talkSeconds: number, inServiceLevel: boolean): void {
    this.completed++
    if (inServiceLevel) this.completedInServiceLevel++
    this.talkSeconds = this.completed === 1 ? talkSeconds : (this.talkSeconds * 3 + talkSeconds) >> 2
  }

  countAbandoned(waitSeconds: number): void {
    this.abandoned++
    if (waitSeconds <= this.settings.serviceLevelSeconds) this.abandonedInServiceLevel++
  }

  /** Percent of answered calls answered within the service level. */
  get serviceLevelPercent(): number {
    return this.completed ? (100 * this.completedInServiceLevel) / this.completed : 0
  }

  /** The same over all calls, those abandoned within it counting as good. */
  get serviceLevel2Percent(): number {
    const total = this.completed + this.abandoned
    return total ? (100 * (this.completedInServiceLevel + this.abandonedInServiceLevel)) / total : 0
  }
}

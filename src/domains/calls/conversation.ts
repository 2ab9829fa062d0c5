import { newId } from '../../platform/ids.ts'
import type {
  CallDisposition,
  CallEventKind,
  CallState,
  EndReason,
} from '../../platform/store/tables/calls.ts'
import { callIdOf } from '../pbxs/pbx.directory.ts'
import { beginLeg, type Leg, type LegSighting } from './leg.ts'
import { Stopwatch } from './stopwatch.ts'
import { isWaiting, type Visit } from './visit.ts'

/** Something that happened in a conversation and is kept. */
export interface ConversationEvent {
  readonly id: string
  readonly kind: CallEventKind
  readonly occurredAt: Date
  readonly queueId: string | undefined
  readonly agentId: string | undefined
  readonly details: Record<string, string | number | boolean>
}

/** More legs or visits than this are counted in the PBX's log, not here: a loop in a dialplan makes thousands. */
const MAX_PARTS = 1_000

export interface ConversationStart {
  pbxId: string
  tenantId: string
  linkedid: string
  /** When it began by the wall clock, and the monotonic tick of that instant. */
  startedAt: Date
  startedTick: number
  /** From the unique id, so that every observer of the call finds the same id. */
  idInstant: Date | undefined
}

/**
 * A call as it happens. All times within it are measured from its start by the monotonic clock, so that a
 * changed wall clock never stretches it. It only moves forward: what has ended stays ended.
 */
export class Conversation {
  readonly id: string
  readonly pbxId: string
  readonly linkedid: string
  readonly startedAt: Date
  readonly startedTick: number
  tenantId: string
  version = 0
  readonly legs = new Map<string, Leg>()
  readonly visits: Visit[] = []
  first: Leg | undefined
  answeredTick: number | undefined
  endedTick: number | undefined
  endReason: EndReason | undefined
  hangupCause: number | undefined
  mergedIntoId: string | undefined
  agentId: string | undefined
  recording: string | undefined
  transferCount = 0
  openLegs = 0
  /** How long two of its legs have talked, and how much of that on hold. */
  private readonly talk = new Stopwatch()
  private readonly holds = new Stopwatch()
  /** What has changed since the last record was taken. */
  readonly changedLegs = new Set<Leg>()
  readonly changedVisits = new Set<Visit>()
  newEvents: ConversationEvent[] = []
  private readonly reports = new Set<string>()

  constructor(start: ConversationStart) {
    this.pbxId = start.pbxId
    this.tenantId = start.tenantId
    this.linkedid = start.linkedid
    this.startedAt = start.startedAt
    this.startedTick = start.startedTick
    this.id = callIdOf(start.pbxId, start.linkedid, start.idInstant)
  }

  /** Whether the PBX says this of the call for the first time; a repeated report must not count twice. */
  isNews(report: string): boolean {
    if (this.reports.has(report) || this.reports.size >= MAX_PARTS) return false
    this.reports.add(report)
    return true
  }

  /** The wall-clock instant of a tick, by this call's own start. */
  at(tick: number): Date {
    return new Date(this.startedAt.getTime() + Math.round(tick - this.startedTick))
  }

  /** Takes up a leg; a repeated one is the same leg. Undefined when there are absurdly many. */
  addLeg(seen: LegSighting, tick: number): Leg | undefined {
    const same = this.legs.get(seen.uniqueid)
    if (same || this.legs.size >= MAX_PARTS) return same
    const leg = beginLeg(this.pbxId, seen, tick)
    this.adopt(leg)
    return leg
  }

  adopt(leg: Leg): void {
    this.legs.set(leg.uniqueid, leg)
    this.first ??= leg
    if (leg.endedTick === undefined) this.openLegs++
    this.changedLegs.add(leg)
  }

  /** Gives up a leg that has become part of another conversation. */
  release(leg: Leg): void {
    if (this.legs.delete(leg.uniqueid) && leg.endedTick === undefined) this.openLegs--
    this.changedLegs.delete(leg)
  }

  hasSeam(seam: string): boolean {
    return [...this.legs.values()].some((leg) => leg.seam === seam)
  }

  endLeg(leg: Leg, cause: number | undefined, tick: number): void {
    if (leg.endedTick !== undefined) return
    leg.endedTick = tick
    leg.hangupCause = cause
    leg.bridgeId = undefined
    leg.isHeld = false
    leg.isParked = false
    this.openLegs--
    this.changedLegs.add(leg)
    if (leg === this.first && cause !== undefined) this.hangupCause = cause
  }

  addVisit(visit: Visit): boolean {
    if (this.visits.length >= MAX_PARTS) return false
    this.visits.push(visit)
    this.changedVisits.add(visit)
    return true
  }

  /** Takes over the visits of a call that it absorbs. */
  adoptVisits(other: Conversation): void {
    for (const visit of other.visits.splice(0)) this.addVisit(visit)
    other.changedVisits.clear()
  }

  /** The latest visit that `wanted` picks. */
  findVisit(wanted: (visit: Visit) => boolean): Visit | undefined {
    return this.visits.findLast(wanted)
  }

  tell(
    kind: CallEventKind,
    tick: number,
    about: { queueId?: string | undefined; agentId?: string | undefined } = {},
    details: ConversationEvent['details'] = {},
  ): ConversationEvent {
    const event = {
      id: newId(),
      kind,
      occurredAt: this.at(tick),
      queueId: about.queueId,
      agentId: about.agentId,
      details,
    }
    this.newEvents.push(event)
    return event
  }

  get isConnected(): boolean {
    const bridges = new Set<string>()
    for (const leg of this.legs.values())
      if (leg.bridgeId !== undefined && !leg.isParked) {
        if (bridges.has(leg.bridgeId)) return true
        bridges.add(leg.bridgeId)
      }
    return false
  }

  get isHeld(): boolean {
    for (const leg of this.legs.values()) if (leg.isHeld) return true
    return false
  }

  /** Brings the timers up to `tick` after anything that may connect, hold or end. */
  keepTime(tick: number): void {
    const isConnected = this.endedTick === undefined && this.isConnected
    if (isConnected) this.answeredTick ??= tick
    this.talk.set(isConnected, tick)
    this.holds.set(isConnected && this.isHeld, tick)
  }

  /** The talk of a kept call goes on, if the next snapshot finds it so. */
  resumeTalk(sinceTick: number, isHeld: boolean): void {
    this.talk.set(true, sinceTick)
    this.holds.set(isHeld, sinceTick)
  }

  /** Takes over the timers of a kept call. */
  addTime(talkMs: number, holdMs: number): void {
    this.talk.add(talkMs)
    this.holds.add(holdMs)
  }

  /** Takes over the timers of a call that it absorbs, unless they ran beside its own: that time counts already. */
  addTimeOf(other: Conversation, tick: number): void {
    const ranBeside =
      this.answeredTick !== undefined &&
      other.answeredTick !== undefined &&
      this.answeredTick <= other.answeredTick
    if (!ranBeside) this.addTime(other.talkMs(tick), other.holdMs(tick))
  }

  talkMs(tick: number): number {
    return this.talk.read(tick)
  }

  holdMs(tick: number): number {
    return this.holds.read(tick)
  }

  get state(): CallState {
    if (this.endedTick !== undefined) return 'ENDED'
    let anyUp = false
    let anyRinging = false
    for (const leg of this.legs.values()) {
      if (leg.endedTick !== undefined) continue
      if (leg.isParked) return 'PARKED'
      if (leg.isUp) anyUp = true
      else anyRinging = true
    }
    if (this.isConnected) return this.isHeld ? 'ON_HOLD' : 'CONNECTED'
    if (this.visits.some(isWaiting)) return 'QUEUED'
    return anyUp && !anyRinging ? 'IN_IVR' : 'RINGING'
  }

  /** How the call came out, as the caller would say; undefined until it has ended. */
  get disposition(): CallDisposition | undefined {
    if (this.endedTick === undefined || this.mergedIntoId !== undefined) return undefined
    if (this.answeredTick !== undefined) return 'ANSWERED'
    const visit = this.visits.at(-1)
    if (visit) return visit.outcome === 'ABANDONED' ? 'ABANDONED' : 'NO_ANSWER'
    const statuses = new Set([...this.legs.values()].map((leg) => leg.dialStatus))
    if (statuses.has('BUSY')) return 'BUSY'
    if (statuses.has('FAILED')) return 'FAILED'
    if (statuses.has('NO_ANSWER')) return 'NO_ANSWER'
    return statuses.has('CANCELLED') ? 'CANCELLED' : 'NO_ANSWER'
  }
}

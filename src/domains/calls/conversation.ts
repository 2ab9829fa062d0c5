import { newId, stableId, stableIdAt } from '../../platform/ids.ts'
import type {
  CallDisposition,
  CallEventKind,
  CallState,
  EndReason,
} from '../../platform/store/tables/calls.ts'
import { isWaiting, type Visit } from './visit.ts'

/** One channel of a conversation. */
export interface Leg {
  readonly id: string
  readonly uniqueid: string
  channel: string
  /** Whose phone or trunk it is. */
  number: string
  /** A seam inside the PBX rather than somebody's phone. */
  readonly isLocal: boolean
  /** What it shares with the other half of the seam; undefined for a phone. */
  readonly seam: string | undefined
  callerNumber: string
  callerName: string
  /** What it dialed. */
  exten: string
  readonly startedTick: number
  isUp: boolean
  isHeld: boolean
  isParked: boolean
  /** Its end has been asked for, by itself or by somebody else. */
  isHangingUp: boolean
  bridgeId: string | undefined
  dialStatus: string | undefined
  agentId: string | undefined
  answeredTick: number | undefined
  endedTick: number | undefined
  hangupCause: number | undefined
}

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
  /** Since when two of its legs talk, and for how long they did before. */
  private connectedSince: number | undefined
  private connectedMs = 0
  private heldSince: number | undefined
  private heldMs = 0
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
    this.id = start.idInstant
      ? stableIdAt(start.idInstant, start.pbxId, 'call', start.linkedid)
      : stableId(start.pbxId, 'call', start.linkedid)
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
  addLeg(
    seen: Pick<Leg, 'uniqueid' | 'channel' | 'number' | 'isLocal' | 'seam'>,
    tick: number,
  ): Leg | undefined {
    const { uniqueid, channel, number, isLocal, seam } = seen
    const same = this.legs.get(uniqueid)
    if (same || this.legs.size >= MAX_PARTS) return same
    const leg: Leg = {
      id: stableId(this.pbxId, 'leg', uniqueid),
      uniqueid,
      channel,
      number,
      isLocal,
      seam,
      callerNumber: '',
      callerName: '',
      exten: '',
      startedTick: tick,
      isUp: false,
      isHeld: false,
      isParked: false,
      isHangingUp: false,
      bridgeId: undefined,
      dialStatus: undefined,
      agentId: undefined,
      answeredTick: undefined,
      endedTick: undefined,
      hangupCause: undefined,
    }
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
    const connected = this.endedTick === undefined && this.isConnected
    if (connected) {
      this.connectedSince ??= tick
      this.answeredTick ??= tick
    } else if (this.connectedSince !== undefined) {
      this.connectedMs += tick - this.connectedSince
      this.connectedSince = undefined
    }
    const held = connected && this.isHeld
    if (held) this.heldSince ??= tick
    else if (this.heldSince !== undefined) {
      this.heldMs += tick - this.heldSince
      this.heldSince = undefined
    }
  }

  /** The talk of a kept call goes on, if the next snapshot finds it so. */
  resumeTalk(sinceTick: number, isHeld: boolean): void {
    this.connectedSince = sinceTick
    if (isHeld) this.heldSince = sinceTick
  }

  /** Takes over the timers of a kept call. */
  addTime(talkMs: number, holdMs: number): void {
    this.connectedMs += talkMs
    this.heldMs += holdMs
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
    return this.connectedMs + (this.connectedSince === undefined ? 0 : tick - this.connectedSince)
  }

  holdMs(tick: number): number {
    return this.heldMs + (this.heldSince === undefined ? 0 : tick - this.heldSince)
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

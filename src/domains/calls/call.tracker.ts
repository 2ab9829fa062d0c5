import type { Clock } from '../../platform/clock.ts'
import type { EndReason } from '../../platform/store/tables/calls.ts'
import { type PbxDirectory, UNOWNED } from '../pbxs/pbx.directory.ts'
import { ChannelPlaces } from './channel.places.ts'
import { byAge, type ChannelSighting, type ChannelSnapshot } from './channel.sighting.ts'
import { Conversation, type ConversationEvent, type Leg } from './conversation.ts'
import { QueueVisits } from './queue.visits.ts'
import type { Visit, VisitChange } from './visit.ts'

/** Who is told what becomes of the calls of a PBX. */
export interface CallSink {
  /** Something of the call changed; told at most once a turn, however much did. */
  changed(conversation: Conversation): void
  happened(conversation: Conversation, event: ConversationEvent): void
  visited(conversation: Conversation, visit: Visit, change: VisitChange): void
  /** The calls at a phone or trunk are others now; see `callAt`. */
  phoneChanged(number: string): void
}

/**
 * The calls of one PBX as they happen. Reports may come twice, late or for channels never announced; each
 * is taken for what it says about a channel, and a call that has ended is not opened again.
 */
export class CallTracker {
  readonly conversations = new Map<string, Conversation>()
  /** Calls that others have become a part of, by the linkedid that channels of these may still carry. */
  private readonly merged = new Map<string, Conversation>()
  private readonly places: ChannelPlaces
  readonly visits: QueueVisits
  /** When all of these calls were last known to go on, while nobody looks. */
  private aliveTick: number | undefined

  constructor(
    readonly directory: PbxDirectory,
    private readonly clock: Clock,
    private readonly sink: CallSink,
  ) {
    this.places = new ChannelPlaces((number) => sink.phoneChanged(number))
    this.visits = new QueueVisits(this, directory)
  }

  get tick(): number {
    return this.clock.ticks()
  }

  callOf(uniqueid: string): Conversation | undefined {
    return this.places.callOf(uniqueid)
  }

  legOf(uniqueid: string): Leg | undefined {
    return this.places.find(uniqueid)?.leg
  }

  /** The call at a phone, the latest if there are several. */
  callAt(number: string): Conversation | undefined {
    return this.places.callAt(number)
  }

  /** How many calls go over a phone or trunk. */
  callCountAt(number: string): number {
    return this.places.callCountAt(number)
  }

  /** Takes in a channel, new or known, and the conversation it now belongs to. */
  sight(seen: ChannelSighting): Leg | undefined {
    if (this.places.isGone(seen.uniqueid)) return undefined
    const { tick } = this
    let call = this.callOf(seen.uniqueid)
    const linked = this.conversations.get(seen.linkedid) ?? this.merged.get(seen.linkedid)
    if (call && call.linkedid !== seen.linkedid && call !== linked)
      call = this.join(call, seen.uniqueid, linked ?? this.begin(seen, tick), tick)
    call ??= linked ?? this.begin(seen, tick)
    const leg = call.addLeg(seen, tick - (seen.ageMs ?? 0))
    if (!leg || leg.endedTick !== undefined) return undefined
    this.places.put(leg, call)
    this.describe(call, leg, seen, tick)
    return leg
  }

  private describe(call: Conversation, leg: Leg, seen: ChannelSighting, tick: number): void {
    const before = leg.callerNumber + leg.callerName + leg.exten
    leg.channel = seen.channel
    leg.callerNumber ||= seen.callerNumber
    leg.callerName ||= seen.callerName
    // A Local channel begins with what it is called by itself; what it dials comes after.
    if (seen.exten !== leg.number) leg.exten ||= seen.exten
    if (leg === call.first && before !== leg.callerNumber + leg.callerName + leg.exten)
      this.sink.changed(call)
    if (seen.isUp && !leg.isUp) {
      leg.isUp = true
      leg.answeredTick = tick
      call.changedLegs.add(leg)
      this.changed(call, tick)
    }
    if (call.tenantId === UNOWNED) this.findOwner(call, leg)
  }

  private begin(seen: ChannelSighting, tick: number): Conversation {
    const ageMs = seen.ageMs ?? 0
    const call = new Conversation({
      pbxId: this.directory.pbxId,
      tenantId: UNOWNED,
      linkedid: seen.linkedid,
      startedAt: new Date(this.clock.now().getTime() - ageMs),
      startedTick: tick - ageMs,
      idInstant: seen.linkedInstant,
    })
    this.conversations.set(call.linkedid, call)
    const leg = call.addLeg(seen, call.startedTick)
    if (leg) this.findOwner(call, leg, seen)
    this.tell(call, 'STARTED', tick)
    return call
  }

  /** On a shared PBX the first thing that an administrator has mapped says whose call it is. */
  private findOwner(call: Conversation, leg: Leg, seen?: ChannelSighting): void {
    const exten = seen?.exten || leg.exten
    const owner =
      (exten ? this.directory.ownerOfDid(exten) : undefined) ?? this.directory.ownerOfExtension(leg.number)
    if (owner !== UNOWNED) this.assign(call, owner)
  }

  assign(call: Conversation, tenantId: string): void {
    if (call.tenantId !== UNOWNED || tenantId === UNOWNED) return
    call.tenantId = tenantId
    for (const leg of call.legs.values()) call.changedLegs.add(leg)
    for (const visit of call.visits) call.changedVisits.add(visit)
  }

  /** The PBX has joined two conversations: the channel, and in the end all of its call, goes over. */
  private join(from: Conversation, uniqueid: string, into: Conversation, tick: number): Conversation {
    const leg = from.legs.get(uniqueid)
    if (!leg || from === into) return into
    this.move(leg, from, into)
    // The far half of a Local channel belongs to the same phone, though the PBX leaves it its old linkedid.
    const rest = [...from.legs.values()].filter(({ endedTick }) => endedTick === undefined)
    if (rest.every(({ seam }) => seam !== undefined && into.hasSeam(seam)))
      for (const half of rest) this.move(half, from, into)
    if (from.openLegs === 0) this.merge(from, into, tick)
    else this.changed(from, tick)
    this.changed(into, tick)
    return into
  }

  /** What was a call of its own, to ask before a transfer, belongs to the call that is transferred. */
  consulted(transferer: string, asking: string): void {
    const [call, consultation] = [this.callOf(transferer), this.callOf(asking)]
    if (!call || !consultation || call === consultation) return
    const { tick } = this
    const [into, from] =
      call.startedTick <= consultation.startedTick ? [call, consultation] : [consultation, call]
    for (const leg of [...from.legs.values()])
      if (leg.endedTick === undefined) this.move(leg, from, into)
      else {
        from.release(leg)
        into.adopt(leg)
      }
    this.merge(from, into, tick)
    this.changed(into, tick)
  }

  private merge(from: Conversation, into: Conversation, tick: number): void {
    this.merged.set(from.linkedid, into)
    for (const [linkedid, call] of this.merged) if (call === from) this.merged.set(linkedid, into)
    from.mergedIntoId = into.id
    into.adoptVisits(from)
    into.addTimeOf(from, tick)
    into.transferCount += from.transferCount
    this.end(from, 'MERGED', tick)
  }

  private move(leg: Leg, from: Conversation, into: Conversation): void {
    from.release(leg)
    into.adopt(leg)
    this.places.put(leg, into)
  }

  answered(uniqueid: string): void {
    const found = this.places.find(uniqueid)
    if (!found || found.leg.isUp) return
    const { call, leg } = found
    leg.isUp = true
    leg.answeredTick = this.tick
    call.changedLegs.add(leg)
    this.changed(call, leg.answeredTick)
  }

  dialed(uniqueid: string, status: string): void {
    const leg = this.legOf(uniqueid)
    if (leg) leg.dialStatus = status
  }

  entered(bridgeId: string, uniqueid: string, isParking: boolean): void {
    const found = this.places.find(uniqueid)
    if (!found) return
    const { call, leg } = found
    leg.bridgeId = isParking ? undefined : bridgeId
    this.changed(call, this.tick)
  }

  left(bridgeId: string, uniqueid: string): void {
    const found = this.places.find(uniqueid)
    if (found?.leg.bridgeId !== bridgeId) return
    const { call, leg } = found
    leg.bridgeId = undefined
    this.visits.callerLeftBridge(call, uniqueid, this.tick)
    this.changed(call, this.tick)
  }

  hold(uniqueid: string, isHeld: boolean): void {
    const found = this.places.find(uniqueid)
    if (!found || found.leg.isHeld === isHeld) return
    const { call, leg } = found
    leg.isHeld = isHeld
    this.tell(call, isHeld ? 'HELD' : 'RESUMED', this.tick, { agentId: leg.agentId })
  }

  park(uniqueid: string, space: string): void {
    const found = this.places.find(uniqueid)
    if (!found || found.leg.isParked) return
    const { call, leg } = found
    leg.isParked = true
    leg.bridgeId = undefined
    this.visits.talkEnded(call, this.tick)
    this.tell(call, 'PARKED', this.tick, {}, { space })
  }

  unpark(uniqueid: string): void {
    const found = this.places.find(uniqueid)
    if (!found?.leg.isParked) return
    const { call, leg } = found
    leg.isParked = false
    this.tell(call, 'UNPARKED', this.tick)
  }

  /** The number of whoever is in a bridge with a channel. */
  otherIn(bridgeId: string, uniqueid: string): string | undefined {
    for (const leg of this.callOf(uniqueid)?.legs.values() ?? [])
      if (leg.bridgeId === bridgeId && leg.uniqueid !== uniqueid) return leg.number
    return undefined
  }

  transferred(uniqueid: string, kind: 'BLIND' | 'ATTENDED', target: string): void {
    const call = this.callOf(uniqueid)
    if (!call?.isNews(`transferred ${uniqueid} ${kind} ${target}`)) return
    call.transferCount++
    this.tell(call, 'TRANSFERRED', this.tick, { agentId: call.agentId }, { transfer: kind, target })
  }

  recorded(uniqueid: string, recording: string): void {
    const call = this.callOf(uniqueid)
    if (!call || call.recording === recording) return
    call.recording = recording
    this.changed(call, this.tick)
  }

  /** Recording was switched by us; the PBX reports no such change of its own. */
  recordingSet(uniqueid: string, mode: string): void {
    const call = this.callOf(uniqueid)
    if (call) this.tell(call, 'RECORDING_CHANGED', this.tick, {}, { mode })
  }

  hangupRequested(uniqueid: string): void {
    const leg = this.legOf(uniqueid)
    if (leg) leg.isHangingUp = true
  }

  hangUp(uniqueid: string, cause: number | undefined): void {
    this.places.close(uniqueid)
    const found = this.places.find(uniqueid)
    if (!found) return
    const { call, leg } = found
    const { tick } = this
    this.places.remove(leg)
    this.visits.channelEnded(call, uniqueid, tick)
    call.endLeg(leg, cause, tick)
    if (call.openLegs === 0) this.end(call, 'HANGUP', tick)
    else this.changed(call, tick)
  }

  /** From now on nobody looks; what ends meanwhile is taken to have ended now. Lost again is lost since then. */
  lost(): void {
    this.aliveTick ??= this.tick
  }

  /**
   * Sets the calls right by a snapshot of all channels: what is not in it has ended while nobody looked, for
   * `reason`, unless its end is `toldLater`.
   */
  reconcile(channels: readonly ChannelSnapshot[], reason: EndReason, toldLater: ReadonlySet<string>): void {
    const alive = new Set([...toldLater, ...channels.map((channel) => channel.uniqueid)])
    for (const call of [...this.conversations.values()]) {
      const endTick = Math.max(call.startedTick, this.aliveTick ?? this.tick)
      for (const leg of call.legs.values())
        if (leg.endedTick === undefined && !alive.has(leg.uniqueid)) {
          this.places.remove(leg)
          this.visits.channelEnded(call, leg.uniqueid, endTick)
          call.endLeg(leg, undefined, endTick)
        }
      if (call.openLegs === 0) this.end(call, reason, endTick)
    }
    this.aliveTick = undefined
    for (const channel of [...channels].sort(byAge)) {
      const leg = this.sight(channel)
      if (!leg) continue
      leg.bridgeId = channel.bridgeId
      leg.isParked = channel.isParked
    }
    for (const call of this.conversations.values()) this.changed(call, this.tick)
  }

  /** Takes up a call that was open when this server stopped; the next snapshot says what became of it. */
  resume(call: Conversation, aliveTick: number): void {
    if (this.conversations.has(call.linkedid)) return
    this.aliveTick = Math.max(this.aliveTick ?? Number.NEGATIVE_INFINITY, aliveTick)
    this.conversations.set(call.linkedid, call)
    for (const leg of call.legs.values()) if (leg.endedTick === undefined) this.places.put(leg, call)
  }

  private end(call: Conversation, reason: EndReason, tick: number): void {
    if (call.endedTick !== undefined) return
    for (const leg of call.legs.values()) this.places.remove(leg)
    this.visits.callEnded(call, tick)
    call.keepTime(tick)
    call.endedTick = tick
    call.endReason = reason
    call.keepTime(tick)
    this.conversations.delete(call.linkedid)
    for (const [linkedid, into] of this.merged) if (into === call) this.merged.delete(linkedid)
    if (reason === 'MERGED') this.sink.changed(call)
    else this.tell(call, 'ENDED', tick)
  }

  visited(call: Conversation, visit: Visit, change: VisitChange): void {
    this.sink.visited(call, visit, change)
  }

  /** Keeps the timers, tells of an answer when this was one, and reports the change. */
  changed(call: Conversation, tick: number): void {
    const wasAnswered = call.answeredTick !== undefined
    call.keepTime(tick)
    if (!wasAnswered && call.answeredTick !== undefined) {
      for (const leg of call.legs.values())
        if (leg.bridgeId !== undefined && this.directory.isAgent(leg.number)) {
          leg.agentId ??= this.directory.agentId(leg.number)
          call.agentId ??= leg.agentId
        }
      const answered = call.tell('ANSWERED', tick, {
        agentId: call.agentId,
        queueId: call.visits.at(-1)?.queueId,
      })
      this.sink.changed(call)
      this.sink.happened(call, answered)
      return
    }
    this.sink.changed(call)
  }

  tell(
    call: Conversation,
    kind: ConversationEvent['kind'],
    tick: number,
    about: { queueId?: string | undefined; agentId?: string | undefined } = {},
    details: ConversationEvent['details'] = {},
  ): void {
    call.keepTime(tick)
    const event = call.tell(kind, tick, about, details)
    this.sink.changed(call)
    this.sink.happened(call, event)
  }
}

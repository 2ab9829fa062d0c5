import type { EndReason } from '../../platform/store/tables/calls.ts'
import { UNOWNED } from '../pbxs/pbx.directory.ts'
import type { CallBook } from './call.book.ts'
import { byAge, type ChannelSighting, type ChannelSnapshot } from './channel.sighting.ts'
import type { Conversation } from './conversation.ts'
import type { Leg } from './leg.ts'

/**
 * What a PBX reports of channels, said of the calls they are in. Reports may come twice, late or for channels
 * never announced; each is taken for what it says about a channel, and a call that has ended is not opened again.
 */
export class CallTracker {
  /** When all of these calls were last known to go on, while nobody looks. */
  private aliveTick: number | undefined

  constructor(readonly book: CallBook) {}

  private legOf(uniqueid: string): Leg | undefined {
    return this.book.places.find(uniqueid)?.leg
  }

  /** Takes in a channel, new or known, and the conversation it now belongs to. */
  sight(seen: ChannelSighting): Leg | undefined {
    const { book } = this
    if (book.places.isGone(seen.uniqueid)) return undefined
    const { tick } = book
    let call = book.callOf(seen.uniqueid)
    const linked = book.linked(seen.linkedid)
    if (call && call.linkedid !== seen.linkedid && call !== linked)
      call = book.join(call, seen.uniqueid, linked ?? book.begin(seen, tick), tick)
    call ??= linked ?? book.begin(seen, tick)
    const leg = call.addLeg(seen, tick - (seen.ageMs ?? 0))
    if (!leg || leg.endedTick !== undefined) return undefined
    book.places.put(leg, call)
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
      this.book.changed(call, tick)
    if (seen.isUp && !leg.isUp) {
      leg.isUp = true
      leg.answeredTick = tick
      call.changedLegs.add(leg)
      this.book.changed(call, tick)
    }
    if (call.tenantId === UNOWNED) this.book.findOwner(call, leg)
  }

  answered(uniqueid: string): void {
    const found = this.book.places.find(uniqueid)
    if (!found || found.leg.isUp) return
    const { call, leg } = found
    leg.isUp = true
    leg.answeredTick = this.book.tick
    call.changedLegs.add(leg)
    this.book.changed(call, leg.answeredTick)
  }

  dialed(uniqueid: string, status: string): void {
    const leg = this.legOf(uniqueid)
    if (leg) leg.dialStatus = status
  }

  entered(bridgeId: string, uniqueid: string, isParking: boolean): void {
    const found = this.book.places.find(uniqueid)
    if (!found) return
    const { call, leg } = found
    leg.bridgeId = isParking ? undefined : bridgeId
    this.book.changed(call, this.book.tick)
  }

  left(bridgeId: string, uniqueid: string): void {
    const found = this.book.places.find(uniqueid)
    if (found?.leg.bridgeId !== bridgeId) return
    const { call, leg } = found
    leg.bridgeId = undefined
    this.book.visits.callerLeftBridge(call, uniqueid, this.book.tick)
    this.book.changed(call, this.book.tick)
  }

  hold(uniqueid: string, isHeld: boolean): void {
    const found = this.book.places.find(uniqueid)
    if (!found || found.leg.isHeld === isHeld) return
    const { call, leg } = found
    leg.isHeld = isHeld
    this.book.tell(call, isHeld ? 'HELD' : 'RESUMED', this.book.tick, { agentId: leg.agentId })
  }

  park(uniqueid: string, space: string): void {
    const found = this.book.places.find(uniqueid)
    if (!found || found.leg.isParked) return
    const { call, leg } = found
    leg.isParked = true
    leg.bridgeId = undefined
    this.book.visits.talkEnded(call, this.book.tick)
    this.book.tell(call, 'PARKED', this.book.tick, {}, { space })
  }

  unpark(uniqueid: string): void {
    const found = this.book.places.find(uniqueid)
    if (!found?.leg.isParked) return
    const { call, leg } = found
    leg.isParked = false
    this.book.tell(call, 'UNPARKED', this.book.tick)
  }

  /** The number of whoever is in a bridge with a channel. */
  otherIn(bridgeId: string, uniqueid: string): string | undefined {
    for (const leg of this.book.callOf(uniqueid)?.legs.values() ?? [])
      if (leg.bridgeId === bridgeId && leg.uniqueid !== uniqueid) return leg.number
    return undefined
  }

  transferred(uniqueid: string, kind: 'BLIND' | 'ATTENDED', target: string): void {
    const call = this.book.callOf(uniqueid)
    if (!call?.isNews(`transferred ${uniqueid} ${kind} ${target}`)) return
    call.transferCount++
    this.book.tell(call, 'TRANSFERRED', this.book.tick, { agentId: call.agentId }, { transfer: kind, target })
  }

  recorded(uniqueid: string, recording: string): void {
    const call = this.book.callOf(uniqueid)
    if (!call || call.recording === recording) return
    call.recording = recording
    this.book.changed(call, this.book.tick)
  }

  /** Recording was switched by us; the PBX reports no such change of its own. */
  recordingSet(uniqueid: string, mode: string): void {
    const call = this.book.callOf(uniqueid)
    if (call) this.book.tell(call, 'RECORDING_CHANGED', this.book.tick, {}, { mode })
  }

  hangupRequested(uniqueid: string): void {
    const leg = this.legOf(uniqueid)
    if (leg) leg.isHangingUp = true
  }

  hangUp(uniqueid: string, cause: number | undefined): void {
    this.book.places.close(uniqueid)
    const found = this.book.places.find(uniqueid)
    if (!found) return
    const { call, leg } = found
    const { tick } = this.book
    this.book.places.remove(leg)
    this.book.visits.channelEnded(call, uniqueid, tick)
    call.endLeg(leg, cause, tick)
    if (call.openLegs === 0) this.book.end(call, 'HANGUP', tick)
    else this.book.changed(call, tick)
  }

  /** From now on nobody looks; what ends meanwhile is taken to have ended now. Lost again is lost since then. */
  lost(): void {
    this.aliveTick ??= this.book.tick
  }

  /**
   * Sets the calls right by a snapshot of all channels: what is not in it has ended while nobody looked, for
   * `reason`, unless its end is `toldLater`.
   */
  reconcile(channels: readonly ChannelSnapshot[], reason: EndReason, toldLater: ReadonlySet<string>): void {
    const alive = new Set([...toldLater, ...channels.map((channel) => channel.uniqueid)])
    for (const call of [...this.book.conversations.values()]) {
      const endTick = Math.max(call.startedTick, this.aliveTick ?? this.book.tick)
      for (const leg of call.legs.values())
        if (leg.endedTick === undefined && !alive.has(leg.uniqueid)) {
          this.book.places.remove(leg)
          this.book.visits.channelEnded(call, leg.uniqueid, endTick)
          call.endLeg(leg, undefined, endTick)
        }
      if (call.openLegs === 0) this.book.end(call, reason, endTick)
    }
    this.aliveTick = undefined
    for (const channel of [...channels].sort(byAge)) {
      const leg = this.sight(channel)
      if (!leg) continue
      leg.bridgeId = channel.bridgeId
      leg.isParked = channel.isParked
    }
    for (const call of this.book.conversations.values()) this.book.changed(call, this.book.tick)
  }

  /** Takes up a call that was open when this server stopped; the next snapshot says what became of it. */
  resume(call: Conversation, aliveTick: number): void {
    if (this.book.conversations.has(call.linkedid)) return
    this.aliveTick = Math.max(this.aliveTick ?? Number.NEGATIVE_INFINITY, aliveTick)
    this.book.resume(call)
  }
}

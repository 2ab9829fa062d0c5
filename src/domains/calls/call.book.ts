import type { Clock } from '../../platform/clock.ts'
import type { EndReason } from '../../platform/store/tables/calls.ts'
import { type PbxDirectory, UNOWNED } from '../pbxs/pbx.directory.ts'
import { ChannelPlaces } from './channel.places.ts'
import type { ChannelSighting } from './channel.sighting.ts'
import { Conversation, type ConversationEvent } from './conversation.ts'
import type { Leg } from './leg.ts'
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

/** The calls of one PBX: how they begin, whose they are, how they become one, and how they end. */
export class CallBook {
  readonly conversations = new Map<string, Conversation>()
  readonly places: ChannelPlaces
  readonly visits: QueueVisits
  /** Calls that others have become a part of, by the linkedid that channels of these may still carry. */
  private readonly merged = new Map<string, Conversation>()

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

  /** The call that goes by a linkedid, its own or that of one it has taken in. */
  linked(linkedid: string): Conversation | undefined {
    return this.conversations.get(linkedid) ?? this.merged.get(linkedid)
  }

  begin(seen: ChannelSighting, tick: number): Conversation {
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
  findOwner(call: Conversation, leg: Leg, seen?: ChannelSighting): void {
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
  join(from: Conversation, uniqueid: string, into: Conversation, tick: number): Conversation {
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

  /** Takes up a call that was open when this server stopped. */
  resume(call: Conversation): void {
    this.conversations.set(call.linkedid, call)
    for (const leg of call.legs.values()) if (leg.endedTick === undefined) this.places.put(leg, call)
  }

  end(call: Conversation, reason: EndReason, tick: number): void {
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

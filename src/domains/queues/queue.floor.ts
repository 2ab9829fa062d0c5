import type { Clock } from '../../platform/clock.ts'
import { Turn } from '../../platform/turn.ts'
import { type PbxDirectory, UNOWNED } from '../pbxs/pbx.directory.ts'
import { Member, type MemberSighting } from './member.ts'
import type { VisitChange, VisitTally } from './queue.day.ts'
import type { ThresholdSetting } from './queue.levels.ts'
import { type Place, QueueOnFloor } from './queue.on.floor.ts'
import type { Queue } from './queue.types.ts'

/** What the floor needs to know that the PBX does not tell. */
export interface QueueKnowledge {
  /** Settings by queue id; undefined while nobody has set anything. */
  settingsOf(queueId: string): QueueSettings | undefined
  thresholdSettings(queueId: string): readonly ThresholdSetting[]
  /** When the present day of a tenant began. */
  dayStart(tenantId: string): Date
}

export interface QueueSettings {
  readonly label: string | null
  readonly serviceLevelSeconds: number | null
  readonly wrapUpSeconds: number | null
}

export interface QueueFloorSink {
  /** A queue was found that nobody knew. */
  found(queue: { id: string; tenantId: string; pbxId: string; name: string }): void
  published(queue: Queue): void
  removed(queueId: string): void
  /** Something of a member changed; its agent is to be looked at again. */
  memberChanged(number: string): void
}

/** The queues of one PBX as they stand: who waits, who serves, and how the day goes. */
export class QueueFloor {
  readonly queues = new Map<string, QueueOnFloor>()
  private readonly byId = new Map<string, QueueOnFloor>()
  private readonly placesByNumber = new Map<string, Set<Place>>()
  /** Who rings or talks on a channel, and where it waits, so that its end finds them at once. */
  private readonly busyOn = new Map<string, Set<Place>>()
  private readonly waitsIn = new Map<string, QueueOnFloor>()
  private readonly turn = new Turn<QueueOnFloor>((changed) => {
    for (const queue of changed) this.publish(queue)
  })
  private isStale = true

  constructor(
    private readonly directory: PbxDirectory,
    private readonly clock: Clock,
    private readonly knowledge: QueueKnowledge,
    private readonly sink: QueueFloorSink,
  ) {}

  /** The queue of that name, found now if it was not known. */
  queue(name: string): QueueOnFloor {
    let queue = this.queues.get(name)
    if (!queue) {
      const id = this.directory.queueId(name)
      const tenantId = this.directory.ownerOfQueue(name)
      queue = new QueueOnFloor(id, tenantId, this.directory.pbxId, name)
      this.queues.set(name, queue)
      this.byId.set(id, queue)
      this.sink.found(queue)
      this.turn.add(queue)
    }
    return queue
  }

  byQueueId(id: string): QueueOnFloor | undefined {
    return this.byId.get(id)
  }

  /** The places an agent has, one for each queue. */
  /** Whether a phone may serve a tenant's queue: on a shared PBX not one of another tenant. */
  mayServe(number: string, tenantId: string): boolean {
    const owner = this.directory.ownerOfExtension(number)
    return owner === tenantId || owner === UNOWNED
  }

  placesOf(number: string): Iterable<Place> {
    return this.placesByNumber.get(number) ?? []
  }

  get agentNumbers(): Iterable<string> {
    return this.placesByNumber.keys()
  }

  described(name: string, strategy: string | null, serviceLevelSeconds: number | undefined): void {
    const queue = this.queue(name)
    queue.strategy = strategy
    queue.pbxServiceLevelSeconds = serviceLevelSeconds
    this.turn.add(queue)
  }

  memberSeen(name: string, seen: MemberSighting): void {
    const queue = this.queue(name)
    const now = this.clock.now()
    const place = queue.members.get(seen.interface)
    if (place) {
      const hasChanged = place.member.update(seen)
      if (place.member.settle(this.clock.ticks(), now) || hasChanged) this.placeChanged(place)
      return
    }
    const taken: Place = { queue, member: new Member(seen, now) }
    queue.members.set(seen.interface, taken)
    this.directory.addAgent(seen.number)
    const places = this.placesByNumber.get(seen.number) ?? new Set()
    this.placesByNumber.set(seen.number, places.add(taken))
    this.placeChanged(taken)
  }

  memberGone(name: string, memberInterface: string): void {
    const queue = this.queue(name)
    const place = queue.members.get(memberInterface)
    if (!place) return
    queue.members.delete(memberInterface)
    this.placesByNumber.get(place.member.seen.number)?.delete(place)
    this.placeChanged(place)
  }

  private placeChanged({ queue, member }: Place): void {
    this.turn.add(queue)
    this.sink.memberChanged(member.seen.number)
  }

  memberRung(name: string, memberInterface: string, uniqueid: string): void {
    this.occupy(name, memberInterface, uniqueid, ({ ringing }) => ringing.add(uniqueid))
  }

  memberConnected(name: string, memberInterface: string, uniqueid: string): void {
    this.occupy(name, memberInterface, uniqueid, ({ ringing, talking }) => {
      ringing.clear()
      talking.add(uniqueid)
    })
  }

  private occupy(
    name: string,
    memberInterface: string,
    uniqueid: string,
    change: (member: Member) => void,
  ): void {
    const place = this.queue(name).members.get(memberInterface)
    if (!place) return
    change(place.member)
    const places = this.busyOn.get(uniqueid) ?? new Set()
    this.busyOn.set(uniqueid, places.add(place))
    this.settle(place)
  }

  memberNotAnswered(name: string, memberInterface: string, uniqueid: string): void {
    const place = this.queue(name).members.get(memberInterface)
    if (!place) return
    place.member.ringing.delete(uniqueid)
    this.settle(place)
  }

  /** The call is over for a member, who has some time for the work after it. */
  memberFinished(name: string, memberInterface: string, uniqueid: string): void {
    const place = this.queue(name).members.get(memberInterface)
    if (!place) return
    const { queue, member } = place
    member.talking.delete(uniqueid)
    const seconds = member.seen.wrapUpSeconds || this.knowledge.settingsOf(queue.id)?.wrapUpSeconds || 0
    member.wrapUpUntilTick = this.clock.ticks() + seconds * 1000
    this.settle(place)
  }

  private settle(place: Place): void {
    if (place.member.settle(this.clock.ticks(), this.clock.now())) this.placeChanged(place)
  }

  /** A channel is gone: nobody waits, rings or talks on it any more. */
  channelEnded(uniqueid: string): void {
    const waitedIn = this.waitsIn.get(uniqueid)
    if (waitedIn) this.callerLeft(waitedIn.name, uniqueid)
    for (const place of this.busyOn.get(uniqueid) ?? []) {
      place.member.ringing.delete(uniqueid)
      place.member.talking.delete(uniqueid)
      this.settle(place)
    }
    this.busyOn.delete(uniqueid)
  }

  callerJoined(name: string, caller: CallerSighting): void {
    const queue = this.queue(name)
    queue.addCaller({ ...caller, since: this.clock.now() })
    this.waitsIn.set(caller.uniqueid, queue)
    this.turn.add(queue)
  }

  /** A caller whom a snapshot shows, at the place and with the wait it tells; a known one keeps its start. */
  callerFound(name: string, caller: CallerSighting, waitedSeconds: number): void {
    const queue = this.queue(name)
    const since =
      queue.callers.get(caller.uniqueid)?.since ?? new Date(this.clock.now().getTime() - waitedSeconds * 1000)
    queue.callers.set(caller.uniqueid, { ...caller, since })
    this.waitsIn.set(caller.uniqueid, queue)
    this.turn.add(queue)
  }

  callerLeft(name: string, uniqueid: string): void {
    const queue = this.queue(name)
    if (!queue.removeCaller(uniqueid)) return
    this.waitsIn.delete(uniqueid)
    this.turn.add(queue)
  }

  /** Counts a visit's beginning, its leaving the queue, and the end of its talk. */
  visited(queueId: string, joinedAt: Date, change: VisitChange): void {
    const queue = this.byId.get(queueId)
    if (!queue) return
    const day = queue.dayOf(this.knowledge.dayStart(queue.tenantId))
    if (joinedAt < day.dayStart) return
    if (change.kind === 'JOINED') day.joined()
    else if (change.kind === 'LEFT') day.left(change.outcome, change.waitMs, this.serviceLevelSeconds(queue))
    else day.talked(change.talkMs)
    this.turn.add(queue)
  }

  /**
   * Sets the queues right by a snapshot: what it named of each queue, and all channels there are, each with
   * whether it is up.
   */
  reconcile(
    snapshot: ReadonlyMap<string, { members: ReadonlySet<string>; callers: ReadonlySet<string> }>,
    channels: ReadonlyMap<string, boolean>,
  ): void {
    this.isStale = false
    for (const uniqueid of [...this.busyOn.keys(), ...this.waitsIn.keys()])
      if (!channels.has(uniqueid)) this.channelEnded(uniqueid)
    for (const [name, queue] of this.queues) {
      const named = snapshot.get(name)
      for (const memberInterface of [...queue.members.keys()])
        if (!named?.members.has(memberInterface)) this.memberGone(name, memberInterface)
      for (const place of queue.members.values()) {
        place.member.reconcile((uniqueid) => channels.get(uniqueid) ?? false)
        this.settle(place)
      }
      for (const uniqueid of [...queue.callers.keys()])
        if (!named?.callers.has(uniqueid)) this.callerLeft(name, uniqueid)
      if (named) this.turn.add(queue)
      else this.remove(queue)
    }
  }

  private remove(queue: QueueOnFloor): void {
    this.queues.delete(queue.name)
    this.byId.delete(queue.id)
    this.sink.removed(queue.id)
  }

  linkLost(): void {
    this.isStale = true
    for (const queue of this.queues.values()) this.turn.add(queue)
    this.turn.flush()
  }

  /** What time alone changes: the work after a call ends, a wait grows past its threshold, a day begins. */
  passTime(): void {
    const tick = this.clock.ticks()
    const now = this.clock.now()
    for (const queue of this.queues.values()) {
      for (const place of queue.members.values()) if (place.member.settle(tick, now)) this.placeChanged(place)
      if (this.isStale) continue
      const hasNewDay =
        queue.day !== undefined && queue.day.dayStart < this.knowledge.dayStart(queue.tenantId)
      if (hasNewDay || queue.levelsChange(tick, now)) this.turn.add(queue)
    }
  }

  /** Shows a queue anew, as after a change of its settings. */
  touch(queueId: string): void {
    const queue = this.byId.get(queueId)
    if (queue) this.turn.add(queue)
  }

  /** Within how many seconds an answer counts as in time. */
  serviceLevelOf(queueId: string): number {
    const queue = this.byId.get(queueId)
    return queue ? this.serviceLevelSeconds(queue) : 0
  }

  /** Adds what earlier visits of the day came to. */
  addDay(queueId: string, dayStart: Date, tallies: readonly VisitTally[]): void {
    const queue = this.byId.get(queueId)
    if (queue?.dayOf(dayStart).dayStart.getTime() !== dayStart.getTime()) return
    for (const tally of tallies) queue.day?.add(tally)
    this.turn.add(queue)
  }

  private serviceLevelSeconds(queue: QueueOnFloor): number {
    return this.knowledge.settingsOf(queue.id)?.serviceLevelSeconds ?? queue.defaultServiceLevelSeconds
  }

  private publish(queue: QueueOnFloor): void {
    if (!this.byId.has(queue.id)) return
    queue.dayOf(this.knowledge.dayStart(queue.tenantId))
    queue.levels.set(this.knowledge.thresholdSettings(queue.id))
    this.sink.published(
      queue.describe({
        label: this.knowledge.settingsOf(queue.id)?.label ?? queue.name,
        serviceLevelSeconds: this.serviceLevelSeconds(queue),
        agentId: (number) => this.directory.agentId(number),
        isStale: this.isStale,
        tick: this.clock.ticks(),
        now: this.clock.now(),
      }),
    )
  }
}

export interface CallerSighting {
  uniqueid: string
  callId: string
  position: number
  number: string
  name: string
}

import type { Clock } from '../../platform/clock.ts'
import type { ServiceLevelRule } from '../../platform/service.level.ts'
import { Turn } from '../../platform/turn.ts'
import { type PbxDirectory, UNOWNED } from '../pbxs/pbx.directory.ts'
import { MemberFloor } from './member.floor.ts'
import type { VisitChange, VisitTally } from './queue.day.ts'
import type { ThresholdSetting } from './queue.levels.ts'
import { QueueOnFloor } from './queue.on.floor.ts'
import { ruleOf, type TenantCounting } from './queue.rule.ts'
import type { Queue } from './queue.types.ts'

/** What the floor needs to know that the PBX does not tell. */
export interface QueueKnowledge {
  /** Settings by queue id; undefined while nobody has set anything. */
  settingsOf(queueId: string): QueueSettings | undefined
  thresholdSettings(queueId: string): readonly ThresholdSetting[]
  /** How a tenant counts. */
  countingOf(tenantId: string): TenantCounting
  /** When the present day of a tenant began. */
  dayStart(tenantId: string): Date
}

export interface QueueSettings {
  readonly label: string | null
  /** Since when boards leave it out. */
  readonly hiddenAt: Date | null
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
  readonly members: MemberFloor
  /** Where a channel waits, so that its end finds it at once. */
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
  ) {
    this.members = new MemberFloor(directory, clock, {
      queue: (name) => this.queue(name),
      wrapUpSeconds: (queue) => knowledge.settingsOf(queue.id)?.wrapUpSeconds ?? 0,
      changed: ({ queue, member }) => {
        this.turn.add(queue)
        sink.memberChanged(member.seen.number)
      },
    })
  }

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

  /** Whether a phone may serve a tenant's queue: on a shared PBX not one of another tenant. */
  mayServe(number: string, tenantId: string): boolean {
    const owner = this.directory.ownerOfExtension(number)
    return owner === tenantId || owner === UNOWNED
  }

  described(name: string, strategy: string | null, serviceLevelSeconds: number | undefined): void {
    const queue = this.queue(name)
    queue.strategy = strategy
    queue.pbxServiceLevelSeconds = serviceLevelSeconds
    this.turn.add(queue)
  }

  /** A channel is gone: nobody waits, rings or talks on it any more. */
  channelEnded(uniqueid: string): void {
    const waitedIn = this.waitsIn.get(uniqueid)
    if (waitedIn) this.callerLeft(waitedIn.name, uniqueid)
    this.members.channelEnded(uniqueid)
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
    else if (change.kind === 'LEFT') day.left(change.outcome, change.waitMs)
    else if (change.kind === 'TALKED') day.talked(change.talkMs)
    else day.talkTold(change.moreMs)
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
    for (const uniqueid of [...this.members.busyChannels, ...this.waitsIn.keys()])
      if (!channels.has(uniqueid)) this.channelEnded(uniqueid)
    for (const [name, queue] of this.queues) {
      const named = snapshot.get(name)
      for (const memberInterface of [...queue.members.keys()])
        if (!named?.members.has(memberInterface)) this.members.gone(name, memberInterface)
      for (const place of queue.members.values()) {
        place.member.reconcile((uniqueid) => channels.get(uniqueid) ?? false)
        this.members.settle(place)
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
      for (const place of queue.members.values()) this.members.settle(place)
      if (this.isStale) continue
      const hasNewDay =
        queue.day !== undefined && queue.day.dayStart < this.knowledge.dayStart(queue.tenantId)
      if (hasNewDay || queue.levelsChange(this.rule(queue), tick, now)) this.turn.add(queue)
    }
  }

  /** Shows a queue anew, as after a change of its settings. */
  touch(queueId: string): void {
    const queue = this.byId.get(queueId)
    if (queue) this.publish(queue)
  }

  /** Shows a tenant's queues anew, as after a change of how it counts. */
  touchTenant(tenantId: string): void {
    for (const queue of this.byId.values()) if (queue.tenantId === tenantId) this.turn.add(queue)
  }

  /** By which rule a queue's service level is counted. */
  ruleOf(queueId: string): ServiceLevelRule | undefined {
    const queue = this.byId.get(queueId)
    return queue && this.rule(queue)
  }

  /** Adds what earlier visits of the day came to. */
  addDay(queueId: string, dayStart: Date, tallies: readonly VisitTally[]): void {
    const queue = this.byId.get(queueId)
    if (queue?.dayOf(dayStart).dayStart.getTime() !== dayStart.getTime()) return
    for (const tally of tallies) queue.day?.add(tally)
    this.turn.add(queue)
  }

  private rule({ id, tenantId, pbxServiceLevelSeconds }: QueueOnFloor): ServiceLevelRule {
    const { countingOf, settingsOf } = this.knowledge
    return ruleOf(countingOf(tenantId), settingsOf(id)?.serviceLevelSeconds, pbxServiceLevelSeconds)
  }

  private publish(queue: QueueOnFloor): void {
    if (!this.byId.has(queue.id)) return
    queue.dayOf(this.knowledge.dayStart(queue.tenantId))
    queue.levels.set(this.knowledge.thresholdSettings(queue.id))
    this.sink.published(
      queue.describe({
        label: this.knowledge.settingsOf(queue.id)?.label ?? queue.name,
        isShown: !this.knowledge.settingsOf(queue.id)?.hiddenAt,
        rule: this.rule(queue),
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

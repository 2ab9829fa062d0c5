import type { Activity, Channel, HangupBy } from './channel.model.ts'
import { Conversation, type EpisodePlayer } from './conversation.ts'
import * as events from './events.ts'
import type { Pbx } from './pbx.ts'
import { type Member, type Queue, Visit } from './queue.model.ts'
import { Timers } from './timeline.ts'

const LOOK_FOR_MEMBERS_EVERY_MS = 1000

/** The application Queue(): callers wait, members are rung, the first to answer gets the caller. */
export class QueueApplication {
  readonly #ticking = new Set<Queue>()
  readonly #timers: Timers
  callersJoined = 0

  constructor(
    private readonly pbx: Pbx,
    private readonly play: EpisodePlayer,
  ) {
    this.#timers = new Timers(pbx.timeline)
  }

  enter(caller: Channel, queue: Queue, timeoutSeconds = queue.settings.timeoutSeconds): void {
    const { pbx } = this
    pbx.runApplication(caller, 'Queue', `${queue.name},tTc,,,${timeoutSeconds}`)
    const refusal = this.#refusal(queue)
    if (refusal) {
      pbx.setVariable(caller, 'QUEUESTATUS', refusal)
      pbx.endOfDialplan(caller)
      return
    }
    this.callersJoined++
    const visit = new Visit(queue, caller, pbx.timeline.seconds(), queue.visits.length + 1)
    queue.visits.push(visit)
    if (queue.visits.length === 1) pbx.setDeviceState(`Queue:${queue.name}`, 'RINGING')
    pbx.publish(events.queueCallerJoin(caller, queue, visit.position), events.musicOnHoldStart(caller))
    const waiting = new Waiting(pbx, this, visit)
    caller.activity = waiting
    waiting.timers.after(pbx.planOf(caller).patienceMs, () => pbx.hangUp(caller, 16, 'farEnd'))
    waiting.timers.after(timeoutSeconds * 1000, () => waiting.timeOut())
    this.dispatch(queue)
    this.#tick(queue)
  }

  /** Rings free members for the callers who wait, first come first served. */
  dispatch(queue: Queue): void {
    for (const visit of [...queue.visits]) {
      if (visit.ringing.size > 0 || visit.retryAtMs > this.pbx.timeline.now()) continue
      if (!queue.visits.includes(visit)) continue
      const free = queue.members.filter((member) => this.isFree(queue, member))
      if (free.length === 0) return
      const order = queue.order(free, () => this.pbx.random.next())
      for (const member of queue.settings.strategy === 'ringall' ? order : order.slice(0, 1)) {
        this.#ring(visit, member)
      }
    }
  }

  isFree(queue: Queue, member: Member): boolean {
    if (!this.isAvailable(member)) return false
    const sinceLastCall = this.pbx.timeline.seconds() - member.lastCallSeconds
    return member.lastCallSeconds === 0 || sinceLastCall >= queue.settings.wrapUpSeconds
  }

  isAvailable(member: Member): boolean {
    const state = this.pbx.stateOf(member.stateInterface)
    return !member.paused && (state === 'NOT_INUSE' || (member.ringInUse && state === 'INUSE'))
  }

  /** `Queue:<name>_avail`, as dialplans and lamps read it. */
  refreshAvailability(queue: Queue): void {
    const available = queue.members.some((member) => this.isAvailable(member))
    this.pbx.setDeviceState(`Queue:${queue.name}_avail`, available ? 'NOT_INUSE' : 'INUSE')
  }

  deviceChanged(device: string): void {
    for (const queue of this.pbx.queues.values()) {
      if (queue.members.some((member) => member.stateInterface === device)) this.refreshAvailability(queue)
    }
  }

  /** The caller is out of the queue, however it went. */
  leave(visit: Visit): void {
    const { queue, caller } = visit
    const position = visit.position
    queue.visits.splice(position - 1, 1)
    if (queue.visits.length === 0) this.pbx.setDeviceState(`Queue:${queue.name}`, 'NOT_INUSE')
    this.pbx.publish(
      events.queueCallerLeave(caller, queue, position),
      events.varSet(caller, 'QUEUEPOSITION', position),
    )
  }

  stopRinging(visit: Visit, cause: number): void {
    for (const leg of [...visit.ringing.keys()]) {
      visit.ringing.delete(leg)
      this.pbx.publish(events.dialEnd(visit.caller, leg, 'CANCEL'))
      this.#cancelLeg(visit, leg, cause)
    }
  }

  /** app_queue tells the end of every leg it gives up, also when the end was told before. */
  #cancelLeg(visit: Visit, leg: Channel, cause: number): void {
    this.pbx.publish(events.dialEnd(visit.caller, leg, 'CANCEL'))
    this.pbx.finish(leg, cause)
  }

  #refusal(queue: Queue): string | undefined {
    if (queue.settings.maxCallers > 0 && queue.visits.length >= queue.settings.maxCallers) return 'FULL'
    if (queue.settings.joinEmpty) return undefined
    const staffed = queue.members.some(
      (member) => !member.paused && this.pbx.stateOf(member.stateInterface) !== 'UNAVAILABLE',
    )
    return staffed ? undefined : 'JOINEMPTY'
  }

  #tick(queue: Queue): void {
    if (this.#ticking.has(queue)) return
    this.#ticking.add(queue)
    this.#timers.after(LOOK_FOR_MEMBERS_EVERY_MS, () => {
      this.#ticking.delete(queue)
      this.dispatch(queue)
      if (queue.visits.length > 0) this.#tick(queue)
    })
  }

  #ring(visit: Visit, member: Member): void {
    const { pbx } = this
    const { caller, queue } = visit
    const number = member.interfaceName.slice(member.interfaceName.indexOf('/') + 1)
    const leg = pbx.open(member.interfaceName, {
      state: 'Down',
      linkedid: caller.linkedid,
      callerNumber: number,
      callerName: pbx.extensions.get(number)?.name ?? member.name,
      context: 'from-internal',
      exten: 's',
    })
    leg.exten = caller.exten
    pbx.runApplication(leg, 'AppQueue', '(Outgoing Line)')
    pbx.connectLine(leg, caller.callerNumber, caller.callerName)
    pbx.publish(
      events.agentCalled(caller, leg, queue, member),
      events.dialBegin(caller, leg, member.interfaceName),
    )
    if (queue.settings.strategy !== 'ringall') pbx.connectLine(caller, leg.callerNumber, leg.callerName)
    visit.ringing.set(leg, { member, sinceSeconds: pbx.timeline.seconds() })
    queue.served(member)
    leg.activity = new RungByQueue(this, visit, leg)
    leg.state = 'Ringing'
    pbx.publish(events.newstate(leg))
    pbx.refreshDevice(leg.device)
    pbx.publish(events.dialState(caller, leg, 'RINGING'))
    const sinceMs = pbx.timeline.now()
    leg.timers.after(queue.settings.ringSeconds * 1000, () =>
      this.noAnswer(visit, leg, sinceMs, 'NOANSWER', 0),
    )
    const pickUp = pbx.planOf(caller).pickUp(leg)
    if (pickUp.kind === 'answer') leg.timers.after(pickUp.afterMs, () => this.#connect(visit, leg))
    if (pickUp.kind === 'refuse')
      leg.timers.after(pickUp.afterMs, () => this.noAnswer(visit, leg, sinceMs, 'BUSY', pickUp.cause))
  }

  noAnswer(visit: Visit, leg: Channel, sinceMs: number, status: string, cause: number): void {
    const rung = visit.ringing.get(leg)
    if (!rung) return
    const { pbx } = this
    visit.ringing.delete(leg)
    if (visit.ringing.size === 0)
      visit.retryAtMs = pbx.timeline.now() + visit.queue.settings.retrySeconds * 1000
    const ringMs = pbx.timeline.now() - sinceMs
    pbx.publish(
      events.agentRingNoAnswer(visit.caller, leg, visit.queue, rung.member, ringMs),
      events.dialEnd(visit.caller, leg, status),
    )
    this.#cancelLeg(visit, leg, cause)
  }

  #connect(visit: Visit, leg: Channel): void {
    const rung = visit.ringing.get(leg)
    if (!rung) return
    const { pbx } = this
    const { caller, queue } = visit
    const { member } = rung
    visit.ringing.delete(leg)
    leg.timers.cancelAll()
    ;(caller.activity as Waiting).timers.cancelAll()
    leg.state = 'Up'
    pbx.publish(events.newstate(leg), events.dialEnd(caller, leg, 'ANSWER'))
    this.stopRinging(visit, 26)
    pbx.publish(events.musicOnHoldStop(caller))
    pbx.connectLine(caller, leg.callerNumber, leg.callerName)
    const holdSeconds = pbx.timeline.seconds() - visit.joinedSeconds
    pbx.publish(events.varSet(caller, 'MEMBERINTERFACE', member.interfaceName))
    pbx.publish(events.varSet(caller, 'MEMBERNAME', member.name))
    queue.countHold(holdSeconds)
    this.leave(visit)
    member.inCall = true
    const ringSeconds = pbx.timeline.seconds() - rung.sinceSeconds
    pbx.publish(events.agentConnect(caller, leg, queue, member, holdSeconds, ringSeconds))
    const inServiceLevel = holdSeconds <= queue.settings.serviceLevelSeconds
    Conversation.begin(pbx, caller, leg, this.play, { queue, member, holdSeconds, inServiceLevel })
  }
}

/** A caller hears music until a member answers, its patience ends or the queue's time is up. */
class Waiting implements Activity {
  readonly timers: Timers

  constructor(
    private readonly pbx: Pbx,
    private readonly application: QueueApplication,
    private readonly visit: Visit,
  ) {
    this.timers = new Timers(pbx.timeline)
  }

  hangUp(caller: Channel, cause: number, by: HangupBy): void {
    if (by === 'farEnd') this.pbx.publish(events.hangupRequest(caller, cause))
    this.#abandon(caller)
    this.pbx.endOfDialplan(caller, cause)
  }

  release(caller: Channel): void {
    this.#abandon(caller)
  }

  /** Asterisk counts who runs out of time among those who gave up; QUEUESTATUS alone tells them apart. */
  timeOut(): void {
    const { caller } = this.visit
    this.#abandon(caller)
    this.pbx.publish(events.varSet(caller, 'QUEUESTATUS', 'TIMEOUT'))
    this.pbx.endOfDialplan(caller)
  }

  #abandon(caller: Channel): void {
    const { visit } = this
    const waitSeconds = this.pbx.timeline.seconds() - visit.joinedSeconds
    this.#end(caller)
    this.pbx.publish(
      events.varSet(caller, 'ABANDONED', 'TRUE'),
      events.queueCallerAbandon(caller, visit.queue, visit.position, visit.originalPosition, waitSeconds),
    )
    visit.queue.countAbandoned(waitSeconds)
    this.application.leave(visit)
  }

  #end(caller: Channel): void {
    this.timers.cancelAll()
    caller.activity = undefined
    this.pbx.publish(events.musicOnHoldStop(caller))
    this.application.stopRinging(this.visit, 0)
  }
}

/** A member's phone rings; ending that leg counts as not answering. */
class RungByQueue implements Activity {
  readonly #sinceMs: number

  constructor(
    private readonly application: QueueApplication,
    private readonly visit: Visit,
    private readonly leg: Channel,
  ) {
    this.#sinceMs = leg.createdMs
  }

  hangUp(_leg: Channel, cause: number): void {
    this.application.noAnswer(this.visit, this.leg, this.#sinceMs, 'BUSY', cause)
  }

  release(): void {
    this.application.noAnswer(this.visit, this.leg, this.#sinceMs, 'CANCEL', 16)
  }
}

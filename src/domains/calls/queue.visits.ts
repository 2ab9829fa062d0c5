import { stableIdAt } from '../../platform/ids.ts'
import type { VisitOutcome } from '../../platform/store/tables/calls.ts'
import type { PbxDirectory } from '../pbxs/pbx.directory.ts'
import type { Conversation, ConversationEvent } from './conversation.ts'
import { UntoldTalks } from './untold.talks.ts'
import { isTalking, isUnresolved, isWaiting, talkMs, type Visit, type VisitChange, waitMs } from './visit.ts'

/** The calls that visits belong to, and where is told what becomes of both. */
export interface VisitingCalls {
  readonly tick: number
  readonly conversations: ReadonlyMap<string, Conversation>
  callOf(uniqueid: string): Conversation | undefined
  assign(call: Conversation, tenantId: string): void
  changed(call: Conversation, tick: number): void
  visited(call: Conversation, visit: Visit, change: VisitChange): void
  tell(
    call: Conversation,
    kind: ConversationEvent['kind'],
    tick: number,
    about?: { queueId?: string | undefined; agentId?: string | undefined },
    details?: ConversationEvent['details'],
  ): void
}

/** The stays of calls in the queues of one PBX. */
export class QueueVisits {
  /** Whether the PBX tells why callers leave: a filter of events may keep that back. */
  tellsReasons = false
  private readonly untold = new UntoldTalks()

  constructor(
    private readonly calls: VisitingCalls,
    private readonly directory: PbxDirectory,
  ) {}

  /** A caller waits in `queue`, since `waitedMs` ago. A report of a visit already known changes nothing. */
  joined(uniqueid: string, queue: string, position: number, waitedMs = 0): void {
    const call = this.calls.callOf(uniqueid)
    if (!call) return
    const { tick } = this.calls
    if (
      call.findVisit((visit) => visit.uniqueid === uniqueid && visit.queueName === queue && isWaiting(visit))
    )
      return
    this.settle(call, uniqueid, tick)
    const joinedTick = tick - waitedMs
    const queueId = this.directory.queueId(queue)
    const visit: Visit = {
      id: stableIdAt(call.at(joinedTick), call.id, 'visit', uniqueid, String(call.visits.length)),
      queueId,
      queueName: queue,
      uniqueid,
      position,
      joinedTick,
      outcome: 'WAITING',
      agentId: undefined,
      answeredTick: undefined,
      leftTick: undefined,
      talkEndedTick: undefined,
    }
    if (!call.addVisit(visit)) return
    this.calls.assign(call, this.directory.ownerOfQueue(queue))
    this.calls.tell(call, 'QUEUE_JOINED', tick, { queueId }, { position })
    this.calls.visited(call, visit, { kind: 'JOINED' })
  }

  /**
   * The caller gave up. The PBX says so as well of one whose time is over or whom the last agent left: such a
   * one does not hang up, and where the PBX tells reasons, its own follows.
   */
  abandoned(uniqueid: string, queue: string, waitedMs: number | undefined): void {
    const found = this.find(uniqueid, (visit) => visit.queueName === queue && visit.outcome === 'WAITING')
    if (!found) return
    const { call, visit } = found
    visit.hasGivenUp = true
    if (waitedMs !== undefined) visit.toldWaitMs = waitedMs
    if (call.legs.get(uniqueid)?.isHangingUp) this.resolve(call, visit, 'ABANDONED', this.calls.tick)
  }

  /** The caller left; the reason follows in another report, if at all. */
  left(uniqueid: string, queue: string): void {
    const found = this.find(uniqueid, (visit) => visit.queueName === queue && isWaiting(visit))
    if (!found) return
    found.visit.leftTick = this.calls.tick
    found.call.changedVisits.add(found.visit)
    this.calls.changed(found.call, found.visit.leftTick)
  }

  /** The PBX says how the caller left. */
  resulted(uniqueid: string, outcome: VisitOutcome): void {
    const found = this.find(uniqueid, isUnresolved)
    if (found) this.resolve(found.call, found.visit, outcome, this.calls.tick)
  }

  /** The caller has left and does something else by now. */
  wentOn(uniqueid: string): void {
    const found = this.find(uniqueid, isUnresolved)
    if (!found) return
    const outcome = this.untoldOutcome(found.visit, 'TRANSFERRED')
    if (outcome !== 'UNKNOWN') this.resolve(found.call, found.visit, outcome, this.calls.tick)
  }

  rang(uniqueid: string, queue: string, agentNumber: string, agentUniqueid: string): void {
    const found = this.find(uniqueid, (visit) => visit.queueName === queue && isWaiting(visit))
    if (!found?.call.isNews(`rang ${agentUniqueid}`)) return
    const agentId = this.directory.agentId(agentNumber)
    this.calls.tell(found.call, 'AGENT_RANG', this.calls.tick, { queueId: found.visit.queueId, agentId })
  }

  rangInVain(
    uniqueid: string,
    queue: string,
    agentNumber: string,
    agentUniqueid: string,
    ringMs: number,
  ): void {
    const call = this.calls.callOf(uniqueid)
    if (!call?.isNews(`rang in vain ${agentUniqueid}`)) return
    const about = { queueId: this.directory.queueId(queue), agentId: this.directory.agentId(agentNumber) }
    this.calls.tell(call, 'AGENT_NOT_ANSWERED', this.calls.tick, about, { ringMs })
  }

  connected(
    uniqueid: string,
    queue: string,
    agentNumber: string,
    agentUniqueid: string | undefined,
    waitedMs: number | undefined,
  ): void {
    const found = this.find(uniqueid, (visit) => visit.queueName === queue && visit.outcome === 'WAITING')
    if (!found) return
    const { call, visit } = found
    const { tick } = this.calls
    const leg = agentUniqueid === undefined ? undefined : call.legs.get(agentUniqueid)
    visit.agentId = this.directory.agentId(agentNumber)
    call.agentId = visit.agentId
    if (leg) {
      leg.agentId = visit.agentId
      call.changedLegs.add(leg)
    }
    visit.answeredTick = visit.leftTick ?? tick
    if (waitedMs !== undefined) visit.toldWaitMs = waitedMs
    if (agentUniqueid) this.untold.began(agentUniqueid, call, visit)
    this.resolve(call, visit, 'ANSWERED', tick)
  }

  /** A talk is over, or was a moment ago, perhaps with the whole call: the PBX says so in its own time. */
  completed(
    uniqueid: string,
    queue: string,
    agentNumber: string,
    agentUniqueid: string | undefined,
    talkedMs: number | undefined,
  ): void {
    const agentId = this.directory.agentId(agentNumber)
    const isMeant = (visit: Visit) =>
      visit.queueName === queue && visit.agentId === agentId && visit.toldTalkMs === undefined
    const found =
      this.untold.over(agentUniqueid, isMeant, this.calls.callOf(uniqueid)) ??
      this.find(uniqueid, (visit) => visit.outcome === 'ANSWERED' && isMeant(visit))
    if (!found) return
    const { call, visit } = found
    const { tick } = this.calls
    const measuredMs = talkMs(visit, tick)
    if (talkedMs !== undefined) visit.toldTalkMs = talkedMs
    if (isTalking(visit)) this.endTalk(call, visit, tick)
    else if (talkedMs !== undefined) {
      call.changedVisits.add(visit)
      this.calls.changed(call, tick)
      this.calls.visited(call, visit, { kind: 'TALK_TOLD', moreMs: talkedMs - measuredMs })
    }
  }

  /** The caller talks to nobody from a queue any more. */
  talkEnded(call: Conversation, tick: number): void {
    for (const visit of call.visits) if (isTalking(visit)) this.endTalk(call, visit, tick)
  }

  /** A caller who leaves the bridge talks to the agent no longer; an agent who leaves may be consulting. */
  callerLeftBridge(call: Conversation, uniqueid: string, tick: number): void {
    for (const visit of call.visits)
      if (visit.uniqueid === uniqueid && isTalking(visit)) this.endTalk(call, visit, tick)
  }

  channelEnded(call: Conversation, uniqueid: string, tick: number): void {
    this.settle(call, uniqueid, tick)
  }

  callEnded(call: Conversation, tick: number): void {
    for (const visit of call.visits) this.close(call, visit, tick)
  }

  /**
   * After a snapshot: who waits is in it with all there is to know; who is not has left unseen, unless it is
   * `toldLater` how.
   */
  reconcile(waiting: ReadonlySet<string>, toldLater: ReadonlySet<string>): void {
    const { tick } = this.calls
    for (const call of this.calls.conversations.values())
      for (const visit of call.visits)
        if (
          visit.outcome === 'WAITING' &&
          !toldLater.has(visit.uniqueid) &&
          !waiting.has(`${visit.uniqueid} ${visit.queueName}`)
        ) {
          const agentLeg = [...call.legs.values()].find(
            (leg) => leg.bridgeId !== undefined && this.directory.isAgent(leg.number),
          )
          if (agentLeg && call.legs.get(visit.uniqueid)?.bridgeId !== undefined) {
            visit.agentId = this.directory.agentId(agentLeg.number)
            visit.answeredTick = tick
            call.agentId = visit.agentId
            this.resolve(call, visit, 'ANSWERED', tick)
          } else this.close(call, visit, tick)
        }
  }

  private find(
    uniqueid: string,
    wanted: (visit: Visit) => boolean,
  ): { call: Conversation; visit: Visit } | undefined {
    const call = this.calls.callOf(uniqueid)
    const visit = call?.findVisit((visit) => visit.uniqueid === uniqueid && wanted(visit))
    return call && visit ? { call, visit } : undefined
  }

  /** Closes what a channel still has open, when it goes on to something else or ends. */
  private settle(call: Conversation, uniqueid: string, tick: number): void {
    for (const visit of call.visits) if (visit.uniqueid === uniqueid) this.close(call, visit, tick)
  }

  private close(call: Conversation, visit: Visit, tick: number): void {
    if (visit.outcome === 'WAITING') this.resolve(call, visit, this.untoldOutcome(visit, 'ABANDONED'), tick)
    else if (isTalking(visit)) this.endTalk(call, visit, tick)
  }

  /** Where the PBX tells the reasons, the two ways to leave for which it has none are known by elimination. */
  private untoldOutcome(visit: Visit, givenUp: VisitOutcome): VisitOutcome {
    if (!this.tellsReasons || !isUnresolved(visit)) return 'UNKNOWN'
    return visit.hasGivenUp ? givenUp : 'LEFT_BY_KEY'
  }

  private endTalk(call: Conversation, visit: Visit, tick: number): void {
    visit.talkEndedTick = tick
    call.changedVisits.add(visit)
    this.calls.changed(call, tick)
    this.calls.visited(call, visit, { kind: 'TALKED', talkMs: talkMs(visit, tick) })
  }

  private resolve(call: Conversation, visit: Visit, outcome: VisitOutcome, tick: number): void {
    visit.outcome = outcome
    visit.leftTick ??= tick
    call.changedVisits.add(visit)
    const about = { queueId: visit.queueId, agentId: visit.agentId }
    const waited = Math.round(waitMs(visit, tick))
    this.calls.tell(call, 'QUEUE_LEFT', tick, about, { outcome, waitMs: waited })
    this.calls.visited(call, visit, { kind: 'LEFT', outcome, waitMs: waited })
  }
}

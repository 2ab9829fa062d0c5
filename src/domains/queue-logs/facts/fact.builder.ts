import type { QueueEvent } from '../../../adapters/queue-log/queue.event.ts'
import type { RingOutcome } from '../../../platform/store/tables/facts.ts'
import type { FactBatch, OpenFacts, RingFact } from './fact.types.ts'
import { PresenceBook } from './presence.book.ts'
import { Repeats } from './repeats.ts'
import { NOBODY, VisitBook } from './visit.book.ts'

/** Lines stand out of order by a second at most; a changed clock may add some. */
const SETTLED_MS = 10_000

/** Makes one name of the spellings of an agent: the log calls a member by name here and by interface there. */
export type AgentOf = (spelling: string) => string

/**
 * Makes facts of events, whatever source told them: visits, rings, sessions and pauses, by the same rules for
 * all. Events come in the order of their source; what cannot be of anything known is counted, never guessed.
 */
export class FactBuilder {
  /** Events that should concern a visit, and none was known: those of calls that had begun before. */
  unmatchedCount = 0
  private readonly repeats: Repeats
  private readonly visits: VisitBook
  private readonly presences: PresenceBook
  private rings: RingFact[] = []
  private lastMs: number
  /** Facts that are open and were handed over so. */
  private readonly told = new WeakSet<object>()

  /** @param open what another builder had left open, to go on from there. */
  constructor(
    private readonly agentOf: AgentOf = (spelling) => spelling,
    open?: OpenFacts,
  ) {
    this.repeats = new Repeats(open?.repeats)
    this.visits = new VisitBook(this.repeats, open)
    this.presences = new PresenceBook(this.repeats, open)
    this.lastMs = open?.lastMs ?? 0
    for (const visit of this.visits.state.visits) this.told.add(visit)
    for (const { sessions, pauses } of this.presences.state)
      for (const each of [...sessions, ...pauses]) this.told.add(each)
  }

  take(event: QueueEvent): void {
    if (!this.read(event)) this.unmatchedCount++
    if (event.atMs > this.lastMs) this.lastMs = event.atMs
  }

  /** What has changed since the last time. The facts go on changing: use them at once. */
  drain(): FactBatch {
    const { visits, presences, rings } = this
    this.tell()
    const batch = {
      visits: [...visits.changed],
      rings,
      sessions: [...presences.changedSessions],
      pauses: [...presences.changedPauses],
    }
    visits.changed.clear()
    presences.changedSessions.clear()
    presences.changedPauses.clear()
    this.rings = []
    this.visits.forgetBefore(this.lastMs)
    this.repeats.forgetBefore(this.lastMs - SETTLED_MS)
    return batch
  }

  /**
   * What has begun since the last `drain` and is over: told this once and not again. For who writes much at once
   * and keeps little.
   */
  drainOver(): FactBatch {
    const { visits, presences, rings } = this
    this.rings = []
    this.repeats.forgetBefore(this.lastMs - SETTLED_MS)
    const isNew = (fact: object) => !this.told.has(fact)
    return {
      visits: takeFrom(visits.changed, (visit) => visit.version === 2 && isNew(visit)),
      rings,
      sessions: takeFrom(presences.changedSessions, (each) => each.endedMs !== null && isNew(each)),
      pauses: takeFrom(presences.changedPauses, (each) => each.endedMs !== null && isNew(each)),
    }
  }

  /** What is open, to be kept beside the facts that were drained. */
  get open(): OpenFacts {
    return {
      ...this.visits.state,
      presences: this.presences.state,
      repeats: this.repeats.state,
      lastMs: this.lastMs,
    }
  }

  private tell(): void {
    const { visits, presences } = this
    for (const changed of [visits.changed, presences.changedSessions, presences.changedPauses])
      for (const fact of changed) this.told.add(fact)
  }

  /** False when the event says something of a visit that nobody knows. */
  private read(event: QueueEvent): boolean {
    const { visits, presences } = this
    switch (event.kind) {
      case 'STARTED':
        visits.loseAll(this.lastMs)
        break
      case 'DID_DIALED':
        visits.dialed(event)
        break
      case 'JOINED':
        visits.joined(event)
        break
      case 'CONNECTED':
        return visits.connected(event, this.agent(event))
      case 'COMPLETED_BY_CALLER':
        return visits.completed(event, this.agent(event), 'CALLER_HUNG_UP')
      case 'COMPLETED_BY_AGENT':
        return visits.completed(event, this.agent(event), 'AGENT_HUNG_UP')
      case 'BLIND_TRANSFERRED':
        return visits.completed(event, this.agent(event), 'BLIND_TRANSFER')
      case 'ATTENDED_TRANSFERRED':
        return visits.completed(event, this.agent(event), 'ATTENDED_TRANSFER')
      case 'OLD_TRANSFERRED':
        return visits.completed(event, this.agent(event), 'OLD_TRANSFER')
      case 'ABANDONED':
      case 'TIMED_OUT':
      case 'LEFT_EMPTY':
      case 'LEFT_BY_KEY':
      case 'WITHDRAWN':
      case 'INCOMPATIBLE':
        return visits.left(event, event.kind)
      case 'VANISHED':
        return visits.vanished(event)
      case 'RING_MISSED':
        this.rang(event, 'MISSED')
        break
      case 'RING_CANCELLED':
        this.rang(event, 'CANCELLED')
        break
      case 'MEMBER_ADDED':
        presences.added(this.agent(event), event)
        break
      case 'MEMBER_REMOVED':
        presences.removed(this.agent(event), event)
        break
      case 'LOGGED_IN':
        presences.loggedIn(this.agent(event), event)
        break
      case 'LOGGED_OFF':
        presences.loggedOff(this.agent(event), event)
        break
      case 'PAUSED_ALL':
        presences.pausedAll(this.agent(event), event)
        break
      case 'UNPAUSED_ALL':
        presences.unpausedAll(this.agent(event), event)
        break
      case 'PAUSED':
        presences.paused(this.agent(event), event)
        break
      case 'UNPAUSED':
        presences.unpaused(this.agent(event), event)
        break
      case 'WRAP_UP_STARTED':
        presences.wrapUpStarted(this.agent(event), event)
        break
    }
    return true
  }

  private agent({ agent }: QueueEvent): string {
    return agent === NOBODY ? NOBODY : this.agentOf(agent)
  }

  private rang(event: QueueEvent, outcome: RingOutcome): void {
    const { callid, queue, atMs: endedMs, ringMs } = event
    const agent = this.agent(event)
    const nth = this.repeats.next(`ring ${callid}|${queue}|${agent}`, endedMs)
    this.rings.push({ callid, queue, agent, endedMs, nth, ringMs, outcome })
  }
}

function takeFrom<Fact>(changed: Set<Fact>, isOver: (fact: Fact) => boolean): Fact[] {
  const taken: Fact[] = []
  for (const fact of changed) {
    if (!isOver(fact)) continue
    taken.push(fact)
    changed.delete(fact)
  }
  return taken
}

import { queueEvent } from '../../../adapters/queue-log/ami.event.ts'
import { AmiQueueEvents } from '../../../adapters/queue-log/ami.events.ts'
import type { AmiMember } from '../../../adapters/queue-log/ami.members.ts'
import type { AmiQueueLists } from '../../../adapters/queue-log/ami.snapshot.ts'
import { resumedVisit } from '../../../adapters/queue-log/ami.visit.ts'
import type { Clock } from '../../../platform/clock.ts'
import { stableId } from '../../../platform/ids.ts'
import { Turn } from '../../../platform/turn.ts'
import type { PbxDirectory } from '../../pbxs/pbx.directory.ts'
import type { SpellingRow } from './event.fact.store.ts'
import { FactBuilder } from './fact.builder.ts'
import { agentNumber, FactRecorder, type FactRows } from './fact.recorder.ts'
import { ALL_QUEUES, type OpenFacts } from './fact.types.ts'

export interface EventFactsParts {
  readonly directory: PbxDirectory
  readonly clock: Clock
  readonly keepFacts: (rows: FactRows) => void
  /** An agent, by number, has a name of which nothing was known. */
  readonly spelled: (row: SpellingRow, number: string) => void
}

/** Rows of one record of the journal. */
const MAX_ROWS = 1_000

/**
 * Facts of one PBX out of what its manager tells, made by the same rules as those of a log: for a PBX whose log
 * cannot be read, and until it is.
 */
export class EventFacts {
  readonly events: AmiQueueEvents
  private builder: FactBuilder
  private readonly recorder: FactRecorder
  /** The agent's number by every spelling of theirs. */
  private readonly numbers = new Map<string, string>()
  private readonly numberOf = agentNumber(this.numbers)
  private readonly turn = new Turn<EventFacts>(() => this.keep())

  constructor(private readonly parts: EventFactsParts) {
    this.recorder = new FactRecorder(parts.directory, 'EVENTS')
    this.builder = new FactBuilder(this.numberOf)
    this.events = new AmiQueueEvents(
      (event) => {
        this.builder.take(event)
        this.turn.add(this)
      },
      (member) => this.met(member),
    )
  }

  /** Goes on with what was open when this server stopped; the first snapshot says what became of it. */
  resume(open: OpenFacts): void {
    this.builder = new FactBuilder(this.numberOf, open)
    for (const visit of open.visits) this.events.visits.resume(resumedVisit(visit))
  }

  passTime(): void {
    this.events.passTime(this.nowMs)
  }

  /** Keeps what has changed at once. */
  flush(): void {
    this.turn.flush()
  }

  get nowMs(): number {
    return this.parts.clock.now().getTime()
  }

  /** Sets right what is known by what the PBX lists of itself. */
  reconcile(lists: AmiQueueLists): void {
    const { nowMs } = this
    this.events.reconcile(lists, nowMs)
    if (lists.isRecovery) this.reconcilePresences(nowMs)
    this.turn.add(this)
  }

  /** Whoever is believed to serve or pause and is not listed so, has stopped while nobody listened. */
  private reconcilePresences(nowMs: number): void {
    const places = new Map<string, Map<string, AmiMember>>()
    for (const member of this.events.members.all()) {
      const agent = this.numberOf(member.memberInterface)
      places.set(agent, (places.get(agent) ?? new Map<string, AmiMember>()).set(member.queue, member))
    }
    for (const { agent, isLoggedIn, sessions, pauses } of this.builder.open.presences) {
      const serving = places.get(agent)
      for (const { queue } of sessions)
        if (queue !== ALL_QUEUES && !serving?.has(queue))
          this.builder.take(queueEvent('MEMBER_REMOVED', nowMs, { agent, queue }))
      for (const { queue } of pauses)
        if (queue !== ALL_QUEUES && !serving?.get(queue)?.isPaused)
          this.builder.take(queueEvent('UNPAUSED', nowMs, { agent, queue }))
      const all = [...(serving?.values() ?? [])]
      if (!all.some(({ isPaused }) => isPaused))
        this.builder.take(queueEvent('UNPAUSED_ALL', nowMs, { agent }))
      if (isLoggedIn && all.length > 0 && all.every(({ isLoggedOff }) => isLoggedOff))
        this.builder.take(queueEvent('LOGGED_OFF', nowMs, { agent }))
    }
  }

  /** A log calls a member by name where it has one: whose name it is has to be known when one is read. */
  private met({ name, memberInterface }: AmiMember): void {
    const number = this.numberOf(memberInterface)
    if (name === memberInterface || this.numbers.get(name) === number) return
    this.numbers.set(name, number)
    const { directory, spelled } = this.parts
    const { pbxId } = directory
    const id = stableId(pbxId, 'spelling', name)
    const tenantId = directory.ownerOfExtension(number)
    spelled({ id, pbxId, tenantId, spelling: name, agentId: directory.agentId(number) }, number)
  }

  private keep(): void {
    const rows = this.recorder.rows(this.builder.drain())
    const parts = Object.entries(rows) as [keyof FactRows, FactRows[keyof FactRows]][]
    for (const [kind, all] of parts)
      for (let at = 0; at < all.length; at += MAX_ROWS)
        this.parts.keepFacts({ ...NO_ROWS, [kind]: all.slice(at, at + MAX_ROWS) })
  }
}

const NO_ROWS: FactRows = { visits: [], rings: [], sessions: [], pauses: [] }

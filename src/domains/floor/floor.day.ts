import type { Clock } from '../../platform/clock.ts'
import type { AgentFloor } from '../agents/agent.floor.ts'
import type { Conversation } from '../calls/conversation.ts'
import { isTalking, isWaiting, talkMs, type Visit, type VisitChange, waitMs } from '../calls/visit.ts'
import type { PbxDirectory } from '../pbxs/pbx.directory.ts'
import type { QueueFloor } from '../queues/queue.floor.ts'
import type { QueueStore } from '../queues/queue.store.ts'

interface FloorDayParts {
  readonly clock: Clock
  readonly directory: PbxDirectory
  readonly queues: QueueFloor
  readonly agents: AgentFloor
  readonly queueStore: QueueStore
  readonly dayStart: (tenantId: string) => Date
}

/**
 * What the present day has come to on the floor of a PBX. Calls that this floor sees, or takes up again, count
 * as they go, with all of their visits; those that had ended before are read from the store, once.
 */
export class FloorDay {
  private begunAt: Date
  /** Calls taken up again: some of their visits may have ended before this floor began. */
  private readonly resumed: string[] = []
  /** Steps told before the first snapshot has said which queues and agents there are. */
  private early: (() => void)[] | undefined = []
  private isCountedIn = false

  constructor(private readonly parts: FloorDayParts) {
    this.begunAt = parts.clock.now()
  }

  /** From now on, all that ends is seen; what ended until now is in the store. */
  begin(): void {
    this.begunAt = this.parts.clock.now()
  }

  /** A call that was open when this floor began counts with the visits it has had, as far as they went. */
  resume(call: Conversation): void {
    this.resumed.push(call.id)
    const tick = this.parts.clock.ticks()
    for (const visit of call.visits) {
      this.visited(call, visit, { kind: 'JOINED' })
      if (!isWaiting(visit) && visit.outcome !== 'WAITING')
        this.visited(call, visit, { kind: 'LEFT', outcome: visit.outcome, waitMs: waitMs(visit, tick) })
      if (visit.outcome === 'ANSWERED' && !isTalking(visit))
        this.visited(call, visit, { kind: 'TALKED', talkMs: talkMs(visit, tick) })
    }
  }

  visited(call: Conversation, { queueId, agentId, joinedTick }: Visit, change: VisitChange): void {
    const joinedAt = call.at(joinedTick)
    const count = () => {
      const { queues, agents } = this.parts
      queues.visited(queueId, joinedAt, change)
      if (!agentId) return
      if (change.kind === 'LEFT' && change.outcome === 'ANSWERED') agents.answered(agentId, joinedAt)
      if (change.kind === 'TALKED') agents.talked(agentId, joinedAt, change.talkMs)
      if (change.kind === 'TALK_TOLD') agents.talked(agentId, joinedAt, change.moreMs)
    }
    if (this.early) this.early.push(count)
    else count()
  }

  /** The queues and agents there are, are known. */
  reconciled(): void {
    if (this.early)
      // Agents are made known at the end of the turn.
      setImmediate(() => {
        for (const count of this.early ?? []) count()
        this.early = undefined
      })
    this.countIn()
  }

  /** Reads what the day came to before; tries again at every call while the database is away. */
  countIn(): void {
    if (this.isCountedIn) return
    this.isCountedIn = true
    this.addEarlier().catch(() => {
      this.isCountedIn = false
    })
  }

  private async addEarlier(): Promise<void> {
    const { directory, queues, agents, queueStore, dayStart } = this.parts
    const byDay = new Map<number, string[]>()
    for (const { id, tenantId } of queues.queues.values()) {
      const day = dayStart(tenantId).getTime()
      byDay.set(day, [...(byDay.get(day) ?? []), id])
    }
    const numbers = new Map(
      [...queues.members.agentNumbers].map((number) => [directory.agentId(number), number]),
    )
    // All is read before any of it is added, so that a failure in between adds nothing.
    const days = await Promise.all(
      [...byDay].map(async ([day, queueIds]) => {
        const ended = { from: new Date(day), until: this.begunAt, exceptCallIds: this.resumed }
        return {
          from: ended.from,
          tallies: await queueStore.tallies(queueIds, ended),
          agents:
            day === Math.max(...byDay.keys()) ? await queueStore.agentDays([...numbers.keys()], ended) : [],
        }
      }),
    )
    for (const day of days) {
      for (const [queueId, tallies] of day.tallies) queues.addDay(queueId, day.from, tallies)
      for (const [agentId, earlier] of day.agents) agents.addDay(numbers.get(agentId)!, earlier)
    }
  }
}

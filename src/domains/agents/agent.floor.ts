import type { Clock } from '../../platform/clock.ts'
import { Turn } from '../../platform/turn.ts'
import type { PbxDirectory } from '../pbxs/pbx.directory.ts'
import type { Agent, AgentDay, AgentState } from './agent.types.ts'

/** An agent's place in one queue. */
export interface AgentPlace {
  readonly queueId: string
  readonly queueName: string
  /** Whose the queue is. */
  readonly tenantId: string
  /** The name of the member, which may be no more than the number. */
  readonly name: string
  readonly state: AgentState
  readonly since: Date
  readonly isPaused: boolean
  readonly pauseReason: string | null
  readonly penalty: number
}

/** Where an agent's places and calls are found. */
export interface AgentSurroundings {
  placesOf(number: string): readonly AgentPlace[]
  /** The call of this tenant that a phone is in. */
  callIdAt(number: string, tenantId: string): string | undefined
  dayStart(tenantId: string): Date
}

export interface AgentFloorSink {
  found(agent: { id: string; tenantId: string; pbxId: string; number: string; name: string }): void
  published(agent: Agent): void
}

/** One agent's day; a call belongs to the day it was offered on. */
class AgentDayCounter implements AgentDay {
  answered = 0
  talkSeconds = 0
  missed = 0

  constructor(readonly dayStart: Date) {}
}

interface AgentOnFloor {
  readonly id: string
  readonly tenantId: string
  readonly number: string
  name: string
  state: AgentState
  since: Date
  day: AgentDayCounter
}

/** The agents of one PBX: all places that share a number, in whatever queues, are one agent. */
export class AgentFloor {
  private readonly agents = new Map<string, AgentOnFloor>()
  private readonly byId = new Map<string, AgentOnFloor>()
  private readonly turn = new Turn<string>((numbers) => {
    for (const number of numbers) this.publish(number)
  })
  private isStale = true

  constructor(
    private readonly directory: PbxDirectory,
    private readonly clock: Clock,
    private readonly surroundings: AgentSurroundings,
    private readonly sink: AgentFloorSink,
  ) {}

  /** The places or calls of an agent may be others now. */
  touch(number: string): void {
    if (this.directory.isAgent(number)) this.turn.add(number)
  }

  answered(agentId: string, joinedAt: Date): void {
    const day = this.dayOf(agentId, joinedAt)
    if (day) day.answered++
  }

  talked(agentId: string, joinedAt: Date, talkMs: number): void {
    const day = this.dayOf(agentId, joinedAt)
    if (day) day.talkSeconds += talkMs / 1000
  }

  missed(agentId: string, at: Date): void {
    const day = this.dayOf(agentId, at)
    if (day) day.missed++
  }

  /** Adds what an agent did earlier in the day, before this server was started. */
  addDay(number: string, earlier: AgentDay): void {
    const { day } = this.agent(number)
    day.answered += earlier.answered
    day.talkSeconds += earlier.talkSeconds
    day.missed += earlier.missed
    this.turn.add(number)
  }

  reconciled(): void {
    this.isStale = false
    for (const number of this.agents.keys()) this.turn.add(number)
  }

  linkLost(): void {
    this.isStale = true
    for (const number of this.agents.keys()) this.turn.add(number)
    this.turn.flush()
  }

  /** A new day begins with new counters. */
  passTime(): void {
    for (const [number, agent] of this.agents)
      if (agent.day.dayStart < this.surroundings.dayStart(agent.tenantId)) this.turn.add(number)
  }

  private dayOf(agentId: string, at: Date): AgentDayCounter | undefined {
    const agent = this.byId.get(agentId)
    if (!agent) return undefined
    this.turn.add(agent.number)
    this.renewDay(agent)
    return at < agent.day.dayStart ? undefined : agent.day
  }

  private renewDay(agent: AgentOnFloor): void {
    const dayStart = this.surroundings.dayStart(agent.tenantId)
    if (agent.day.dayStart < dayStart) agent.day = new AgentDayCounter(dayStart)
  }

  private agent(number: string): AgentOnFloor {
    let agent = this.agents.get(number)
    if (!agent) {
      const tenantId = this.ownerOf(number)
      agent = {
        id: this.directory.agentId(number),
        tenantId,
        number,
        name: number,
        state: 'OFFLINE',
        since: this.clock.now(),
        day: new AgentDayCounter(this.surroundings.dayStart(tenantId)),
      }
      this.agents.set(number, agent)
      this.byId.set(agent.id, agent)
    }
    return agent
  }

  /** On a shared PBX an agent is whose the queue is that they serve. */
  private ownerOf(number: string): string {
    return this.surroundings.placesOf(number)[0]?.tenantId ?? this.directory.ownerOfExtension(number)
  }

  /** The agent's places, without those in queues of others on a PBX that is shared. */
  private placesOf({ number, tenantId }: AgentOnFloor): AgentPlace[] {
    return this.surroundings.placesOf(number).filter((place) => place.tenantId === tenantId)
  }

  private publish(number: string): void {
    const isNew = !this.agents.has(number)
    const agent = this.agent(number)
    this.renewDay(agent)
    const places = this.placesOf(agent)
    const name = places.find((place) => place.name !== number)?.name ?? agent.name
    if (isNew || name !== agent.name) {
      agent.name = name
      this.sink.found({ id: agent.id, tenantId: agent.tenantId, pbxId: this.directory.pbxId, number, name })
    }
    const state = stateOf(places)
    if (isNew || state !== agent.state) {
      agent.state = state
      agent.since = places.find((place) => place.state === state)?.since ?? this.clock.now()
    }
    const paused = places.filter(({ isPaused }) => isPaused)
    const isPaused = places.length > 0 && paused.length === places.length
    this.sink.published({
      id: agent.id,
      tenantId: agent.tenantId,
      pbxId: this.directory.pbxId,
      number,
      name: agent.name,
      state,
      since: agent.since,
      isPaused,
      pauseReason: isPaused ? (paused.find(({ pauseReason }) => pauseReason)?.pauseReason ?? null) : null,
      queues: places.map(({ queueId, queueName, isPaused, penalty }) => ({
        queueId,
        queueName,
        isPaused,
        penalty,
      })),
      currentCallId: this.surroundings.callIdAt(number, agent.tenantId) ?? null,
      today: { answered: agent.day.answered, talkSeconds: agent.day.talkSeconds, missed: agent.day.missed },
      isStale: this.isStale,
    })
  }
}

/** What an agent does, from what they do in each queue: busy in one is busy; free needs one that is free. */
function stateOf(places: readonly AgentPlace[]): AgentState {
  const states = new Set(places.map((place) => place.state))
  for (const state of ['ON_CALL', 'RINGING', 'WRAP_UP', 'AVAILABLE', 'PAUSED'] as const)
    if (states.has(state)) return state
  return 'OFFLINE'
}

import type { QueueEvent } from '../../../adapters/queue-log/queue.event.ts'
import {
  ALL_QUEUES,
  type OpenFacts,
  type PauseFact,
  type PresenceState,
  type SessionFact,
} from './fact.types.ts'
import type { Repeats } from './repeats.ts'

/** More agents than a PBX has, and more that they do at once: of a log that invents them, the first are forgotten. */
const MOST_AGENTS = 10_000
const MOST_SPANS = 20_000
/** More queues than anybody serves: others of the same agent are not followed. */
const MOST_QUEUES = 500

const PAUSED_AT_ONCE = 'PAUSED'

/** An agent: where they serve, and where they pause. `ALL_QUEUES` stands for serving or pausing everywhere. */
interface Presence {
  readonly agent: string
  /** Logged in by a word of their own, not by being added to queues. */
  isLoggedIn: boolean
  readonly sessions: Map<string, SessionFact>
  readonly pauses: Map<string, PauseFact>
}

/** When agents served and when they paused, by what the log of one PBX says. A restart ends neither. */
export class PresenceBook {
  readonly changedSessions = new Set<SessionFact>()
  readonly changedPauses = new Set<PauseFact>()
  private readonly presences = new Map<string, Presence>()
  /** Sessions and pauses that go on. */
  private spanCount = 0

  constructor(
    private readonly repeats: Repeats,
    state?: OpenFacts,
  ) {
    for (const { agent, isLoggedIn, sessions, pauses } of state?.presences ?? []) {
      this.spanCount += sessions.length + pauses.length
      this.presences.set(agent, {
        agent,
        isLoggedIn,
        sessions: new Map(sessions.map((session) => [session.queue, { ...session }])),
        pauses: new Map(pauses.map((pause) => [pause.queue, { ...pause }])),
      })
    }
  }

  added(agent: string, { queue, atMs, text }: QueueEvent): void {
    const presence = this.of(agent, atMs)
    const isNew = !presence.sessions.has(queue)
    this.serve(presence, ALL_QUEUES, atMs)
    this.serve(presence, queue, atMs)
    if (text === PAUSED_AT_ONCE) {
      if (!presence.pauses.has(queue)) this.pause(presence, queue, '', atMs)
      this.settle(presence, '', atMs)
    } else if (isNew) this.unpause(presence, ALL_QUEUES, atMs)
  }

  removed(agent: string, { queue, atMs }: QueueEvent): void {
    const presence = this.presences.get(agent)
    if (!presence) return
    this.leave(presence, queue, atMs)
    if (!this.isMember(presence) && !presence.isLoggedIn) this.leaveAll(presence, atMs)
    else this.settle(presence, '', atMs)
  }

  loggedIn(agent: string, { atMs }: QueueEvent): void {
    const presence = this.of(agent, atMs)
    presence.isLoggedIn = true
    this.serve(presence, ALL_QUEUES, atMs)
  }

  /** The log says for how long they were: of whom the login was not seen, it is known by that. */
  loggedOff(agent: string, { atMs, talkSeconds }: QueueEvent): void {
    const presence = this.of(agent, atMs)
    if (!presence.sessions.has(ALL_QUEUES) && talkSeconds > 0)
      this.serve(presence, ALL_QUEUES, atMs - talkSeconds * 1000)
    presence.isLoggedIn = false
    this.leaveAll(presence, atMs)
  }

  pausedAll(agent: string, { atMs, text }: QueueEvent): void {
    const presence = this.of(agent, atMs)
    this.pause(presence, ALL_QUEUES, text, atMs)
  }

  unpausedAll(agent: string, { atMs }: QueueEvent): void {
    const presence = this.presences.get(agent)
    if (presence) for (const queue of [...presence.pauses.keys()]) this.unpause(presence, queue, atMs)
  }

  paused(agent: string, { queue, atMs, text }: QueueEvent): void {
    const presence = this.of(agent, atMs)
    this.pause(presence, queue, text, atMs)
    this.settle(presence, text, atMs)
  }

  unpaused(agent: string, { queue, atMs }: QueueEvent): void {
    const presence = this.presences.get(agent)
    if (!presence?.pauses.has(queue)) return
    this.unpause(presence, queue, atMs)
    this.unpause(presence, ALL_QUEUES, atMs)
  }

  /** The work after a call, where a dialplan says how long it shall last. */
  wrapUpStarted(agent: string, { queue, atMs, talkSeconds }: QueueEvent): void {
    this.changedPauses.add({
      ...this.newPause(agent, queue === 'NONE' ? ALL_QUEUES : queue, '', atMs, 'WRAP_UP'),
      endedMs: atMs + talkSeconds * 1000,
    })
  }

  get state(): PresenceState[] {
    return [...this.presences.values()].map(({ sessions, pauses, ...presence }) => ({
      ...presence,
      sessions: [...sessions.values()],
      pauses: [...pauses.values()],
    }))
  }

  private of(agent: string, atMs: number): Presence {
    if (this.spanCount >= MOST_SPANS) this.forgetFirst(atMs)
    let presence = this.presences.get(agent)
    if (!presence) {
      if (this.presences.size >= MOST_AGENTS) this.forgetFirst(atMs)
      presence = { agent, isLoggedIn: false, sessions: new Map(), pauses: new Map() }
      this.presences.set(agent, presence)
    }
    return presence
  }

  /** What the agent known for the longest was doing ends now. */
  private forgetFirst(atMs: number): void {
    const [first] = this.presences.values()
    this.leaveAll(first!, atMs)
    this.presences.delete(first!.agent)
  }

  private isMember({ sessions }: Presence): boolean {
    return sessions.size > (sessions.has(ALL_QUEUES) ? 1 : 0)
  }

  private serve(presence: Presence, queue: string, atMs: number): void {
    const { agent, sessions } = presence
    if (sessions.has(queue) || sessions.size >= MOST_QUEUES) return
    const nth = this.repeats.next(`session ${agent}|${queue}`, atMs)
    const session: SessionFact = { agent, queue, startedMs: atMs, nth, endedMs: null }
    sessions.set(queue, session)
    this.spanCount += 1
    this.changedSessions.add(session)
  }

  private leave(presence: Presence, queue: string, atMs: number): void {
    const session = presence.sessions.get(queue)
    if (session) {
      session.endedMs = Math.max(session.startedMs, atMs)
      presence.sessions.delete(queue)
      this.spanCount -= 1
      this.changedSessions.add(session)
    }
    this.unpause(presence, queue, atMs)
  }

  private leaveAll(presence: Presence, atMs: number): void {
    for (const queue of [...presence.sessions.keys()]) this.leave(presence, queue, atMs)
    for (const queue of [...presence.pauses.keys()]) this.unpause(presence, queue, atMs)
  }

  private pause(presence: Presence, queue: string, reason: string, atMs: number): void {
    const before = presence.pauses.get(queue)
    if (before?.reason === reason) return
    if (before) this.unpause(presence, queue, atMs)
    else if (presence.pauses.size >= MOST_QUEUES) return
    const pause = this.newPause(presence.agent, queue, reason, atMs, 'PAUSE')
    presence.pauses.set(queue, pause)
    this.spanCount += 1
    this.changedPauses.add(pause)
  }

  private unpause(presence: Presence, queue: string, atMs: number): void {
    const pause = presence.pauses.get(queue)
    if (!pause) return
    pause.endedMs = Math.max(pause.startedMs, atMs)
    presence.pauses.delete(queue)
    this.spanCount -= 1
    this.changedPauses.add(pause)
  }

  /** Who pauses in every queue they are known to serve, pauses altogether; for one reason where it is one. */
  private settle(presence: Presence, reason: string, atMs: number): void {
    const { sessions, pauses } = presence
    const queues = [...sessions.keys()].filter((queue) => queue !== ALL_QUEUES)
    if (queues.length === 0) return
    const isPaused = queues.every((queue) => pauses.has(queue))
    const isOneReason = queues.every((queue) => pauses.get(queue)?.reason === reason)
    if (isPaused && (isOneReason || !pauses.has(ALL_QUEUES))) this.pause(presence, ALL_QUEUES, reason, atMs)
  }

  private newPause(
    agent: string,
    queue: string,
    reason: string,
    startedMs: number,
    kind: PauseFact['kind'],
  ): PauseFact {
    const nth = this.repeats.next(`${kind} ${agent}|${queue}`, startedMs)
    return { agent, queue, kind, reason, startedMs, nth, endedMs: null }
  }
}

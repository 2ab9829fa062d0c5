import type { QueueEvent } from '../../../adapters/queue-log/queue.event.ts'
import type { FactOutcome, TalkEnding } from '../../../platform/store/tables/facts.ts'
import type { OpenFacts, VisitFact } from './fact.types.ts'
import { keepLast, type Repeats } from './repeats.ts'

/** Between the hour and the day: a channel that has dialed a DID joins within it, or never. */
const DID_MS = 3_600_000
/** An abandoned visit that was told to be incompatible is told so in the same moment. */
const INCOMPATIBLE_MS = 60_000

/** More than a PBX has callers at once: of a log whose visits never end, the oldest are lost. */
const MOST_OPEN = 10_000
/** A channel is in one queue; in some more where lines are missing, or a transfer has renamed them. */
const MOST_OF_CHANNEL = 100
const MOST_REMEMBERED = 10_000

/** Where a log has no agent. */
export const NOBODY = 'NONE'

const isWaiting = (visit: VisitFact) => visit.version === 0
const isTalking = (visit: VisitFact) => visit.version === 1
const place = (callid: string, queue: string) => `${callid}|${queue}`

/** The visits of one PBX that are open, and what events make of them. */
export class VisitBook {
  readonly changed = new Set<VisitFact>()
  private readonly open = new Map<string, VisitFact[]>()
  private openCount = 0
  private readonly dids = new Map<string, { did: string; atMs: number }>()
  private readonly incompatible = new Map<string, number>()

  constructor(
    private readonly repeats: Repeats,
    state?: OpenFacts,
  ) {
    for (const visit of state?.visits ?? []) this.add({ ...visit })
    for (const [callid, did, atMs] of state?.dids ?? []) this.dids.set(callid, { did, atMs })
    for (const [at, atMs] of state?.incompatible ?? []) this.incompatible.set(at, atMs)
  }

  dialed({ callid, number, atMs }: QueueEvent): void {
    if (!number) return
    this.dids.set(callid, { did: number, atMs })
    keepLast(this.dids, MOST_REMEMBERED)
  }

  joined({ callid, queue, atMs, position, number, text }: QueueEvent): void {
    // Who joins again has left before, though nothing said how.
    const before = this.find(callid, (visit) => visit.queue === queue)
    if (before) this.lose(before, atMs)
    const visit: VisitFact = {
      callid,
      channel: callid,
      queue,
      joinedMs: atMs,
      nth: this.repeats.next(`visit ${place(callid, queue)}`, atMs),
      position: Math.max(1, position),
      callerNumber: number,
      callerName: text,
      did: this.dids.get(callid)?.did ?? null,
      version: 0,
      outcome: 'WAITING',
      ending: null,
      agent: null,
      answeredMs: null,
      endedMs: null,
      waitSeconds: 0,
      talkSeconds: null,
      ringSeconds: null,
      leftTo: null,
    }
    this.dids.delete(callid)
    this.makeRoom(callid, atMs)
    this.add(visit)
    this.changed.add(visit)
  }

  /** False when no visit is known that this could be of. */
  connected(event: QueueEvent, agent: string): boolean {
    const visit =
      this.find(event.callid, (each) => each.queue === event.queue && isWaiting(each)) ??
      this.consulted(event)
    if (!visit) return false
    this.answer(visit, event, agent)
    visit.ringSeconds = Math.floor(event.ringMs / 1000)
    return true
  }

  completed(event: QueueEvent, agent: string, ending: TalkEnding): boolean {
    const { callid, queue } = event
    const talking = this.find(callid, (each) => each.queue === queue && isTalking(each))
    const visit = talking ?? (ending === 'ATTENDED_TRANSFER' ? this.transferred(event, agent) : undefined)
    if (visit) return this.end(visit, event, ending)
    // Somebody completed what nobody was seen to answer: the line in between is missing.
    const waiting = this.find(callid, (each) => each.queue === queue && isWaiting(each))
    if (waiting) this.answer(waiting, event, agent)
    const ended = waiting ?? this.replaced(event, agent)
    return ended !== undefined && this.end(ended, event, ending)
  }

  left(event: QueueEvent, outcome: FactOutcome): boolean {
    const { callid, queue, atMs, waitSeconds, number } = event
    const visit = this.find(callid, (each) => each.queue === queue && isWaiting(each))
    // Asterisk calls an incompatible visit abandoned as well: it counts once.
    if (!visit) return outcome === 'ABANDONED' && this.incompatible.delete(place(callid, queue))
    if (outcome === 'INCOMPATIBLE') {
      this.incompatible.set(place(callid, queue), atMs)
      keepLast(this.incompatible, MOST_REMEMBERED)
    }
    const isTold = outcome !== 'INCOMPATIBLE' && outcome !== 'LOST'
    visit.waitSeconds = isTold ? waitSeconds : secondsBetween(visit.joinedMs, atMs)
    visit.outcome = outcome
    visit.leftTo = outcome === 'LEFT_BY_KEY' ? number : null
    this.close(visit, atMs)
    return true
  }

  /** A visit is over in a way that nothing tells. */
  vanished({ callid, queue, atMs }: QueueEvent): boolean {
    const visit = this.find(callid, (each) => each.queue === queue)
    if (visit) this.lose(visit, atMs)
    return visit !== undefined
  }

  /** The PBX's process is a new one: nothing that was open goes on. */
  loseAll(lastMs: number): void {
    for (const visits of [...this.open.values()]) for (const visit of [...visits]) this.lose(visit, lastMs)
  }

  forgetBefore(nowMs: number): void {
    for (const [callid, { atMs }] of this.dids) if (atMs < nowMs - DID_MS) this.dids.delete(callid)
    for (const [at, atMs] of this.incompatible)
      if (atMs < nowMs - INCOMPATIBLE_MS) this.incompatible.delete(at)
  }

  get state(): Pick<OpenFacts, 'visits' | 'dids' | 'incompatible'> {
    return {
      visits: [...this.open.values()].flat(),
      dids: [...this.dids].map(([callid, { did, atMs }]) => [callid, did, atMs] as const),
      incompatible: [...this.incompatible],
    }
  }

  private find(channel: string, wanted: (visit: VisitFact) => boolean): VisitFact | undefined {
    return this.open.get(channel)?.findLast(wanted)
  }

  private *all(): Generator<VisitFact> {
    for (const visits of this.open.values()) yield* visits
  }

  /**
   * An agent consults a queue and hands the caller over: from then on the log calls the consulting channel's
   * visit by the caller's channel. The transfer's own line may stand after the first that does.
   */
  private consulted({ callid, queue, atMs, waitSeconds }: QueueEvent): VisitFact | undefined {
    if (!this.find(callid, isTalking)) return undefined
    const joinedSecond = Math.floor(atMs / 1000) - waitSeconds
    for (const visit of this.all())
      if (isWaiting(visit) && visit.queue === queue && Math.floor(visit.joinedMs / 1000) === joinedSecond) {
        this.rename(visit, callid)
        return visit
      }
    return undefined
  }

  /** The log may name an attended transfer by the channel that the agent consulted with. */
  private transferred({ callid, queue, waitSeconds }: QueueEvent, agent: string): VisitFact | undefined {
    const talking = [...this.all()].filter(
      (visit) => isTalking(visit) && visit.queue === queue && visit.agent === agent,
    )
    const visit = talking.find((each) => each.waitSeconds === waitSeconds) ?? talking.at(-1)
    if (visit)
      for (const consulting of [...(this.open.get(callid) ?? [])])
        if (isWaiting(consulting)) this.rename(consulting, visit.channel)
    return visit
  }

  /** Another channel was put in the caller's place, and the log ends the talk by its name: its times say whose. */
  private replaced(
    { queue, atMs, waitSeconds, talkSeconds }: QueueEvent,
    agent: string,
  ): VisitFact | undefined {
    for (const visit of this.all()) {
      const { answeredMs } = visit
      if (!isTalking(visit) || visit.queue !== queue || visit.agent !== agent) continue
      if (visit.waitSeconds !== waitSeconds || answeredMs === null) continue
      if (Math.abs(secondsBetween(answeredMs, atMs) - talkSeconds) <= 1) return visit
    }
    return undefined
  }

  private answer(visit: VisitFact, { atMs, waitSeconds }: QueueEvent, agent: string): void {
    visit.version = 1
    visit.outcome = 'ANSWERED'
    visit.agent = agent === NOBODY ? null : agent
    visit.answeredMs = atMs
    visit.waitSeconds = waitSeconds
    this.changed.add(visit)
  }

  private end(visit: VisitFact, { atMs, talkSeconds, number }: QueueEvent, ending: TalkEnding): true {
    visit.ending = ending
    visit.talkSeconds = talkSeconds < 0 ? secondsBetween(visit.answeredMs ?? atMs, atMs) : talkSeconds
    visit.leftTo = number || null
    this.close(visit, atMs)
    return true
  }

  private lose(visit: VisitFact, atMs: number): void {
    if (isTalking(visit)) visit.ending = 'UNKNOWN'
    else {
      visit.outcome = 'LOST'
      visit.waitSeconds = secondsBetween(visit.joinedMs, atMs)
    }
    this.close(visit, atMs)
  }

  private close(visit: VisitFact, atMs: number): void {
    visit.version = 2
    visit.endedMs = Math.max(atMs, visit.joinedMs)
    this.changed.add(visit)
    this.remove(visit)
  }

  /** For one more of a channel. A log in which visits never end would else fill the memory. */
  private makeRoom(channel: string, atMs: number): void {
    const ofChannel = this.open.get(channel)
    if (ofChannel && ofChannel.length >= MOST_OF_CHANNEL) this.lose(ofChannel[0]!, atMs)
    if (this.openCount < MOST_OPEN) return
    const [oldest] = this.open.values()
    this.lose(oldest![0]!, atMs)
  }

  private rename(visit: VisitFact, channel: string): void {
    this.remove(visit)
    visit.channel = channel
    this.add(visit)
  }

  private add(visit: VisitFact): void {
    this.openCount += 1
    const visits = this.open.get(visit.channel)
    if (visits) visits.push(visit)
    else this.open.set(visit.channel, [visit])
  }

  private remove(visit: VisitFact): void {
    this.openCount -= 1
    const visits = this.open.get(visit.channel) ?? []
    if (visits.length > 1) visits.splice(visits.indexOf(visit), 1)
    else this.open.delete(visit.channel)
  }
}

const secondsBetween = (fromMs: number, untilMs: number): number =>
  Math.max(0, Math.floor(untilMs / 1000) - Math.floor(fromMs / 1000))

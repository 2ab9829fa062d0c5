import { rate } from '../../../platform/service.level.ts'
import { NO_QUEUE } from '../../../platform/store/tables/facts.ts'
import { AgentFigures, AgentQueueFigures, PauseFigures } from './agent.report.types.ts'
import type { AgentAbsence, AgentPresence, AgentWork } from './agent.totals.store.ts'

type Work = ReturnType<typeof noWork>
interface Time {
  seconds: number
  count: number
}

// Spelled out, not looped over: a month of a large center has some ten thousand of these.
const noWork = () => ({
  answered: 0,
  talkSeconds: 0,
  talkUnknown: 0,
  ringSeconds: 0,
  transfers: 0,
  missed: 0,
  missedLong: 0,
  cancelled: 0,
})
const NOTHING: Readonly<Work> = noWork()

function addWork(sum: Work, more: Readonly<Work>): void {
  sum.answered += more.answered
  sum.talkSeconds += more.talkSeconds
  sum.talkUnknown += more.talkUnknown
  sum.ringSeconds += more.ringSeconds
  sum.transfers += more.transfers
  sum.missed += more.missed
  sum.missedLong += more.missedLong
  sum.cancelled += more.cancelled
}

/** Everything of one agent in a period, as rows tell it. */
export class AgentTotals {
  private readonly work = new Map<string, Work>()
  private readonly presence = new Map<string, Time>()
  private readonly pauses = new Map<string, Map<string, Time>>()
  private wrapUpSeconds: number | null = null

  /** The queues in which anything is known of them. */
  get queueIds(): Set<string> {
    const known = new Set([...this.work.keys(), ...this.presence.keys(), ...this.pauses.keys()])
    known.delete(NO_QUEUE)
    return known
  }

  addWork(row: AgentWork): void {
    let each = this.work.get(row.queueId)
    if (!each) this.work.set(row.queueId, (each = noWork()))
    addWork(each, row)
  }

  addPresence({ queueId, seconds, sessions }: AgentPresence): void {
    add(this.presence, queueId, seconds, sessions)
  }

  addAbsence({ queueId, kind, reason, seconds, pauses }: AgentAbsence): void {
    if (kind === 'WRAP_UP') {
      this.wrapUpSeconds = (this.wrapUpSeconds ?? 0) + seconds
      return
    }
    const ofQueue = this.pauses.get(queueId) ?? new Map<string, Time>()
    this.pauses.set(queueId, ofQueue)
    add(ofQueue, reason, seconds, pauses)
  }

  figures(agent: { id: string; number: string; name: string }): AgentFigures {
    const sum = noWork()
    for (const each of this.work.values()) addWork(sum, each)
    const pauses = this.wholePauses()
    const pausedSeconds = pauses.reduce((total, { seconds }) => total + seconds, 0)
    const there = this.presence.get(NO_QUEUE) ?? longest([...this.presence.values()])
    const loggedInSeconds = there?.seconds ?? null
    return Object.assign(new AgentFigures(), {
      agentId: agent.id,
      number: agent.number,
      name: agent.name,
      answered: sum.answered,
      talkSeconds: sum.talkSeconds,
      meanTalkSeconds: meanTalk(sum),
      talkUnknown: sum.talkUnknown,
      meanRingSeconds: rate(sum.ringSeconds, sum.answered),
      missed: sum.missed,
      missedLong: sum.missedLong,
      cancelled: sum.cancelled,
      transfers: sum.transfers,
      loggedInSeconds,
      sessionCount: there?.count ?? 0,
      pausedSeconds,
      pauses,
      wrapUpSeconds: this.wrapUpSeconds,
      occupancy:
        loggedInSeconds === null
          ? null
          : rate(sum.talkSeconds + (this.wrapUpSeconds ?? 0), loggedInSeconds - pausedSeconds),
      queues: [...this.queueIds].map((queueId) => this.inQueue(queueId)),
    })
  }

  private inQueue(queueId: string): AgentQueueFigures {
    const work = this.work.get(queueId) ?? NOTHING
    return Object.assign(new AgentQueueFigures(), {
      queueId,
      answered: work.answered,
      talkSeconds: work.talkSeconds,
      meanTalkSeconds: meanTalk(work),
      missed: work.missed,
      missedLong: work.missedLong,
      transfers: work.transfers,
      loggedInSeconds: this.presence.get(queueId)?.seconds ?? null,
    })
  }

  /** Pauses in all queues; who only ever paused in single ones paused where it was longest. */
  private wholePauses(): PauseFigures[] {
    const sumOf = (reasons: ReadonlyMap<string, Time>) =>
      [...reasons.values()].reduce((total, { seconds }) => total + seconds, 0)
    const whole =
      this.pauses.get(NO_QUEUE) ??
      [...this.pauses.values()].sort((a, b) => sumOf(b) - sumOf(a))[0] ??
      new Map()
    return [...whole]
      .map(([reason, time]) => Object.assign(new PauseFigures(), { reason, ...time }))
      .sort((a, b) => b.seconds - a.seconds || a.reason.localeCompare(b.reason))
  }
}

const meanTalk = ({ talkSeconds, answered, talkUnknown }: Readonly<Work>) =>
  rate(talkSeconds, answered - talkUnknown)

const longest = (times: readonly Time[]): Time | undefined =>
  [...times].sort((a, b) => b.seconds - a.seconds)[0]

function add(times: Map<string, Time>, name: string, seconds: number, count: number): void {
  const before = times.get(name) ?? { seconds: 0, count: 0 }
  times.set(name, { seconds: before.seconds + seconds, count: before.count + count })
}

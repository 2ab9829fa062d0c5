import type { VisitFact } from '../../src/domains/queue-logs/facts/fact.types.ts'
import type { FactOutcome, TalkEnding } from '../../src/platform/store/tables/facts.ts'
import type { AllFacts } from './facts.of.ts'

/** What the generator, and the reference reader, count of the visits of a queue, a day or an hour. */
export interface VisitTruth {
  [name: string]: number | Record<string, number>
}

export interface AgentTruth {
  answered: number
  talk_sum: number
  talk_unknown: number
  rna: number
  rna_real: number
  login_s: number
  sessions: number
  pause_s: Record<string, number>
  pauses: Record<string, number>
}

export interface Truth {
  tz: string
  total: VisitTruth
  by_queue: Record<string, VisitTruth>
  by_day: Record<string, VisitTruth>
  by_hour: Record<string, VisitTruth>
  by_queue_day?: Record<string, VisitTruth>
  by_agent: Record<string, AgentTruth>
}

const OUTCOMES: Record<FactOutcome, string> = {
  WAITING: 'open',
  ANSWERED: 'answered',
  ABANDONED: 'abandoned',
  TIMED_OUT: 'timeout',
  LEFT_EMPTY: 'empty',
  LEFT_BY_KEY: 'key',
  WITHDRAWN: 'withdrawn',
  INCOMPATIBLE: 'syscompat',
  LOST: 'lost',
}
const ENDINGS: Record<TalkEnding, string | undefined> = {
  CALLER_HUNG_UP: 'complete_caller',
  AGENT_HUNG_UP: 'complete_agent',
  BLIND_TRANSFER: 'transfer_blind',
  ATTENDED_TRANSFER: 'transfer_attended',
  OLD_TRANSFER: 'transfer_legacy',
  UNKNOWN: undefined,
}
const THRESHOLDS = [5, 10, 15, 20, 30, 45, 60, 90, 120]

/** Counts facts as the truth does. Rings count where their visit began, as everything of a visit does. */
export function truthOf(facts: AllFacts, timeZone: string): Truth {
  const local = localTimes(timeZone)
  const total = empty()
  const by = { queue: {}, day: {}, hour: {}, queueDay: {} } as Record<string, Record<string, VisitTruth>>
  const ringsOf = ringsByVisit(facts)
  for (const visit of facts.visits) {
    const { day, hour } = local(visit.joinedMs)
    const places: [string, string][] = [
      ['queue', visit.queue],
      ['day', day],
      ['hour', hour],
      ['queueDay', `${visit.queue}|${day}`],
    ]
    count(total, visit, ringsOf)
    for (const [kind, key] of places) count((by[kind]![key] ??= empty()), visit, ringsOf)
  }
  return {
    tz: timeZone,
    total,
    by_queue: by.queue!,
    by_day: by.day!,
    by_hour: by.hour!,
    by_queue_day: by.queueDay!,
    by_agent: agentsOf(facts),
  }
}

/** All that the generator knows, but for agents' interfaces and AGENTDUMP, of which no fact is made. */
export const exactly = ({ total, by_queue, by_day, by_hour, by_queue_day, by_agent }: Truth) =>
  JSON.parse(JSON.stringify({ total, by_queue, by_day, by_hour, by_queue_day, by_agent }), (key, value) =>
    key === 'agentdump' || key === 'interface' ? undefined : value,
  )

function empty(): VisitTruth {
  const within = () => Object.fromEntries(THRESHOLDS.map((each) => [each, 0]))
  return {
    offered: 0,
    answered: 0,
    abandoned: 0,
    timeout: 0,
    empty: 0,
    key: 0,
    withdrawn: 0,
    syscompat: 0,
    lost: 0,
    open: 0,
    wait_answered_sum: 0,
    wait_abandoned_sum: 0,
    wait_answered_max: 0,
    talk_sum: 0,
    talk_unknown: 0,
    complete_caller: 0,
    complete_agent: 0,
    transfer_blind: 0,
    transfer_attended: 0,
    transfer_legacy: 0,
    rna: 0,
    rna_real: 0,
    ring_canceled: 0,
    answered_within: within(),
    abandoned_within: within(),
  }
}

interface VisitRings {
  missed: number
  missedLong: number
  cancelled: number
}

/** A ring belongs to the visit of its channel and queue that had begun last. */
function ringsByVisit({ visits, rings }: AllFacts): Map<VisitFact, VisitRings> {
  const of = new Map<string, VisitFact[]>()
  const key = (callid: string, queue: string) => `${callid}|${queue}`
  for (const visit of visits)
    for (const channel of new Set([visit.callid, visit.channel]))
      of.set(key(channel, visit.queue), [...(of.get(key(channel, visit.queue)) ?? []), visit])
  const counts = new Map<VisitFact, VisitRings>()
  for (const ring of rings) {
    const candidates = (of.get(key(ring.callid, ring.queue)) ?? [])
      .filter(({ joinedMs }) => joinedMs <= ring.endedMs + 1000)
      .sort((a, b) => a.joinedMs - b.joinedMs || a.nth - b.nth)
    const visit = candidates.at(-1)
    if (!visit) continue
    const counted = counts.get(visit) ?? { missed: 0, missedLong: 0, cancelled: 0 }
    if (ring.outcome === 'CANCELLED') counted.cancelled++
    else {
      counted.missed++
      if (ring.ringMs > 1000) counted.missedLong++
    }
    counts.set(visit, counted)
  }
  return counts
}

function count(truth: VisitTruth, visit: VisitFact, rings: Map<VisitFact, VisitRings>): void {
  const add = (name: string, by = 1) => void (truth[name] = (truth[name] as number) + by)
  const within = (name: string) => {
    const counts = truth[name] as Record<string, number>
    for (const threshold of THRESHOLDS) if (visit.waitSeconds <= threshold) counts[threshold]!++
  }
  add('offered')
  add(OUTCOMES[visit.outcome])
  const { missed = 0, missedLong = 0, cancelled = 0 } = rings.get(visit) ?? {}
  add('rna', missed)
  add('rna_real', missedLong)
  add('ring_canceled', cancelled)
  if (visit.outcome === 'ABANDONED') {
    add('wait_abandoned_sum', visit.waitSeconds)
    within('abandoned_within')
  }
  if (visit.outcome !== 'ANSWERED') return
  add('wait_answered_sum', visit.waitSeconds)
  truth.wait_answered_max = Math.max(truth.wait_answered_max as number, visit.waitSeconds)
  within('answered_within')
  if (visit.talkSeconds === null) add('talk_unknown')
  else add('talk_sum', visit.talkSeconds)
  const ending = visit.ending && ENDINGS[visit.ending]
  if (ending) add(ending)
}

function agentsOf({ visits, rings, sessions, pauses, lastMs }: AllFacts): Record<string, AgentTruth> {
  const agents: Record<string, AgentTruth> = {}
  const of = (agent: string): AgentTruth =>
    (agents[agent] ??= {
      answered: 0,
      talk_sum: 0,
      talk_unknown: 0,
      rna: 0,
      rna_real: 0,
      login_s: 0,
      sessions: 0,
      pause_s: {},
      pauses: {},
    })
  for (const { agent, talkSeconds } of visits) {
    if (agent === null) continue
    of(agent).answered++
    if (talkSeconds === null) of(agent).talk_unknown++
    else of(agent).talk_sum += talkSeconds
  }
  for (const { agent, ringMs, outcome } of rings) {
    if (outcome !== 'MISSED') continue
    of(agent).rna++
    if (ringMs > 1000) of(agent).rna_real++
  }
  const seconds = (startedMs: number, endedMs: number | null) =>
    Math.floor((endedMs ?? lastMs) / 1000) - Math.floor(startedMs / 1000)
  for (const { agent, queue, startedMs, endedMs } of sessions) {
    if (queue !== '') continue
    of(agent).sessions++
    of(agent).login_s += seconds(startedMs, endedMs)
  }
  for (const { agent, queue, kind, reason, startedMs, endedMs } of pauses) {
    if (queue !== '' || kind !== 'PAUSE') continue
    const counted = of(agent)
    counted.pauses[reason] = (counted.pauses[reason] ?? 0) + 1
    counted.pause_s[reason] = (counted.pause_s[reason] ?? 0) + seconds(startedMs, endedMs)
  }
  return agents
}

function localTimes(timeZone: string): (ms: number) => { day: string; hour: string } {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  const known = new Map<number, { day: string; hour: string }>()
  return (ms) => {
    const quarter = Math.floor(ms / 900_000)
    let local = known.get(quarter)
    if (!local) {
      const [day, hour] = format.format(quarter * 900_000).split(' ') as [string, string]
      known.set(quarter, (local = { day, hour: hour.slice(0, 2) }))
    }
    return local
  }
}

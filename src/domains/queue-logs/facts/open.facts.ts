import { OPEN_END } from '../../../platform/store/tables/facts.ts'
import type { PbxDirectory } from '../../pbxs/pbx.directory.ts'
import { FactRecorder, type PauseFactRow, type SessionFactRow, type VisitFactRow } from './fact.recorder.ts'
import {
  ALL_QUEUES,
  type FactBatch,
  type OpenFacts,
  type PauseFact,
  type PresenceState,
  type SessionFact,
  type VisitFact,
} from './fact.types.ts'

/** Facts that were open when they were written last. */
export interface KeptFacts {
  readonly visits: readonly VisitFactRow[]
  readonly sessions: readonly SessionFactRow[]
  readonly pauses: readonly PauseFactRow[]
}

/** So many of one kind within one second are told apart. */
const MOST_REPEATS = 10
const NONE: FactBatch = { visits: [], rings: [], sessions: [], pauses: [] }

/**
 * What a builder goes on from, out of rows of the store. A row does not say which of its second it is: its id
 * does. A row whose names are known no more is left as it is.
 */
export function openFactsOf(
  kept: KeptFacts,
  names: ReadonlyMap<string, string>,
  directory: PbxDirectory,
): OpenFacts {
  const recorder = new FactRecorder(directory, 'EVENTS')
  const visits = kept.visits.flatMap((row) => {
    const queue = names.get(row.queueId)
    const agent = row.agentId === null ? null : names.get(row.agentId)
    if (queue === undefined || agent === undefined) return []
    const { callid, outcome, ending, waitSeconds, talkSeconds, ringSeconds, did, leftTo } = row
    const fact: VisitFact = {
      ...{ callid, channel: callid, queue, agent, outcome, ending, did, leftTo },
      ...{ waitSeconds, talkSeconds, ringSeconds },
      joinedMs: row.joinedAt.getTime(),
      answeredMs: row.answeredAt?.getTime() ?? null,
      endedMs: null,
      nth: 0,
      position: row.position,
      callerNumber: row.callerNumber,
      callerName: row.callerName,
      version: row.answeredAt === null ? 0 : 1,
    }
    return known(fact, row.id, (each) => recorder.rows({ ...NONE, visits: [each] }).visits[0]?.id)
  })
  const presences = new Map<string, { sessions: SessionFact[]; pauses: PauseFact[] }>()
  const of = (agent: string) => {
    const presence = presences.get(agent) ?? { sessions: [], pauses: [] }
    presences.set(agent, presence)
    return presence
  }
  for (const row of kept.sessions) {
    const fact = spanOf(row, names)
    if (fact)
      of(fact.agent).sessions.push(
        ...known(fact, row.id, (each) => recorder.rows({ ...NONE, sessions: [each] }).sessions[0]?.id),
      )
  }
  for (const row of kept.pauses) {
    const span = spanOf(row, names)
    if (!span || row.kind !== 'PAUSE') continue
    const fact: PauseFact = { ...span, kind: row.kind, reason: row.reason }
    of(fact.agent).pauses.push(
      ...known(fact, row.id, (each) => recorder.rows({ ...NONE, pauses: [each] }).pauses[0]?.id),
    )
  }
  const latest = visits.map(({ joinedMs, answeredMs }) => answeredMs ?? joinedMs)
  return {
    visits,
    presences: [...presences].map(([agent, presence]) => presenceOf(agent, presence)),
    dids: [],
    incompatible: [],
    repeats: [],
    lastMs: latest.reduce((a, b) => Math.max(a, b), 0),
  }
}

function spanOf(row: SessionFactRow, names: ReadonlyMap<string, string>): SessionFact | undefined {
  const [agent, queue] = [names.get(row.agentId), names.get(row.queueId)]
  if (agent === undefined || queue === undefined) return undefined
  const endedMs = row.endedAt.getTime() === OPEN_END.getTime() ? null : row.endedAt.getTime()
  return { agent, queue, startedMs: row.startedAt.getTime(), nth: 0, endedMs }
}

/** Who serves at all and in no queue they were added to, has logged in. */
const presenceOf = (
  agent: string,
  { sessions, pauses }: { sessions: SessionFact[]; pauses: PauseFact[] },
): PresenceState => ({
  agent,
  isLoggedIn: sessions.length > 0 && sessions.every(({ queue }) => queue === ALL_QUEUES),
  sessions,
  pauses,
})

/** The fact with the number that gives it the row's id; none where no number does. */
function known<Fact extends { readonly nth: number }>(
  fact: Fact,
  id: string,
  idOf: (fact: Fact) => string | undefined,
): Fact[] {
  for (let nth = 0; nth < MOST_REPEATS; nth++) {
    const numbered = { ...fact, nth }
    if (idOf(numbered) === id) return [numbered]
  }
  return []
}

import { newId } from '../../src/platform/ids.ts'
import type { Store } from '../../src/platform/store/store.ts'
import type { FactOutcome, TalkEnding } from '../../src/platform/store/tables/facts.ts'

type Tables = Store['tables']
export type VisitFact = Tables['visitFacts']['$inferSelect']
export type RingFact = Tables['ringFacts']['$inferSelect']
export type SessionFact = Tables['sessionFacts']['$inferSelect']
export type PauseFact = Tables['pauseFacts']['$inferSelect']

export interface Facts {
  visits: VisitFact[]
  rings: RingFact[]
  sessions: SessionFact[]
  pauses: PauseFact[]
}

export interface Place {
  tenantId: string
  pbxId: string
}

/** A visit as the facts keep it; what is not given is as usual. */
export function visitFact(
  place: Place,
  given: Partial<VisitFact> & { queueId: string; joinedAt: Date; outcome: FactOutcome },
): VisitFact {
  return {
    ...place,
    id: newId(),
    agentId: null,
    version: given.outcome === 'WAITING' ? 0 : 2,
    source: 'LOG',
    callid: '1',
    ending: null,
    answeredAt: null,
    endedAt: null,
    waitSeconds: 0,
    talkSeconds: null,
    ringSeconds: null,
    position: 1,
    callerNumber: '3001234567',
    callerName: '',
    did: null,
    leftTo: null,
    ...given,
  }
}

export const ringFact = (
  place: Place,
  given: Partial<RingFact> & { queueId: string; agentId: string; endedAt: Date },
): RingFact => ({
  ...place,
  id: newId(),
  source: 'LOG',
  callid: '1',
  outcome: 'MISSED',
  ringMs: 5000,
  ...given,
})

export const sessionFact = (
  place: Place,
  given: Partial<SessionFact> & { queueId: string; agentId: string; startedAt: Date; endedAt: Date },
): SessionFact => ({ ...place, id: newId(), version: 2, source: 'LOG', ...given })

export const pauseFact = (
  place: Place,
  given: Partial<PauseFact> & { queueId: string; agentId: string; startedAt: Date; endedAt: Date },
): PauseFact => ({ ...place, id: newId(), version: 2, source: 'LOG', kind: 'PAUSE', reason: '', ...given })

export async function writeFacts(store: Store, { visits, rings, sessions, pauses }: Partial<Facts>) {
  const { visitFacts, ringFacts, sessionFacts, pauseFacts } = store.tables
  if (visits?.length) await store.bulkUpsert(visitFacts, visits, { key: ['id'], newer: 'version' })
  if (rings?.length) await store.bulkUpsert(ringFacts, rings, { key: ['id'] })
  if (sessions?.length) await store.bulkUpsert(sessionFacts, sessions, { key: ['id'], newer: 'version' })
  if (pauses?.length) await store.bulkUpsert(pauseFacts, pauses, { key: ['id'], newer: 'version' })
}

export const OUTCOMES: readonly FactOutcome[] = [
  'WAITING',
  'ANSWERED',
  'ABANDONED',
  'TIMED_OUT',
  'LEFT_EMPTY',
  'LEFT_BY_KEY',
  'WITHDRAWN',
  'INCOMPATIBLE',
  'LOST',
]
export const ENDINGS: readonly TalkEnding[] = [
  'CALLER_HUNG_UP',
  'AGENT_HUNG_UP',
  'BLIND_TRANSFER',
  'ATTENDED_TRANSFER',
  'OLD_TRANSFER',
  'UNKNOWN',
]

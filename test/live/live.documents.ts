/** What the live stories ask for, and what they get. */

export const FACT_KINDS = [
  'STARTED',
  'ANSWERED',
  'ENDED',
  'TRANSFERRED',
  'QUEUE_JOINED',
  'QUEUE_LEFT',
] as const
export type FactKind = (typeof FACT_KINDS)[number]

export interface Fact {
  kind: FactKind
  id: string
  occurredAt: string
  call: { id: string; state: string; fromNumber: string; disposition: string | null; queueId: string | null }
  agentId?: string | null
  queueId?: string | null
  transfer?: string
  target?: string
  outcome?: string
  waitSeconds?: number
}

const FACT = 'id occurredAt call { id state fromNumber disposition queueId }'
const FACTS: Record<FactKind, string> = {
  STARTED: `callStarted { ${FACT} }`,
  ANSWERED: `callAnswered { ${FACT} agentId queueId }`,
  ENDED: `callEnded { ${FACT} }`,
  TRANSFERRED: `callTransferred { ${FACT} transfer target }`,
  QUEUE_JOINED: `queueCallerJoined { ${FACT} queueId }`,
  QUEUE_LEFT: `queueCallerLeft { ${FACT} queueId outcome waitSeconds agentId }`,
}
export const factSubscription = (kind: FactKind): string => `subscription { ${FACTS[kind]} }`

export interface KeptLeg {
  channel: string
  number: string
  agentId: string | null
  startedAt: string
  answeredAt: string | null
  endedAt: string | null
  hangupCause: number | null
}

export interface KeptVisit {
  queueId: string
  agentId: string | null
  outcome: string
  position: number
  joinedAt: string
  answeredAt: string | null
  leftAt: string | null
  waitSeconds: number
  talkSeconds: number
}

export interface KeptCall {
  id: string
  linkedid: string
  direction: string
  state: string
  disposition: string | null
  fromNumber: string
  fromName: string
  toNumber: string
  did: string | null
  queue: { name: string } | null
  agent: { number: string } | null
  startedAt: string
  answeredAt: string | null
  endedAt: string | null
  waitSeconds: number
  talkSeconds: number
  holdSeconds: number
  durationSeconds: number
  transferCount: number
  hangupCause: number | null
  endReason: string | null
  mergedIntoId: string | null
  legs: KeptLeg[]
  queueVisits: KeptVisit[]
  events: {
    id: string
    kind: string
    occurredAt: string
    queueId: string | null
    agentId: string | null
    details: { name: string; value: string }[]
  }[]
}

const CALL = `id linkedid direction state disposition fromNumber fromName toNumber did
  queue { name } agent { number } startedAt answeredAt endedAt
  waitSeconds talkSeconds holdSeconds durationSeconds transferCount hangupCause endReason mergedIntoId
  legs { channel number agentId startedAt answeredAt endedAt hangupCause }
  queueVisits { queueId agentId outcome position joinedAt answeredAt leftAt waitSeconds talkSeconds }
  events { id kind occurredAt queueId agentId details { name value } }`

export const activeCallsQuery = `{ activeCalls { ${CALL} } }`
export const callsQuery = `query ($from: DateTime!) {
  calls(first: 20, filter: { from: $from }) { nodes { ${CALL} } }
}`

export interface LiveMember {
  agentId: string
  number: string
  name: string
  state: string
  since: string
  isPaused: boolean
  pauseReason: string | null
  penalty: number
  callsTaken: number
  isDynamic: boolean
}

export interface LiveQueue {
  id: string
  name: string
  level: string
  waitingCount: number
  callers: { callId: string; position: number; number: string; name: string; since: string }[]
  levels: { metric: string; level: string; value: number | null }[]
  memberCounts: Record<string, number>
  members: LiveMember[]
  today: Record<string, number | null>
}

export interface LiveAgent {
  id: string
  number: string
  name: string
  state: string
  since: string
  isPaused: boolean
  pauseReason: string | null
  currentCallId: string | null
  queues: { queueName: string; isPaused: boolean; penalty: number }[]
  today: { answered: number; talkSeconds: number; missed: number }
}

export interface LiveExtension {
  id: string
  number: string
  device: string
  state: string
  since: string
  currentCallId: string | null
}

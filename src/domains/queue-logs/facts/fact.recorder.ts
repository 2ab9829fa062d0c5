import type { InferInsertModel } from 'drizzle-orm'
import { numberOf } from '../../../adapters/ami/names.ts'
import { MOST_COUNTED } from '../../../adapters/queue-log/queue.event.ts'
import { stableIdAt } from '../../../platform/ids.ts'
import { type FactSource, NO_QUEUE, OPEN_END } from '../../../platform/store/tables/facts.ts'
import type { Tables } from '../../../platform/store/tables.ts'
import type { PbxDirectory } from '../../pbxs/pbx.directory.ts'
import {
  ALL_QUEUES,
  type FactBatch,
  type PauseFact,
  type RingFact,
  type SessionFact,
  type VisitFact,
} from './fact.types.ts'

type Kept<Row> = { [Column in keyof Row]-?: Exclude<Row[Column], undefined> }
export type VisitFactRow = Kept<InferInsertModel<Tables['visitFacts']>>
export type RingFactRow = Kept<InferInsertModel<Tables['ringFacts']>>
export type SessionFactRow = Kept<InferInsertModel<Tables['sessionFacts']>>
export type PauseFactRow = Kept<InferInsertModel<Tables['pauseFacts']>>

/** Facts as the store has them. */
export interface FactRows {
  readonly visits: VisitFactRow[]
  readonly rings: RingFactRow[]
  readonly sessions: SessionFactRow[]
  readonly pauses: PauseFactRow[]
}

/** Describes the facts of one PBX in the terms of the store: the same fact gets the same id, whoever found it. */
export class FactRecorder {
  constructor(
    private readonly directory: PbxDirectory,
    private readonly source: FactSource,
  ) {}

  rows({ visits, rings, sessions, pauses }: FactBatch): FactRows {
    return {
      visits: visits.map((visit) => this.visit(visit)),
      rings: rings.map((ring) => this.ring(ring)),
      sessions: sessions.map((session) => this.session(session)),
      pauses: pauses.map((pause) => this.pause(pause)),
    }
  }

  visit(visit: VisitFact): VisitFactRow {
    const { pbxId } = this.directory
    const { callid, queue, joinedMs, nth } = visit
    return {
      // By the second: a table tells parts of it and a file does not.
      id: stableIdAt(
        new Date(Math.floor(joinedMs / 1000) * 1000),
        pbxId,
        'visit',
        callid,
        queue,
        String(nth),
      ),
      tenantId: this.directory.ownerOfQueue(queue),
      pbxId,
      queueId: this.directory.queueId(queue),
      agentId: visit.agent === null ? null : this.directory.agentId(visit.agent),
      version: visit.version,
      source: this.source,
      callid,
      outcome: visit.outcome,
      ending: visit.ending,
      joinedAt: new Date(joinedMs),
      answeredAt: instant(visit.answeredMs),
      endedAt: instant(visit.endedMs),
      waitSeconds: sensible(visit.waitSeconds),
      talkSeconds: visit.talkSeconds === null ? null : sensible(visit.talkSeconds),
      ringSeconds: visit.ringSeconds === null ? null : sensible(visit.ringSeconds),
      position: sensible(visit.position),
      callerNumber: visit.callerNumber,
      callerName: visit.callerName,
      did: visit.did,
      leftTo: visit.leftTo,
    }
  }

  ring({ callid, queue, agent, endedMs, nth, ringMs, outcome }: RingFact): RingFactRow {
    const { pbxId } = this.directory
    return {
      id: stableIdAt(secondOf(endedMs), pbxId, 'ring', callid, queue, agent, String(nth)),
      tenantId: this.directory.ownerOfQueue(queue),
      pbxId,
      queueId: this.directory.queueId(queue),
      agentId: this.directory.agentId(agent),
      source: this.source,
      callid,
      outcome,
      endedAt: new Date(endedMs),
      ringMs: sensible(ringMs),
    }
  }

  session(session: SessionFact): SessionFactRow {
    return this.presence('session', session)
  }

  pause(pause: PauseFact): PauseFactRow {
    return Object.assign(this.presence(pause.kind, pause), { kind: pause.kind, reason: pause.reason })
  }

  private presence(what: string, { agent, queue, startedMs, nth, endedMs }: SessionFact): SessionFactRow {
    const { pbxId } = this.directory
    const isEverywhere = queue === ALL_QUEUES
    return {
      id: stableIdAt(secondOf(startedMs), pbxId, what, agent, queue, String(nth)),
      tenantId: isEverywhere ? this.directory.ownerOfExtension(agent) : this.directory.ownerOfQueue(queue),
      pbxId,
      queueId: isEverywhere ? NO_QUEUE : this.directory.queueId(queue),
      agentId: this.directory.agentId(agent),
      version: endedMs === null ? 0 : 2,
      source: this.source,
      startedAt: new Date(startedMs),
      endedAt: endedMs === null ? OPEN_END : new Date(endedMs),
    }
  }
}

/** A table tells parts of a second and a file does not. Ids that rise with time are quickly found their place. */
const secondOf = (ms: number): Date => new Date(Math.floor(ms / 1000) * 1000)

/** Between what a clock said before and after it was set may lie an age. */
const sensible = (count: number): number => Math.min(count, MOST_COUNTED)

const instant = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))

/**
 * The one name of an agent: what is known of a spelling, else the number in an interface (`PJSIP/7001`), else
 * the spelling itself.
 */
export const agentNumber =
  (known: ReadonlyMap<string, string>) =>
  (spelling: string): string =>
    known.get(spelling) ?? numberOf(spelling)

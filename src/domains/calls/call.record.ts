import type { InferInsertModel } from 'drizzle-orm'
import type { CallDirection } from '../../platform/store/tables/calls.ts'
import type { Tables } from '../../platform/store/tables.ts'
import type { PbxDirectory } from '../pbxs/pbx.directory.ts'
import type { Conversation, ConversationEvent } from './conversation.ts'
import type { Leg } from './leg.ts'
import { talkMs, type Visit, waitMs } from './visit.ts'

type Kept<Row> = { [Column in keyof Row]-?: Exclude<Row[Column], undefined> }
export type CallRow = Kept<InferInsertModel<Tables['calls']>>
export type LegRow = Kept<InferInsertModel<Tables['callLegs']>>
export type VisitRow = Kept<InferInsertModel<Tables['queueVisits']>>
export type EventRow = Kept<InferInsertModel<Tables['callEvents']>>

/** What is written of a call at one moment: the call, and of its parts those that changed. */
export interface CallRecord {
  call: CallRow
  legs: LegRow[]
  visits: VisitRow[]
  events: EventRow[]
}

const seconds = (ms: number): number => Math.round(ms) / 1000
/** Text of the wire can be longer than a column; what does not fit is cut. */
const cut = (text: string, length: number): string => (text.length > length ? text.slice(0, length) : text)
const isDialable = (text: string): boolean => /^\+?[0-9*#]{1,40}$/.test(text)

/** Describes calls in the terms of the store. */
export class CallRecorder {
  constructor(private readonly directory: PbxDirectory) {}

  /** The record of all that changed since the last one, with a version above every earlier one. */
  take(call: Conversation, tick: number): CallRecord {
    // Counted in ms since the call began, so that a server that resumes a call without its history still
    // writes a higher version than the one before it.
    call.version = Math.max(call.version + 1, Math.round(tick - call.startedTick))
    const record = {
      call: this.callRow(call, tick),
      legs: [...call.changedLegs].map((leg) => this.legRow(call, leg)),
      visits: [...call.changedVisits].map((visit) => this.visitRow(call, visit, tick)),
      events: call.newEvents.map((event) => this.eventRow(call, event)),
    }
    call.changedLegs.clear()
    call.changedVisits.clear()
    call.newEvents = []
    return record
  }

  callRow(call: Conversation, tick: number): CallRow {
    const { first } = call
    const did = this.didOf(call)
    return {
      id: call.id,
      tenantId: call.tenantId,
      pbxId: call.pbxId,
      linkedid: cut(call.linkedid, 150),
      version: call.version,
      direction: this.directionOf(call),
      state: call.state,
      disposition: call.disposition ?? null,
      fromNumber: cut(
        first?.callerNumber || (first && this.directory.isInside(first.number) ? first.number : ''),
        80,
      ),
      fromName: cut(first?.callerName ?? '', 120),
      toNumber: cut(this.dialedBy(call), 80),
      did,
      queueId: call.visits.at(-1)?.queueId ?? null,
      agentId: call.agentId ?? null,
      startedAt: call.startedAt,
      answeredAt: call.answeredTick === undefined ? null : call.at(call.answeredTick),
      endedAt: call.endedTick === undefined ? null : call.at(call.endedTick),
      waitSeconds: seconds(call.visits.reduce((total, visit) => total + waitMs(visit, tick), 0)),
      talkSeconds: seconds(call.talkMs(tick)),
      holdSeconds: seconds(call.holdMs(tick)),
      durationSeconds: seconds((call.endedTick ?? tick) - call.startedTick),
      transferCount: call.transferCount,
      hangupCause: call.hangupCause ?? null,
      endReason: call.endReason ?? null,
      recording: call.recording ?? null,
      mergedIntoId: call.mergedIntoId ?? null,
    }
  }

  /** Where the call came in and whereto it went: from outside, to the outside, or neither. */
  directionOf(call: Conversation): CallDirection {
    const { first } = call
    if (!first || !this.beganInside(first)) return 'INBOUND'
    for (const leg of call.legs.values())
      if (leg !== first && !this.directory.isInside(leg.number) && !leg.isLocal) return 'OUTBOUND'
    const dialed = this.dialedBy(call)
    return call.visits.length > 0 || dialed === '' || this.directory.isInside(dialed)
      ? 'INTERNAL'
      : 'OUTBOUND'
  }

  private beganInside(first: Leg): boolean {
    return this.directory.isInside(first.number) || this.directory.isInside(first.callerNumber)
  }

  private didOf(call: Conversation): string | null {
    if (this.directionOf(call) !== 'INBOUND') return null
    const exten = call.first?.exten ?? ''
    return isDialable(exten) ? cut(exten, 80) : null
  }

  private dialedBy(call: Conversation): string {
    const { first } = call
    if (!first) return ''
    if (isDialable(first.exten) && first.exten !== first.number) return first.exten
    for (const leg of call.legs.values()) if (leg !== first && isDialable(leg.number)) return leg.number
    return ''
  }

  legRow(call: Conversation, leg: Leg): LegRow {
    return {
      id: leg.id,
      tenantId: call.tenantId,
      callId: call.id,
      version: call.version,
      uniqueid: cut(leg.uniqueid, 150),
      channel: cut(leg.channel, 190),
      number: cut(leg.number, 80),
      agentId: leg.agentId ?? null,
      startedAt: call.at(leg.startedTick),
      answeredAt: leg.answeredTick === undefined ? null : call.at(leg.answeredTick),
      endedAt: leg.endedTick === undefined ? null : call.at(leg.endedTick),
      hangupCause: leg.hangupCause ?? null,
    }
  }

  visitRow(call: Conversation, visit: Visit, tick: number): VisitRow {
    return {
      id: visit.id,
      tenantId: this.directory.ownerOfQueue(visit.queueName),
      callId: call.id,
      version: call.version,
      queueId: visit.queueId,
      agentId: visit.agentId ?? null,
      uniqueid: cut(visit.uniqueid, 150),
      outcome: visit.outcome,
      position: visit.position,
      joinedAt: call.at(visit.joinedTick),
      answeredAt: visit.answeredTick === undefined ? null : call.at(visit.answeredTick),
      leftAt: visit.leftTick === undefined ? null : call.at(visit.leftTick),
      talkEndedAt: visit.talkEndedTick === undefined ? null : call.at(visit.talkEndedTick),
      waitSeconds: seconds(waitMs(visit, tick)),
      talkSeconds: seconds(talkMs(visit, tick)),
    }
  }

  private eventRow(call: Conversation, event: ConversationEvent): EventRow {
    return {
      id: event.id,
      tenantId: call.tenantId,
      callId: call.id,
      kind: event.kind,
      occurredAt: event.occurredAt,
      queueId: event.queueId ?? null,
      agentId: event.agentId ?? null,
      details: event.details,
    }
  }
}

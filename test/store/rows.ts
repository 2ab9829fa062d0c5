import { newId } from '../../src/platform/ids.ts'
import type { Tables } from '../../src/platform/store/tables.ts'

export type CallRow = Tables['calls']['$inferInsert']

/** A call as it is kept, with every column filled that may be. */
export function callOf(facts: Partial<CallRow> = {}): CallRow {
  const startedAt = facts.startedAt ?? new Date('2026-03-01T12:00:00.123Z')
  return {
    id: newId(),
    tenantId: newId(),
    pbxId: newId(),
    linkedid: '1772366400.123',
    version: 1,
    direction: 'INBOUND',
    state: 'ENDED',
    disposition: 'ANSWERED',
    fromNumber: '+573001234567',
    fromName: 'José Peña',
    toNumber: '6000',
    did: '6015550000',
    queueId: newId(),
    agentId: newId(),
    startedAt,
    answeredAt: new Date(startedAt.getTime() + 5_250),
    endedAt: new Date(startedAt.getTime() + 65_500),
    waitSeconds: 5.25,
    talkSeconds: 60.25,
    holdSeconds: 0,
    durationSeconds: 65.5,
    transferCount: 0,
    hangupCause: 16,
    endReason: 'HANGUP',
    recording: '/2026/03/01/queue-6000-573001234567.wav',
    mergedIntoId: null,
    ...facts,
  }
}

import { instantOf, isLocal, seamOf } from '../../adapters/ami/names.ts'
import type { Clock } from '../../platform/clock.ts'
import type { OpenCall } from '../calls/call.keeper.store.ts'
import { Conversation } from '../calls/conversation.ts'

/** When a call was written last. */
export const writtenAt = (call: OpenCall['call']): Date =>
  new Date(call.startedAt.getTime() + call.durationSeconds * 1000)

/**
 * A call that was open when this server stopped, as it was written last. Its next snapshot says which of its
 * legs are still there; the others have ended meanwhile.
 */
export function resumeCall(
  { call, legs, visits }: OpenCall,
  queueName: (queueId: string) => string,
  clock: Clock,
): Conversation {
  // Kept instants become ticks of this process: as far in the past as they are by the wall clock.
  const now = clock.now().getTime()
  const tick = clock.ticks()
  const tickOf = (at: Date): number => tick - (now - at.getTime())
  const optional = (at: Date | null): number | undefined => (at ? tickOf(at) : undefined)
  const conversation = new Conversation({
    pbxId: call.pbxId,
    tenantId: call.tenantId,
    linkedid: call.linkedid,
    startedAt: call.startedAt,
    startedTick: tickOf(call.startedAt),
    idInstant: instantOf(call.linkedid),
  })
  conversation.version = call.version
  conversation.answeredTick = optional(call.answeredAt)
  conversation.agentId = call.agentId ?? undefined
  conversation.recording = call.recording ?? undefined
  conversation.transferCount = call.transferCount
  conversation.addTime(call.talkSeconds * 1000, call.holdSeconds * 1000)
  if (call.state === 'CONNECTED' || call.state === 'ON_HOLD')
    conversation.resumeTalk(tickOf(writtenAt(call)), call.state === 'ON_HOLD')
  for (const row of legs) {
    const leg = conversation.addLeg(
      { ...row, isLocal: isLocal(row.channel), seam: seamOf(row.channel) },
      tickOf(row.startedAt),
    )
    if (!leg) continue
    leg.agentId = row.agentId ?? undefined
    leg.answeredTick = optional(row.answeredAt)
    leg.isUp = row.answeredAt !== null
    if (row.endedAt) conversation.endLeg(leg, row.hangupCause ?? undefined, tickOf(row.endedAt))
  }
  const { first } = conversation
  if (first) {
    first.callerNumber = call.fromNumber
    first.callerName = call.fromName
    first.exten = call.toNumber
  }
  for (const row of visits)
    conversation.addVisit({
      id: row.id,
      queueId: row.queueId,
      queueName: queueName(row.queueId),
      uniqueid: row.uniqueid,
      position: row.position,
      joinedTick: tickOf(row.joinedAt),
      outcome: row.outcome,
      agentId: row.agentId ?? undefined,
      answeredTick: optional(row.answeredAt),
      leftTick: optional(row.leftAt),
      talkEndedTick: optional(row.talkEndedAt),
      ...(row.leftAt && { toldWaitMs: row.waitSeconds * 1000 }),
      ...(row.talkEndedAt && { toldTalkMs: row.talkSeconds * 1000 }),
    })
  conversation.changedLegs.clear()
  conversation.changedVisits.clear()
  return conversation
}

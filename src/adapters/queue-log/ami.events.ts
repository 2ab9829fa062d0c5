import type { AmiMessage } from '../ami/message.ts'
import { countOf, instantOfEvent, queueEvent } from './ami.event.ts'
import { type AmiMember, AmiMembers } from './ami.members.ts'
import { type AmiQueueLists, AmiSnapshot } from './ami.snapshot.ts'
import { AmiVisits } from './ami.visits.ts'
import type { QueueEvent } from './queue.event.ts'

/**
 * Reads the events of a PBX and says what its queue_log would have said: the same kinds in the same order, with
 * the seconds that the PBX itself counts. A message that comes twice says nothing new.
 */
export class AmiQueueEvents {
  readonly visits: AmiVisits
  readonly members: AmiMembers
  /** By the name of the message; `atMs` is when the PBX says it was, or else when it came. */
  private readonly readers: Record<string, (message: AmiMessage, atMs: number) => void>

  /** @param met told of every member of a queue that is seen, as often as it is */
  constructor(
    private readonly emit: (event: QueueEvent) => void,
    met?: (member: AmiMember) => void,
  ) {
    const visits = new AmiVisits(emit)
    const members = new AmiMembers(emit, met)
    this.visits = visits
    this.members = members
    this.readers = {
      QueueCallerJoin: (message, atMs) => visits.joined(message, atMs),
      QueueCallerAbandon: (message) => visits.abandoned(message),
      QueueCallerLeave: (message, atMs) => visits.left(message, atMs),
      AgentCalled: (message, atMs) => visits.rang(message, atMs),
      AgentRingNoAnswer: (message, atMs) => visits.rangInVain(message, atMs),
      AgentConnect: (message, atMs) => visits.connected(message, atMs),
      AgentComplete: (message, atMs) => visits.talks.completed(message, atMs),
      DialEnd: (message, atMs) => visits.rings.dialEnded(message, atMs),
      BlindTransfer: (message) => visits.transferred(message),
      AttendedTransfer: (message) => visits.transferred(message),
      VarSet: (message) => visits.variableSet(message),
      Newexten: (message, atMs) => visits.stepped(message, atMs),
      HangupRequest: (message) => visits.hangupRequested(message),
      SoftHangupRequest: (message) => visits.hangupRequested(message),
      Hangup: (message, atMs) => visits.hungUp(message, atMs),
      QueueMemberAdded: (message, atMs) => members.added(message, atMs),
      QueueMemberRemoved: (message, atMs) => members.removed(message, atMs),
      QueueMemberPause: (message, atMs) => members.paused(message, atMs),
      AgentLogin: (message, atMs) => emit(queueEvent('LOGGED_IN', atMs, loginOf(message))),
      AgentLogoff: (message, atMs) => {
        const talkSeconds = countOf(message, 'Logintime')
        emit(queueEvent('LOGGED_OFF', atMs, { ...loginOf(message), talkSeconds }))
      },
    }
  }

  /** The names of the messages that say anything here. */
  get reads(): readonly string[] {
    return Object.keys(this.readers)
  }

  /** @param receivedMs when it came, for PBXs that do not say when it was */
  take(message: AmiMessage, receivedMs: number): void {
    this.readers[message.name]?.(message, instantOfEvent(message, receivedMs))
  }

  /** Gives up waiting for what the PBX should have told by now. */
  passTime(nowMs: number): void {
    this.visits.talks.passTime(nowMs)
  }

  /** Sets right what is known by what the PBX lists, be it that nobody has listened for some time. */
  reconcile(lists: AmiQueueLists, nowMs: number): void {
    const snapshot = new AmiSnapshot(lists)
    if (lists.hasRestarted) {
      this.emit(queueEvent('STARTED', nowMs))
      this.visits.forgetAll()
    }
    // Of callers every event since the last snapshot has come, unless nobody was there to hear it.
    if (lists.isRecovery) this.visits.reconcile(snapshot, nowMs)
    this.members.reconcile(snapshot.members, nowMs)
  }
}

const loginOf = (message: AmiMessage) => ({
  callid: message.get('Uniqueid') || 'NONE',
  agent: message.get('Agent') ?? '',
})

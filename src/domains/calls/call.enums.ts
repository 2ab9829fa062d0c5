import { describeEnum } from '../../api/enums.ts'
import type {
  CallDirection as KeptDirection,
  CallDisposition as KeptDisposition,
  EndReason as KeptEndReason,
  CallEventKind as KeptEventKind,
  VisitOutcome as KeptOutcome,
  CallState as KeptState,
} from '../../platform/store/tables/calls.ts'

export const CallDirection = describeEnum<KeptDirection>(
  'CallDirection',
  'Where a call came from and went to.',
  {
    INBOUND: 'From outside.',
    OUTBOUND: 'From an extension to the outside.',
    INTERNAL: 'Between extensions.',
  },
)

export const CallState = describeEnum<KeptState>('CallState', 'What is going on in a call.', {
  RINGING: 'A phone rings.',
  IN_IVR: 'The caller is with the dialplan: a menu, an announcement, voicemail.',
  QUEUED: 'The caller waits in a queue.',
  CONNECTED: 'People talk.',
  ON_HOLD: 'Somebody has put the other on hold.',
  PARKED: 'Parked, until somebody picks it up.',
  ENDED: 'Over.',
})

export const CallDisposition = describeEnum<KeptDisposition>('CallDisposition', 'How a call came out.', {
  ANSWERED: 'People talked.',
  ABANDONED: 'The caller hung up while waiting in a queue.',
  NO_ANSWER: 'Nobody answered.',
  BUSY: 'Who was called was busy.',
  FAILED: 'The call could not be made.',
  CANCELLED: 'Hung up before anybody answered.',
})

export const EndReason = describeEnum<KeptEndReason>('EndReason', 'How the end of a call became known.', {
  HANGUP: 'The PBX reported the hangup.',
  UNKNOWN_LINK_LOST:
    'It ended while the PBX could not be reached; the end given is when it was last known to go on.',
  PBX_RESTARTED: 'The PBX was started anew.',
  MERGED: 'It became a part of another call, as a consultation does when the transfer is made.',
})

export const VisitOutcome = describeEnum<KeptOutcome>('VisitOutcome', 'How a stay in a queue ended.', {
  WAITING: 'It has not.',
  ANSWERED: 'Connected to an agent.',
  ABANDONED: 'The caller hung up.',
  TIMED_OUT: 'The waiting time of the queue was over.',
  LEFT_EMPTY: 'The queue had no members, or came to have none.',
  LEFT_UNAVAILABLE: 'No member of the queue could take calls.',
  LEFT_BY_KEY: 'The caller pressed a key to leave.',
  TRANSFERRED: 'Somebody sent the call elsewhere.',
  UNKNOWN: 'The PBX did not tell.',
})

export const CallEventKind = describeEnum<KeptEventKind>(
  'CallEventKind',
  'Something that happens in a call.',
  {
    STARTED: 'The call began.',
    QUEUE_JOINED: 'The caller joined a queue.',
    QUEUE_LEFT: 'The caller left a queue; details has the outcome and the wait.',
    AGENT_RANG: "An agent's phone began to ring.",
    AGENT_NOT_ANSWERED: 'An agent did not answer.',
    ANSWERED: 'People began to talk.',
    HELD: 'Somebody put the other on hold.',
    RESUMED: 'The hold ended.',
    TRANSFERRED: 'The call was transferred; details has the kind and the target.',
    PARKED: 'The call was parked; details has the space.',
    UNPARKED: 'The call was picked up from its space, or went back.',
    RECORDING_CHANGED: 'Recording was switched on, off, or paused; details says which.',
    ENDED: 'The call was over.',
  },
)

import type { AmiMessage } from '../../adapters/ami/message.ts'
import { instantOf, isLocal, known, numberOf, seamOf, secondsOf } from '../../adapters/ami/names.ts'
import type { VisitOutcome } from '../../platform/store/tables/calls.ts'
import type { PbxWatch } from '../pbxs/pbx.watch.ts'
import type { CallTracker } from './call.tracker.ts'
import type { ChannelSighting, ChannelSnapshot } from './channel.sighting.ts'

const CHANNEL_UP = '6'

const VISIT_OUTCOMES: Record<string, VisitOutcome> = {
  TIMEOUT: 'TIMED_OUT',
  JOINEMPTY: 'LEFT_EMPTY',
  LEAVEEMPTY: 'LEFT_EMPTY',
  JOINUNAVAIL: 'LEFT_UNAVAILABLE',
  LEAVEUNAVAIL: 'LEFT_UNAVAILABLE',
  CONTINUE: 'LEFT_BY_KEY',
  WITHDRAW: 'LEFT_BY_KEY',
}

const DIAL_STATUSES: Record<string, string> = {
  ANSWER: 'ANSWERED',
  BUSY: 'BUSY',
  NOANSWER: 'NO_ANSWER',
  CANCEL: 'CANCELLED',
  CONGESTION: 'FAILED',
  CHANUNAVAIL: 'FAILED',
  INVALIDARGS: 'FAILED',
  ABORT: 'CANCELLED',
}

/** Reads of the wire what concerns calls, and says it in the tracker's terms. */
export function watchCalls(tracker: CallTracker): PbxWatch {
  const { visits } = tracker.book
  const uniqueid = (event: AmiMessage) => event.get('Uniqueid') ?? ''
  const agentUniqueid = (event: AmiMessage) => event.get('DestUniqueid') ?? ''
  const queue = (event: AmiMessage) => event.get('Queue') ?? ''
  const member = (event: AmiMessage) => numberOf(event.get('Interface') ?? '')
  /** Whole seconds, as the PBX counts them; undefined where it does not say. */
  const told = (event: AmiMessage, header: string) => {
    const seconds = Number.parseInt(event.get(header) ?? '', 10)
    return seconds >= 0 ? seconds * 1000 : undefined
  }

  /** Every report of a channel carries its whole description; `prefix` tells apart the second of two. */
  const sight = (event: AmiMessage, prefix = ''): void => {
    const seen = sightingOf(event, prefix)
    if (seen) tracker.sight(seen)
  }

  return {
    reads: {
      Newchannel: (event) => sight(event),
      Newstate: (event) => sight(event),
      NewCallerid: (event) => sight(event),
      Newexten(event) {
        sight(event)
        if (event.get('Extension') !== 'h') visits.wentOn(uniqueid(event))
      },
      DialBegin(event) {
        sight(event)
        sight(event, 'Dest')
      },
      DialEnd(event) {
        const status = DIAL_STATUSES[event.get('DialStatus') ?? '']
        const dialed = event.get('DestUniqueid') ?? ''
        if (status) tracker.dialed(dialed, status)
        if (status === 'ANSWERED') tracker.answered(dialed)
      },
      BridgeEnter(event) {
        sight(event)
        tracker.entered(
          event.get('BridgeUniqueid') ?? '',
          uniqueid(event),
          event.get('BridgeType') === 'parking',
        )
      },
      BridgeLeave: (event) => tracker.left(event.get('BridgeUniqueid') ?? '', uniqueid(event)),
      Hold: (event) => tracker.hold(uniqueid(event), true),
      Unhold: (event) => tracker.hold(uniqueid(event), false),
      BlindTransfer(event) {
        if (event.get('Result') === 'Success')
          tracker.transferred(event.get('TransfererUniqueid') ?? '', 'BLIND', event.get('Extension') ?? '')
      },
      AttendedTransfer(event) {
        if (event.get('Result') !== 'Success') return
        const transferer = event.get('OrigTransfererUniqueid') ?? ''
        tracker.book.consulted(transferer, event.get('SecondTransfererUniqueid') ?? '')
        const channel = event.get('TransferTargetChannel')
        const target = channel
          ? numberOf(channel)
          : tracker.otherIn(event.get('DestBridgeUniqueid') ?? '', event.get('TransfereeUniqueid') ?? '')
        tracker.transferred(transferer, 'ATTENDED', target ?? '')
      },
      ParkedCall: (event) => tracker.park(event.get('ParkeeUniqueid') ?? '', event.get('ParkingSpace') ?? ''),
      UnParkedCall: (event) => tracker.unpark(event.get('ParkeeUniqueid') ?? ''),
      ParkedCallTimeOut: (event) => tracker.unpark(event.get('ParkeeUniqueid') ?? ''),
      ParkedCallGiveUp: (event) => tracker.unpark(event.get('ParkeeUniqueid') ?? ''),
      ParkedCallSwap: (event) => tracker.unpark(event.get('ParkeeUniqueid') ?? ''),
      QueueCallerJoin(event) {
        sight(event)
        visits.joined(uniqueid(event), queue(event), Number(event.get('Position')) || 1)
      },
      QueueCallerAbandon: (event) => visits.abandoned(uniqueid(event), queue(event), told(event, 'HoldTime')),
      QueueCallerLeave: (event) => visits.left(uniqueid(event), queue(event)),
      AgentCalled: (event) => visits.rang(uniqueid(event), queue(event), member(event), agentUniqueid(event)),
      AgentRingNoAnswer: (event) =>
        visits.rangInVain(
          uniqueid(event),
          queue(event),
          member(event),
          agentUniqueid(event),
          Number(event.get('RingTime')) || 0,
        ),
      AgentConnect: (event) =>
        visits.connected(
          uniqueid(event),
          queue(event),
          member(event),
          event.get('DestUniqueid'),
          told(event, 'HoldTime'),
        ),
      AgentComplete: (event) =>
        visits.completed(
          uniqueid(event),
          queue(event),
          member(event),
          event.get('DestUniqueid'),
          told(event, 'TalkTime'),
        ),
      VarSet(event) {
        visits.tellsReasons = true
        const value = event.get('Value') ?? ''
        switch (event.get('Variable')) {
          case 'QUEUESTATUS': {
            const outcome = VISIT_OUTCOMES[value]
            if (outcome) visits.resulted(uniqueid(event), outcome)
            return
          }
          // Said just before every reason to leave, and kept back together with them.
          case 'ABANDONED':
            visits.tellsReasons = true
            return
          case 'MIXMONITOR_FILENAME':
            if (value) tracker.recorded(uniqueid(event), value)
        }
      },
      HangupRequest: (event) => tracker.hangupRequested(uniqueid(event)),
      SoftHangupRequest: (event) => tracker.hangupRequested(uniqueid(event)),
      Hangup(event) {
        const cause = Number(event.get('Cause'))
        tracker.hangUp(uniqueid(event), Number.isInteger(cause) && cause > 0 ? cause : undefined)
      },
    },
    reconcile(snapshot) {
      // Every event since the last snapshot has come: calls are right as they are.
      if (!snapshot.isRecovery) return
      const parked = new Set(snapshot.parked.map((event) => event.get('ParkeeUniqueid')))
      const channels: ChannelSnapshot[] = []
      for (const item of snapshot.channels) {
        const seen = sightingOf(item, '')
        if (!seen) continue
        channels.push({
          ...seen,
          ageMs: secondsOf(item.get('Duration') ?? '') * 1000,
          bridgeId: item.get('BridgeId') || undefined,
          isParked: parked.has(seen.uniqueid),
        })
      }
      const reason = snapshot.hasRestarted ? 'PBX_RESTARTED' : 'UNKNOWN_LINK_LOST'
      tracker.reconcile(channels, reason, snapshot.toldLater)
      const waiting = new Set<string>()
      for (const entry of snapshot.queues) {
        if (entry.name !== 'QueueEntry') continue
        waiting.add(`${uniqueid(entry)} ${queue(entry)}`)
        visits.joined(
          uniqueid(entry),
          queue(entry),
          Number(entry.get('Position')) || 1,
          (Number(entry.get('Wait')) || 0) * 1000,
        )
      }
      visits.reconcile(waiting, snapshot.toldLater)
    },
    linkLost: () => tracker.lost(),
  }
}

function sightingOf(event: AmiMessage, prefix: string): ChannelSighting | undefined {
  const uniqueid = event.get(`${prefix}Uniqueid`)
  const channel = event.get(`${prefix}Channel`)
  if (!uniqueid || !channel) return undefined
  const linkedid = event.get(`${prefix}Linkedid`) || uniqueid
  return {
    uniqueid,
    linkedid,
    channel,
    number: numberOf(channel),
    isLocal: isLocal(channel),
    seam: seamOf(channel),
    callerNumber: known(event.get(`${prefix}CallerIDNum`)),
    callerName: known(event.get(`${prefix}CallerIDName`)),
    exten: dialable(event.get(`${prefix}Exten`)),
    isUp: event.get(`${prefix}ChannelState`) === CHANNEL_UP,
    linkedInstant: instantOf(linkedid),
  }
}

/** Only what was dialed counts; `s`, `h` and names of dialplan labels do not. */
const dialable = (exten: string | undefined): string => (exten && /^\+?[0-9*#]+$/.test(exten) ? exten : '')

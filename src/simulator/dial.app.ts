import type { Activity, Channel, HangupBy, PickUp } from './channel.model.ts'
import { Conversation, type EpisodePlayer } from './conversation.ts'
import * as events from './events.ts'
import { INSIDE, type Pbx, TRUNK } from './pbx.ts'

const STATUS_OF_CAUSE: Record<number, string> = { 17: 'BUSY', 21: 'BUSY', 19: 'NOANSWER', 0: 'NOANSWER' }

/** How an attempt to reach one destination ended. */
export type DialOutcome = { status: 'ANSWER'; leg: Channel } | { status: string; cause: number }

/** What `PJSIP/1001` or `PJSIP/0981…@troncal` leads to; undefined when there is no such endpoint. */
export interface Destination {
  device: string
  number: string
  name: string
  dialString: string
  outside: boolean
}

export function destinationOf(pbx: Pbx, dialString: string): Destination | undefined {
  const [, technology, rest] = /^([A-Za-z]+)\/(.+)$/.exec(dialString) ?? []
  if (technology !== 'PJSIP' || !rest) return undefined
  const [number = '', trunk] = rest.split('@')
  if (trunk) {
    if (`PJSIP/${trunk}` !== TRUNK) return undefined
    return { device: TRUNK, number, name: '', dialString: rest, outside: true }
  }
  const extension = pbx.extensions.get(number)
  if (!extension?.registered) return undefined
  return { device: extension.device, number, name: extension.name, dialString: rest, outside: false }
}

/** One ringing leg, with or without a caller who waits for it. */
export class Ringing implements Activity {
  #over = false

  private constructor(
    private readonly pbx: Pbx,
    readonly leg: Channel,
    private readonly caller: Channel | undefined,
    private readonly silentTimeout: boolean,
    private readonly done: (outcome: DialOutcome) => void,
  ) {
    leg.activity = this
  }

  static begin(
    pbx: Pbx,
    to: Destination,
    options: {
      caller?: Channel
      timeoutMs: number
      pickUp: (leg: Channel) => PickUp
      uniqueid?: string
      linkedid?: string
      prepare?: (leg: Channel) => void
      /** An originated channel that nobody answers in time ends without a DialEnd. */
      silentTimeout?: boolean
      done: (outcome: DialOutcome) => void
    },
  ): Ringing {
    const { caller } = options
    const linkedid = options.linkedid ?? caller?.linkedid
    const leg = pbx.open(to.device, {
      state: 'Down',
      ...(linkedid ? { linkedid } : {}),
      ...(options.uniqueid ? { uniqueid: options.uniqueid } : {}),
      callerNumber: to.number,
      callerName: to.name,
      context: to.outside ? 'from-pstn' : INSIDE,
      exten: caller?.exten ?? 's',
    })
    pbx.runApplication(leg, caller ? 'AppDial' : 'AppDial2', '(Outgoing Line)')
    options.prepare?.(leg)
    if (caller) pbx.connectLine(leg, caller.callerNumber, caller.callerName)
    const ringing = new Ringing(pbx, leg, caller, options.silentTimeout ?? false, options.done)
    pbx.publish(events.dialBegin(caller, leg, to.dialString))
    leg.state = 'Ringing'
    pbx.publish(events.newstate(leg))
    pbx.refreshDevice(leg.device)
    pbx.publish(events.dialState(caller, leg, 'RINGING'))
    leg.timers.after(options.timeoutMs, () => ringing.#fail('NOANSWER', 0))
    const pickUp = options.pickUp(leg)
    if (pickUp.kind === 'answer') leg.timers.after(pickUp.afterMs, () => ringing.#answer())
    if (pickUp.kind === 'refuse')
      leg.timers.after(pickUp.afterMs, () =>
        ringing.#fail(STATUS_OF_CAUSE[pickUp.cause] ?? 'CONGESTION', pickUp.cause),
      )
    return ringing
  }

  /** The one who dialed gave up. */
  cancel(): void {
    if (this.#over) return
    this.#over = true
    this.pbx.publish(events.dialEnd(this.caller, this.leg, 'CANCEL'))
    this.pbx.finish(this.leg, 0)
  }

  hangUp(_leg: Channel, cause: number): void {
    this.#fail('CANCEL', cause)
  }

  release(): void {
    this.#fail('CANCEL', 16)
  }

  #answer(): void {
    if (this.#over) return
    this.#over = true
    const { pbx, leg } = this
    leg.timers.cancelAll()
    leg.activity = undefined
    leg.state = 'Up'
    pbx.publish(events.newstate(leg), events.dialEnd(this.caller, leg, 'ANSWER'))
    this.done({ status: 'ANSWER', leg })
    pbx.refreshDevice(leg.device)
  }

  #fail(status: string, cause: number): void {
    if (this.#over) return
    this.#over = true
    if (!(this.silentTimeout && status === 'NOANSWER'))
      this.pbx.publish(events.dialEnd(this.caller, this.leg, status))
    this.pbx.finish(this.leg, cause)
    this.done({ status, cause })
  }
}

/** The application Dial(): one destination, answered into a conversation. */
export class DialApplication {
  constructor(
    private readonly pbx: Pbx,
    private readonly play: EpisodePlayer,
  ) {}

  enter(caller: Channel, dialString: string, timeoutSeconds = 30): void {
    const { pbx } = this
    pbx.runApplication(caller, 'Dial', `${dialString},${timeoutSeconds},tT`)
    const to = destinationOf(pbx, dialString)
    if (!to) {
      pbx.setVariable(caller, 'DIALSTATUS', 'CHANUNAVAIL')
      pbx.endOfDialplan(caller, 20)
      return
    }
    const plan = pbx.planOf(caller)
    const ringing = Ringing.begin(pbx, to, {
      caller,
      timeoutMs: timeoutSeconds * 1000,
      pickUp: to.outside ? () => pbx.people.outside(to.number) : plan.pickUp,
      done: (outcome) => this.#dialed(caller, outcome),
    })
    if (!caller.hungUp && caller.activity === undefined) caller.activity = new Calling(pbx, ringing)
  }

  #dialed(caller: Channel, outcome: DialOutcome): void {
    const { pbx } = this
    caller.activity = undefined
    pbx.setVariable(caller, 'DIALSTATUS', outcome.status)
    if (!('leg' in outcome)) {
      pbx.endOfDialplan(caller, outcome.cause)
      return
    }
    const { leg } = outcome
    pbx.answer(caller)
    if (caller.hungUp) {
      pbx.finish(leg, 16)
      return
    }
    pbx.connectLine(caller, leg.callerNumber, leg.callerName)
    Conversation.begin(pbx, caller, leg, this.play)
  }
}

/** A caller who waits for the one leg it dialed. */
class Calling implements Activity {
  constructor(
    private readonly pbx: Pbx,
    private readonly ringing: Ringing,
  ) {}

  hangUp(caller: Channel, cause: number, by: HangupBy): void {
    caller.activity = undefined
    if (by === 'farEnd') this.pbx.publish(events.hangupRequest(caller, cause))
    this.ringing.cancel()
    this.pbx.endOfDialplan(caller, cause)
  }

  release(caller: Channel): void {
    caller.activity = undefined
    this.ringing.cancel()
  }
}

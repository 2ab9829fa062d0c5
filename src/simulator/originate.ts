import type { Action, Answering } from './actions/action.ts'
import type { Activity, Channel } from './channel.model.ts'
import { UNKNOWN } from './channel.model.ts'
import { type DialOutcome, destinationOf, Ringing } from './dial.app.ts'
import type { Dialplan } from './dialplan.ts'
import * as events from './events.ts'
import type { Pbx } from './pbx.ts'
import type { Header } from './spelling.ts'

const DEFAULT_TIMEOUT_MS = 30_000
const REASON_FAILURE = 0
const REASON_NO_ANSWER = 3
const REASON_ANSWER = 4
const SPY_LOOKS_EVERY_MS = 1000

interface Order {
  dialString: string
  uniqueid: string
  timeoutMs: number
  callerNumber: string
  callerName: string
  variables: [string, string][]
  done: (outcome: DialOutcome) => void
}

/** The action Originate: calls a channel, and what answers runs an application or an extension. */
export class Originator {
  constructor(
    private readonly pbx: Pbx,
    private readonly dialplan: Dialplan,
  ) {}

  originate(action: Action, to: Answering): void {
    const dialString = action.get('Channel')
    const application = action.get('Application')
    const exten = action.get('Exten')
    const context = action.get('Context')
    if (!dialString) {
      to.error('Channel not specified')
      return
    }
    if (!application && !exten) {
      to.error('Either Application or Exten must be specified')
      return
    }
    if (!/^[^/]+\/.+/.test(dialString)) {
      to.error('Invalid channel')
      return
    }
    if (!application && !this.dialplan.exists(context || 'default', exten)) {
      to.error('Extension does not exist.')
      return
    }
    const isAsync = action.isTrue('Async')
    if (isAsync) to.success('Originate successfully queued')
    const [callerNumber, callerName] = callerId(action.get('CallerID'))
    const data = action.get('Data')
    const destination: Header[] = application
      ? [
          ['Application', application],
          ['Data', data],
        ]
      : [
          ['Context', context],
          ['Exten', exten],
        ]
    this.#call({
      dialString,
      uniqueid: action.get('ChannelId'),
      timeoutMs: Number.parseInt(action.get('Timeout'), 10) || DEFAULT_TIMEOUT_MS,
      callerNumber,
      callerName,
      variables: variables(action.all('Variable')),
      done: (outcome) => {
        const leg = 'leg' in outcome ? outcome.leg : undefined
        if (!isAsync) {
          if (leg) to.success('Originate successfully queued')
          else to.error('Originate failed')
        } else {
          this.pbx.publish(
            events.originateResponse({
              actionId: action.id,
              succeeded: leg !== undefined,
              channel: leg?.name ?? dialString,
              to: destination,
              reason: leg ? REASON_ANSWER : outcome.status === 'NOANSWER' ? REASON_NO_ANSWER : REASON_FAILURE,
              uniqueid: leg?.uniqueid ?? (outcome.status === 'DUPLICATE' ? action.get('ChannelId') : UNKNOWN),
              callerNumber: callerNumber || UNKNOWN,
              callerName: callerName || UNKNOWN,
            }),
          )
        }
        if (!leg) return
        if (!application) this.dialplan.run(leg, context, exten)
        else if (/^(Chan|Ext)Spy$/i.test(application)) this.#spy(leg, data)
        else this.dialplan.runAlone(leg, application, data, applicationMs(application, data))
      },
    })
  }

  #call(order: Order): void {
    const { pbx } = this
    if (order.uniqueid && pbx.find(order.uniqueid)) {
      order.done({ status: 'DUPLICATE', cause: 0 })
      return
    }
    const local = /^Local\/([^@/]+)@([^/]+)(\/n)?$/i.exec(order.dialString)
    if (local) {
      this.#callLocal(order, local[1]!, local[2]!)
      return
    }
    const to = destinationOf(pbx, order.dialString)
    if (!to) {
      order.done({ status: 'CHANUNAVAIL', cause: 20 })
      return
    }
    Ringing.begin(pbx, to, {
      timeoutMs: order.timeoutMs,
      silentTimeout: true,
      ...(order.uniqueid ? { uniqueid: order.uniqueid } : {}),
      prepare: (leg) => this.#prepare(leg, order),
      pickUp: (leg) => (to.outside ? pbx.people.outside(to.number) : pbx.planOf(leg).pickUp(leg)),
      done: order.done,
    })
  }

  /** A Local channel: its second half runs the extension, its first half is answered when that one is. */
  #callLocal(order: Order, exten: string, context: string): void {
    const { pbx } = this
    if (!this.dialplan.exists(context, exten)) {
      order.done({ status: 'CHANUNAVAIL', cause: 1 })
      return
    }
    const name = pbx.nextLocalName(`${exten}@${context}`)
    const device = `Local/${exten}@${context}`
    const half = { context, exten }
    const one = pbx.open(device, {
      ...half,
      name: `${name};1`,
      state: 'Down',
      ...(order.uniqueid ? { uniqueid: order.uniqueid } : {}),
    })
    const two = pbx.open(device, {
      ...half,
      name: `${name};2`,
      state: 'Ring',
      linkedid: one.linkedid,
      ...(order.uniqueid ? { uniqueid: `${order.uniqueid};2` } : {}),
    })
    one.twin = two
    two.twin = one
    pbx.runApplication(one, 'AppDial2', '(Outgoing Line)')
    this.#prepare(one, order)
    this.#prepare(two, order)
    pbx.publish(events.localBridge(one, two, true), events.dialBegin(undefined, one, `${exten}@${context}`))
    const calling = new LocalCalling(pbx, one, order.done)
    one.timers.after(order.timeoutMs, () => calling.fail('NOANSWER', 0))
    two.onAnswer = () => calling.answer()
    this.dialplan.run(two, context, exten)
  }

  #prepare(leg: Channel, order: Order): void {
    const { pbx } = this
    for (const [name, value] of order.variables) pbx.setVariable(leg, name, value)
    if (!order.callerNumber) return
    leg.callerNumber = order.callerNumber
    leg.callerName = order.callerName || UNKNOWN
    pbx.publish(events.newCallerId(leg))
    pbx.connectLine(leg, leg.callerNumber, leg.callerName)
  }

  /** Listens to whoever speaks on the device, until that call is over. */
  #spy(spyer: Channel, data: string): void {
    const { pbx } = this
    this.dialplan.runAlone(spyer, 'ChanSpy', data)
    const prefix = data.split(',')[0] ?? ''
    let spyee: Channel | undefined
    const look = () => {
      if (spyee?.hungUp) {
        pbx.publish(events.chanSpyStop(spyer, spyee))
        return pbx.endOfDialplan(spyer)
      }
      if (!spyee) {
        spyee = [...pbx.channels.values()].find(
          (channel) => channel !== spyer && channel.name.startsWith(prefix),
        )
        if (!spyee) return pbx.endOfDialplan(spyer)
        pbx.publish(events.chanSpyStart(spyer, spyee))
      }
      spyer.timers.after(SPY_LOOKS_EVERY_MS, look)
    }
    look()
  }
}

/** The first half of a Local channel until the second one is answered. */
class LocalCalling implements Activity {
  #over = false

  constructor(
    private readonly pbx: Pbx,
    private readonly one: Channel,
    private readonly done: (outcome: DialOutcome) => void,
  ) {
    one.activity = this
  }

  answer(): void {
    if (this.#over) return
    this.#over = true
    const { pbx, one } = this
    one.timers.cancelAll()
    one.activity = undefined
    one.state = 'Up'
    pbx.publish(events.newstate(one), events.dialEnd(undefined, one, 'ANSWER'))
    this.done({ status: 'ANSWER', leg: one })
  }

  fail(status: string, cause: number): void {
    if (this.#over) return
    this.#over = true
    this.pbx.finish(this.one, cause)
    this.done({ status, cause })
  }

  hangUp(_channel: Channel, cause: number): void {
    this.fail('CANCEL', cause)
  }

  release(): void {
    this.fail('CANCEL', 16)
  }
}

/** `"Ana" <1001>`, `Ana <1001>` or `1001`. */
function callerId(text: string): [number: string, name: string] {
  const match = /^\s*"?([^"<]*?)"?\s*<([^>]*)>\s*$/.exec(text)
  return match ? [match[2]!.trim(), match[1]!.trim()] : [text.trim(), '']
}

/** Repeated headers, each cut at its commas, as Asterisk cuts them. */
function variables(values: string[]): [string, string][] {
  return values
    .flatMap((value) => value.split(','))
    .flatMap((pair) => {
      const equals = pair.indexOf('=')
      return equals > 0
        ? [[pair.slice(0, equals).trim(), pair.slice(equals + 1)] satisfies [string, string]]
        : []
    })
}

function applicationMs(application: string, data: string): number | undefined {
  if (/^Wait$/i.test(application)) return (Number.parseFloat(data) || 0) * 1000
  return /^(Echo|MusicOnHold|Park)$/i.test(application) ? undefined : 5_000
}

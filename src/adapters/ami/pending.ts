import { randomBytes } from 'node:crypto'
import { AmiError } from './errors.ts'
import type { AmiMessage } from './message.ts'

/** The answer of a list action: its response and every item, complete. */
export interface AmiList {
  response: AmiMessage
  items: AmiMessage[]
}

interface Waiting<T> {
  timer: NodeJS.Timeout
  resolve(answer: T): void
  reject(error: AmiError): void
}

interface WaitingList extends Waiting<AmiList> {
  response?: AmiMessage
  items: AmiMessage[]
  /** Its caller was told of a failure; it stays until its end, so that late items are not taken for events. */
  abandoned: boolean
}

const MAX_WAITING = 20_000

/** The actions of one connection that wait for their answers, each with its own time limit. */
export class PendingActions {
  // Random, so that no other client and no earlier run ever used the same id.
  readonly #prefix = randomBytes(9).toString('base64url')
  readonly #actions = new Map<string, Waiting<AmiMessage>>()
  readonly #lists = new Map<string, WaitingList>()
  readonly #maxListItems: number
  #count = 0

  constructor(maxListItems: number) {
    this.#maxListItems = maxListItems
  }

  /** An ActionID that was never used before. */
  newId(): string {
    return `${this.#prefix}-${(++this.#count).toString(36)}`
  }

  get full(): boolean {
    return this.#actions.size + this.#lists.size >= MAX_WAITING
  }

  /** Waits for the one response. */
  response(id: string, name: string, timeoutMs: number): Promise<AmiMessage> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#actions.delete(id)
        reject(tooLate(name, timeoutMs))
      }, timeoutMs)
      this.#actions.set(id, { timer, resolve, reject })
    })
  }

  /** Waits for a response and all items that follow it. */
  list(id: string, name: string, timeoutMs: number): Promise<AmiList> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => abandon(list, tooLate(name, timeoutMs)), timeoutMs)
      const list: WaitingList = { timer, resolve, reject, items: [], abandoned: false }
      this.#lists.set(id, list)
    })
  }

  /** Takes a message that belongs to an action; false for an event that belongs to none. */
  take(message: AmiMessage): boolean {
    // Looking for the id costs a scan of the event, so events are asked for it only while a list is under way.
    if (message.kind === 'event' && this.#lists.size === 0) return false
    const id = message.actionId
    if (id === undefined) return message.kind === 'response'
    const list = this.#lists.get(id)
    if (message.kind === 'event') {
      if (list) this.#collect(id, list, message)
      return list !== undefined
    }
    const refusal = message.name === 'Error' ? refused(message) : undefined
    if (list && !refusal) list.response = message
    else if (list) this.#settle(this.#lists, id, list)?.reject(refusal!)
    else {
      const action = this.#settle(this.#actions, id, this.#actions.get(id))
      if (refusal) action?.reject(refusal)
      else action?.resolve(message)
    }
    return true
  }

  /** The connection is over: everyone who waits is told. */
  failAll(reason: string): void {
    for (const waiting of [...this.#actions.values(), ...this.#lists.values()]) {
      clearTimeout(waiting.timer)
      waiting.reject(new AmiError('DISCONNECTED', reason))
    }
    this.#actions.clear()
    this.#lists.clear()
  }

  #collect(id: string, list: WaitingList, item: AmiMessage): void {
    // Newer lists say `EventList: Complete`; some are known by the last event's name alone.
    const mark = item.get('EventList')?.toLowerCase()
    if (mark === 'complete' || item.name.endsWith('Complete')) {
      this.#settle(this.#lists, id, list)
      if (list.response) list.resolve({ response: list.response, items: list.items })
      else list.reject(new AmiError('PROTOCOL', 'A list ended without a response'))
    } else if (mark === 'cancelled') {
      this.#settle(this.#lists, id, list)?.reject(refused(item))
    } else if (!list.abandoned) {
      list.items.push(item)
      if (list.items.length <= this.#maxListItems) return
      abandon(list, new AmiError('OVERFLOW', `A list has more than ${this.#maxListItems} items`))
    }
  }

  #settle<T extends Waiting<never>>(map: Map<string, T>, id: string, waiting: T | undefined): T | undefined {
    if (waiting) clearTimeout(waiting.timer)
    map.delete(id)
    return waiting
  }
}

function abandon(list: WaitingList, error: AmiError): void {
  clearTimeout(list.timer)
  list.abandoned = true
  list.items = []
  list.reject(error)
}

const tooLate = (name: string, timeoutMs: number) =>
  new AmiError('TIMED_OUT', `${name} had no complete answer within ${timeoutMs} ms`)

const refused = (message: AmiMessage) =>
  new AmiError('REFUSED', 'The PBX refused the action', message.get('Message')?.trim() ?? '')

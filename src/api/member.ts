import type { Group } from './group.ts'
import { FACT_BACKLOG_BYTES, type Outlet, STATE_BACKLOG_BYTES } from './outlet.ts'

const DONE = { value: undefined, done: true } as const

/**
 * One client's part in a group. To graphql-ws it is an iterator that yields nothing and only ends: the hub
 * writes the messages itself.
 */
export class Member implements AsyncIterableIterator<never> {
  readonly prefix: Buffer
  private waiting: { resolve(result: typeof DONE): void; reject(error: unknown): void } | undefined
  private pending: Map<unknown, Buffer> | undefined
  /** Bytes kept of what the group itself no longer keeps. */
  private lastWords = 0
  private ended = false
  private failure: unknown

  constructor(
    private readonly group: Group,
    readonly outlet: Outlet,
    id: string,
  ) {
    this.prefix = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`)
  }

  /** Sends the latest of a key, or keeps it until the client has caught up. */
  sendState(key: unknown, payload: Buffer): void {
    if (this.outlet.closed) return
    if (!this.pending && this.outlet.backlogBytes < STATE_BACKLOG_BYTES) {
      this.outlet.add(this.prefix, payload)
      return
    }
    this.pending ??= new Map()
    this.pending.set(key, payload)
    if (!this.group.keeps(key)) this.lastWords += payload.length
    if (this.lastWords > FACT_BACKLOG_BYTES) this.outlet.giveUp()
    else this.outlet.awaitDrain(this)
  }

  /** Sends an event; a client that let too many pile up is closed. */
  sendFact(payload: Buffer): void {
    const { outlet } = this
    if (outlet.closed) return
    const backlog = outlet.backlogBytes
    if (backlog > 0 && backlog + payload.length > FACT_BACKLOG_BYTES) outlet.giveUp()
    else outlet.add(this.prefix, payload)
  }

  /** Goes on after the client has taken what it was sent. */
  resume(): void {
    const { pending } = this
    if (!pending || this.ended) return
    this.pending = undefined
    this.lastWords = 0
    for (const [key, payload] of pending) this.sendState(key, payload)
  }

  /** Ends this client's subscription, with an error if there was one. */
  end(failure?: unknown): void {
    if (this.ended) return
    this.ended = true
    this.pending = undefined
    this.failure = failure
    const { waiting } = this
    this.waiting = undefined
    if (!waiting) return
    if (failure === undefined) waiting.resolve(DONE)
    else waiting.reject(failure)
  }

  next(): Promise<IteratorResult<never>> {
    if (this.ended) return this.failure === undefined ? Promise.resolve(DONE) : Promise.reject(this.failure)
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject }
    })
  }

  return(): Promise<IteratorResult<never>> {
    this.group.leave(this)
    this.end()
    return Promise.resolve(DONE)
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}

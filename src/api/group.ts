import type { LiveStream } from '../platform/live.ts'
import { type ApiContext, freshContext } from './context.ts'
import type { Answer, Executor, Permitted } from './execution.ts'
import { Member } from './member.ts'
import type { Outlet } from './outlet.ts'

type Source = AsyncIterator<unknown> & Partial<Pick<LiveStream<unknown, unknown>, 'holds'>>

/** What a group tells the hub. */
export interface GroupEvents {
  /** There is something to deliver at the end of this tick. */
  dirty(group: Group): void
  /** The group is over; whoever comes next needs a new one. */
  over(group: Group): void
}

/**
 * All who subscribed to the same: one source, one execution and one serialized payload for each event. It
 * ends with its last member, or with its source.
 */
export class Group {
  private readonly members = new Set<Member>()
  /** State: the payload of every key as it stands, for those who come later. */
  private readonly latest = new Map<unknown, Buffer>()
  /** What came within this tick: the latest of each key, or every fact. */
  private freshState = new Map<unknown, Buffer>()
  private freshFacts: Buffer[] = []
  private source: Source | undefined
  /** One for all events: they are executed one after another. */
  private readonly context: ApiContext
  private over = false
  private readonly isState: boolean

  constructor(
    private readonly executor: Executor,
    private readonly permitted: Permitted,
    context: ApiContext,
    private readonly events: GroupEvents,
  ) {
    this.context = freshContext(context)
    this.isState = permitted.operation.stream?.kind === 'state'
  }

  /** Opens the source. An answer instead of undefined says why there is none. */
  async open(): Promise<Answer | undefined> {
    const source = await this.executor.source(this.permitted, this.context)
    if (!(Symbol.asyncIterator in source)) {
      this.finish()
      return source
    }
    this.source = source[Symbol.asyncIterator]() as Source
    if (this.over) await this.source.return?.()
    else void this.run(this.source)
    return undefined
  }

  join(outlet: Outlet, id: string): Member {
    const member = new Member(this, outlet, id)
    if (this.over) {
      member.end()
      return member
    }
    this.members.add(member)
    for (const [key, payload] of this.latest) {
      if (this.holds(key)) member.sendState(key, payload)
      else this.latest.delete(key)
    }
    return member
  }

  leave(member: Member): void {
    if (this.members.delete(member) && this.members.size === 0) this.finish()
  }

  /** True while newcomers get this key, so that keeping its payload for a slow client costs nothing more. */
  keeps(key: unknown): boolean {
    return this.latest.has(key)
  }

  /** Hands what came within the tick to every member; the hub then flushes the outlets. */
  deliver(touched: Set<Outlet>): void {
    const { freshState, freshFacts } = this
    if (freshState.size > 0) this.freshState = new Map()
    if (freshFacts.length > 0) this.freshFacts = []
    for (const member of this.members) {
      for (const [key, payload] of freshState) member.sendState(key, payload)
      for (const payload of freshFacts) member.sendFact(payload)
      touched.add(member.outlet)
    }
  }

  /** Ends a group whose source could not be opened. */
  abandon(): void {
    this.finish()
  }

  get size(): number {
    return this.members.size
  }

  private async run(source: Source): Promise<void> {
    try {
      for (;;) {
        const { value, done } = await source.next()
        if (done || this.over) break
        this.context.loaders.reset()
        const answer = this.executor.execute(this.permitted, this.context, value)
        this.emit(value, answer instanceof Promise ? await answer : answer)
      }
      this.finish()
    } catch (error) {
      this.finish(error)
    }
  }

  private emit(event: unknown, answer: Answer): void {
    const payload = Buffer.from(JSON.stringify(answer))
    if (this.isState) {
      const key = (event as { id?: unknown } | null)?.id
      if (this.holds(key)) this.latest.set(key, payload)
      else this.latest.delete(key)
      this.freshState.set(key, payload)
    } else this.freshFacts.push(payload)
    this.events.dirty(this)
  }

  /** A source that cannot tell holds all it ever sent. */
  private holds(key: unknown): boolean {
    return this.source?.holds?.(key) ?? true
  }

  private finish(failure?: unknown): void {
    if (this.over) return
    this.over = true
    this.events.over(this)
    // A source that fails at its end has nobody left to be told.
    this.source?.return?.().catch(() => {})
    for (const member of this.members) member.end(failure)
    this.members.clear()
    this.latest.clear()
  }
}

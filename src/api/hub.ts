import type { ApiContext } from './context.ts'
import type { Answer, Executor, Permitted } from './execution.ts'
import { Group } from './group.ts'
import type { Member } from './member.ts'
import type { Outlet } from './outlet.ts'

/**
 * Shares subscriptions: whoever subscribed to the same operation with the same variables, in the same scope and
 * language, is served by one execution. Messages of one tick leave together.
 */
export class Hub {
  private readonly groups = new Map<string, { group: Group; opened: Promise<Answer | undefined> }>()
  private readonly dirty = new Set<Group>()
  private scheduled: NodeJS.Immediate | undefined

  constructor(private readonly executor: Executor) {}

  /** The client's part in the subscription, or an answer that says why there is none. */
  async subscribe(
    permitted: Permitted,
    context: ApiContext,
    outlet: Outlet,
    id: string,
  ): Promise<Member | Answer> {
    const key = keyOf(permitted, context)
    let entry = this.groups.get(key)
    if (!entry) {
      const group = new Group(this.executor, permitted, context, {
        dirty: (each) => this.mark(each),
        over: (each) => this.remove(key, each),
      })
      entry = { group, opened: Promise.resolve(undefined) }
      this.groups.set(key, entry)
      const member = group.join(outlet, id)
      entry.opened = group.open()
      return (await this.settled(entry)) ?? member
    }
    const member = entry.group.join(outlet, id)
    outlet.flush()
    return (await this.settled(entry)) ?? member
  }

  get groupCount(): number {
    return this.groups.size
  }

  get memberCount(): number {
    let count = 0
    for (const { group } of this.groups.values()) count += group.size
    return count
  }

  private async settled(entry: { group: Group; opened: Promise<Answer | undefined> }) {
    try {
      return await entry.opened
    } catch (error) {
      entry.group.abandon()
      throw error
    }
  }

  private remove(key: string, group: Group): void {
    if (this.groups.get(key)?.group === group) this.groups.delete(key)
    if (this.dirty.delete(group)) this.deliver([group])
  }

  private mark(group: Group): void {
    this.dirty.add(group)
    this.scheduled ??= setImmediate(() => {
      this.scheduled = undefined
      const groups = [...this.dirty]
      this.dirty.clear()
      this.deliver(groups)
    })
  }

  private deliver(groups: readonly Group[]): void {
    const touched = new Set<Outlet>()
    for (const group of groups) group.deliver(touched)
    for (const outlet of touched) outlet.flush()
  }
}

/** Equal for those who may share: same operation, same variables, and eyes that see the same. */
function keyOf({ operation, variables }: Permitted, { viewer, language }: ApiContext): string {
  const eyes =
    operation.stream?.sharedBy === 'scope' ? viewer?.scope : viewer && `user:${viewer.userId}|${viewer.scope}`
  return JSON.stringify([operation.normalized, sorted(variables), eyes ?? null, language])
}

/** The same variables in the same order; their depth was bounded before. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  )
}

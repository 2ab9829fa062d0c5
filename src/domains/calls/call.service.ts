import type { PageRequest } from '../../api/pagination.ts'
import { DomainError } from '../../errors.ts'
import { isId } from '../../platform/ids.ts'
import { demandPosition, isNumberPrefix } from '../../platform/input.ts'
import { FactStream, LiveMap } from '../../platform/live.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { CallRow } from './call.record.ts'
import type { CallScope, CallStore } from './call.store.ts'
import type { CallTracker } from './call.tracker.ts'
import { Call, type CallEvent, type CallFilter, type CallStatistics } from './call.types.ts'
import type { Conversation, ConversationEvent } from './conversation.ts'

/** A call and something that happened in it. */
export interface LiveFact {
  readonly event: ConversationEvent
  readonly call: Call
}

const MAX_IDS = 100

/** Calls as they happen and as they were. */
export class CallService {
  /** Calls that have not ended. */
  readonly live = new LiveMap<string, Call>()
  readonly facts = new FactStream<LiveFact>()

  private readonly trackers = new Map<string, CallTracker>()

  constructor(private readonly store: CallStore) {}

  /** The live calls of a PBX begin to be fed, or end. */
  attach(tracker: CallTracker): void {
    this.trackers.set(tracker.book.directory.pbxId, tracker)
  }

  detach(pbxId: string): void {
    this.trackers.delete(pbxId)
    for (const call of [...this.live.all()]) if (call.pbxId === pbxId) this.live.delete(call.id)
  }

  /** A call that is going on, with all of its legs. @throws DomainError NOT_FOUND */
  ongoing(viewer: Viewer, id: string): { conversation: Conversation; tracker: CallTracker } {
    const call = this.live.get(id)
    const tracker = call && this.sees(viewer, call) ? this.trackers.get(call.pbxId) : undefined
    const conversation = tracker?.book.conversations.get(call!.linkedid)
    if (!tracker || !conversation) throw new DomainError('NOT_FOUND', ['id'])
    return { conversation, tracker }
  }

  /** Whether a viewer sees a call: their tenant's, and of their queues where they are confined to some. */
  sees(viewer: Viewer, call: { tenantId: string; queueId: string | null }): boolean {
    if (!viewer.seesTenant(call.tenantId)) return false
    return viewer.queueIds === undefined || (call.queueId !== null && viewer.seesQueue(call.queueId))
  }

  active(viewer: Viewer): Call[] {
    viewer.demand('calls')
    return [...this.live.all()].filter((call) => this.sees(viewer, call))
  }

  watchActive(viewer: Viewer, ids: readonly string[] | undefined) {
    viewer.demand('calls')
    const wanted = ids && new Set(ids)
    return this.live.watch((call) => this.sees(viewer, call) && (!wanted || wanted.has(call.id)))
  }

  watchFacts(viewer: Viewer, kind: ConversationEvent['kind']) {
    viewer.demand('calls')
    return this.facts.watch(({ event, call }) => event.kind === kind && this.sees(viewer, call))
  }

  /** The page of calls and one more. */
  async page(viewer: Viewer, filter: CallFilter, { size, after }: PageRequest): Promise<Call[]> {
    viewer.demand('calls')
    check(filter)
    demandPosition(after)
    const rows = await this.store.page(scopeOf(viewer), given(filter), size + 1, after)
    return rows.map(kept)
  }

  /** @throws DomainError NOT_FOUND, alike for a call of others and for none. */
  async find(viewer: Viewer, id: string): Promise<Call> {
    viewer.demand('calls')
    const live = this.live.get(id)
    if (live && this.sees(viewer, live)) return live
    const row = isId(id) ? await this.store.find(scopeOf(viewer), id) : undefined
    if (!row) throw new DomainError('NOT_FOUND', ['id'])
    return kept(row)
  }

  /** Of some calls those that the viewer may see, live or kept, in no order. */
  async findAll(viewer: Viewer, ids: readonly string[]): Promise<Call[]> {
    viewer.demand('calls')
    const rows = await this.store.findAll(scopeOf(viewer), ids)
    return rows.map((row) => this.live.get(row.id) ?? kept(row))
  }

  async statistics(viewer: Viewer, filter: CallFilter): Promise<CallStatistics> {
    viewer.demand('calls')
    check(filter)
    const groups = await this.store.statistics(scopeOf(viewer), given(filter))
    const answeredTalk = groups.find(({ disposition }) => disposition === 'ANSWERED')?.talkSeconds ?? 0
    const countOf = (disposition: CallRow['disposition']) =>
      groups.find((group) => group.disposition === disposition)?.count ?? 0
    const total = groups.reduce((sum, { count }) => sum + count, 0)
    const answered = countOf('ANSWERED')
    const active = countOf(null)
    const abandoned = countOf('ABANDONED')
    const talkSeconds = groups.reduce((sum, group) => sum + group.talkSeconds, 0)
    const waitSeconds = groups.reduce((sum, group) => sum + group.waitSeconds, 0)
    return {
      total,
      answered,
      abandoned,
      active,
      otherwise: total - answered - abandoned - active,
      talkSeconds,
      averageTalkSeconds: answered === 0 ? null : answeredTalk / answered,
      averageWaitSeconds: total === 0 ? null : waitSeconds / total,
      longestWaitSeconds: groups.reduce((longest, group) => Math.max(longest, group.longestWaitSeconds), 0),
    }
  }

  /** What happened since an instant, in order, and one more than the page: for those who missed some. */
  async events(viewer: Viewer, since: Date, { size, after }: PageRequest): Promise<CallEvent[]> {
    viewer.demand('calls')
    demandPosition(after)
    const rows = await this.store.eventsPage(scopeOf(viewer), since, size + 1, after)
    return rows.map(eventOf)
  }

  /** The parts of calls already found by the viewer. */
  legsOf(callIds: readonly string[]) {
    return this.store.legsOf(callIds)
  }

  visitsOf(callIds: readonly string[]) {
    return this.store.visitsOf(callIds)
  }

  async eventsOf(callIds: readonly string[]): Promise<CallEvent[]> {
    return (await this.store.eventsOf(callIds)).map(eventOf)
  }
}

const kept = (row: CallRow): Call => Object.assign(row, { isStale: false })

function eventOf(row: Awaited<ReturnType<CallStore['eventsOf']>>[number]): CallEvent {
  const details = Object.entries(row.details).map(([name, value]) => ({ name, value: String(value) }))
  return { ...row, details }
}

const scopeOf = (viewer: Viewer): CallScope => ({
  tenantId: viewer.tenantId,
  queueIds: viewer.queueIds && [...viewer.queueIds],
})

/** Only what the caller gave: absent and null mean the same. */
const given = (filter: CallFilter): CallFilter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null && value !== undefined))

/** @throws DomainError at the path of the part that cannot be. */
function check(filter: CallFilter): void {
  const { from, until, number } = filter
  for (const name of ['queueIds', 'agentIds'] as const) {
    const ids = filter[name]
    if (ids && ids.length > MAX_IDS) throw new DomainError('TOO_MANY', ['filter', name], { maximum: MAX_IDS })
    if (ids && !ids.every(isId)) throw new DomainError('INVALID_ID', ['filter', name])
  }
  if (filter.pbxId != null && !isId(filter.pbxId)) throw new DomainError('INVALID_ID', ['filter', 'pbxId'])
  if (from && until && from >= until) throw new DomainError('EMPTY_PERIOD', ['filter', 'until'])
  if (number != null && !isNumberPrefix(number)) throw new DomainError('INVALID_NUMBER', ['filter', 'number'])
}

import { instantOf, isLocal, isPhone, numberOf } from '../../../adapters/ami/names.ts'
import type { CdrRow } from '../../../adapters/cdr/cdr.row.ts'
import { stableId } from '../../../platform/ids.ts'
import type { CallDirection } from '../../../platform/store/tables/calls.ts'
import { callIdOf, type PbxDirectory, UNOWNED } from '../../pbxs/pbx.directory.ts'
import type { CallRecord, CallRow, LegRow } from '../call.record.ts'
import type { CdrGroup } from './cdr.assembler.ts'
import { dispositionOf } from './cdr.outcome.ts'
import {
  lengthOf,
  type Span,
  spansOf,
  type ToldVisit,
  talksOf,
  talksTold,
  waitsOf,
  waitsTold,
} from './cdr.spans.ts'

/** Below every version of a call that was seen live; the more records a call has, the more is known of it. */
const LEAST_VERSION = -1_000_000
const MOST_LEGS = 1_000

/** One channel of a call, by all records it is in. */
interface CdrLeg extends Span {
  readonly channel: string
  /** Known of channels that have records of their own. */
  uniqueid: string
  answeredMs: number | null
  isAgent: boolean
}

/** A queue or an agent that the log names; it may not be there any more. */
export interface FoundName {
  readonly id: string
  readonly tenantId: string
  readonly pbxId: string
  /** The queue's name on the PBX, or the agent's number. */
  readonly name: string
}

/** Describes calls of the call detail log in the terms of the store, as `CallRecorder` does with live ones. */
export class CdrRecorder {
  private readonly queues = new Map<string, FoundName>()
  private readonly agents = new Map<string, FoundName>()

  constructor(private readonly directory: PbxDirectory) {}

  /** Tells of the queues and agents that were named since the last time. */
  drainNames(to: { onQueue(queue: FoundName): void; onAgent(agent: FoundName): void }): void {
    for (const queue of this.queues.values()) to.onQueue(queue)
    for (const agent of this.agents.values()) to.onAgent(agent)
    this.queues.clear()
    this.agents.clear()
  }

  /** @param told what the queues' log tells, by channel. @returns undefined when the records are not of a call */
  record(group: CdrGroup, told: ReadonlyMap<string, ToldVisit[]> = NOTHING_TOLD): CallRecord | undefined {
    const rows = group.rows.filter(({ isAfterwards }) => !isAfterwards).sort(inOrder)
    const [first] = rows
    if (!first) return undefined
    const linkedid = first.linkedid || first.uniqueid
    const { pbxId } = this.directory
    const id = callIdOf(pbxId, linkedid, instantOf(linkedid))
    const legs = this.legsOf(rows)
    const tenantId = this.ownerOf(first, rows)
    const visits = [...new Set(rows.map(({ uniqueid }) => uniqueid))].flatMap((each) => told.get(each) ?? [])
    const knowledge = 2 * group.rows.length + (visits.length > 0 ? 1 : 0)
    const version = Math.min(-1, LEAST_VERSION + knowledge)
    this.find(tenantId, rows, legs)
    const call = { id, tenantId, pbxId, linkedid, version, ...this.describe(first, rows, legs, visits) }
    return {
      call: { ...call, startedAt: new Date(group.startMs), endedAt: new Date(group.endMs) },
      legs: legs.map((leg) => this.legRow(call, leg)),
      visits: [],
      events: [],
    }
  }

  private find(tenantId: string, rows: readonly CdrRow[], legs: readonly CdrLeg[]): void {
    const { pbxId } = this.directory
    for (const { queue: name } of rows) {
      const owner = this.directory.ownerOfQueue(name)
      if (name === '' || owner === UNOWNED) continue
      const id = this.directory.queueId(name)
      this.queues.set(id, { id, tenantId: owner, pbxId, name })
    }
    if (tenantId === UNOWNED) return
    for (const { isAgent, channel } of legs) {
      const name = numberOf(channel)
      const id = this.directory.agentId(name)
      if (isAgent) this.agents.set(id, { id, tenantId, pbxId, name })
    }
  }

  private describe(
    first: CdrRow,
    rows: readonly CdrRow[],
    legs: readonly CdrLeg[],
    told: readonly ToldVisit[],
  ) {
    const direction = this.directionOf(first, rows, legs)
    // Of a channel that waited its own records know the whole stay alone.
    const waiting = new Set(told.map(({ callid }) => callid))
    const others = rows.filter(
      ({ uniqueid, application }) => application === 'DIAL' || !waiting.has(uniqueid),
    )
    const talks = spansOf([...talksOf(others), ...talksTold(told)])
    const visits = others.filter(({ queue }) => queue !== '')
    const lastQueue = rows.findLast(({ queue }) => queue !== '')?.queue
    const lastTold = told.at(-1)
    const answeredMs = talks[0]?.startMs
    const endMs = Math.max(...rows.map((row) => row.endMs))
    const agent = legs.findLast(({ isAgent, answeredMs }) => isAgent && answeredMs !== null)
    const did = direction === 'INBOUND' ? this.didOf(first, rows) : ''
    return {
      direction,
      state: 'ENDED',
      disposition: dispositionOf(rows, told, answeredMs !== undefined),
      fromNumber: first.callerNumber || (this.isInside(first.channel) ? numberOf(first.channel) : ''),
      fromName: first.callerName,
      toNumber: did || this.dialedIn(first, rows),
      did: did || null,
      queueId: lastTold?.queueId ?? (lastQueue === undefined ? null : this.directory.queueId(lastQueue)),
      agentId:
        told.findLast(({ agentId }) => agentId !== null)?.agentId ??
        (agent ? this.directory.agentId(numberOf(agent.channel)) : null),
      answeredAt: answeredMs === undefined ? null : new Date(answeredMs),
      waitSeconds: lengthOf([...waitsOf(visits, talks), ...waitsTold(told)]),
      talkSeconds: lengthOf(talks),
      holdSeconds: 0,
      durationSeconds: (endMs - first.startMs) / 1000,
      transferCount: 0,
      hangupCause: null,
      endReason: 'HANGUP',
      recording: rows.find(({ recording }) => recording !== '')?.recording ?? null,
      mergedIntoId: null,
    } satisfies Partial<CallRow>
  }

  private legsOf(rows: readonly CdrRow[]): CdrLeg[] {
    const legs = new Map<string, CdrLeg>()
    for (const row of rows) {
      this.extend(legs, row, row.channel).uniqueid = row.uniqueid
      if (!row.otherChannel) continue
      const other = this.extend(legs, row, row.otherChannel)
      if (row.isAnswered) other.answeredMs = Math.min(other.answeredMs ?? Infinity, row.answerMs!)
      if (row.queue !== '' && this.isInside(row.otherChannel)) other.isAgent = true
    }
    return [...legs.values()].slice(0, MOST_LEGS)
  }

  private extend(legs: Map<string, CdrLeg>, { startMs, endMs, answerMs }: CdrRow, channel: string): CdrLeg {
    let leg = legs.get(channel)
    if (!leg) {
      const isAgent = this.directory.isAgent(numberOf(channel))
      leg = { channel, uniqueid: '', startMs, endMs, answeredMs: null, isAgent }
      if (legs.size === 0) leg.answeredMs = answerMs
      legs.set(channel, leg)
    }
    leg.startMs = Math.min(leg.startMs, startMs)
    leg.endMs = Math.max(leg.endMs, endMs)
    return leg
  }

  private legRow(call: { id: string; tenantId: string; version: number }, leg: CdrLeg): LegRow {
    const { pbxId } = this.directory
    const number = numberOf(leg.channel)
    return {
      // Whoever was called has no unique id in the log; the name of the channel is one within the call.
      id: leg.uniqueid ? stableId(pbxId, 'leg', leg.uniqueid) : stableId(pbxId, 'leg', call.id, leg.channel),
      tenantId: call.tenantId,
      callId: call.id,
      version: call.version,
      uniqueid: leg.uniqueid,
      channel: leg.channel,
      number,
      agentId: leg.isAgent ? this.directory.agentId(number) : null,
      startedAt: new Date(leg.startMs),
      answeredAt: leg.answeredMs === null ? null : new Date(leg.answeredMs),
      endedAt: new Date(leg.endMs),
      hangupCause: null,
    }
  }

  private directionOf(first: CdrRow, rows: readonly CdrRow[], legs: readonly CdrLeg[]): CallDirection {
    const beganInside =
      this.isInside(first.channel) || (isLocal(first.channel) && this.directory.isInside(first.callerNumber))
    if (!beganInside) return 'INBOUND'
    if (legs.some(({ channel }) => channel !== first.channel && !isLocal(channel) && !this.isInside(channel)))
      return 'OUTBOUND'
    const dialed = this.dialedIn(first, rows)
    const isInternal = rows.some(({ queue }) => queue !== '') || dialed === '' || isExtension(dialed)
    return isInternal || this.directory.isInside(dialed) ? 'INTERNAL' : 'OUTBOUND'
  }

  private didOf(first: CdrRow, rows: readonly CdrRow[]): string {
    const told = rows.find(({ did }) => did !== '')?.did
    if (told) return told
    return isDialable(first.dialed) && !isExtension(first.dialed) ? first.dialed : ''
  }

  private dialedIn(first: CdrRow, rows: readonly CdrRow[]): string {
    const dialed = rows.find((row) => row.channel === first.channel && isDialable(row.dialed))?.dialed
    if (dialed) return dialed
    const other = rows.find(({ otherChannel }) => isDialable(numberOf(otherChannel)))
    return other ? numberOf(other.otherChannel) : ''
  }

  /** On a shared PBX the first thing that an administrator has mapped says whose call it is. */
  private ownerOf(first: CdrRow, rows: readonly CdrRow[]): string {
    const did = this.didOf(first, rows)
    const owners = [
      did ? this.directory.ownerOfDid(did) : undefined,
      this.directory.ownerOfExtension(numberOf(first.channel)),
      ...rows.map(({ queue }) => (queue ? this.directory.ownerOfQueue(queue) : undefined)),
    ]
    return owners.find((owner) => owner !== undefined && owner !== UNOWNED) ?? UNOWNED
  }

  /** Phones of years ago are not all known any more; they are named by their number. */
  private isInside(channel: string): boolean {
    if (isLocal(channel)) return isExtension(numberOf(channel))
    const number = numberOf(channel)
    return this.directory.isInside(number) || isPhone(channel.replace(/-[0-9a-f]{8,}$/, ''))
  }
}

const isDialable = (text: string): boolean => /^\+?[0-9*#]{1,40}$/.test(text)
const isExtension = (text: string): boolean => /^[0-9*#]{1,6}$/.test(text)

/** By when they began; of one moment, in the order the channels were made. */
const inOrder = (a: CdrRow, b: CdrRow): number =>
  a.startMs - b.startMs || serialOf(a.uniqueid) - serialOf(b.uniqueid)

const serialOf = (uniqueid: string): number => Number(/\.(\d+)$/.exec(uniqueid)?.[1] ?? 0)

const NOTHING_TOLD: ReadonlyMap<string, ToldVisit[]> = new Map()

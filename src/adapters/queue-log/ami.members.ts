import type { AmiMessage } from '../ami/message.ts'
import { interfaceOf, memberOf, queueEvent } from './ami.event.ts'
import type { QueueEvent } from './queue.event.ts'

/** A member of a queue, as far as facts are made of it. */
export interface AmiMember {
  readonly name: string
  readonly memberInterface: string
  readonly queue: string
  /** Whether somebody added the member: of those of the configuration queue_log says nothing. */
  readonly isDynamic: boolean
  readonly isPaused: boolean
  readonly reason: string
  /** Whether the member is an agent of the pool who is known not to be logged in. */
  readonly isLoggedOff: boolean
}

/** What one interface is a member of, by queue. */
type Places = Map<string, AmiMember>

/** Asterisk's numbers for phones that are invalid or unavailable. */
const UNREACHABLE = new Set(['4', '5'])
/** Reports of one change in all queues come at once, one for each queue. */
const AT_ONCE_MS = 1_000

/** Members of the queues of one PBX: what the wire tells of them, in the words of queue_log. */
export class AmiMembers {
  private byInterface = new Map<string, Places>()
  private readonly changes = new Map<string, { isPaused: boolean; sinceMs: number }>()

  /** @param met told of every member that is seen, as often as it is */
  constructor(
    private readonly emit: (event: QueueEvent) => void,
    private readonly met: (member: AmiMember) => void = () => {},
  ) {}

  /** Every member of every queue. */
  *all(): Generator<AmiMember> {
    for (const places of this.byInterface.values()) yield* places.values()
  }

  added(message: AmiMessage, atMs: number): void {
    const queue = message.get('Queue') ?? ''
    const places = this.placesOf(message)
    if (places.has(queue)) return
    const member = this.meet(message)
    if (!member.isDynamic) return
    const text = member.isPaused ? 'PAUSED' : ''
    this.emit(queueEvent('MEMBER_ADDED', atMs, { queue, agent: member.name, text }))
  }

  removed(message: AmiMessage, atMs: number): void {
    const queue = message.get('Queue') ?? ''
    const places = this.placesOf(message)
    const member = places.get(queue)
    if (!member) return
    places.delete(queue)
    if (places.size === 0) this.forget(interfaceOf(message))
    if (member.isDynamic) this.emit(queueEvent('MEMBER_REMOVED', atMs, { queue, agent: member.name }))
  }

  /**
   * A pause or its end in one queue. The wire does not say whether it was meant for all queues: who has paused
   * in every queue they serve pauses altogether, since the first of the reports that came at once, and for one
   * reason where it is one.
   */
  paused(message: AmiMessage, atMs: number): void {
    const queue = message.get('Queue') ?? ''
    const face = interfaceOf(message)
    const places = this.placesOf(message)
    const wasEverywhere = isEverywhere(places)
    const member = this.meet(message)
    const { name: agent, isPaused } = member
    const text = reasonOf(message)
    const isOneReason = [...places.values()].every(({ reason }) => reason === text)
    const before = this.changes.get(face)
    const isSame = before?.isPaused === isPaused && Math.abs(atMs - before.sinceMs) <= AT_ONCE_MS
    const sinceMs = isSame ? before.sinceMs : atMs
    this.changes.set(face, { isPaused, sinceMs })
    if (isEverywhere(places) && (isOneReason || !wasEverywhere))
      this.emit(queueEvent('PAUSED_ALL', sinceMs, { agent, text }))
    this.emit(queueEvent(isPaused ? 'PAUSED' : 'UNPAUSED', atMs, { queue, agent, text }))
  }

  /** Sets right what is known by all members the PBX lists: who has come or gone unseen, and who pauses. */
  reconcile(listed: readonly AmiMessage[], nowMs: number): void {
    const before = this.byInterface
    this.byInterface = new Map()
    for (const message of listed) this.meet(message)
    for (const [face, places] of before)
      for (const [queue, { name: agent, isDynamic }] of places)
        if (isDynamic && !this.byInterface.get(face)?.has(queue))
          this.emit(queueEvent('MEMBER_REMOVED', nowMs, { queue, agent }))
    const wasAt = (message: AmiMessage) => before.get(interfaceOf(message))?.get(message.get('Queue') ?? '')
    for (const message of listed) {
      const { name: agent, isDynamic } = read(message)
      if (!isDynamic || wasAt(message)) continue
      const atMs = toldMs(message, 'LoginTime') ?? nowMs
      this.emit(queueEvent('MEMBER_ADDED', atMs, { queue: message.get('Queue') ?? '', agent }))
    }
    for (const message of listed) {
      const { isPaused } = read(message)
      if (isPaused !== (wasAt(message)?.isPaused ?? false))
        this.paused(message, (isPaused && toldMs(message, 'LastPause')) || nowMs)
    }
  }

  private meet(message: AmiMessage): AmiMember {
    const member = read(message)
    this.placesOf(message).set(member.queue, member)
    this.met(member)
    return member
  }

  private placesOf(message: AmiMessage): Places {
    const face = interfaceOf(message)
    let places = this.byInterface.get(face)
    if (!places) {
      places = new Map()
      this.byInterface.set(face, places)
    }
    return places
  }

  private forget(face: string): void {
    this.byInterface.delete(face)
    this.changes.delete(face)
  }
}

const read = (message: AmiMessage): AmiMember => ({
  name: memberOf(message),
  memberInterface: interfaceOf(message),
  queue: message.get('Queue') ?? '',
  isDynamic: message.get('Membership') !== 'static',
  isPaused: message.get('Paused') === '1',
  reason: reasonOf(message),
  isLoggedOff:
    message.get('StateInterface')?.startsWith('Agent:') === true &&
    UNREACHABLE.has(message.get('Status') ?? ''),
})

const isEverywhere = (places: Places): boolean =>
  places.size > 0 && [...places.values()].every(({ isPaused }) => isPaused)

/** The reason as it was given; what ends a pause may have one of its own. */
const reasonOf = (message: AmiMessage): string => message.get('Reason') || message.get('PausedReason') || ''

/** An instant that the PBX keeps in whole seconds; undefined where it has none. */
function toldMs(message: AmiMessage, header: string): number | undefined {
  const seconds = Number(message.get(header))
  return seconds > 0 ? seconds * 1000 : undefined
}

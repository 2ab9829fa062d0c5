import type { AmiMessage } from '../ami/message.ts'
import { countOf, interfaceOf, memberOf } from './ami.event.ts'
import { AmiRings } from './ami.rings.ts'
import type { AmiSnapshot } from './ami.snapshot.ts'
import { AmiTalks } from './ami.talks.ts'
import { AmiVisitBook } from './ami.visit.book.ts'
import { type AmiServing, type AmiVisit, beginVisit, callerOf, secondsBetween } from './ami.visit.ts'
import type { QueueEvent, QueueEventKind } from './queue.event.ts'

const LEAVING: Record<string, QueueEventKind> = {
  TIMEOUT: 'TIMED_OUT',
  LEAVEEMPTY: 'LEFT_EMPTY',
  LEAVEUNAVAIL: 'LEFT_EMPTY',
  WITHDRAW: 'WITHDRAWN',
}

/** More callers than any PBX has in its queues; a wire that invents them must not fill the memory. */
const MAX_CHANNELS = 20_000

/** Stays of callers in the queues of one PBX: what the wire tells of them, in the words of queue_log. */
export class AmiVisits {
  readonly rings: AmiRings
  readonly talks: AmiTalks
  private readonly book: AmiVisitBook
  private readonly dids = new Map<string, string>()

  constructor(emit: (event: QueueEvent) => void) {
    this.book = new AmiVisitBook(emit)
    this.rings = new AmiRings(this.book)
    this.talks = new AmiTalks(this.book)
  }

  /** A visit that was told before this server was started goes on. */
  resume(visit: AmiVisit): void {
    this.book.add(visit)
    if (visit.stage === 'TALKING') this.talks.began(visit, visit)
  }

  joined(message: AmiMessage, atMs: number): void {
    const channel = message.get('Uniqueid') ?? ''
    const queue = message.get('Queue') ?? ''
    if (this.book.find(channel, (visit) => visit.queue === queue && visit.stage === 'WAITING')) return
    this.wentOn(channel, undefined, atMs)
    const [oldest] = this.book.all()
    if (oldest && this.book.channelCount >= MAX_CHANNELS) this.vanish(oldest, atMs)
    const visit = beginVisit(message, atMs)
    this.book.add(visit)
    const number = this.dids.get(channel)
    if (number) this.book.tell(visit, 'DID_DIALED', atMs, { number })
    this.book.tell(visit, 'JOINED', atMs, { position: visit.position, ...callerOf(message) })
  }

  rang(message: AmiMessage, atMs: number): void {
    const visit = this.waiting(message)
    if (visit) this.rings.began(visit, message, atMs)
  }

  rangInVain(message: AmiMessage, atMs: number): void {
    const visit = this.waiting(message)
    if (visit) this.rings.inVain(visit, message, atMs)
  }

  connected(message: AmiMessage, atMs: number): void {
    const queue = message.get('Queue')
    const isMeant = (visit: AmiVisit) => visit.queue === queue && visit.stage !== 'TALKING'
    const visit = this.book.find(message.get('Uniqueid') ?? '', isMeant)
    if (!visit) return
    const by = {
      agent: memberOf(message),
      memberInterface: interfaceOf(message),
      agentChannel: message.get('DestUniqueid') ?? '',
    }
    const waitSeconds = countOf(message, 'HoldTime')
    this.answer(visit, by, atMs, { waitSeconds, ringMs: countOf(message, 'RingTime') * 1000 })
  }

  /** Whoever waits in a queue for the sake of another, gives the other their place. */
  transferred(message: AmiMessage): void {
    this.talks.transferred(message)
    const other = message.get('TransfereeUniqueid')
    const consulting = message.get('SecondTransfererUniqueid') ?? ''
    const visit = this.book.find(consulting, ({ stage }) => stage === 'WAITING')
    if (visit && other && message.get('Result') === 'Success') this.book.move(visit, other)
  }

  /** The caller gave up, or so the PBX calls it: one whose time is over has as well, and it tells so later. */
  abandoned(message: AmiMessage): void {
    const visit = this.waiting(message)
    if (!visit) return
    visit.stage = 'GAVE_UP'
    visit.waitSeconds = countOf(message, 'HoldTime')
  }

  left(message: AmiMessage, atMs: number): void {
    const queue = message.get('Queue')
    const isMeant = (visit: AmiVisit) =>
      visit.queue === queue && visit.leftMs === 0 && visit.stage !== 'TALKING'
    const visit = this.book.find(message.get('Uniqueid') ?? '', isMeant)
    if (!visit) return
    visit.leftMs = atMs
    if (visit.stage === 'WAITING') {
      visit.stage = 'LEFT'
      visit.waitSeconds = secondsBetween(visit.joinedMs, atMs)
    } else if (!visit.tellsReasons) this.leave(visit, visit.isHangingUp ? 'ABANDONED' : 'VANISHED')
  }

  variableSet(message: AmiMessage): void {
    const channel = message.get('Uniqueid') ?? ''
    const value = message.get('Value') ?? ''
    switch (message.get('Variable')) {
      case 'ABANDONED':
        for (const visit of this.book.of(channel)) visit.tellsReasons ||= value === 'TRUE'
        return
      case 'QUEUESTATUS': {
        const kind = LEAVING[value]
        const visit = this.book.find(channel, hasLeft)
        if (kind && visit) this.leave(visit, kind)
        return
      }
      case 'FROM_DID':
      case '__FROM_DID':
        if (this.dids.size >= MAX_CHANNELS) this.dids.clear()
        this.dids.set(channel, value)
    }
  }

  /** The channel is at a step of the dialplan. */
  stepped(message: AmiMessage, atMs: number): void {
    const channel = message.get('Uniqueid') ?? ''
    const extension = message.get('Extension') ?? ''
    if (this.book.of(channel).length === 0 || extension === 'h') return
    this.wentOn(channel, { place: `${message.get('Context')} ${extension}`, extension }, atMs)
  }

  hangupRequested(message: AmiMessage): void {
    for (const visit of this.book.of(message.get('Uniqueid') ?? '')) visit.isHangingUp = true
  }

  hungUp(message: AmiMessage, atMs: number): void {
    const channel = message.get('Uniqueid') ?? ''
    this.dids.delete(channel)
    this.wentOn(channel, undefined, atMs)
    this.talks.channelGone(channel, atMs)
  }

  /** Sets right what is known: who waits is listed with all there is to know; who is not has left unseen. */
  reconcile(snapshot: AmiSnapshot, nowMs: number): void {
    for (const visit of [...this.book.all()]) {
      if (snapshot.tellsLater(visit)) continue
      if (visit.stage === 'TALKING') {
        if (!snapshot.hasChannelOf(visit)) this.vanish(visit, nowMs)
      } else if (!snapshot.isWaiting(visit)) {
        const serving = snapshot.servingOf(visit)
        if (serving)
          this.answer(visit, serving, nowMs, { waitSeconds: secondsBetween(visit.joinedMs, nowMs) })
        else this.vanish(visit, nowMs)
      }
    }
    for (const entry of snapshot.entries) this.joined(entry, nowMs - countOf(entry, 'Wait') * 1000)
  }

  /** The PBX is another one than before: what was known of it is over. */
  forgetAll(): void {
    this.book.clear()
    this.talks.clear()
    this.rings.clear()
    this.dids.clear()
  }

  private waiting(message: AmiMessage): AmiVisit | undefined {
    const queue = message.get('Queue')
    const isMeant = (visit: AmiVisit) => visit.queue === queue && visit.stage === 'WAITING'
    return this.book.find(message.get('Uniqueid') ?? '', isMeant)
  }

  /** The caller has left, and does something else by now or nothing any more. */
  private wentOn(channel: string, to: { place: string; extension: string } | undefined, atMs: number): void {
    for (const visit of this.book.of(channel)) {
      if (to?.place === visit.place) continue
      if (visit.stage === 'GAVE_UP') this.leave(visit, 'ABANDONED')
      // Who leaves without having given up has pressed a key: there is no other way.
      else if (visit.stage === 'LEFT') this.leave(visit, 'LEFT_BY_KEY', to?.extension)
      else if (visit.stage === 'WAITING' && !to) this.vanish(visit, atMs)
    }
  }

  private answer(visit: AmiVisit, by: AmiServing, atMs: number, about: Partial<QueueEvent>): void {
    this.rings.stopAll(visit)
    this.talks.began(visit, by)
    this.book.tell(visit, 'CONNECTED', atMs, { agent: visit.agent, ...about })
  }

  private leave(visit: AmiVisit, kind: QueueEventKind, number = ''): void {
    const { leftMs, waitSeconds } = visit
    if (kind === 'VANISHED') this.vanish(visit, leftMs)
    else {
      this.rings.cancelled(visit)
      this.book.remove(visit)
      this.book.tell(visit, kind, leftMs, { waitSeconds, number })
    }
  }

  /** Nobody can tell how the visit ended. */
  private vanish(visit: AmiVisit, atMs: number): void {
    this.rings.stopAll(visit)
    this.talks.forget(visit)
    this.book.tell(visit, 'VANISHED', atMs)
  }
}

const hasLeft = ({ stage }: AmiVisit): boolean => stage === 'GAVE_UP' || stage === 'LEFT'

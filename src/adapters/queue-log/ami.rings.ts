import type { AmiMessage } from '../ami/message.ts'
import { countOf, memberOf } from './ami.event.ts'
import type { AmiVisitBook } from './ami.visit.book.ts'
import type { AmiVisit } from './ami.visit.ts'

/** Phones of members that ring for callers in queues, by their channels. */
export class AmiRings {
  private readonly ringing = new Map<string, AmiVisit>()

  constructor(private readonly book: AmiVisitBook) {}

  began(visit: AmiVisit, message: AmiMessage, atMs: number): void {
    const channel = message.get('DestUniqueid') ?? ''
    if (visit.rings.has(channel) || visit.rung.has(channel)) return
    visit.rings.set(channel, { agent: memberOf(message), sinceMs: atMs })
    this.ringing.set(channel, visit)
  }

  inVain(visit: AmiVisit, message: AmiMessage, atMs: number): void {
    const channel = message.get('DestUniqueid') ?? ''
    if (visit.rung.has(channel)) return
    this.stop(visit, channel)
    const about = { agent: memberOf(message), ringMs: countOf(message, 'RingTime') }
    this.book.tell(visit, 'RING_MISSED', atMs, about)
  }

  /** A dialed phone is done: it answered, which lets the others ring no longer; or the caller was gone. */
  dialEnded(message: AmiMessage, atMs: number): void {
    const channel = message.get('DestUniqueid') ?? ''
    const visit = this.ringing.get(channel)
    const ring = visit?.rings.get(channel)
    if (!visit || !ring) return
    const status = message.get('DialStatus')
    if (status === 'ANSWER') this.stopAll(visit)
    else if (status === 'CANCEL') ring.cancelledMs ??= atMs
  }

  /** The caller left while phones were ringing. */
  cancelled(visit: AmiVisit): void {
    for (const { agent, sinceMs, cancelledMs = visit.leftMs } of visit.rings.values()) {
      const ringMs = Math.max(0, cancelledMs - sinceMs)
      this.book.tell(visit, 'RING_CANCELLED', cancelledMs, { agent, ringMs })
    }
    this.stopAll(visit)
  }

  /** Phones ring no more, and nothing is said of it. */
  stopAll(visit: AmiVisit): void {
    for (const channel of [...visit.rings.keys()]) this.stop(visit, channel)
  }

  clear(): void {
    this.ringing.clear()
  }

  private stop(visit: AmiVisit, channel: string): void {
    visit.rings.delete(channel)
    visit.rung.add(channel)
    this.ringing.delete(channel)
  }
}

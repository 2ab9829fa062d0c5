import type { AmiMessage } from '../ami/message.ts'
import { numberOf } from '../ami/names.ts'
import { countOf, interfaceOf } from './ami.event.ts'
import { AmiTransfers } from './ami.transfers.ts'
import type { AmiVisitBook } from './ami.visit.book.ts'
import type { AmiServing, AmiVisit } from './ami.visit.ts'

/** How long the end of a talk may be told after all its channels are gone, and a transfer after that end. */
const LATE_MS = 5_000

/** Talks that visits led to, until the PBX tells how long they were and who ended them. */
export class AmiTalks {
  private readonly byAgentChannel = new Map<string, AmiVisit>()
  private readonly transfers = new AmiTransfers()
  /** Ends that a transfer made which has not been told yet. */
  private readonly handedOn = new Map<
    AmiVisit,
    { sinceMs: number; waitSeconds: number; talkSeconds: number }
  >()
  /** Talks whose channels are gone, with since when. */
  private readonly orphans = new Map<AmiVisit, number>()

  constructor(private readonly book: AmiVisitBook) {}

  began(visit: AmiVisit, by: AmiServing): void {
    Object.assign(visit, by, { stage: 'TALKING' })
    if (visit.agentChannel) this.byAgentChannel.set(visit.agentChannel, visit)
  }

  completed(message: AmiMessage, atMs: number): void {
    const visit = this.meant(message)
    if (!visit || this.handedOn.has(visit)) return
    const seconds = { waitSeconds: countOf(message, 'HoldTime'), talkSeconds: countOf(message, 'TalkTime') }
    const reason = message.get('Reason')
    if (reason === 'transfer') {
      this.handedOn.set(visit, { sinceMs: atMs, ...seconds })
      this.explain(visit)
    } else {
      this.forget(visit)
      const kind = reason === 'agent' ? 'COMPLETED_BY_AGENT' : 'COMPLETED_BY_CALLER'
      this.book.tell(visit, kind, atMs, { agent: visit.agent, ...seconds })
    }
  }

  transferred(message: AmiMessage): void {
    this.transfers.take(message)
    for (const visit of [...this.handedOn.keys()]) this.explain(visit)
  }

  /** A channel is gone; where it was the agent's, the end of the talk is told around now. */
  channelGone(channel: string, atMs: number): void {
    const served = this.byAgentChannel.get(channel)
    if (served) served.isAgentGone = true
    for (const visit of this.book.of(channel)) visit.isCallerGone = true
    for (const visit of [...this.book.of(channel), ...(served ? [served] : [])])
      if (visit.isCallerGone && visit.isAgentGone) this.orphans.set(visit, atMs)
  }

  /** Gives up waiting for what the PBX should have told by now. */
  passTime(nowMs: number): void {
    for (const [visit, { sinceMs }] of [...this.handedOn])
      if (nowMs - sinceMs > LATE_MS) this.handOn(visit, 'BLIND_TRANSFERRED', '')
    for (const [visit, sinceMs] of [...this.orphans])
      if (nowMs - sinceMs > LATE_MS) {
        this.forget(visit)
        this.book.tell(visit, 'VANISHED', sinceMs)
      }
  }

  forget(visit: AmiVisit): void {
    this.book.remove(visit)
    this.handedOn.delete(visit)
    this.orphans.delete(visit)
    if (this.byAgentChannel.get(visit.agentChannel) === visit) this.byAgentChannel.delete(visit.agentChannel)
  }

  clear(): void {
    for (const known of [this.byAgentChannel, this.handedOn, this.orphans]) known.clear()
  }

  /**
   * The talk that an event ends. The channels may be others by now, or gone so that the event names none; the queue
   * and the member are the same.
   */
  private meant(message: AmiMessage): AmiVisit | undefined {
    const [queue, face] = [message.get('Queue'), interfaceOf(message)]
    const isServedBy = ({ memberInterface, agent }: AmiVisit) =>
      // Of a talk that was taken up again only the agent's number is known.
      memberInterface === '' ? agent === numberOf(face) : memberInterface === face
    const isMeant = (visit: AmiVisit) =>
      visit.stage === 'TALKING' && visit.queue === queue && isServedBy(visit)
    const byAgent = this.byAgentChannel.get(message.get('DestUniqueid') ?? '')
    if (byAgent && isMeant(byAgent)) return byAgent
    const byCaller = this.book.find(message.get('Uniqueid') ?? '', isMeant)
    return byCaller ?? [...this.book.all()].find(isMeant)
  }

  private explain(visit: AmiVisit): void {
    const transfer = this.transfers.explain([visit.channel, visit.agentChannel])
    if (transfer) this.handOn(visit, transfer.kind, transfer.target)
  }

  private handOn(visit: AmiVisit, kind: 'BLIND_TRANSFERRED' | 'ATTENDED_TRANSFERRED', number: string): void {
    const { sinceMs, ...seconds } = this.handedOn.get(visit)!
    this.forget(visit)
    this.book.tell(visit, kind, sinceMs, { agent: visit.agent, number, ...seconds })
  }
}

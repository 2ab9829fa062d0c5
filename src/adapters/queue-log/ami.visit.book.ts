import { queueEvent } from './ami.event.ts'
import type { AmiVisit } from './ami.visit.ts'
import type { QueueEvent, QueueEventKind } from './queue.event.ts'

/** Visits that go on, by the channel that waits or talks. */
export class AmiVisitBook {
  private readonly byChannel = new Map<string, AmiVisit[]>()

  constructor(private readonly emit: (event: QueueEvent) => void) {}

  get channelCount(): number {
    return this.byChannel.size
  }

  *all(): Generator<AmiVisit> {
    for (const visits of this.byChannel.values()) yield* visits
  }

  of(channel: string): readonly AmiVisit[] {
    return this.byChannel.get(channel) ?? []
  }

  find(channel: string, wanted: (visit: AmiVisit) => boolean): AmiVisit | undefined {
    return this.byChannel.get(channel)?.find(wanted)
  }

  add(visit: AmiVisit): void {
    this.byChannel.set(visit.channel, [...this.of(visit.channel), visit])
  }

  remove(visit: AmiVisit): void {
    const others = this.of(visit.channel).filter((each) => each !== visit)
    if (others.length > 0) this.byChannel.set(visit.channel, others)
    else this.byChannel.delete(visit.channel)
  }

  /** Another channel is in the place of the one before. */
  move(visit: AmiVisit, channel: string): void {
    this.remove(visit)
    visit.channel = channel
    this.add(visit)
  }

  clear(): void {
    this.byChannel.clear()
  }

  /** Says something of a visit, under the name of the channel that joined. */
  tell(visit: AmiVisit, kind: QueueEventKind, atMs: number, about: Partial<QueueEvent> = {}): void {
    this.emit(queueEvent(kind, atMs, { ...about, callid: visit.callid, queue: visit.queue }))
  }
}

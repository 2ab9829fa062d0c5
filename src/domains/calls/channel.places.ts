import type { Conversation } from './conversation.ts'
import type { Leg } from './leg.ts'

/** As many channels as end within some seconds on a busy PBX. */
const MAX_GONE = 10_000

/** Which call every open channel is in, and which calls go over every phone or trunk. */
export class ChannelPlaces {
  private readonly byChannel = new Map<string, Conversation>()
  /** The calls at each phone or trunk, by channel, the oldest first. */
  private readonly byNumber = new Map<string, Map<string, Conversation>>()
  /** Channels that are gone, the oldest first: reports of one may still come. */
  private readonly gone = new Set<string>()

  constructor(private readonly phoneChanged: (number: string) => void) {}

  callOf(uniqueid: string): Conversation | undefined {
    return this.byChannel.get(uniqueid)
  }

  find(uniqueid: string): { call: Conversation; leg: Leg } | undefined {
    const call = this.byChannel.get(uniqueid)
    const leg = call?.legs.get(uniqueid)
    return call && leg ? { call, leg } : undefined
  }

  /** The call at a phone, the latest if there are several. */
  callAt(number: string): Conversation | undefined {
    return [...(this.byNumber.get(number)?.values() ?? [])].at(-1)
  }

  /** How many calls go over a phone or trunk. */
  callCountAt(number: string): number {
    return new Set(this.byNumber.get(number)?.values()).size
  }

  put(leg: Leg, call: Conversation): void {
    this.byChannel.set(leg.uniqueid, call)
    const calls = this.byNumber.get(leg.number) ?? new Map<string, Conversation>()
    if (calls.get(leg.uniqueid) === call) return
    this.byNumber.set(leg.number, calls.set(leg.uniqueid, call))
    this.phoneChanged(leg.number)
  }

  remove({ uniqueid, number }: Leg): void {
    this.byChannel.delete(uniqueid)
    const calls = this.byNumber.get(number)
    if (!calls?.delete(uniqueid)) return
    if (calls.size === 0) this.byNumber.delete(number)
    this.phoneChanged(number)
  }

  isGone(uniqueid: string): boolean {
    return this.gone.has(uniqueid)
  }

  /** A channel has ended: what is still reported of it comes late. */
  close(uniqueid: string): void {
    this.gone.add(uniqueid)
    if (this.gone.size <= MAX_GONE) return
    for (const oldest of this.gone) {
      this.gone.delete(oldest)
      return
    }
  }
}

import type { Clock } from '../../platform/clock.ts'
import type { PbxDirectory } from '../pbxs/pbx.directory.ts'
import { Member, type MemberSighting } from './member.ts'
import type { Place, QueueOnFloor } from './queue.on.floor.ts'

/** The queues that members serve, and who is told of their changes. */
export interface MemberHost {
  queue(name: string): QueueOnFloor
  /** What is set for a queue here; where the PBX tells it for a member, the PBX is right. */
  wrapUpSeconds(queue: QueueOnFloor): number
  changed(place: Place): void
}

/** Who serves in the queues of one PBX, and what they are doing there. */
export class MemberFloor {
  private readonly placesByNumber = new Map<string, Set<Place>>()
  /** Who rings or talks on a channel, so that its end finds them at once. */
  private readonly busyOn = new Map<string, Set<Place>>()

  constructor(
    private readonly directory: PbxDirectory,
    private readonly clock: Clock,
    private readonly host: MemberHost,
  ) {}

  /** The places an agent has, one for each queue. */
  placesOf(number: string): Iterable<Place> {
    return this.placesByNumber.get(number) ?? []
  }

  get agentNumbers(): Iterable<string> {
    return this.placesByNumber.keys()
  }

  seen(name: string, seen: MemberSighting): void {
    const queue = this.host.queue(name)
    const now = this.clock.now()
    const place = queue.members.get(seen.interface)
    if (place) {
      const hasChanged = place.member.update(seen)
      if (place.member.settle(this.clock.ticks(), now) || hasChanged) this.host.changed(place)
      return
    }
    const taken: Place = { queue, member: new Member(seen, now) }
    queue.members.set(seen.interface, taken)
    this.directory.addAgent(seen.number)
    const places = this.placesByNumber.get(seen.number) ?? new Set()
    this.placesByNumber.set(seen.number, places.add(taken))
    this.host.changed(taken)
  }

  gone(name: string, memberInterface: string): void {
    const queue = this.host.queue(name)
    const place = queue.members.get(memberInterface)
    if (!place) return
    queue.members.delete(memberInterface)
    this.placesByNumber.get(place.member.seen.number)?.delete(place)
    this.host.changed(place)
  }

  rung(name: string, memberInterface: string, uniqueid: string): void {
    this.occupy(name, memberInterface, uniqueid, ({ ringing }) => ringing.add(uniqueid))
  }

  connected(name: string, memberInterface: string, uniqueid: string): void {
    this.occupy(name, memberInterface, uniqueid, ({ ringing, talking }) => {
      ringing.clear()
      talking.add(uniqueid)
    })
  }

  private occupy(
    name: string,
    memberInterface: string,
    uniqueid: string,
    change: (member: Member) => void,
  ): void {
    const place = this.host.queue(name).members.get(memberInterface)
    if (!place) return
    change(place.member)
    const places = this.busyOn.get(uniqueid) ?? new Set()
    this.busyOn.set(uniqueid, places.add(place))
    this.settle(place)
  }

  notAnswered(name: string, memberInterface: string, uniqueid: string): void {
    const place = this.host.queue(name).members.get(memberInterface)
    if (!place) return
    place.member.ringing.delete(uniqueid)
    this.settle(place)
  }

  /** The call is over for a member, who has some time for the work after it. */
  finished(name: string, memberInterface: string, uniqueid: string): void {
    const place = this.host.queue(name).members.get(memberInterface)
    if (!place) return
    const { queue, member } = place
    member.talking.delete(uniqueid)
    const seconds = member.seen.wrapUpSeconds || this.host.wrapUpSeconds(queue)
    member.wrapUpUntilTick = this.clock.ticks() + seconds * 1000
    this.settle(place)
  }

  /** A channel is gone: nobody rings or talks on it any more. */
  channelEnded(uniqueid: string): void {
    for (const place of this.busyOn.get(uniqueid) ?? []) {
      place.member.ringing.delete(uniqueid)
      place.member.talking.delete(uniqueid)
      this.settle(place)
    }
    this.busyOn.delete(uniqueid)
  }

  get busyChannels(): Iterable<string> {
    return this.busyOn.keys()
  }

  /** Brings a member's state up to now. */
  settle(place: Place): void {
    if (place.member.settle(this.clock.ticks(), this.clock.now())) this.host.changed(place)
  }
}

import type { AgentState } from '../agents/agent.types.ts'

/** How the PBX sees the phone of a member. */
export type PhoneState = 'UNKNOWN' | 'FREE' | 'IN_USE' | 'UNREACHABLE' | 'RINGING'

/** What a report about a member of a queue says. */
export interface MemberSighting {
  interface: string
  /** The agent's number, which all interfaces of an agent share. */
  number: string
  name: string
  phone: PhoneState
  isPaused: boolean
  pauseReason: string | null
  penalty: number
  callsTaken: number
  isDynamic: boolean
  isInCall: boolean
  /** Instants the PBX tells; undefined where it does not. */
  lastCallAt: Date | undefined
  lastPauseAt: Date | undefined
  loggedInAt: Date | undefined
  /** Undefined where the PBX does not tell it, which is the case before Asterisk 18. */
  wrapUpSeconds: number | undefined
}

/** A member of a queue, as it stands. */
export class Member {
  seen: MemberSighting
  state: AgentState
  since: Date
  /** Channels that ring the member, and channels the member talks on, for this queue. */
  readonly ringing = new Set<string>()
  readonly talking = new Set<string>()
  /** Until when the work after the last call lasts, in monotonic ms. */
  wrapUpUntilTick = 0

  constructor(seen: MemberSighting, now: Date) {
    this.seen = seen
    this.state = this.stateAt(0)
    this.since = sinceOf(this.state, seen) ?? now
  }

  /** Takes in a report; true when anything shown has changed. */
  update(seen: MemberSighting): boolean {
    const before = this.seen
    this.seen = seen
    if (seen.isPaused && !seen.pauseReason && before.isPaused)
      this.seen = { ...seen, pauseReason: before.pauseReason }
    return (
      before.phone !== seen.phone ||
      before.isPaused !== seen.isPaused ||
      before.pauseReason !== this.seen.pauseReason ||
      before.penalty !== seen.penalty ||
      before.callsTaken !== seen.callsTaken ||
      before.isInCall !== seen.isInCall ||
      before.name !== seen.name
    )
  }

  /** Gives up what a snapshot contradicts: a channel that is up rings no more, and a free phone talks to nobody. */
  reconcile(isUp: (uniqueid: string) => boolean): void {
    for (const uniqueid of this.ringing) if (isUp(uniqueid)) this.ringing.delete(uniqueid)
    if (this.seen.phone === 'FREE' && !this.seen.isInCall) this.talking.clear()
  }

  /** Brings the state up to `tick`; true when it is another one. */
  settle(tick: number, now: Date): boolean {
    const state = this.stateAt(tick)
    if (state === this.state) return false
    this.state = state
    this.since = now
    return true
  }

  private stateAt(tick: number): AgentState {
    const { phone, isPaused, isInCall } = this.seen
    if (this.talking.size > 0) return 'ON_CALL'
    if (this.ringing.size > 0 || phone === 'RINGING') return 'RINGING'
    if (phone === 'IN_USE' || isInCall) return 'ON_CALL'
    if (phone === 'UNREACHABLE') return 'OFFLINE'
    if (isPaused) return 'PAUSED'
    return tick < this.wrapUpUntilTick ? 'WRAP_UP' : 'AVAILABLE'
  }
}

/** Since when a member found by a snapshot has been as it is, as far as the PBX tells. */
function sinceOf(state: AgentState, seen: MemberSighting): Date | undefined {
  if (state === 'PAUSED') return seen.lastPauseAt
  if (state !== 'AVAILABLE') return undefined
  const instants = [seen.lastCallAt, seen.loggedInAt].filter((instant) => instant !== undefined)
  return instants.length ? new Date(Math.max(...instants.map(Number))) : undefined
}

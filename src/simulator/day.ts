import { addMember, pauseMember, removeMember } from './actions/queue.actions.ts'
import { Conversation } from './conversation.ts'
import type { Dialplan } from './dialplan.ts'
import type { Habits } from './habits.ts'
import { type Extension, INSIDE, OUTSIDE, type Pbx, TRUNK } from './pbx.ts'
import { type AgentSettings, callerName, PAUSE_REASONS } from './people.ts'
import type { Queue } from './queue.model.ts'
import type { Random } from './random.ts'
import { Timers } from './timeline.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
/** The demo lives four hours west of Greenwich. */
const HOURS_WEST = 4
/** How busy each local hour is; lively at any of them, busiest before noon and in the afternoon. */
const RATE_BY_HOUR = [
  0.75, 0.7, 0.7, 0.7, 0.7, 0.75, 0.8, 0.9, 1.05, 1.2, 1.25, 1.2, 1, 0.95, 1.05, 1.15, 1.2, 1.15, 1.05, 1,
  0.95, 0.9, 0.85, 0.8,
]
const BUSIEST = Math.max(...RATE_BY_HOUR)
/** A demo in which nothing moves for longer looks dead. */
const LONGEST_SILENCE_MS = 2_000
const MOST_PAUSED_SHARE = 0.3

/** A plausible day of a call center: calls come, agents answer, pause, transfer, call out and change shifts. */
export class Day {
  readonly #timers: Timers
  #over = false

  constructor(
    private readonly house: { pbx: Pbx; dialplan: Dialplan },
    private readonly random: Random,
    private readonly habits: Habits,
    private readonly agents: readonly AgentSettings[],
    private readonly callsPerHour: number,
  ) {
    this.#timers = new Timers(house.pbx.timeline)
  }

  begin(): void {
    this.#breakSilence()
    if (this.house.pbx.queues.size > 0)
      this.#repeat(HOUR_MS / this.callsPerHour / BUSIEST, () => this.#customerCalls())
    this.#repeat(HOUR_MS / (this.callsPerHour / 9), () => this.#agentCallsOut())
    this.#repeat(HOUR_MS / (this.callsPerHour / 14), () => this.#colleagueCalls())
    this.#repeat(15_000, () => this.#fetchParkedCall())
    this.#repeat(40 * MINUTE_MS, () => this.#phoneLosesPower())
    for (const agent of this.agents) {
      this.#repeat(35 * MINUTE_MS, () => this.#pause(agent))
      if (agent.dynamic) this.#repeat(90 * MINUTE_MS, () => this.#changeShift(agent))
    }
  }

  /** No new calls, pauses or shifts; what is going on ends by itself. */
  end(): void {
    this.#over = true
    this.#timers.cancelAll()
  }

  /** Runs again and again with exponential times between. */
  #repeat(meanMs: number, run: () => void): void {
    if (!Number.isFinite(meanMs)) return
    this.#timers.after(this.random.exponential(meanMs), () => {
      run()
      this.#repeat(meanMs, run)
    })
  }

  #breakSilence(): void {
    const { pbx } = this.house
    const silentMs = pbx.timeline.now() - pbx.lastEventMs
    if (silentMs >= LONGEST_SILENCE_MS) {
      if (this.random.chance(0.2) || !this.#holdSomebody()) this.#customerArrives()
      this.#timers.after(LONGEST_SILENCE_MS, () => this.#breakSilence())
    } else this.#timers.after(LONGEST_SILENCE_MS - silentMs, () => this.#breakSilence())
  }

  /** Somebody in a conversation looks something up. False when nobody speaks. */
  #holdSomebody(): boolean {
    const speaking = [...this.house.pbx.channels.values()].flatMap((channel) => {
      const { activity } = channel
      return activity instanceof Conversation && activity.partner === channel && !channel.holding
        ? [activity]
        : []
    })
    if (speaking.length === 0) return false
    const conversation = this.random.pick(speaking)
    conversation.hold(conversation.partner)
    conversation.timers.after(this.random.logNormal(8_000, 0.5), () =>
      conversation.unhold(conversation.partner),
    )
    return true
  }

  #customerCalls(): void {
    const localHour = new Date(this.house.pbx.timeline.now() - HOURS_WEST * HOUR_MS).getUTCHours()
    if (this.random.chance((RATE_BY_HOUR[localHour] ?? 1) / BUSIEST)) this.#customerArrives()
  }

  #customerArrives(): void {
    const { pbx, dialplan } = this.house
    const { random } = this
    if (pbx.queues.size === 0) return
    const queue = this.#wantedQueue()
    const { dids, exten } = queue.settings
    const caller = pbx.open(TRUNK, {
      state: 'Ring',
      callerNumber: this.#mobileNumber(),
      callerName: random.chance(0.4) ? this.#callerName() : '',
      context: OUTSIDE,
      exten: dids.length > 0 ? random.pick(dids) : exten,
    })
    const plan = this.habits.plan()
    const colleagues = [
      ...pbx.extensions.keys(),
      ...[...pbx.queues.values()].map((other) => other.settings.exten),
    ]
    caller.plan = { ...plan, episodes: this.habits.episodes(plan.talkMs, colleagues) }
    dialplan.run(caller, OUTSIDE, caller.exten)
  }

  #agentCallsOut(): void {
    const phone = this.#freePhone()
    if (phone) this.#dialFrom(phone, this.#mobileNumber())
  }

  #colleagueCalls(): void {
    const phone = this.#freePhone()
    if (!phone) return
    const others = [...this.house.pbx.extensions.values()].filter(
      (other) => other !== phone && other.registered,
    )
    if (others.length > 0) this.#dialFrom(phone, this.random.pick(others).number)
  }

  #fetchParkedCall(): void {
    const waiting = this.house.dialplan.parking.places().find(({ parkedSeconds }) => parkedSeconds >= 10)
    const phone = this.#freePhone()
    if (waiting && phone && this.random.chance(0.7)) this.#dialFrom(phone, String(waiting.space))
  }

  #dialFrom(phone: Extension, exten: string): void {
    const { pbx, dialplan } = this.house
    const channel = pbx.open(phone.device, {
      state: 'Ring',
      callerNumber: phone.number,
      callerName: phone.name,
      context: INSIDE,
      exten,
    })
    pbx.refreshDevice(phone.device)
    dialplan.run(channel, INSIDE, exten)
  }

  #phoneLosesPower(): void {
    const { pbx } = this.house
    const phone = this.#freePhone()
    if (!phone) return
    pbx.register(phone, false)
    this.#timers.after(this.random.logNormal(2 * MINUTE_MS, 0.6), () => pbx.register(phone, true))
  }

  #pause(agent: AgentSettings): void {
    const device = `PJSIP/${agent.extension}`
    const queues = this.#queuesOf(device)
    if (queues.length === 0 || queues.some((queue) => this.#tooManyPaused(queue))) return
    if (queues.some((queue) => queue.member(device)?.paused)) return
    const [reason, medianMinutes] = this.random.pick(PAUSE_REASONS)
    this.#setPaused(device, true, reason)
    this.#timers.after(this.random.logNormal(medianMinutes * MINUTE_MS, 0.4), () =>
      this.#setPaused(device, false, ''),
    )
  }

  #changeShift(agent: AgentSettings): void {
    const { pbx } = this.house
    const device = `PJSIP/${agent.extension}`
    const left = this.#queuesOf(device).filter((queue) => !this.#tooManyPaused(queue))
    if (pbx.stateOf(device) !== 'NOT_INUSE' || left.length === 0) return
    for (const queue of left) removeMember(this.house, queue, queue.member(device)!)
    this.#timers.after(this.random.logNormal(8 * MINUTE_MS, 0.4), () => {
      for (const queue of left) {
        if (queue.member(device)) continue
        const penalty = agent.queues.indexOf(queue.name)
        addMember(this.house, queue, {
          interface: device,
          name: agent.name,
          stateInterface: device,
          dynamic: true,
          penalty,
        })
      }
    })
  }

  #setPaused(device: string, paused: boolean, reason: string): void {
    for (const queue of this.#queuesOf(device)) {
      const member = queue.member(device)
      if (member && member.paused !== paused) pauseMember(this.house, queue, member, paused, reason)
    }
  }

  #tooManyPaused(queue: Queue): boolean {
    const away = queue.members.filter((member) => member.paused).length + 1
    return away > Math.max(1, queue.members.length * MOST_PAUSED_SHARE)
  }

  #queuesOf(device: string): Queue[] {
    return [...this.house.pbx.queues.values()].filter((queue) => queue.member(device))
  }

  #wantedQueue(): Queue {
    const queues = [...this.house.pbx.queues.values()]
    let share = this.random.next() * queues.reduce((sum, queue) => sum + queue.settings.callShare, 0)
    return queues.find((queue) => (share -= queue.settings.callShare) < 0) ?? queues[0]!
  }

  #freePhone(): Extension | undefined {
    const { pbx } = this.house
    const free = [...pbx.extensions.values()].filter(
      (phone) => phone.registered && pbx.stateOf(phone.device) === 'NOT_INUSE',
    )
    // Somebody must stay for the customers.
    return free.length > 4 && !this.#over ? this.random.pick(free) : undefined
  }

  #mobileNumber(): string {
    return `09${this.random.integer(61, 99)}${String(this.random.integer(0, 999_999)).padStart(6, '0')}`
  }

  #callerName(): string {
    return callerName((from) => this.random.pick(from))
  }
}

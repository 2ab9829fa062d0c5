import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'
import { type Clock, systemClock } from '../platform/clock.ts'
import { addMember } from './actions/queue.actions.ts'
import { AmiSession, type AmiUser, type SessionHost, type SessionLimits } from './ami.session.ts'
import type { Channel, Episode } from './channel.model.ts'
import { Day } from './day.ts'
import { Dialplan } from './dialplan.ts'
import { Habits } from './habits.ts'
import { Originator } from './originate.ts'
import { OUTSIDE, Pbx, TRUNK } from './pbx.ts'
import { AGENTS, type AgentSettings, OFFICES, QUEUES } from './people.ts'
import type { QueueSettings } from './queue.model.ts'
import { Random } from './random.ts'
import { renderEvent } from './spelling.ts'
import { RunningTimeline, Timeline } from './timeline.ts'
import { type Truth, truthOf } from './truth.ts'

export interface SimulatorOptions {
  /** 0, the default, lets the system choose. */
  port?: number
  host?: string
  seed?: number
  /** 1 is real time, 10 ten times as fast. */
  speed?: number
  queues?: QueueSettings[]
  agents?: AgentSettings[]
  callsPerHour?: number
  /** false: nothing happens unless asked for. */
  traffic?: boolean
  username?: string
  secret?: string
  /** More users, for instance one who may little. */
  users?: AmiUser[]
  systemName?: string
  clock?: Clock
  /** Time stands still but for `advance()`, from this instant on. */
  manual?: boolean
  limits?: Partial<SessionLimits>
}

const CALLS_PER_HOUR = 480
/** The day that is already behind when a simulator with traffic starts: calls in progress, counters above zero. */
const EARLIER_TODAY_MS = 30 * 60_000
const LIMITS: SessionLimits = {
  maxUnsentBytes: 4 * 1024 * 1024,
  failedLoginDelayMs: 1000,
  loginTimeoutMs: 30_000,
}

export interface QueueCall {
  queue: string
  callerNumber: string
  callerName?: string
  /** The number dialed; by default the queue's first DID. */
  did?: string
  patienceSeconds?: number
  talkSeconds?: number
  endedBy?: 'caller' | 'callee'
  /** Seconds until an agent picks up; null: nobody does. */
  answerSeconds?: number | null
  episodes?: Episode[]
}

/** A PBX that is not there, speaking AMI on a real socket. */
export class Simulator implements SessionHost {
  readonly pbx: Pbx
  readonly dialplan: Dialplan
  readonly originator: Originator
  readonly users: readonly AmiUser[]
  readonly limits: SessionLimits
  readonly seed: number
  readonly username: string
  readonly secret: string
  host = '127.0.0.1'
  port = 0
  /** Called with the exact text of every action received. */
  onAction: (raw: string) => void = () => {}
  /** Called with the exact text of every event, whoever is connected. */
  onEventText: ((text: string) => void) | undefined
  readonly #server: Server
  readonly #day: Day
  readonly #sessions = new Map<Socket, AmiSession>()

  constructor(
    options: SimulatorOptions,
    readonly timeline: Timeline,
  ) {
    this.seed = options.seed ?? 1
    this.username = options.username ?? 'demo'
    this.secret = options.secret ?? 'demo'
    this.users = [{ username: this.username, secret: this.secret }, ...(options.users ?? [])]
    this.limits = { ...LIMITS, ...options.limits }
    const habits = new Habits(new Random(this.seed), () => this.pbx)
    this.pbx = new Pbx(timeline, new Random(this.seed + 1), options.systemName ?? 'demo', habits)
    this.dialplan = new Dialplan(this.pbx)
    this.originator = new Originator(this.pbx, this.dialplan)
    this.#furnish(options)
    const callsPerHour = options.callsPerHour ?? CALLS_PER_HOUR
    this.#day = new Day(this, new Random(this.seed + 2), habits, options.agents ?? AGENTS, callsPerHour)
    this.pbx.onEvent = ({ name, class: eventClass, headers }) => {
      if (!this.onEventText && this.#sessions.size === 0) return
      const text = renderEvent(name, eventClass, headers, this.pbx.systemName)
      this.onEventText?.(text)
      for (const session of this.#sessions.values()) session.deliver(eventClass, text)
    }
    this.#server = createServer((socket) => this.#accept(socket))
  }

  async listen(port: number, host: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject)
        resolve()
      })
    })
    const address = this.#server.address() as AddressInfo
    this.host = address.address
    this.port = address.port
  }

  /** Somebody calls a queue from outside. Returns the caller's channel. */
  placeQueueCall(call: QueueCall): Channel {
    const queue = this.pbx.queues.get(call.queue)
    if (!queue) throw new RangeError(`no queue ${call.queue}`)
    this.timeline.catchUp()
    const caller = this.pbx.open(TRUNK, {
      state: 'Ring',
      callerNumber: call.callerNumber,
      callerName: call.callerName ?? '',
      context: OUTSIDE,
      exten: call.did ?? queue.settings.dids[0] ?? queue.settings.exten,
    })
    const plan = this.pbx.people.plan(caller)
    const { answerSeconds } = call
    caller.plan = {
      patienceMs: call.patienceSeconds === undefined ? plan.patienceMs : call.patienceSeconds * 1000,
      talkMs: call.talkSeconds === undefined ? plan.talkMs : call.talkSeconds * 1000,
      endedBy: call.endedBy ?? 'caller',
      pickUp:
        answerSeconds === undefined
          ? plan.pickUp
          : () =>
              answerSeconds === null ? { kind: 'ignore' } : { kind: 'answer', afterMs: answerSeconds * 1000 },
      episodes: call.episodes ?? [],
    }
    this.dialplan.run(caller, OUTSIDE, caller.exten)
    return caller
  }

  beginTraffic(): void {
    this.#day.begin()
  }

  /** Nothing new happens any more; calls in progress end by themselves. */
  endTraffic(): void {
    this.#day.end()
  }

  /** Runs the simulated time forward at once; for simulators started with `manual`. */
  advance(seconds: number): void {
    this.timeline.advance(seconds * 1000)
  }

  truth(): Truth {
    this.timeline.catchUp()
    return truthOf(this.pbx, this.dialplan)
  }

  get sessionCount(): number {
    return this.#sessions.size
  }

  /** Cuts every AMI connection; the PBX goes on. */
  dropConnections(): void {
    for (const session of this.#sessions.values()) session.drop()
  }

  async stop(): Promise<void> {
    this.timeline.clear()
    if (this.timeline instanceof RunningTimeline) this.timeline.stop()
    this.dropConnections()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #accept(socket: Socket): void {
    const session = new AmiSession(socket, this)
    this.#sessions.set(socket, session)
    socket.on('close', () => this.#sessions.delete(socket))
  }

  #furnish(options: SimulatorOptions): void {
    const { pbx } = this
    for (const settings of options.queues ?? QUEUES) pbx.addQueue(settings)
    const agents = options.agents ?? AGENTS
    for (const { extension, name } of agents) pbx.addExtension(extension, name)
    for (const [number, name] of OFFICES) {
      if (!pbx.extensions.has(number)) pbx.addExtension(number, name)
    }
    for (const agent of agents) {
      for (const [penalty, queueName] of agent.queues.entries()) {
        const queue = pbx.queues.get(queueName)
        if (!queue) continue
        const device = `PJSIP/${agent.extension}`
        const dynamic = agent.dynamic ?? false
        addMember(this, queue, {
          interface: device,
          name: agent.name,
          stateInterface: device,
          dynamic,
          penalty,
        })
      }
    }
  }
}

/** Starts a simulated PBX that listens until stop(). With traffic its day has been going on for a while. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const clock = options.clock ?? systemClock
  const withTraffic = options.traffic ?? true
  const startMs = clock.now().getTime() - (withTraffic ? EARLIER_TODAY_MS : 0)
  const speed = options.speed ?? 1
  if (!(speed > 0)) throw new RangeError('speed must be above 0')
  const timeline = options.manual ? new Timeline(startMs) : new RunningTimeline(clock, speed, startMs)
  const simulator = new Simulator(options, timeline)
  if (withTraffic) {
    simulator.beginTraffic()
    timeline.advance(EARLIER_TODAY_MS)
  }
  await simulator.listen(options.port ?? 0, options.host ?? '127.0.0.1')
  if (timeline instanceof RunningTimeline) timeline.start()
  return simulator
}

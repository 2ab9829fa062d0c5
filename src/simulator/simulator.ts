import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'
import { type Clock, systemClock } from '../platform/clock.ts'
import { addMember } from './actions/queue.actions.ts'
import { AmiSession, type AmiUser, renderEvent, type SessionHost, type SessionLimits } from './ami.session.ts'
import type { Channel, Episode, PickUp, Plan } from './channel.model.ts'
import { Dialplan } from './dialplan.ts'
import { Originator } from './originate.ts'
import { OUTSIDE, Pbx, type People, TRUNK } from './pbx.ts'
import { AGENTS, type AgentSettings, OFFICES, QUEUES } from './people.ts'
import type { QueueSettings } from './queue.model.ts'
import { Random } from './random.ts'
import { RunningTimeline, Timeline } from './timeline.ts'

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

/** What the simulated PBX knows to be true, to compare a client's view with. */
export interface Truth {
  queues: {
    name: string
    waiting: { uniqueid: string; callerNumber: string; position: number; waitSeconds: number }[]
    completed: number
    abandoned: number
    holdSeconds: number
    talkSeconds: number
    serviceLevelPercent: number
    members: {
      interface: string
      name: string
      paused: boolean
      pausedReason: string
      penalty: number
      callsTaken: number
      inCall: boolean
      deviceState: string
    }[]
  }[]
  extensions: { number: string; name: string; deviceState: string }[]
  channels: { name: string; uniqueid: string; linkedid: string; state: string; bridgeId: string | null }[]
  parked: { channel: string; space: number }[]
  /** Conversations and callers there are now, by linkedid. */
  calls: string[]
  channelsCreated: number
  callsJoinedQueues: number
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
  onEventText: (text: string) => void = () => {}
  readonly #server: Server
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
    const random = new Random(this.seed)
    this.pbx = new Pbx(timeline, new Random(this.seed ^ 0x5eed), options.systemName ?? 'demo', people(random))
    this.dialplan = new Dialplan(this.pbx)
    this.originator = new Originator(this.pbx, this.dialplan)
    this.#furnish(options)
    this.pbx.onEvent = ({ name, class: eventClass, headers }) => {
      const text = renderEvent(name, eventClass, headers, this.pbx.systemName)
      this.onEventText(text)
      for (const session of this.#sessions.values()) session.deliver(name, eventClass, text)
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

  /** Runs the simulated time forward at once; for simulators started with `manual`. */
  advance(seconds: number): void {
    this.timeline.advance(seconds * 1000)
  }

  truth(): Truth {
    const { pbx } = this
    const now = this.timeline.seconds()
    const channels = [...pbx.channels.values()]
    return {
      queues: [...pbx.queues.values()].map((queue) => ({
        name: queue.name,
        waiting: queue.visits.map((visit) => ({
          uniqueid: visit.caller.uniqueid,
          callerNumber: visit.caller.callerNumber,
          position: visit.position,
          waitSeconds: now - visit.joinedSeconds,
        })),
        completed: queue.completed,
        abandoned: queue.abandoned,
        holdSeconds: queue.holdSeconds,
        talkSeconds: queue.talkSeconds,
        serviceLevelPercent: queue.serviceLevelPercent,
        members: queue.members.map((member) => ({
          interface: member.interfaceName,
          name: member.name,
          paused: member.paused,
          pausedReason: member.pausedReason,
          penalty: member.penalty,
          callsTaken: member.callsTaken,
          inCall: member.inCall,
          deviceState: pbx.stateOf(member.stateInterface),
        })),
      })),
      extensions: [...pbx.extensions.values()].map(({ number, name, device }) => ({
        number,
        name,
        deviceState: pbx.stateOf(device),
      })),
      channels: channels.map(({ name, uniqueid, linkedid, state, bridge }) => ({
        name,
        uniqueid,
        linkedid,
        state,
        bridgeId: bridge?.uniqueid ?? null,
      })),
      parked: this.dialplan.parking.places().map(({ parkee, space }) => ({ channel: parkee.name, space })),
      calls: [...new Set(channels.map(({ linkedid }) => linkedid))],
      channelsCreated: pbx.channelsCreated,
      callsJoinedQueues: this.dialplan.queues.callersJoined,
    }
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

/** Starts a simulated PBX that listens on 127.0.0.1 until stop(). */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const clock = options.clock ?? systemClock
  const startMs = clock.now().getTime()
  const timeline = options.manual
    ? new Timeline(startMs)
    : new RunningTimeline(clock, options.speed ?? 1, startMs)
  const simulator = new Simulator(options, timeline)
  await simulator.listen(options.port ?? 0, options.host ?? '127.0.0.1')
  if (timeline instanceof RunningTimeline) timeline.start()
  return simulator
}

function people(random: Random): People {
  const pickUp = (): PickUp =>
    random.chance(0.06) ? { kind: 'ignore' } : { kind: 'answer', afterMs: random.logNormal(4_000, 0.5) }
  return {
    plan: (): Plan => ({
      patienceMs: Math.max(5_000, random.logNormal(90_000, 0.8)),
      talkMs: Math.max(4_000, random.logNormal(110_000, 0.7)),
      endedBy: random.chance(0.7) ? 'caller' : 'callee',
      pickUp,
      episodes: [],
    }),
    outside: (): PickUp => {
      const fate = random.next()
      if (fate < 0.68) return { kind: 'answer', afterMs: random.logNormal(7_000, 0.5) }
      if (fate < 0.8) return { kind: 'refuse', afterMs: 2_500, cause: 17 }
      if (fate < 0.84) return { kind: 'refuse', afterMs: 1_500, cause: 1 }
      return { kind: 'ignore' }
    },
  }
}

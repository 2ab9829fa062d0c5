import { DomainError } from '../../errors.ts'
import { until } from '../../platform/until.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { AgentService } from '../agents/agent.service.ts'
import type { Agent } from '../agents/agent.types.ts'
import type { AuditService } from '../audit/audit.service.ts'
import type { CommandsOf } from '../pbxs/pbx.commands.ts'
import type { QueueFloor } from './queue.floor.ts'
import type { Place } from './queue.on.floor.ts'
import type { QueueService } from './queue.service.ts'
import type { Queue, QueueMemberAddInput } from './queue.types.ts'

interface Acting {
  readonly viewer: Viewer
  readonly address: string
}

const MAX_PENALTY = 1000
/** How long to wait for the PBX's event after its answer, so that a mutation returns the new state. */
const EFFECT_MS = 1_000

/** What can be done to the members of queues. */
export class MemberService {
  constructor(
    private readonly queues: QueueService,
    private readonly agents: AgentService,
    private readonly commandsOf: CommandsOf,
    private readonly audit: AuditService,
  ) {}

  /** Adds a member at run time. */
  add(by: Acting, queueId: string, input: QueueMemberAddInput): Promise<Queue> {
    return this.act(by, 'queueMemberAdd', queueId, input, async () => {
      const { queue, floor } = this.queueOf(by.viewer, queueId)
      const commands = this.commandsOf(queue.pbxId)
      for (const part of ['interface', 'stateInterface'] as const) {
        const phone = input[part]
        if (phone && !floor.mayServe(commands.numberOf(phone), queue.tenantId))
          throw new DomainError('NOT_FOUND', ['input', part])
      }
      const answer = await withinInput(() =>
        commands.addMember({
          queue: queue.name,
          interface: input.interface,
          name: input.name ?? input.interface.replace(/^[A-Za-z0-9]+\//, ''),
          penalty: penaltyOf(input.penalty ?? 0),
          isPaused: input.isPaused ?? false,
          stateInterface: input.stateInterface ?? undefined,
        }),
      )
      await until(() => floor.queue(queue.name).members.has(input.interface), EFFECT_MS)
      return answer
    }).then(() => this.shown(by.viewer, queueId))
  }

  remove(by: Acting, queueId: string, agentId: string): Promise<Queue> {
    return this.act(by, 'queueMemberRemove', queueId, { agentId }, async () => {
      const { queue, floor, place } = this.placeOf(by.viewer, queueId, agentId)
      const answer = await this.commandsOf(queue.pbxId).removeMember(queue.name, place.member.seen.interface)
      await until(() => !floor.queue(queue.name).members.has(place.member.seen.interface), EFFECT_MS)
      return answer
    }).then(() => this.shown(by.viewer, queueId))
  }

  /** Pauses or unpauses a member in one queue. */
  setPause(by: Acting, queueId: string, agentId: string, isPaused: boolean, reason: string): Promise<Queue> {
    const action = isPaused ? 'queueMemberPause' : 'queueMemberUnpause'
    return this.act(by, action, queueId, { agentId, reason }, async () => {
      const { queue, place } = this.placeOf(by.viewer, queueId, agentId)
      const { interface: memberInterface } = place.member.seen
      const answer = await this.commandsOf(queue.pbxId).pauseMember(
        memberInterface,
        isPaused,
        reason,
        queue.name,
      )
      await until(() => place.member.seen.isPaused === isPaused, EFFECT_MS)
      return answer
    }).then(() => this.shown(by.viewer, queueId))
  }

  /** Pauses or unpauses an agent in all of their queues. */
  setAgentPause(by: Acting, agentId: string, isPaused: boolean, reason: string): Promise<Agent> {
    return this.act(by, isPaused ? 'agentPause' : 'agentUnpause', agentId, { reason }, async () => {
      const agent = this.agents.find(by.viewer, agentId)
      const places = [...(this.queues.floorOf(agent.pbxId)?.members.placesOf(agent.number) ?? [])]
      const reached = places.filter(({ queue }) => this.queues.sees(by.viewer, queue))
      if (reached.length === 0) throw new DomainError('AGENT_IN_NO_QUEUE', ['id'])
      const commands = this.commandsOf(agent.pbxId)
      const answers: string[] = []
      // Several interfaces may be one agent. Without a queue the PBX pauses in all, also in those of others: of
      // another tenant on a shared PBX, or beyond what a confined supervisor was given.
      if (reached.length < places.length) {
        for (const { queue, member } of reached)
          answers.push(await commands.pauseMember(member.seen.interface, isPaused, reason, queue.name))
      } else {
        for (const memberInterface of new Set(reached.map(({ member }) => member.seen.interface)))
          answers.push(await commands.pauseMember(memberInterface, isPaused, reason))
      }
      await until(() => reached.every(({ member }) => member.seen.isPaused === isPaused), EFFECT_MS)
      return answers.join('; ')
    }).then(() => this.settled(() => this.agents.find(by.viewer, agentId)))
  }

  setPenalty(by: Acting, queueId: string, agentId: string, penalty: number): Promise<Queue> {
    return this.act(by, 'queueMemberPenaltySet', queueId, { agentId, penalty }, async () => {
      const { queue, place } = this.placeOf(by.viewer, queueId, agentId)
      const { interface: memberInterface } = place.member.seen
      const answer = await this.commandsOf(queue.pbxId).setPenalty(
        memberInterface,
        penaltyOf(penalty),
        queue.name,
      )
      await until(() => place.member.seen.penalty === penalty, EFFECT_MS)
      return answer
    }).then(() => this.shown(by.viewer, queueId))
  }

  private act(
    by: Acting,
    action: string,
    targetId: string,
    input: object,
    work: () => Promise<string>,
  ): Promise<string> {
    by.viewer.demandSupervision('queues')
    return this.audit.told({ viewer: by.viewer, address: by.address, action, targetId, input }, work)
  }

  /** State is shown once a turn, so what was just changed is shown after this one. */
  private settled<Shown>(show: () => Shown): Promise<Shown> {
    return new Promise((resolve, reject) => {
      setImmediate(() =>
        setImmediate(() => {
          try {
            resolve(show())
          } catch (error) {
            reject(error)
          }
        }),
      )
    })
  }

  private shown(viewer: Viewer, queueId: string): Promise<Queue> {
    return this.settled(() => this.queues.find(viewer, queueId))
  }

  private queueOf(viewer: Viewer, queueId: string): { queue: Queue; floor: QueueFloor } {
    const queue = this.queues.peek(viewer, queueId)
    if (!queue) throw new DomainError('NOT_FOUND', ['queueId'])
    const floor = this.queues.floorOf(queue.pbxId)
    if (!floor) throw new DomainError('PBX_UNAVAILABLE')
    return { queue, floor }
  }

  private placeOf(
    viewer: Viewer,
    queueId: string,
    agentId: string,
  ): { queue: Queue; floor: QueueFloor; place: Place } {
    const { queue, floor } = this.queueOf(viewer, queueId)
    const member = queue.members.find((each) => each.agentId === agentId)
    for (const place of member ? floor.members.placesOf(member.number) : [])
      if (place.queue.id === queueId) return { queue, floor, place }
    throw new DomainError('NOT_FOUND', ['agentId'])
  }
}

/** What the PBX may not be told came with the caller's `input`. */
async function withinInput<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DomainError) || error.inputPath.length === 0) throw error
    throw new DomainError(error.code, ['input', ...error.inputPath], error.details)
  }
}

function penaltyOf(penalty: number): number {
  if (penalty < 0 || penalty > MAX_PENALTY)
    throw new DomainError('OUT_OF_RANGE', ['penalty'], { least: 0, most: MAX_PENALTY })
  return penalty
}

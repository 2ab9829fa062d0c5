import type { Clock } from '../../platform/clock.ts'
import type { AgentService } from '../agents/agent.service.ts'
import type { QueueService } from '../queues/queue.service.ts'
import type { KeptRecord } from './kept.records.ts'

/** A queue or an agent that a log names. */
interface FoundName {
  readonly id: string
  readonly tenantId: string
  readonly pbxId: string
  /** The queue's name on the PBX, or the agent's number. */
  readonly name: string
  /** What people call it, where the source tells. */
  readonly title?: string | undefined
}

/** Takes up queues and agents that logs name, so that what is told of them has a name, also of those long gone. */
export const takeUpNames = (
  queues: QueueService,
  agents: AgentService,
  keep: (record: KeptRecord) => void,
  clock: Clock,
) => ({
  onQueue({ title: _, ...queue }: FoundName): void {
    const record = queues.found(queue, clock.now())
    if (record) keep({ kind: 'QUEUE', record })
  },
  onAgent({ name: number, title, ...agent }: FoundName): void {
    if (agents.isKnown(agent.id)) return
    const record = agents.found({ ...agent, name: title || number, number }, clock.now())
    if (record) keep({ kind: 'AGENT', record })
  },
})

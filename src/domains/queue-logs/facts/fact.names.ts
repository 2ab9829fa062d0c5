import { type PbxDirectory, UNOWNED } from '../../pbxs/pbx.directory.ts'
import { ALL_QUEUES, type FactBatch } from './fact.types.ts'

/** A queue or an agent as a log names it. */
export interface FoundName {
  readonly id: string
  readonly tenantId: string
  readonly pbxId: string
  readonly name: string
  /** What people call it, where the source tells. */
  readonly title?: string | undefined
}

/** More names than any PBX has: a log that invents them makes no more rows than so many. */
const MOST_NAMES = 10_000

/** Tells of queues and agents that a log names, once each: some are no more on the PBX, and reports name them too. */
export class FactNames {
  private readonly queues = new Set<string>()
  private readonly agents = new Set<string>()

  constructor(
    private readonly directory: PbxDirectory,
    private readonly onQueue: (queue: FoundName) => void,
    private readonly onAgent: (agent: FoundName) => void,
  ) {}

  take({ visits, sessions, pauses, rings }: FactBatch): void {
    for (const { queue, agent } of visits) {
      this.queue(queue)
      if (agent !== null) this.agent(agent, queue)
    }
    for (const each of [sessions, pauses, rings])
      for (const { agent, queue } of each) {
        this.queue(queue)
        this.agent(agent, queue)
      }
  }

  private queue(name: string): void {
    if (name === ALL_QUEUES || this.queues.has(name) || this.queues.size >= MOST_NAMES) return
    this.queues.add(name)
    const { directory } = this
    this.tell(this.onQueue, directory.queueId(name), directory.ownerOfQueue(name), name)
  }

  /** Whose an agent is, is known by the queue they serve, where their own name does not say. */
  private agent(name: string, queue: string): void {
    if (this.agents.has(name) || this.agents.size >= MOST_NAMES) return
    const { directory } = this
    const byName = directory.ownerOfExtension(name)
    const owner = byName !== UNOWNED || queue === ALL_QUEUES ? byName : directory.ownerOfQueue(queue)
    if (owner === UNOWNED) return
    this.agents.add(name)
    this.tell(this.onAgent, directory.agentId(name), owner, name)
  }

  private tell(on: (found: FoundName) => void, id: string, tenantId: string, name: string): void {
    if (tenantId !== UNOWNED) on({ id, tenantId, pbxId: this.directory.pbxId, name: name.slice(0, 80) })
  }
}

import { DomainError } from '../../errors.ts'
import { LiveMap } from '../../platform/live.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { AgentRow, AgentStore } from './agent.store.ts'
import type { Agent, AgentQueue } from './agent.types.ts'

/** Agents as they stand. */
export class AgentService {
  readonly live = new LiveMap<string, Agent>()
  private readonly known = new Map<string, AgentRow>()
  private readonly departed = new WeakMap<AgentRow, Agent>()

  constructor(private readonly store: AgentStore) {}

  async load(): Promise<void> {
    for (const row of await this.store.all()) this.known.set(row.id, row)
  }

  detach(pbxId: string): void {
    for (const agent of [...this.live.all()]) if (agent.pbxId === pbxId) this.live.delete(agent.id)
  }

  /** Whether anybody has ever found this agent. */
  isKnown(id: string): boolean {
    return this.known.has(id)
  }

  /** What people call an agent, for those who may know of them; empty for one that nobody found. */
  nameOf(id: string): { number: string; name: string } {
    const { number, name } = this.live.get(id) ?? this.known.get(id) ?? { number: '', name: '' }
    return { number, name }
  }

  /** An agent was found on a PBX; gives the row when it is new or has changed. */
  found(agent: Omit<AgentRow, 'foundAt'>, foundAt: Date): AgentRow | undefined {
    const known = this.known.get(agent.id)
    if (known?.tenantId === agent.tenantId && known.name === agent.name) return undefined
    const row = { ...agent, foundAt: known?.foundAt ?? foundAt }
    this.known.set(row.id, row)
    return row
  }

  /** A confined supervisor sees the agents who serve in their queues. */
  private sees(viewer: Viewer, agent: Agent): boolean {
    if (!viewer.seesTenant(agent.tenantId)) return false
    return viewer.queueIds === undefined || agent.queues.some(({ queueId }) => viewer.seesQueue(queueId))
  }

  list(viewer: Viewer, ids?: readonly string[] | null): Agent[] {
    viewer.demand('agents')
    return this.visible(viewer, ids)
  }

  /** The agents within a viewer's sight, by name, for whoever has demanded the permission to show them. */
  visible(viewer: Viewer, ids?: readonly string[] | null): Agent[] {
    const wanted = this.wanted(viewer, ids)
    return [...this.live.all()].filter(wanted).sort((a, b) => a.name.localeCompare(b.name))
  }

  private wanted(viewer: Viewer, ids: readonly string[] | null | undefined) {
    const named = ids && new Set(ids)
    return (agent: Agent) => this.sees(viewer, agent) && (!named || named.has(agent.id))
  }

  /** @throws DomainError NOT_FOUND, alike for an agent of others and for none. */
  find(viewer: Viewer, id: string): Agent {
    viewer.demand('agents')
    const agent = this.peek(viewer, id)
    if (!agent) throw new DomainError('NOT_FOUND', ['id'])
    return agent
  }

  /** An agent the viewer sees; one that is gone from the PBX is shown offline and stale. */
  peek(viewer: Viewer, id: string): Agent | undefined {
    const agent = this.live.get(id)
    if (agent) return this.sees(viewer, agent) ? agent : undefined
    const row = this.known.get(id)
    if (!row || !viewer.seesTenant(row.tenantId) || viewer.queueIds !== undefined) return undefined
    return this.gone(row)
  }

  /** Made once for each row: a list of old calls asks for the same few again and again. */
  private gone(row: AgentRow): Agent {
    let agent = this.departed.get(row)
    if (!agent) {
      agent = gone(row)
      this.departed.set(row, agent)
    }
    return agent
  }

  /** The queues an agent serves, of those the viewer may see. */
  queuesOf(viewer: Viewer, agent: Agent): AgentQueue[] {
    if (viewer.queueIds === undefined) return agent.queues
    return agent.queues.filter(({ queueId }) => viewer.seesQueue(queueId))
  }

  watch(viewer: Viewer, ids?: readonly string[] | null) {
    viewer.demand('agents')
    return this.watchVisible(viewer, ids)
  }

  watchVisible(viewer: Viewer, ids?: readonly string[] | null) {
    return this.live.watch(this.wanted(viewer, ids))
  }
}

const gone = (row: AgentRow): Agent => ({
  ...row,
  state: 'OFFLINE',
  since: row.foundAt,
  pauseReason: null,
  isPaused: false,
  queues: [],
  currentCallId: null,
  today: { answered: 0, talkSeconds: 0, missed: 0 },
  isStale: true,
})

import type { Store } from '../../platform/store/store.ts'

export type AgentRow = Store['tables']['agents']['$inferSelect']

/** Queries of agents as they were found. */
export class AgentStore {
  constructor(private readonly store: Store) {}

  async all(): Promise<AgentRow[]> {
    return this.store.select().from(this.store.tables.agents)
  }

  async write(rows: AgentRow[]): Promise<void> {
    await this.store.upsert(this.store.tables.agents, rows, ['id'], ['tenantId', 'name'])
  }
}

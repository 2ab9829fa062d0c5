import type { Store } from '../../platform/store/store.ts'

export type ExtensionRow = Store['tables']['extensions']['$inferSelect']

/** Queries of extensions as they were found. */
export class ExtensionStore {
  constructor(private readonly store: Store) {}

  async write(rows: ExtensionRow[]): Promise<void> {
    await this.store.upsert(this.store.tables.extensions, rows, ['id'], ['tenantId', 'name'])
  }
}

import type { Store } from '../../../platform/store/store.ts'

export type SettingsRow = Store['tables']['reportSettings']['$inferSelect']

/** What tenants have set about how they count. */
export class SettingsStore {
  constructor(private readonly store: Store) {}

  async all(): Promise<SettingsRow[]> {
    return this.store.select().from(this.store.tables.reportSettings)
  }

  async write(row: SettingsRow): Promise<void> {
    const { id, ...settings } = row
    const names = Object.keys(settings) as (keyof typeof settings)[]
    await this.store.upsert(this.store.tables.reportSettings, row, ['id'], names)
  }
}

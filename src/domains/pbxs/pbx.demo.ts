import type { Clock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import type { PbxAddress } from './pbx.preflight.ts'
import type { PbxAccount, PbxRegistry } from './pbx.registry.ts'
import type { PbxRow } from './pbx.store.ts'

/** A simulated PBX as the app makes it. */
export type DemoPbx = PbxAddress & Pick<PbxRow, 'name' | 'tenantId' | 'timeZone' | 'dialContext'>

/** The simulated PBX that is shown until a real one is registered. */
export class PbxDemo {
  constructor(
    private readonly registry: PbxRegistry,
    private readonly clock: Clock,
  ) {}

  /** Shows it, at its address of this start; undefined when a real PBX is registered. */
  async show({ secret, name, tenantId, host, port, username, timeZone, dialContext }: DemoPbx) {
    const { registry } = this
    return registry.inTurn(async (): Promise<PbxAccount | undefined> => {
      const rows = await registry.pbxs.all()
      if (rows.some(({ isDemo }) => !isDemo)) return undefined
      const known = rows.find(({ isDemo }) => isDemo)
      const account: PbxAccount = {
        ...{ name, tenantId, host, port, username, timeZone, dialContext },
        id: known?.id ?? newId(),
        enabled: true,
        isDemo: true,
        createdAt: known?.createdAt ?? this.clock.now(),
      }
      if (known) {
        await registry.close(known.id)
        await registry.change(account, secret)
      } else await registry.add(account, secret)
      registry.open(account, secret)
      return account
    })
  }

  /** Removes it, for an app that shows none. */
  async remove(): Promise<void> {
    await this.registry.inTurn(() => this.removeInTurn())
  }

  /** The same within a change that is under way. */
  async removeInTurn(): Promise<void> {
    for (const row of await this.registry.pbxs.all()) if (row.isDemo) await this.registry.remove(row)
  }
}

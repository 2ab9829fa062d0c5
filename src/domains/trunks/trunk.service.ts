import { DomainError } from '../../errors.ts'
import { LiveMap } from '../../platform/live.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { Trunk } from './trunk.types.ts'

/** Trunks as they stand. */
export class TrunkService {
  readonly live = new LiveMap<string, Trunk>()

  detach(pbxId: string): void {
    for (const trunk of [...this.live.all()]) if (trunk.pbxId === pbxId) this.live.delete(trunk.id)
  }

  list(viewer: Viewer): Trunk[] {
    viewer.demand('dashboard')
    return [...this.live.all()]
      .filter((trunk) => viewer.seesTenant(trunk.tenantId))
      .sort((a, b) => a.name.localeCompare(b.name))
  }

  /** @throws DomainError NOT_FOUND, alike for a trunk of others and for none. */
  find(viewer: Viewer, id: string): Trunk {
    viewer.demand('dashboard')
    const trunk = this.live.get(id)
    if (!trunk || !viewer.seesTenant(trunk.tenantId)) throw new DomainError('NOT_FOUND', ['id'])
    return trunk
  }

  watch(viewer: Viewer) {
    viewer.demand('dashboard')
    return this.live.watch((trunk) => viewer.seesTenant(trunk.tenantId))
  }
}

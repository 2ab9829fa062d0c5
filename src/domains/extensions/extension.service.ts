import { DomainError } from '../../errors.ts'
import { LiveMap } from '../../platform/live.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { Extension } from './extension.types.ts'

/** Extensions as they stand. */
export class ExtensionService {
  readonly live = new LiveMap<string, Extension>()

  detach(pbxId: string): void {
    for (const extension of [...this.live.all()])
      if (extension.pbxId === pbxId) this.live.delete(extension.id)
  }

  list(viewer: Viewer, ids?: readonly string[] | null): Extension[] {
    viewer.demand('dashboard')
    const wanted = ids && new Set(ids)
    return [...this.live.all()]
      .filter((extension) => viewer.seesTenant(extension.tenantId) && (!wanted || wanted.has(extension.id)))
      .sort((a, b) => a.number.localeCompare(b.number, undefined, { numeric: true }))
  }

  /** @throws DomainError NOT_FOUND, alike for an extension of others and for none. */
  find(viewer: Viewer, id: string): Extension {
    viewer.demand('dashboard')
    const extension = this.live.get(id)
    if (!extension || !viewer.seesTenant(extension.tenantId)) throw new DomainError('NOT_FOUND', ['id'])
    return extension
  }

  watch(viewer: Viewer, ids?: readonly string[] | null) {
    viewer.demand('dashboard')
    const wanted = ids && new Set(ids)
    return this.live.watch(
      (extension) => viewer.seesTenant(extension.tenantId) && (!wanted || wanted.has(extension.id)),
    )
  }
}

import { DomainError } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import { isId, newId } from '../../platform/ids.ts'
import { demandText } from '../../platform/input.ts'
import type { Viewer } from '../../platform/viewer.ts'
import { normalPrefix, type TenantMapping } from './pbx.mapping.ts'
import type { PbxRegistry } from './pbx.registry.ts'
import type { PbxService } from './pbx.service.ts'
import type { PbxMappingRow } from './pbx.store.ts'
import { PbxMapping, type PbxMappingInput } from './pbx.types.ts'

const LONGEST_PREFIX = 120

/** Whose the names on shared PBXs are, as operators set it. */
export class MappingService {
  private readonly listeners = new Set<(pbxId: string) => void>()

  constructor(
    private readonly registry: PbxRegistry,
    private readonly pbxs: PbxService,
    private readonly mapping: TenantMapping,
    private readonly clock: Clock,
    private readonly isTenant: (id: string) => Promise<boolean>,
  ) {}

  /** Reads the mappings; to be done before links are opened. */
  async start(): Promise<void> {
    this.mapping.replace(await this.registry.pbxs.allMappings())
  }

  /** @throws DomainError FORBIDDEN, NOT_FOUND */
  async list(viewer: Viewer, pbxId: string): Promise<PbxMapping[]> {
    await this.findShared(viewer, pbxId)
    const rows = await this.registry.pbxs.allMappings()
    return rows.filter((row) => row.pbxId === pbxId).map(mappingOf)
  }

  /**
   * Gives the names with one beginning to a tenant, whosever they were before.
   * @throws DomainError FORBIDDEN, NOT_FOUND, NOT_SHARED, REQUIRED, TOO_LONG, INVALID_INPUT
   */
  async set(viewer: Viewer, pbxId: string, { tenantId, kind, prefix }: PbxMappingInput): Promise<PbxMapping> {
    await this.findShared(viewer, pbxId)
    if (!isId(tenantId) || !(await this.isTenant(tenantId)))
      throw new DomainError('NOT_FOUND', ['input', 'tenantId'])
    const path = ['input', 'prefix']
    const normal = demandText(
      normalPrefix(kind, demandText(prefix, LONGEST_PREFIX, path)),
      LONGEST_PREFIX,
      path,
    )
    const row: PbxMappingRow = {
      ...{ id: newId(), pbxId, tenantId, kind },
      prefix: normal,
      createdAt: this.clock.now(),
    }
    return this.registry.inTurn(async () => {
      const kept = await this.registry.pbxs.setMapping(row)
      await this.changed(pbxId)
      return mappingOf(kept)
    })
  }

  /** Takes a beginning away: what has no other is nobody's. @throws DomainError FORBIDDEN, NOT_FOUND */
  async remove(viewer: Viewer, id: string): Promise<PbxMapping> {
    if (!viewer.isOperator) throw new DomainError('FORBIDDEN')
    return this.registry.inTurn(async () => {
      const row = (await this.registry.pbxs.allMappings()).find((each) => each.id === id)
      if (!row || !(await this.registry.pbxs.deleteMapping(id))) throw new DomainError('NOT_FOUND', ['id'])
      await this.changed(row.pbxId)
      return mappingOf(row)
    })
  }

  /** Calls `listener` when other names on a PBX belong to other tenants. @returns stops it. */
  onChanged(listener: (pbxId: string) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private async changed(pbxId: string): Promise<void> {
    await this.start()
    for (const listener of this.listeners) listener(pbxId)
  }

  private async findShared(viewer: Viewer, pbxId: string): Promise<void> {
    if (!viewer.isOperator) throw new DomainError('FORBIDDEN')
    const { tenantId } = await this.pbxs.findOwn(viewer, pbxId)
    if (tenantId !== null) throw new DomainError('NOT_SHARED', ['id'])
  }
}

const mappingOf = (row: PbxMappingRow): PbxMapping => Object.assign(new PbxMapping(), row)

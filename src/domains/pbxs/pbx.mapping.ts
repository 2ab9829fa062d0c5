import type { MappingKind } from '../../platform/store/tables/telephony.ts'

/** A PBX as far as owning goes. */
export interface OwnedPbx {
  readonly id: string
  /** Null when the platform shares it. */
  readonly tenantId: string | null
}

export interface MappedPrefix {
  readonly pbxId: string
  readonly tenantId: string
  readonly kind: MappingKind
  readonly prefix: string
}

/** Whose a queue, an extension or a DID is: of the PBX's owner, or by the longest prefix on a shared one. */
export class TenantMapping {
  private prefixes = new Map<string, Map<string, string>>()
  private tenants = new Map<string, Set<string>>()

  /** Takes the place of all that was known. */
  replace(mappings: readonly MappedPrefix[]): void {
    this.prefixes = new Map()
    this.tenants = new Map()
    for (const { pbxId, tenantId, kind, prefix } of mappings) {
      entry(this.prefixes, key(pbxId, kind), () => new Map()).set(prefix, tenantId)
      entry(this.tenants, pbxId, () => new Set()).add(tenantId)
    }
  }

  /** Undefined when a shared PBX has no prefix for the name: then it is nobody's. */
  ownerOf(pbx: OwnedPbx, kind: MappingKind, name: string): string | undefined {
    if (pbx.tenantId !== null) return pbx.tenantId
    const prefixes = this.prefixes.get(key(pbx.id, kind))
    if (!prefixes) return undefined
    const plain = normalPrefix(kind, name)
    for (let end = plain.length; end > 0; end--) {
      const owner = prefixes.get(plain.slice(0, end))
      if (owner !== undefined) return owner
    }
    return undefined
  }

  /** Whether something on a PBX belongs to a tenant, so that it may see the PBX. */
  sharesWith(pbx: OwnedPbx, tenantId: string): boolean {
    return pbx.tenantId === null
      ? (this.tenants.get(pbx.id)?.has(tenantId) ?? false)
      : pbx.tenantId === tenantId
  }
}

/** Trunks tell one number with and without its plus sign. */
export const normalPrefix = (kind: MappingKind, prefix: string): string =>
  (kind === 'DID' ? prefix.replace(/^\+/, '') : prefix).slice(0, 120)

const key = (pbxId: string, kind: MappingKind) => `${pbxId} ${kind}`

function entry<Key, Value>(map: Map<Key, Value>, name: Key, make: () => Value): Value {
  let value = map.get(name)
  if (!value) map.set(name, (value = make()))
  return value
}

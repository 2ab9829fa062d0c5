import { PbxMappingResolver } from '../../src/domains/pbxs/mapping.resolver.ts'
import { MappingService } from '../../src/domains/pbxs/mapping.service.ts'
import { PbxDemo } from '../../src/domains/pbxs/pbx.demo.ts'
import { TenantMapping } from '../../src/domains/pbxs/pbx.mapping.ts'
import { type PbxAccount, type PbxLines, PbxRegistry } from '../../src/domains/pbxs/pbx.registry.ts'
import { PbxResolver } from '../../src/domains/pbxs/pbx.resolver.ts'
import { PbxService } from '../../src/domains/pbxs/pbx.service.ts'
import type { PbxRegisterInput } from '../../src/domains/pbxs/pbx.types.ts'
import { PreflightService } from '../../src/domains/pbxs/preflight.service.ts'
import { probe } from '../../src/domains/pbxs/preflight.watch.ts'
import { Vault } from '../../src/platform/crypto.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { people } from '../users/people.ts'

/** Writes down what is asked of the links, in order. */
export class NotedLines implements PbxLines {
  readonly asked: string[] = []
  readonly open_ = new Map<string, { pbx: PbxAccount; secret: string }>()

  open(pbx: PbxAccount, secret: string): void {
    this.asked.push(`open ${pbx.host}:${pbx.port} ${pbx.username}/${secret}`)
    this.open_.set(pbx.id, { pbx, secret })
  }

  async close(pbxId: string): Promise<void> {
    const was = this.open_.get(pbxId)
    if (was) this.asked.push(`close ${was.pbx.host}:${was.pbx.port}`)
    this.open_.delete(pbxId)
  }

  status(pbxId: string) {
    const state = this.open_.has(pbxId) ? ('CONNECTING' as const) : ('OFF' as const)
    return { state, since: new Date(0), problem: null, asteriskVersion: null, bootedAt: null }
  }

  /** What was asked since the last time. */
  news(): string[] {
    return this.asked.splice(0)
  }
}

/** An operator, two tenants' administrators, and the PBX services as the app wires them. */
export async function office(store: Store) {
  const cast = await people(store)
  const operator = (await cast.first()).viewer
  const tenant = async (slug: string) => {
    const input = { name: slug, slug, language: 'es' as const, timeZone: 'America/Lima', adminLogin: slug }
    return (await cast.settleIn((await cast.tenants.create(operator, input)).admin)).viewer
  }
  const [norte, sur] = [await tenant('norte'), await tenant('sur')]
  const registered = registryOf(store, cast)
  const resolvers = [...cast.resolvers, ...registered.pbxResolvers]
  return { ...cast, operator, norte, sur, ...registered, resolvers }
}

type Cast = Pick<Awaited<ReturnType<typeof people>>, 'clock' | 'vault' | 'tenants' | 'audit'>

/** The PBX services of one process over a store. */
export function registryOf(store: Store, { clock, vault, tenants, audit }: Cast) {
  const lines = new NotedLines()
  const mapping = new TenantMapping()
  const registry = new PbxRegistry(store, vault, lines)
  const demo = new PbxDemo(registry, clock)
  const pbxs = new PbxService(registry, demo, mapping, clock)
  const mappings = new MappingService(registry, pbxs, mapping, clock, (id) => tenants.exists(id))
  const preflight = new PreflightService(registry, pbxs, probe)
  const pbxResolvers = [new PbxResolver(pbxs, preflight, audit), new PbxMappingResolver(mappings, audit)]
  return { lines, mapping, registry, demo, pbxs, mappings, preflight, pbxResolvers }
}

export const withNewKey = (vault: Vault) =>
  new Vault([{ id: 'newest', bytes: Buffer.alloc(32, 9) }, ...vault.keys])

export const pbxInput = (change: Partial<PbxRegisterInput> = {}): PbxRegisterInput => ({
  name: 'Central Norte',
  host: 'pbx.example.net',
  port: 5038,
  username: 'centralita',
  secret: 'muy-secreto-123',
  dialContext: 'from-internal',
  isShared: false,
  ...change,
})

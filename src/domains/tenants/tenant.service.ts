import { DomainError } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import { isId, newId } from '../../platform/ids.ts'
import { demandPosition, demandText, demandTimeZone } from '../../platform/input.ts'
import { isDuplicate } from '../../platform/store/faults.ts'
import type { Store } from '../../platform/store/store.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { OneTimeCredentials } from '../users/user.types.ts'
import { type TenantRow, TenantStore } from './tenant.store.ts'
import { Tenant, TenantCreated, type TenantCreateInput, type TenantUpdateInput } from './tenant.types.ts'

/** Makes a tenant's first administrator; the users' domain keeps the rules of that. */
export type CreateAdmin = (
  viewer: Viewer,
  tenantId: string,
  login: string,
  path: string[],
) => Promise<OneTimeCredentials>

/** Tenants: each keeps its own settings, operators make new ones. */
export class TenantService {
  private readonly tenants: TenantStore
  private readonly zones = new Map<string, string>()
  private readonly listeners = new Set<(tenantId: string) => void>()
  private readonly dayKeepers: ((tenantId: string) => Promise<void>)[] = []

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly createAdmin: CreateAdmin,
  ) {
    this.tenants = new TenantStore(store)
  }

  /** Reads the time zones, so that live state can ask for them without waiting. */
  async start(): Promise<void> {
    for (const { id, timeZone } of await this.tenants.zones()) this.zones.set(id, timeZone)
  }

  /** The viewer's own. @throws DomainError NOT_FOUND */
  async own(viewer: Viewer): Promise<Tenant> {
    return tenantOf(await this.find(viewer.tenantId))
  }

  /** @throws DomainError FORBIDDEN, REQUIRED, TOO_LONG, INVALID_INPUT, INVALID_TIME_ZONE */
  async update(viewer: Viewer, input: TenantUpdateInput): Promise<Tenant> {
    viewer.demandChange('admin')
    const before = await this.find(viewer.tenantId)
    const after: TenantRow = {
      ...before,
      name: input.name == null ? before.name : demandText(input.name, 120, ['input', 'name']),
      language: input.language ?? before.language,
      timeZone:
        input.timeZone == null ? before.timeZone : demandTimeZone(input.timeZone, ['input', 'timeZone']),
    }
    const { name, language, timeZone } = after
    await this.store.transaction(async () => {
      await this.tenants.update(viewer.tenantId, { name, language, timeZone })
      if (timeZone !== before.timeZone) for (const keep of this.dayKeepers) await keep(viewer.tenantId)
      this.store.afterCommit(() => {
        this.zones.set(viewer.tenantId, timeZone)
        if (timeZone === before.timeZone) return
        for (const listener of this.listeners) listener(viewer.tenantId)
      })
    })
    return tenantOf(after)
  }

  /** All tenants, oldest first, for operators. */
  async page(viewer: Viewer, limit: number, after?: { at: Date; id: string }): Promise<Tenant[]> {
    demandOperator(viewer)
    demandPosition(after)
    return (await this.tenants.page(limit, after)).map(tenantOf)
  }

  /** @throws DomainError FORBIDDEN, ALREADY_EXISTS, INVALID_SLUG, INVALID_TIME_ZONE, INVALID_LOGIN */
  async create(viewer: Viewer, input: TenantCreateInput): Promise<TenantCreated> {
    demandOperator(viewer)
    return this.store.transaction(async () => {
      const tenant = await this.add(input)
      const admin = await this.createAdmin(viewer, tenant.id, input.adminLogin, ['input', 'adminLogin'])
      return Object.assign(new TenantCreated(), { tenant, admin })
    })
  }

  /** At the very first start: the tenant that an installation for one company needs. */
  async createFirst(timeZone: string): Promise<string> {
    const { id } = await this.add({ name: 'Mi empresa', slug: 'mi-empresa', language: 'es', timeZone })
    return id
  }

  /** The tenant there was first: where a simulated PBX is shown. */
  async first(): Promise<Tenant | undefined> {
    const [row] = await this.tenants.page(1)
    return row && tenantOf(row)
  }

  /** Whether there is such a tenant, for those who give something to one. */
  async exists(id: string): Promise<boolean> {
    return isId(id) && (await this.tenants.find(id)) !== undefined
  }

  /** The short name by which folders and addresses know a tenant. */
  async slugOf(id: string): Promise<string | undefined> {
    return (await this.tenants.find(id))?.slug
  }

  /** Whether there is one tenant only: what is on this server concerns nobody else then. */
  async isAlone(): Promise<boolean> {
    return (await this.tenants.page(2)).length < 2
  }

  /** A tenant's time zone as last known here; UTC for one that is unknown. */
  timeZoneOf(tenantId: string): string {
    return this.zones.get(tenantId) ?? 'UTC'
  }

  /** Calls `listener` when the days of a tenant begin at another hour. @returns stops it. */
  onDaysChanged(listener: (tenantId: string) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Calls `keep` inside the transaction that makes the days of a tenant begin at another hour. */
  onDaysChanging(keep: (tenantId: string) => Promise<void>): void {
    this.dayKeepers.push(keep)
  }

  private async add(input: Omit<TenantCreateInput, 'adminLogin'>): Promise<Tenant> {
    if (!/^[a-z0-9](-?[a-z0-9]){1,63}$/.test(input.slug) || input.slug.length > 64)
      throw new DomainError('INVALID_SLUG', ['input', 'slug'])
    const row: TenantRow = {
      id: newId(),
      slug: input.slug,
      name: demandText(input.name, 120, ['input', 'name']),
      language: input.language,
      timeZone: demandTimeZone(input.timeZone, ['input', 'timeZone']),
      createdAt: this.clock.now(),
    }
    try {
      await this.tenants.insert(row)
    } catch (error) {
      throw isDuplicate(error) ? new DomainError('ALREADY_EXISTS', ['input', 'slug']) : error
    }
    this.store.afterCommit(() => this.zones.set(row.id, row.timeZone))
    return tenantOf(row)
  }

  private async find(id: string): Promise<TenantRow> {
    const row = await this.tenants.find(id)
    if (!row) throw new DomainError('NOT_FOUND')
    return row
  }
}

const tenantOf = (row: TenantRow): Tenant => Object.assign(new Tenant(), row)

function demandOperator(viewer: Viewer): void {
  if (!viewer.isOperator) throw new DomainError('FORBIDDEN')
}

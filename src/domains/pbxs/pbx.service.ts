import { DomainError } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import { isId, newId } from '../../platform/ids.ts'
import { demandText, demandTimeZone } from '../../platform/input.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { PbxDemo } from './pbx.demo.ts'
import { demandCredential, demandDialContext, demandHost, demandPort } from './pbx.input.ts'
import type { TenantMapping } from './pbx.mapping.ts'
import { accountOf, type PbxAccount, type PbxRegistry } from './pbx.registry.ts'
import type { PbxRow } from './pbx.store.ts'
import { Pbx, type PbxRegisterInput, type PbxUpdateInput } from './pbx.types.ts'

/** The PBXs as their keepers see them: registered, changed, connected, removed. */
export class PbxService {
  constructor(
    private readonly registry: PbxRegistry,
    private readonly demo: PbxDemo,
    private readonly mapping: TenantMapping,
    private readonly clock: Clock,
  ) {}

  /** Those a viewer may see: of the own tenant, shared ones that carry something of it; all shared for operators. */
  async list(viewer: Viewer): Promise<Pbx[]> {
    const rows = await this.registry.pbxs.all()
    return rows.filter((row) => this.sees(viewer, row)).map((row) => this.show(viewer, row))
  }

  /** @throws DomainError NOT_FOUND, for a foreign id as for none. */
  async get(viewer: Viewer, id: string): Promise<Pbx> {
    return this.show(viewer, await this.find(viewer, id))
  }

  /**
   * Registers a PBX and opens its link. The demo, if there is one, gives way.
   * @throws DomainError FORBIDDEN, ALREADY_EXISTS, REQUIRED, TOO_LONG, INVALID_*
   */
  async register(viewer: Viewer, input: PbxRegisterInput): Promise<Pbx> {
    viewer.demandChange('admin')
    if (input.isShared && !viewer.isOperator) throw new DomainError('FORBIDDEN')
    const { registry } = this
    const account: PbxAccount = {
      id: newId(),
      tenantId: input.isShared ? null : viewer.tenantId,
      name: demandText(input.name, 120, ['input', 'name']),
      host: demandHost(input.host, ['input', 'host']),
      port: demandPort(input.port, ['input', 'port']),
      username: demandCredential(input.username, ['input', 'username']),
      timeZone: input.timeZone
        ? demandTimeZone(input.timeZone, ['input', 'timeZone'])
        : ((await registry.pbxs.timeZoneOf(viewer.tenantId)) ?? 'UTC'),
      dialContext: demandDialContext(input.dialContext, ['input', 'dialContext']),
      enabled: true,
      isDemo: false,
      createdAt: this.clock.now(),
    }
    const secret = demandCredential(input.secret, ['input', 'secret'])
    return registry.inTurn(async () => {
      await this.demandNew(account)
      const row = await registry.add(account, secret)
      registry.open(account, secret)
      await this.demo.removeInTurn()
      return this.show(viewer, row)
    })
  }

  /**
   * Changes a PBX; its link is opened anew when that takes it. Another host or port needs the secret again,
   * because it would be sent there.
   * @throws DomainError FORBIDDEN, NOT_FOUND, ALREADY_EXISTS, SECRET_NEEDED, REQUIRED, TOO_LONG, INVALID_*
   */
  async update(viewer: Viewer, id: string, input: PbxUpdateInput): Promise<Pbx> {
    viewer.demandChange('admin')
    const { registry } = this
    return registry.inTurn(async () => {
      const before = await this.findOwn(viewer, id)
      const after = withInput(accountOf(before), input)
      const isMoved = after.host !== before.host || after.port !== before.port
      if (isMoved && input.secret == null) throw new DomainError('SECRET_NEEDED', ['input', 'secret'])
      if (isMoved) await this.demandNew(after)
      const secret =
        input.secret == null ? registry.secretOf(before) : demandCredential(input.secret, ['input', 'secret'])
      const row = await registry.change(after, secret)
      const isOtherLink = isMoved || after.username !== before.username || input.secret != null
      if (isOtherLink && after.enabled) await this.reopen(after, secret)
      return this.show(viewer, row)
    })
  }

  /** Ends the link and forgets the PBX; its calls stay. @throws DomainError FORBIDDEN, NOT_FOUND */
  async remove(viewer: Viewer, id: string): Promise<Pbx> {
    viewer.demandChange('admin')
    return this.registry.inTurn(async () => {
      const row = await this.findOwn(viewer, id)
      await this.registry.remove(row)
      return this.show(viewer, row)
    })
  }

  /** Opens the link, anew if it stands already. @throws DomainError FORBIDDEN, NOT_FOUND, SECRET_NEEDED */
  async connect(viewer: Viewer, id: string): Promise<Pbx> {
    viewer.demandChange('admin')
    return this.registry.inTurn(async () => {
      const row = { ...(await this.findOwn(viewer, id)), enabled: true }
      const secret = this.registry.secretOf(row)
      await this.registry.pbxs.update(id, { enabled: true })
      await this.reopen(accountOf(row), secret)
      return this.show(viewer, row)
    })
  }

  /** Ends the link and keeps it ended. @throws DomainError FORBIDDEN, NOT_FOUND */
  async disconnect(viewer: Viewer, id: string): Promise<Pbx> {
    viewer.demandChange('admin')
    return this.registry.inTurn(async () => {
      const row = { ...(await this.findOwn(viewer, id)), enabled: false }
      await this.registry.pbxs.update(id, { enabled: false })
      await this.registry.close(id)
      return this.show(viewer, row)
    })
  }

  /** A PBX that the viewer keeps, with its row. @throws DomainError NOT_FOUND, FORBIDDEN */
  async findOwn(viewer: Viewer, id: string, path: readonly string[] = ['id']): Promise<PbxRow> {
    const row = await this.find(viewer, id, path)
    if (!this.owns(viewer, row)) throw new DomainError('FORBIDDEN')
    return row
  }

  private async reopen(account: PbxAccount, secret: string): Promise<void> {
    await this.registry.close(account.id)
    this.registry.open(account, secret)
  }

  /** One PBX registered twice would show and keep each call twice. */
  private async demandNew({ id, tenantId, host, port }: PbxAccount): Promise<void> {
    const isThere = (await this.registry.pbxs.all()).some(
      (row) =>
        row.id !== id &&
        row.tenantId === tenantId &&
        row.port === port &&
        row.host.toLowerCase() === host.toLowerCase() &&
        !row.isDemo,
    )
    if (isThere) throw new DomainError('ALREADY_EXISTS', ['input', 'host'])
  }

  private async find(viewer: Viewer, id: string, path: readonly string[] = ['id']): Promise<PbxRow> {
    const row = isId(id) ? await this.registry.pbxs.find(id) : undefined
    if (!row || !this.sees(viewer, row)) throw new DomainError('NOT_FOUND', path)
    return row
  }

  private sees(viewer: Viewer, row: PbxRow): boolean {
    return this.owns(viewer, row) || this.mapping.sharesWith(row, viewer.tenantId)
  }

  private owns(viewer: Viewer, row: PbxRow): boolean {
    return row.tenantId === null ? viewer.isOperator : viewer.seesTenant(row.tenantId)
  }

  private show(viewer: Viewer, row: PbxRow): Pbx {
    const isKeeper = viewer.may('admin') && this.owns(viewer, row)
    return Object.assign(new Pbx(), {
      id: row.id,
      tenantId: row.tenantId,
      name: row.name,
      host: isKeeper ? row.host : null,
      port: isKeeper ? row.port : null,
      username: isKeeper ? row.username : null,
      timeZone: row.timeZone,
      dialContext: row.dialContext,
      isEnabled: row.enabled,
      isDemo: row.isDemo,
      isShared: row.tenantId === null,
      status: this.registry.status(row.id),
      createdAt: row.createdAt,
    } satisfies Pbx)
  }
}

function withInput(before: PbxAccount, input: PbxUpdateInput): PbxAccount {
  const take = <Name extends keyof PbxUpdateInput & keyof PbxAccount>(
    name: Name,
    demand: (value: NonNullable<PbxUpdateInput[Name]>, path: string[]) => PbxAccount[Name],
  ) => (input[name] == null ? before[name] : demand(input[name], ['input', name]))
  return {
    ...before,
    name: take('name', (name, path) => demandText(name, 120, path)),
    host: take('host', demandHost),
    port: take('port', demandPort),
    username: take('username', demandCredential),
    timeZone: take('timeZone', demandTimeZone),
    dialContext: take('dialContext', demandDialContext),
  }
}

import { DomainError } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import { isId, newId } from '../../platform/ids.ts'
import { demandPosition, demandText } from '../../platform/input.ts'
import { isDuplicate } from '../../platform/store/faults.ts'
import type { Store } from '../../platform/store/store.ts'
import { type Permission, type Role, Viewer } from '../../platform/viewer.ts'
import { hashPassword, makePassword } from './password.ts'
import { isKeeper, permissionsOf, type Rights, rightBeyond } from './role.ts'
import type { SessionService } from './session.service.ts'
import { isLogin, normalLogin, userOf } from './user.account.ts'
import { type UserCursor, type UserRow, UserStore } from './user.store.ts'
import { OneTimeCredentials, type User, type UserCreateInput, type UserUpdateInput } from './user.types.ts'

const QUEUES_MAX = 500

/** The people of a tenant, and the rule that nobody gives or takes over more than they have. */
export class UserService {
  private readonly users: UserStore

  constructor(
    private readonly store: Store,
    private readonly sessions: SessionService,
    private readonly clock: Clock,
  ) {
    this.users = new UserStore(store)
  }

  /** @throws DomainError NOT_FOUND */
  async me(viewer: Viewer): Promise<User> {
    const row = await this.users.find(viewer.userId)
    if (!row) throw new DomainError('NOT_FOUND')
    return userOf(row)
  }

  /**
   * A person as they are now, for work that is done on their behalf while they are not there; undefined for who may no
   * longer come in.
   */
  async viewerOf(id: string): Promise<Viewer | undefined> {
    const row = await this.users.find(id)
    if (!row || row.disabledAt) return undefined
    return new Viewer({
      ...{
        userId: id,
        tenantId: row.tenantId,
        role: row.role,
        permissions: permissionsOf(row),
        sessionId: id,
      },
      queueIds: row.queueIds ? new Set(row.queueIds) : undefined,
    })
  }

  /** @throws DomainError FORBIDDEN, NOT_FOUND */
  async get(viewer: Viewer, id: string): Promise<User> {
    viewer.demand('admin')
    return userOf(await this.find(viewer, id))
  }

  /** Those of these ids that the viewer may see, for showing names beside ids. */
  async findAll(viewer: Viewer, ids: readonly string[]): Promise<User[]> {
    const rows = ids.length ? await this.users.findAll(ids) : []
    return rows.filter((row) => sees(viewer, row)).map(userOf)
  }

  /** A tenant's users, oldest first: the viewer's own tenant, or any for an operator. */
  async page(viewer: Viewer, limit: number, after?: UserCursor, tenantId?: string): Promise<User[]> {
    viewer.demand('admin')
    demandPosition(after)
    return (await this.users.page(tenantFor(viewer, tenantId, ['tenantId']), limit, after)).map(userOf)
  }

  /** @throws DomainError FORBIDDEN, INVALID_INPUT, ALREADY_EXISTS, RIGHTS_BEYOND_YOURS */
  async create(viewer: Viewer, input: UserCreateInput): Promise<OneTimeCredentials> {
    viewer.demandChange('admin')
    const rights = {
      role: input.role,
      permissionChanges: changesOf(input.grantedPermissions, input.revokedPermissions),
      queueIds: queueIdsOf(input.queueIds),
    }
    demandWithin(viewer, rights)
    const tenantId = tenantFor(viewer, input.tenantId ?? undefined, ['input', 'tenantId'])
    if (tenantId !== viewer.tenantId && !(await this.users.isTenant(tenantId)))
      throw new DomainError('NOT_FOUND', ['input', 'tenantId'])
    return this.add({
      ...rights,
      tenantId,
      login: input.login,
      name: input.name,
      language: input.language ?? null,
    })
  }

  /** The first administrator of a tenant just made. */
  async createAdmin(
    viewer: Viewer,
    tenantId: string,
    login: string,
    path: string[],
  ): Promise<OneTimeCredentials> {
    if (!viewer.isOperator) throw new DomainError('FORBIDDEN')
    const rights = { role: 'ADMIN' as const, permissionChanges: changesOf(), queueIds: null }
    return this.add({ ...rights, tenantId, login, name: login, language: null }, path)
  }

  /**
   * @throws DomainError FORBIDDEN, NOT_FOUND, INVALID_INPUT, RIGHTS_BEYOND_YOURS, OWN_RIGHTS,
   * LAST_ADMINISTRATOR
   */
  async update(viewer: Viewer, id: string, input: UserUpdateInput): Promise<User> {
    viewer.demandChange('admin')
    const { tenantId: home } = await this.findWithin(viewer, id)
    return this.store.transaction(async () => {
      // Changes of rights in one tenant wait for each other, so that each is judged by what it finds.
      await this.users.lockKeepers(home)
      const before = await this.findWithin(viewer, id)
      const after = this.changed(before, input)
      if (rightsDiffer(before, after)) {
        if (viewer.userId === id) throw new DomainError('OWN_RIGHTS', ['id'])
        demandWithin(viewer, after)
        if (isActiveKeeper(before) && !isActiveKeeper(after)) await this.demandAnotherKeeper(before)
        if (before.role === 'OPERATOR' && (after.role !== 'OPERATOR' || !isActiveKeeper(after)))
          await this.demandAnotherKeeper(before, 'platform')
      }
      const { id: _, tenantId: __, ...set } = after
      await this.users.update(id, set)
      if (after.disabledAt && !before.disabledAt) await this.sessions.endAllOf(id)
      this.sessions.changed(id)
      return userOf(after)
    })
  }

  /** A new one-time password for somebody else; their sign-ins end. */
  async resetPassword(viewer: Viewer, id: string): Promise<OneTimeCredentials> {
    viewer.demandChange('admin')
    const row = await this.findWithin(viewer, id)
    if (viewer.userId === id) throw new DomainError('OWN_RIGHTS', ['id'])
    return this.giveOneTimePassword(row)
  }

  /**
   * At the very first start: makes the user `admin`, an operator, with a password to be printed once. Again,
   * with another password, as long as nobody has ever signed in, because the first may never have been read.
   */
  async ensureFirst(tenantId: () => Promise<string>): Promise<OneTimeCredentials | undefined> {
    const users = await this.users.count()
    if (users > 1) return undefined
    if (users === 0) {
      const rights = { role: 'OPERATOR' as const, permissionChanges: changesOf(), queueIds: null }
      const account = { ...rights, login: 'admin', name: 'Administrador', language: null }
      return this.store.transaction(async () => this.add({ ...account, tenantId: await tenantId() }))
    }
    const admin = await this.users.findByLogin('admin')
    if (!admin?.mustChangePassword || (await this.sessions.hasSignedIn(admin.id))) return undefined
    return this.giveOneTimePassword(admin)
  }

  private async add(
    account: Rights & Pick<UserRow, 'tenantId' | 'login' | 'name' | 'language'>,
    loginPath: string[] = ['input', 'login'],
  ): Promise<OneTimeCredentials> {
    const login = normalLogin(account.login)
    if (!isLogin(login)) throw new DomainError('INVALID_LOGIN', loginPath)
    const oneTimePassword = makePassword()
    const row: UserRow = {
      ...account,
      queueIds: account.queueIds && [...account.queueIds],
      id: newId(),
      login,
      name: demandText(account.name, 120, ['input', 'name']),
      passwordHash: await hashPassword(oneTimePassword),
      mustChangePassword: true,
      disabledAt: null,
      createdAt: this.clock.now(),
    }
    try {
      await this.users.insert(row)
    } catch (error) {
      throw isDuplicate(error) ? new DomainError('ALREADY_EXISTS', loginPath) : error
    }
    return credentials(userOf(row), oneTimePassword)
  }

  private changed(before: UserRow, input: UserUpdateInput): UserRow {
    const { granted, revoked } = before.permissionChanges
    const wasDisabled = before.disabledAt !== null
    return {
      ...before,
      name: input.name == null ? before.name : demandText(input.name, 120, ['input', 'name']),
      role: input.role ?? before.role,
      permissionChanges: changesOf(input.grantedPermissions ?? granted, input.revokedPermissions ?? revoked),
      queueIds: input.queueIds === undefined ? before.queueIds : queueIdsOf(input.queueIds),
      language: input.language === undefined ? before.language : input.language,
      disabledAt:
        (input.isDisabled ?? wasDisabled) === wasDisabled
          ? before.disabledAt
          : wasDisabled
            ? null
            : this.clock.now(),
    }
  }

  private async giveOneTimePassword(row: UserRow): Promise<OneTimeCredentials> {
    const oneTimePassword = makePassword()
    const set = { passwordHash: await hashPassword(oneTimePassword), mustChangePassword: true }
    await this.store.transaction(async () => {
      await this.users.update(row.id, set)
      await this.sessions.endAllOf(row.id)
    })
    return credentials(userOf({ ...row, ...set }), oneTimePassword)
  }

  private async demandAnotherKeeper(leaving: UserRow, of?: 'platform'): Promise<void> {
    const keepers = await this.users.lockKeepers(of ? undefined : leaving.tenantId)
    if (!keepers.some((keeper) => keeper.id !== leaving.id && isActiveKeeper(keeper)))
      throw new DomainError('LAST_ADMINISTRATOR', ['id'])
  }

  private async find(viewer: Viewer, id: string): Promise<UserRow> {
    const row = isId(id) ? await this.users.find(id) : undefined
    if (!row || !sees(viewer, row)) throw new DomainError('NOT_FOUND', ['id'])
    return row
  }

  /** Somebody the viewer may touch: who has more rights than the viewer would lend them otherwise. */
  private async findWithin(viewer: Viewer, id: string): Promise<UserRow> {
    const row = await this.find(viewer, id)
    if (rightBeyond(viewer, row)) throw new DomainError('RIGHTS_BEYOND_YOURS', ['id'])
    return row
  }
}

const credentials = (user: User, oneTimePassword: string): OneTimeCredentials =>
  Object.assign(new OneTimeCredentials(), { user, oneTimePassword })
const sees = (viewer: Viewer, row: UserRow) => viewer.isOperator || viewer.seesTenant(row.tenantId)
const isActiveKeeper = (row: UserRow) => row.disabledAt === null && isKeeper(row)

const changesOf = (granted?: readonly Permission[] | null, revoked?: readonly Permission[] | null) => ({
  granted: [...new Set(granted)],
  revoked: [...new Set(revoked)],
})

function queueIdsOf(queueIds: readonly string[] | null | undefined): string[] | null {
  if (!queueIds) return null
  if (queueIds.length > QUEUES_MAX || !queueIds.every(isId))
    throw new DomainError('INVALID_INPUT', ['input', 'queueIds'])
  return [...new Set(queueIds)]
}

function tenantFor(viewer: Viewer, tenantId: string | undefined, path: string[]): string {
  if (tenantId === undefined) return viewer.tenantId
  if (!viewer.isOperator) throw new DomainError('FORBIDDEN')
  if (!isId(tenantId)) throw new DomainError('NOT_FOUND', path)
  return tenantId
}

const FIELD_OF = { role: 'role', permissions: 'grantedPermissions', queueIds: 'queueIds' }

function demandWithin(viewer: Viewer, rights: Rights): void {
  const beyond = rightBeyond(viewer, rights)
  if (beyond) throw new DomainError('RIGHTS_BEYOND_YOURS', ['input', FIELD_OF[beyond]])
}

const rightsOf = (row: { role: Role } & UserRow) =>
  JSON.stringify([
    row.role,
    [...row.permissionChanges.granted].sort(),
    [...row.permissionChanges.revoked].sort(),
    row.queueIds && [...row.queueIds].sort(),
    row.disabledAt !== null,
  ])
const rightsDiffer = (before: UserRow, after: UserRow) => rightsOf(before) !== rightsOf(after)

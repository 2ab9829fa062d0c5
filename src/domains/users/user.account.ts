import { permissionsOf } from './role.ts'
import type { UserRow } from './user.store.ts'
import { User } from './user.types.ts'

/** One spelling for a login however it is typed. */
export const normalLogin = (login: string): string => login.normalize('NFKC').trim().toLowerCase()

export const isLogin = (login: string): boolean => /^[\p{L}\p{N}._@+-]{2,190}$/u.test(login)

/** What others may know of an account: all but the password's hash. */
export function userOf(row: UserRow): User {
  return Object.assign(new User(), {
    id: row.id,
    tenantId: row.tenantId,
    login: row.login,
    name: row.name,
    role: row.role,
    permissions: [...permissionsOf(row)],
    grantedPermissions: row.permissionChanges.granted,
    revokedPermissions: row.permissionChanges.revoked,
    queueIds: row.queueIds,
    language: row.language,
    mustChangePassword: row.mustChangePassword,
    disabledAt: row.disabledAt,
    createdAt: row.createdAt,
  } satisfies User)
}

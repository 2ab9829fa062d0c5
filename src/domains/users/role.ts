import type { PermissionChanges } from '../../platform/store/tables/people.ts'
import { PERMISSIONS, type Permission, ROLES, type Role, type Viewer } from '../../platform/viewer.ts'

/** What each role may do before anything is granted to or taken from one person. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  OPERATOR: PERMISSIONS,
  ADMIN: PERMISSIONS,
  SUPERVISOR: [
    'dashboard',
    'calls',
    'queues',
    'agents',
    'recordings',
    'reports',
    'campaigns',
    'conversations',
    'tickets',
  ],
  AGENT: ['dashboard', 'queues', 'agents', 'conversations', 'tickets'],
  VIEWER: ['dashboard', 'calls', 'queues', 'agents', 'reports'],
}

/** All that decides what a person may do and see. */
export interface Rights {
  readonly role: Role
  readonly permissionChanges: PermissionChanges
  /** The queues a person is confined to; null confines to none. */
  readonly queueIds: readonly string[] | null
}

/** The role's permissions with the person's own changes; what was taken away wins over what was given. */
export function permissionsOf({ role, permissionChanges }: Rights): Set<Permission> {
  const { granted, revoked } = permissionChanges
  const held = new Set([...ROLE_PERMISSIONS[role], ...granted])
  for (const permission of revoked) held.delete(permission)
  return held
}

/** Whether someone with these rights keeps a tenant running: one such person must always be left. */
export const isKeeper = (rights: Rights): boolean =>
  (rights.role === 'ADMIN' || rights.role === 'OPERATOR') && permissionsOf(rights).has('admin')

/** The first right that `viewer` lacks of these, so that nobody gives, or takes over, more than they have. */
export function rightBeyond(viewer: Viewer, rights: Rights): 'role' | 'permissions' | 'queueIds' | undefined {
  if (ROLES.indexOf(rights.role) < ROLES.indexOf(viewer.role)) return 'role'
  for (const permission of permissionsOf(rights)) if (!viewer.may(permission)) return 'permissions'
  if (viewer.queueIds && !(rights.queueIds?.every((id) => viewer.seesQueue(id)) ?? false)) return 'queueIds'
  return undefined
}

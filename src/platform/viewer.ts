import { DomainError } from '../errors.ts'

/** What a role may be given. `admin` is the keeping of users, PBXs and settings. */
export const PERMISSIONS = [
  'dashboard',
  'calls',
  'queues',
  'agents',
  'recordings',
  'reports',
  'campaigns',
  'channels',
  'conversations',
  'tickets',
  'admin',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** OPERATOR runs the platform; the others belong to one tenant. VIEWER changes nothing. */
export const ROLES = ['OPERATOR', 'ADMIN', 'SUPERVISOR', 'AGENT', 'VIEWER'] as const
export type Role = (typeof ROLES)[number]

export type Language = 'es' | 'en'

export interface ViewerFacts {
  readonly userId: string
  readonly tenantId: string
  readonly role: Role
  readonly permissions: ReadonlySet<Permission>
  /** The queues this person is confined to; undefined means all of the tenant's. */
  readonly queueIds?: ReadonlySet<string> | undefined
  /** The sign-in this request came by. */
  readonly sessionId: string
  /** Set until the one-time password has been replaced: nothing else is allowed before that. */
  readonly mustChangePassword?: boolean
  /** The display link this request came by: a screen on a wall, before which anybody may stand. */
  readonly displayLinkId?: string
}

/** On whose behalf something is done: the first argument of every service method. */
export class Viewer {
  readonly userId: string
  readonly tenantId: string
  readonly role: Role
  readonly permissions: ReadonlySet<Permission>
  readonly queueIds: ReadonlySet<string> | undefined
  readonly sessionId: string
  readonly mustChangePassword: boolean
  readonly displayLinkId: string | undefined
  /** Viewers of equal scope see the same data, so they may share one subscription's execution. */
  readonly scope: string

  constructor(facts: ViewerFacts) {
    this.userId = facts.userId
    this.tenantId = facts.tenantId
    this.role = facts.role
    this.permissions = facts.permissions
    this.queueIds = facts.queueIds
    this.sessionId = facts.sessionId
    this.mustChangePassword = facts.mustChangePassword ?? false
    this.displayLinkId = facts.displayLinkId
    this.scope = [
      this.isDisplay ? 'display' : 'person',
      this.tenantId,
      this.role,
      [...this.permissions].sort().join(','),
      this.queueIds ? [...this.queueIds].sort().join(',') : '*',
    ].join('|')
  }

  get isOperator(): boolean {
    return this.role === 'OPERATOR'
  }

  /** A screen on a wall: it is shown a board and nothing else, without callers' names and numbers. */
  get isDisplay(): boolean {
    return this.displayLinkId !== undefined
  }

  get mayChange(): boolean {
    return this.role !== 'VIEWER'
  }

  may(permission: Permission): boolean {
    return this.permissions.has(permission)
  }

  /** @throws DomainError FORBIDDEN when the viewer lacks `permission`. */
  demand(permission: Permission): void {
    if (!this.may(permission)) throw new DomainError('FORBIDDEN', [], { permission })
  }

  /** @throws DomainError FORBIDDEN when the viewer lacks `permission` or may only look. */
  demandChange(permission: Permission): void {
    this.demand(permission)
    if (!this.mayChange) throw new DomainError('FORBIDDEN', [], { permission })
  }

  /** @throws DomainError FORBIDDEN unless the viewer may act on other people's calls and places. */
  demandSupervision(permission: Permission): void {
    this.demandChange(permission)
    if (this.role === 'AGENT') throw new DomainError('FORBIDDEN', [], { permission })
  }

  seesTenant(tenantId: string | null | undefined): boolean {
    return tenantId === this.tenantId
  }

  seesQueue(queueId: string): boolean {
    return this.queueIds?.has(queueId) ?? true
  }
}

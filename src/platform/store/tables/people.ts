import type { Language, Permission, Role } from '../../viewer.ts'
import type { Columns } from '../columns.postgres.ts'

/** What an administrator gave a user beyond, or took away from, the role. */
export interface PermissionChanges {
  granted: Permission[]
  revoked: Permission[]
}

/** Tenants, their users and the sign-ins of these, and the screens on their walls. */
export function definePeople(c: Columns) {
  const tenants = c.table(
    'tenants',
    {
      id: c.id().primaryKey(),
      slug: c.key(64).notNull(),
      name: c.key(120).notNull(),
      language: c.key(8).$type<Language>().notNull(),
      timeZone: c.key(64).notNull(),
      createdAt: c.at().notNull(),
    },
    (t) => [c.uniqueIndex('tenants_slug').on(t.slug)],
  )

  const users = c.table(
    'users',
    {
      id: c.id().primaryKey(),
      tenantId: c
        .id()
        .notNull()
        .references(() => tenants.id, { onDelete: 'cascade' }),
      login: c.key(190).notNull(),
      name: c.key(120).notNull(),
      passwordHash: c.text().notNull(),
      mustChangePassword: c.flag().notNull(),
      role: c.key(16).$type<Role>().notNull(),
      permissionChanges: c.json<PermissionChanges>().notNull(),
      /** Queues a supervisor is confined to; an empty list confines to none. */
      queueIds: c.json<string[]>(),
      language: c.key(8).$type<Language>(),
      disabledAt: c.at(),
      createdAt: c.at().notNull(),
    },
    (t) => [
      c.uniqueIndex('users_login').on(t.login),
      c.index('users_tenant').on(t.tenantId, t.createdAt, t.id),
    ],
  )

  /** One sign-in, kept alive by a chain of refresh tokens of which only the latest is good. */
  const sessions = c.table(
    'sessions',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      userId: c
        .id()
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      /** Random; with the key file it makes the session's refresh tokens, so neither alone is enough. */
      seed: c.key(64).notNull(),
      /** Counts the rotations; a token of an earlier turn is a stolen or repeated one. */
      turn: c.int().notNull(),
      address: c.key(64).notNull(),
      userAgent: c.key(200).notNull(),
      createdAt: c.at().notNull(),
      refreshedAt: c.at().notNull(),
      expiresAt: c.at().notNull(),
      revokedAt: c.at(),
    },
    (t) => [c.index('sessions_user').on(t.userId), c.index('sessions_expiry').on(t.expiresAt)],
  )

  /** An address that shows a board on a screen on the wall, without anybody signing in there. */
  const displayLinks = c.table(
    'display_links',
    {
      id: c.id().primaryKey(),
      tenantId: c
        .id()
        .notNull()
        .references(() => tenants.id, { onDelete: 'cascade' }),
      name: c.key(120).notNull(),
      /** SHA-256 of the token, which itself is nowhere. */
      tokenHash: c.key(64).notNull(),
      /** The queues it shows; none means all that boards show. */
      queueIds: c.json<string[]>(),
      language: c.key(8).$type<Language>().notNull(),
      createdBy: c.id().notNull(),
      createdAt: c.at().notNull(),
      expiresAt: c.at(),
      revokedAt: c.at(),
      seenAt: c.at(),
    },
    (t) => [
      c.uniqueIndex('display_links_token').on(t.tokenHash),
      c.index('display_links_tenant').on(t.tenantId, t.createdAt, t.id),
    ],
  )

  /** Who did what to what, and what came of it. */
  const auditEntries = c.table(
    'audit_entries',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      userId: c.id().notNull(),
      action: c.key(64).notNull(),
      targetId: c.key(120).notNull(),
      input: c.json<Record<string, unknown>>().notNull(),
      outcome: c.key(64).notNull(),
      /** What the PBX or the store answered, in its own words. */
      answer: c.text().notNull(),
      address: c.key(64).notNull(),
      occurredAt: c.at().notNull(),
    },
    (t) => [c.index('audit_entries_time').on(t.tenantId, t.occurredAt, t.id)],
  )

  return { tenants, users, sessions, displayLinks, auditEntries }
}

import type { Columns } from '../columns.postgres.ts'

export type MappingKind = 'QUEUE' | 'EXTENSION' | 'DID'
export type ThresholdMetric =
  | 'WAITING'
  | 'LONGEST_WAIT'
  | 'AVAILABLE_AGENTS'
  | 'SERVICE_LEVEL'
  | 'ABANDON_RATE'

/** PBXs and what was found on them. Their ids are stable: the same PBX and name give the same id. */
export function defineTelephony(c: Columns) {
  const pbxs = c.table(
    'pbxs',
    {
      id: c.id().primaryKey(),
      /** The tenant that owns it; none when the platform shares it among several. */
      tenantId: c.id(),
      name: c.key(120).notNull(),
      host: c.key(255).notNull(),
      port: c.int().notNull(),
      username: c.key(120).notNull(),
      secretSealed: c.text().notNull(),
      timeZone: c.key(64).notNull(),
      /** The dialplan context that calls of people (click to call, transfer) go through. */
      dialContext: c.key(80).notNull(),
      enabled: c.flag().notNull(),
      isDemo: c.flag().notNull(),
      createdAt: c.at().notNull(),
    },
    (t) => [c.index('pbxs_tenant').on(t.tenantId)],
  )

  /** On a shared PBX: whose the queues, extensions and DIDs are that begin with a prefix. */
  const pbxMappings = c.table(
    'pbx_mappings',
    {
      id: c.id().primaryKey(),
      pbxId: c
        .id()
        .notNull()
        .references(() => pbxs.id, { onDelete: 'cascade' }),
      tenantId: c.id().notNull(),
      kind: c.key(16).$type<MappingKind>().notNull(),
      prefix: c.key(120).notNull(),
      createdAt: c.at().notNull(),
    },
    (t) => [c.uniqueIndex('pbx_mappings_prefix').on(t.pbxId, t.kind, t.prefix)],
  )

  const queues = c.table(
    'queues',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      pbxId: c.id().notNull(),
      name: c.key(120).notNull(),
      /** What people call it; the PBX's name until somebody says otherwise. */
      label: c.key(120),
      serviceLevelSeconds: c.int(),
      wrapUpSeconds: c.int(),
      /** Since when boards leave it out. */
      hiddenAt: c.at(),
      foundAt: c.at().notNull(),
    },
    (t) => [c.index('queues_tenant').on(t.tenantId, t.name)],
  )

  const thresholds = c.table(
    'thresholds',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      queueId: c.id().notNull(),
      metric: c.key(24).$type<ThresholdMetric>().notNull(),
      warn: c.real(),
      critical: c.real().notNull(),
      /** How long a value must hold before the level follows it. */
      holdSeconds: c.int().notNull(),
    },
    (t) => [c.uniqueIndex('thresholds_metric').on(t.queueId, t.metric)],
  )

  const extensions = c.table(
    'extensions',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      pbxId: c.id().notNull(),
      number: c.key(80).notNull(),
      name: c.key(120),
      foundAt: c.at().notNull(),
    },
    (t) => [c.index('extensions_tenant').on(t.tenantId, t.number)],
  )

  const agents = c.table(
    'agents',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      pbxId: c.id().notNull(),
      /** What member interface and hint have in common: the extension or agent number. */
      number: c.key(80).notNull(),
      name: c.key(120).notNull(),
      foundAt: c.at().notNull(),
    },
    (t) => [c.index('agents_tenant').on(t.tenantId, t.number)],
  )

  return { pbxs, pbxMappings, queues, thresholds, extensions, agents }
}

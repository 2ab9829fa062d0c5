import type { Columns } from '../columns.postgres.ts'

export type LogSourceKind = 'FILE' | 'TABLE' | 'EVENTS'
export type DatabaseEngine = 'MYSQL' | 'POSTGRES'
/** Encrypted without asking who is at the other end, or only to whom a certificate names. */
export type DatabaseEncryption = 'UNVERIFIED' | 'VERIFIED'
export type JobState = 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED'
export type ServiceLevelFormulaName =
  | 'OFFERED'
  | 'ANSWERED'
  | 'ANSWERED_AND_ABANDONED'
  | 'OFFERED_LESS_SHORT_ABANDONS'
  | 'SETTLED_IN_TIME'
  | 'OFFERED_LESS_ABANDONED_IN_TIME'
export type ExportFormat = 'XLSX' | 'CSV' | 'PDF'

type Json = Record<string, unknown>

/** Where reports come from and go to: sources of logs, jobs, schedules, recordings. */
export function defineReports(c: Columns) {
  /** A database of a PBX that is read: its realtime queue_log, its CDRs, Issabel's call_center. */
  const databaseAccounts = c.table(
    'database_accounts',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      pbxId: c.id().notNull(),
      name: c.key(120).notNull(),
      engine: c.key(12).$type<DatabaseEngine>().notNull(),
      host: c.key(255).notNull(),
      port: c.int().notNull(),
      database: c.key(120).notNull(),
      username: c.key(120).notNull(),
      secretSealed: c.text().notNull(),
      /** None: what is sent can be read on the way. */
      encryption: c.key(12).$type<DatabaseEncryption>(),
      /** PEM; none: the authorities of this machine. */
      authority: c.text(),
      createdAt: c.at().notNull(),
    },
    (t) => [c.index('database_accounts_tenant').on(t.tenantId)],
  )

  /** Whence the facts of a PBX come, and how far it was read. One for a PBX. */
  const logSources = c.table(
    'log_sources',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      pbxId: c.id().notNull(),
      kind: c.key(8).$type<LogSourceKind>().notNull(),
      /** The folder and file name, or the account and table. */
      settings: c.json<Json>().notNull(),
      /** IANA name: of a table's local times. */
      timeZone: c.key(64).notNull(),
      enabled: c.flag().notNull(),
      /** Where reading goes on: file, inode and offset, or the last row. */
      position: c.json<Json>().notNull(),
      /** What was open there: visits, sessions, pauses. */
      openFacts: c.json<Json>().notNull(),
      lineCount: c.real().notNull(),
      badLineCount: c.real().notNull(),
      unmatchedCount: c.real().notNull(),
      lastEventAt: c.at(),
      createdAt: c.at().notNull(),
    },
    (t) => [c.uniqueIndex('log_sources_pbx').on(t.pbxId)],
  )

  /** Long work: asked for by a mutation, done in the background, taken up again after a restart. */
  const jobs = c.table(
    'jobs',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      userId: c.id().notNull(),
      kind: c.key(40).notNull(),
      input: c.json<Json>().notNull(),
      state: c.key(12).$type<JobState>().notNull(),
      doneCount: c.real().notNull(),
      totalCount: c.real(),
      /** What the work needs to go on after a restart. */
      checkpoint: c.json<Json>().notNull(),
      result: c.json<Json>().notNull(),
      errorCode: c.key(64),
      errorDetails: c.json<Json>().notNull(),
      attempt: c.int().notNull(),
      createdAt: c.at().notNull(),
      startedAt: c.at(),
      endedAt: c.at(),
    },
    (t) => [
      c.index('jobs_time').on(t.tenantId, t.createdAt, t.id),
      c.index('jobs_state').on(t.state, t.createdAt),
    ],
  )

  /** A report made again and again, and sent by e-mail. */
  const reportSchedules = c.table(
    'report_schedules',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      userId: c.id().notNull(),
      name: c.key(120).notNull(),
      /** What is reported: kind, period, filter. */
      report: c.json<Json>().notNull(),
      format: c.key(8).$type<ExportFormat>().notNull(),
      cron: c.key(120).notNull(),
      recipients: c.json<string[]>().notNull(),
      language: c.key(2).$type<'es' | 'en'>().notNull(),
      enabled: c.flag().notNull(),
      lastRunAt: c.at(),
      lastJobId: c.id(),
      lastErrorCode: c.key(64),
      createdAt: c.at().notNull(),
    },
    (t) => [c.index('report_schedules_tenant').on(t.tenantId)],
  )

  /** How a tenant counts, where it does not count as usual. The id is the tenant's. */
  const reportSettings = c.table('report_settings', {
    id: c.id().primaryKey(),
    formula: c.key(40).$type<ServiceLevelFormulaName>().notNull(),
    serviceLevelSeconds: c.int().notNull(),
    shortAbandonSeconds: c.int().notNull(),
    /** Numbers of at most so many digits are extensions; 0 for none. */
    internalDigits: c.int().notNull(),
    internalPrefixes: c.json<string[]>().notNull(),
  })

  return { databaseAccounts, logSources, jobs, reportSchedules, reportSettings }
}

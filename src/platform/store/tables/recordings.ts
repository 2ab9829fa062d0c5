import type { Columns } from '../columns.postgres.ts'

export type RecordingLayout = 'DATED' | 'FLAT' | 'ANY'

/** Recordings of calls: where they lie, which were found, and how long they are kept. */
export function defineRecordings(c: Columns) {
  /** The mounted folder of a PBX's recordings. One for a PBX. */
  const recordingFolders = c.table(
    'recording_folders',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      pbxId: c.id().notNull(),
      /** Here. */
      folder: c.text().notNull(),
      /** The same folder as the PBX names it, such as /var/spool/asterisk/monitor. */
      pbxFolder: c.key(255).notNull(),
      layout: c.key(12).$type<RecordingLayout>().notNull(),
      createdAt: c.at().notNull(),
    },
    (t) => [c.uniqueIndex('recording_folders_pbx').on(t.pbxId)],
  )

  const recordings = c.table(
    'recordings',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      pbxId: c.id().notNull(),
      callId: c.id(),
      queueId: c.id(),
      agentId: c.id(),
      uniqueid: c.key(150).notNull(),
      /** Within the folder, with slashes. */
      path: c.text().notNull(),
      format: c.key(8).notNull(),
      startedAt: c.at().notNull(),
      sizeBytes: c.real().notNull(),
      /** Null until somebody asked, and where it cannot be told. */
      durationSeconds: c.real(),
      /** Set when a rule or a person removed the file. */
      removedAt: c.at(),
      foundAt: c.at().notNull(),
    },
    (t) => [
      c.index('recordings_time').on(t.tenantId, t.startedAt, t.id),
      c.index('recordings_call').on(t.callId),
    ],
  )

  /** For how long recordings are kept: of a queue, or (NO_QUEUE) of all others. */
  const retentionRules = c.table(
    'retention_rules',
    {
      id: c.id().primaryKey(),
      tenantId: c.id().notNull(),
      queueId: c.id().notNull(),
      keepDays: c.int().notNull(),
      createdAt: c.at().notNull(),
    },
    (t) => [c.uniqueIndex('retention_rules_queue').on(t.tenantId, t.queueId)],
  )

  return { recordingFolders, recordings, retentionRules }
}

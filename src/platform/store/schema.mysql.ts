import { mysql } from './columns.mysql.ts'
import { defineTables } from './tables.ts'

// drizzle-kit finds tables among a module's exports, so each is named.
export const {
  tenants,
  users,
  sessions,
  displayLinks,
  auditEntries,
  pbxs,
  pbxMappings,
  queues,
  thresholds,
  extensions,
  agents,
  calls,
  callLegs,
  queueVisits,
  callEvents,
} = defineTables(mysql)

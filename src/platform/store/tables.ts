import type { Columns } from './columns.postgres.ts'
import { defineCalls } from './tables/calls.ts'
import { defineFacts } from './tables/facts.ts'
import { definePeople } from './tables/people.ts'
import { defineRecordings } from './tables/recordings.ts'
import { defineReports } from './tables/reports.ts'
import { defineRollups } from './tables/rollups.ts'
import { defineTelephony } from './tables/telephony.ts'

/** Every table of the store, written once; `c` spells the columns for a dialect. */
export const defineTables = (c: Columns) => ({
  ...definePeople(c),
  ...defineTelephony(c),
  ...defineCalls(c),
  ...defineFacts(c),
  ...defineRollups(c),
  ...defineReports(c),
  ...defineRecordings(c),
})

export type Tables = ReturnType<typeof defineTables>

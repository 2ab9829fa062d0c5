import type { Columns } from './columns.postgres.ts'
import { defineCalls } from './tables/calls.ts'
import { definePeople } from './tables/people.ts'
import { defineTelephony } from './tables/telephony.ts'

/** Every table of the store, written once; `c` spells the columns for a dialect. */
export const defineTables = (c: Columns) => ({ ...definePeople(c), ...defineTelephony(c), ...defineCalls(c) })

export type Tables = ReturnType<typeof defineTables>

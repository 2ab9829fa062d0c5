import type { Message } from './message.ts'

/** Outcomes of databases. */
export const DATABASE_OUTCOMES = {} as const satisfies Record<string, Message>

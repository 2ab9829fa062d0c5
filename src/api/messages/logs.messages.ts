import type { Message } from './message.ts'

/** Outcomes of logs. */
export const LOG_OUTCOMES = {} as const satisfies Record<string, Message>

import type { Message } from './message.ts'

/** Outcomes of exports. */
export const EXPORT_OUTCOMES = {} as const satisfies Record<string, Message>

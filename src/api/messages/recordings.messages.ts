import type { Message } from './message.ts'

/** Outcomes of recordings. */
export const RECORDING_OUTCOMES = {} as const satisfies Record<string, Message>

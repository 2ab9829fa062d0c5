import type { Message } from './message.ts'

/** Outcomes of reports. */
export const REPORT_OUTCOMES = {} as const satisfies Record<string, Message>

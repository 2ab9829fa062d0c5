/** The events of Asterisk 16, by the names it gives them. */
export * from './call.events.ts'
export * from './queue.events.ts'

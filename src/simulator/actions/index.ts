import type { ActionDefinition } from './action.ts'
import { callActions } from './call.actions.ts'
import { coreActions } from './core.actions.ts'
import { queueActions } from './queue.actions.ts'

export { Action, type Answering } from './action.ts'

/** Every action but those of the session itself (Login, Logoff, Challenge, Events, ListCommands). */
export const ACTIONS: ReadonlyMap<string, ActionDefinition> = new Map(
  [...coreActions, ...queueActions, ...callActions].map((action) => [action.name.toLowerCase(), action]),
)

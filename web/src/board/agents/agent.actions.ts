import type { Problem } from '../../parts/use.action.ts'

/** What a supervisor does from the board. Each resolves with what the server has against it; mostly nothing. */
export interface AgentActions {
  pause(agentId: string, reason: string, signal: AbortSignal): Promise<readonly Problem[]>
  resume(agentId: string, signal: AbortSignal): Promise<readonly Problem[]>
}

/** How a supervisor joins a call: hears it, speaks to the agent alone, or speaks to both. */
export type SpyMode = 'LISTEN' | 'WHISPER' | 'BARGE'

export type RecordingMode = 'ON' | 'OFF' | 'PAUSED' | 'RESUMED'

export interface MemberAddition {
  queue: string
  interface: string
  name: string
  penalty: number
  isPaused: boolean
  stateInterface?: string | undefined
}

/**
 * What a PBX can be told to do. Each resolves with what the PBX said, within ten seconds.
 * @throws DomainError PBX_UNAVAILABLE, PBX_REFUSED with its answer, INVALID_INPUT for what must not reach it.
 */
export interface PbxCommands {
  /** Rings `device` (or, where it cannot be rung, its extension) and connects it to `to` when it answers. */
  originate(call: { device: string; extension: string; to: string; context: string }): Promise<string>
  hangUp(channel: string): Promise<string>
  /** The other party of `channel` goes to `to`. */
  transferBlind(channel: string, to: string, context: string): Promise<string>
  /** `channel` talks to `to` first, and the transfer is made when it hangs up. */
  transferAttended(channel: string, to: string, context: string): Promise<string>
  /** A channel goes on with the dialplan at `to`. */
  redirect(channel: string, to: string, context: string): Promise<string>
  park(channel: string): Promise<string>
  spy(
    supervisor: { device: string; extension: string; context: string },
    channel: string,
    mode: SpyMode,
  ): Promise<string>
  record(channel: string, mode: RecordingMode, file: string): Promise<string>
  /** The phone that an interface leads to. */
  numberOf(memberInterface: string): string
  addMember(member: MemberAddition): Promise<string>
  removeMember(queue: string, memberInterface: string): Promise<string>
  /** In one queue, or in all when none is named. */
  pauseMember(memberInterface: string, isPaused: boolean, reason: string, queue?: string): Promise<string>
  setPenalty(memberInterface: string, penalty: number, queue?: string): Promise<string>
}

/** Finds the way to a PBX that is connected. @throws DomainError PBX_UNAVAILABLE */
export type CommandsOf = (pbxId: string) => PbxCommands

/** What went wrong on a manager link, in words a program can branch on. */
export type AmiErrorCode =
  /** No manager answered at that address within the time limit. */
  | 'UNREACHABLE'
  /** The account or its password is wrong: trying again cannot help. */
  | 'LOGIN_REFUSED'
  /** The PBX did not answer an action in time. */
  | 'TIMED_OUT'
  /** The link ended before the answer came, or had ended already. */
  | 'DISCONNECTED'
  /** The PBX answered the action with an error; `answer` holds its words. */
  | 'REFUSED'
  /** A value that must not reach the PBX; nothing was sent. */
  | 'INVALID_VALUE'
  /** A message, a list or the outgoing data passed its bound. */
  | 'OVERFLOW'
  /** The peer does not speak the manager protocol. */
  | 'PROTOCOL'

/** A failure of the manager link or of one action on it. */
export class AmiError extends Error {
  override readonly name = 'AmiError'

  constructor(
    readonly code: AmiErrorCode,
    message: string,
    /** The PBX's own words, where it gave any. Text from outside: escape it before showing or logging it. */
    readonly answer?: string,
  ) {
    super(message)
  }
}

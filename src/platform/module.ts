/** A part that has work of its own in the background: begun after what it stands on, ended before it. */
export interface Module {
  start(): Promise<void> | void
  stop(): Promise<void> | void
}

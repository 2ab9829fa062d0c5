/** What the API layer logs to; pino fits. Messages are constant, what varies is in the facts. */
export interface ApiLog {
  /** Every request, for those who look for a fault. */
  debug?(facts: object, message: string): void
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

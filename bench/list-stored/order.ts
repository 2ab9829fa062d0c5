/** What a variant's process is told, and what it answers once it serves. */
export interface Order {
  readonly databaseUrl: string
  readonly dataFolder: string
  readonly tenantId: string
  /** The only token that the variants of others take. */
  readonly token: string
}

/** Serves until the parent is gone. */
export function serve(start: (order: Order) => Promise<{ port: number; token: string }>): void {
  process.once('message', async (order: Order) => process.send!(await start(order)))
  process.on('disconnect', () => process.exit())
}

/** The connections each variant may have to the database: the app's own default. */
export const CONNECTIONS = 10

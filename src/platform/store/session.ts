import { DrizzleQueryError } from 'drizzle-orm'
import type { Drizzle } from './driver.ts'
import { explain } from './faults.ts'
import { type PreparedQuery, readRowsPlainly } from './rows.ts'

interface Session {
  prepareQuery(...args: unknown[]): PreparedQuery & { execute(...args: unknown[]): Promise<unknown> }
}

/**
 * Makes all that drizzle runs fail with our errors, in one place for both dialects: drizzle's own would put
 * the values, people's data among them, into the message. Rows are read our way, too.
 */
export function explainErrors(drizzle: Drizzle): Drizzle {
  const { session } = drizzle as unknown as { session: Session }
  const prepareQuery = session.prepareQuery.bind(session)
  session.prepareQuery = (...args) => {
    const query = prepareQuery(...args)
    readRowsPlainly(query)
    const execute = query.execute.bind(query)
    query.execute = async (...values) => {
      try {
        return await execute(...values)
      } catch (error) {
        if (error instanceof DrizzleQueryError) throw explain(error.cause, error.query)
        throw explain(error)
      }
    }
    return query
  }
  return drizzle
}

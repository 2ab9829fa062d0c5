import { DrizzleQueryError } from 'drizzle-orm'
import type { Drizzle } from './driver.ts'
import { explain } from './faults.ts'

interface Session {
  prepareQuery(...args: unknown[]): { execute(...args: unknown[]): Promise<unknown> }
}

/**
 * Makes all that drizzle runs fail with our errors, in one place for both dialects: drizzle's own would put
 * the values, people's data among them, into the message.
 */
export function explainErrors(drizzle: Drizzle): Drizzle {
  const { session } = drizzle as unknown as { session: Session }
  const prepareQuery = session.prepareQuery.bind(session)
  session.prepareQuery = (...args) => {
    const query = prepareQuery(...args)
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

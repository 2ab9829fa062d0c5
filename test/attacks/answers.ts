import type { GraphqlAnswer } from '../servers/api.client.ts'

/** Fewer than may test a PBX or a database at the same time. */
const AT_ONCE = 6

/** Why something was not done, and which input it concerns. */
export interface Refusal {
  readonly code: string
  readonly path: readonly string[]
  readonly message: string
}

/** Why a mutation did nothing, by its payload or above it; undefined when it was done. */
export function refusalIn({ data, errors }: GraphqlAnswer<Record<string, unknown>>): Refusal | undefined {
  const above = errors?.[0] as { message: string; extensions: { code: string; path?: string[] } } | undefined
  if (above) return { ...above.extensions, path: above.extensions.path ?? [], message: above.message }
  const [payload] = Object.values(data ?? {}) as { errors: Refusal[] }[]
  return payload?.errors[0]
}

/** Does it with all of them, some at once: who attacks does not wait either. */
export async function withEach<Each>(
  all: readonly Each[],
  work: (each: Each) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < all.length; at += AT_ONCE) await Promise.all(all.slice(at, at + AT_ONCE).map(work))
}

/** Nobody is told which of login and password was wrong, or why a token is none. */
const UNTOLD = /^(LOGIN_LIMIT|UNAUTHENTICATED|INVALID_CREDENTIALS)$/

/** Whether a refusal names a place, or what that is in; of a list it may name the element. */
export const names = ({ code, path }: Refusal, place: readonly string[]): boolean =>
  UNTOLD.test(code) ||
  (path.length > 0 && path.every((name, index) => index >= place.length || name === place[index]))

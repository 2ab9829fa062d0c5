import type { GraphqlAnswer } from '../servers/api.client.ts'

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

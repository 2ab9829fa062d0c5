import type { Language, Viewer } from '../platform/viewer.ts'

/** What is made once for a request and shared by its resolvers, such as a DataLoader. */
export class Loaders {
  private made: Map<unknown, unknown> | undefined

  /** The request's own `key`, made at its first use. */
  loader<T>(key: unknown, make: () => T): T {
    this.made ??= new Map()
    let made = this.made.get(key) as T | undefined
    if (made === undefined) {
      made = make()
      this.made.set(key, made)
    }
    return made
  }

  /** Forgets everything: the next event of a subscription is a request of its own. */
  reset(): void {
    this.made = undefined
  }
}

/** What every resolver gets. */
export interface ApiContext {
  /** Undefined for those who have not signed in. */
  readonly viewer: Viewer | undefined
  readonly language: Language
  /** Also in the log and in the answer's `x-request-id`. */
  readonly requestId: string
  readonly address: string
  readonly userAgent: string
  readonly loaders: Loaders
}

/** The same caller with nothing made yet. */
export const freshContext = (context: ApiContext): ApiContext => ({ ...context, loaders: new Loaders() })

/** The language a caller reads best: the first of `Accept-Language` we speak, by its weight. */
export function languageOf(header: string | undefined, fallback: Language): Language {
  if (!header) return fallback
  let best: Language = fallback
  let bestWeight = 0
  for (const part of header.slice(0, 200).split(',')) {
    const [tag = '', ...parameters] = part.split(';')
    const name = tag.trim().toLowerCase().split('-')[0]
    const weight = Number(
      parameters
        .find((each) => each.trim().startsWith('q='))
        ?.trim()
        .slice(2) ?? 1,
    )
    if ((name !== 'es' && name !== 'en') || !(weight > bestWeight)) continue
    best = name
    bestWeight = weight
  }
  return best
}

/** Parameters that a message may name, such as the limit that was passed. */
export type ErrorDetails = Readonly<Record<string, string | number>>

/**
 * Something the caller did or must know, told by a stable code and the path of the input it concerns.
 * The words come later, in the caller's language (`api/messages.ts`); a bug is never a DomainError.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError'

  constructor(
    readonly code: string,
    /** Not named `path`: graphql-js would take the error for one that knows its place in the answer. */
    readonly inputPath: readonly string[] = [],
    readonly details: ErrorDetails = {},
  ) {
    super(inputPath.length ? `${code} at ${inputPath.join('.')}` : code)
  }
}

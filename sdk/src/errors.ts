import type { ErrorCode } from './generated/types.ts'

/** Refusals of the server that stand above an operation. */
export const REFUSAL_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'PASSWORD_CHANGE_REQUIRED',
  'RATE_LIMITED',
  'OPERATION_TOO_COMPLEX',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'INTROSPECTION_FORBIDDEN',
  'SUBSCRIPTION_NEEDS_WEBSOCKET',
  'TOO_MANY_SUBSCRIPTIONS',
  'TOO_FAR_BEHIND',
  'BAD_USER_INPUT',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'MALFORMED_REQUEST',
  'BATCHING_FORBIDDEN',
  'REQUEST_TIMEOUT',
  'SHUTTING_DOWN',
  'JOURNAL_FULL',
  'JOURNAL_CLOSED',
  'JOURNAL_RECORD_TOO_LARGE',
  'INTERNAL_SERVER_ERROR',
] as const

export type LanguageCode = 'es' | 'en'

/** The words of what this client finds out itself, in Spanish and in English. */
const WORDS = {
  ABORTED: ['Se canceló.', 'It was aborted.'],
  BAD_RESPONSE: ['Lo que respondió no es Centralita.', 'What answered is not Centralita.'],
  CLOSED: ['El cliente está cerrado.', 'The client is closed.'],
  NETWORK: ['No hay conexión con el servidor.', 'The server cannot be reached.'],
  NO_WEBSOCKET: ['Aquí no hay WebSocket: dé webSocketImpl.', 'No WebSocket here: give webSocketImpl.'],
  PROTOCOL: ['El servidor no entendió la conexión.', 'The server did not understand the connection.'],
  TIMED_OUT: ['El servidor no respondió a tiempo.', 'The server did not answer in time.'],
  TOO_FAR_BEHIND: ['La lectura quedó demasiado atrás.', 'The reader fell too far behind.'],
  UNAUTHENTICATED: ['Inicie sesión para continuar.', 'Sign in to go on.'],
} as const

/** What this client finds out by itself, without the server's words. */
export type OwnCode = keyof typeof WORDS
/** Every code an error may have. The server may add codes in later versions. */
export type CentralitaErrorCode = ErrorCode | (typeof REFUSAL_CODES)[number] | OwnCode

/** An error as the server tells it, above an operation or in a payload. */
export interface ToldError {
  readonly message: string
  readonly path?: readonly (string | number)[] | undefined
  readonly code?: CentralitaErrorCode | undefined
  /** In a payload: when waiting helps, for how long. Above an operation it stands in `extensions`. */
  readonly retryAfterSeconds?: number | null | undefined
  readonly extensions?: Readonly<Record<string, unknown>> | undefined
}

interface ErrorParts {
  readonly path?: readonly string[] | undefined
  readonly details?: Readonly<Record<string, unknown>> | undefined
  readonly errors?: readonly ToldError[] | undefined
  readonly cause?: unknown
}

/** Why something was not done: a stable code, and words in the client's language. */
export class CentralitaError extends Error {
  override readonly name = 'CentralitaError'
  readonly code: CentralitaErrorCode
  /** The place of the input it concerns, such as `['input', 'login']`; empty when it concerns none. */
  readonly path: readonly string[]
  /** What else is known, such as `retryAfterSeconds` of LOGIN_LIMIT and RATE_LIMITED. */
  readonly details: Readonly<Record<string, unknown>>
  /** All that the server told, the first of which this error is. */
  readonly errors: readonly ToldError[]

  constructor(code: CentralitaErrorCode, message: string, parts: ErrorParts = {}) {
    super(message, parts)
    this.code = code
    this.path = parts.path ?? []
    this.details = parts.details ?? {}
    this.errors = parts.errors ?? []
  }
}

/** Makes an error of this client's own. */
export type Fail = (code: OwnCode, parts?: ErrorParts) => CentralitaError

/** Errors in the language asked for; in Spanish when none was. */
export const failIn =
  (language: LanguageCode | undefined): Fail =>
  (code, parts) =>
    new CentralitaError(code, WORDS[code][language === 'en' ? 1 : 0], parts)

/** The error that top-level `errors` tell. */
export function errorOf(errors: readonly ToldError[]): CentralitaError {
  const first = errors[0]
  const { code, path, ...details } = (first?.extensions ?? {}) as {
    code?: CentralitaErrorCode
    path?: string[]
  } & Record<string, unknown>
  return new CentralitaError(code ?? 'INTERNAL_SERVER_ERROR', first?.message ?? '', { path, details, errors })
}

/**
 * The payload of a mutation, when it was done.
 * @throws CentralitaError with the first of the payload's errors.
 */
export function demand<Payload extends { readonly errors: readonly ToldError[] }>(
  payload: Payload,
): Done<Payload> {
  const [first] = payload.errors
  if (!first) return payload as Done<Payload>
  const { code = 'INTERNAL_SERVER_ERROR', message, path, retryAfterSeconds } = first
  throw new CentralitaError(code, message, {
    path: path as readonly string[] | undefined,
    details: typeof retryAfterSeconds === 'number' ? { retryAfterSeconds } : {},
    errors: payload.errors,
  })
}

/** A payload without errors: what it made is there. */
export type Done<Payload> = {
  [Key in keyof Payload]: Key extends 'errors' ? Payload[Key] : NonNullable<Payload[Key]>
}

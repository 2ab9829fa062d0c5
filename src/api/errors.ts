import type { GraphQLError, GraphQLFormattedError } from 'graphql'
import { DomainError } from '../errors.ts'
import type { Language } from '../platform/viewer.ts'
import type { ApiContext } from './context.ts'
import type { ApiLog } from './log.ts'
import { messageOf } from './messages/messages.ts'

/** graphql-js' errors and graphql-jit's, which are of another class. */
export type ExecutionError = Pick<GraphQLError, 'message' | 'path' | 'locations' | 'extensions'> & {
  readonly originalError?: Error | undefined
}

type Caller = Pick<ApiContext, 'language' | 'requestId'>

export interface ErrorReader {
  readonly log: ApiLog
  /** Whether a message may name what the schema has instead. */
  readonly suggest: boolean
}

const DOCUMENT_CODES = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED'])
const LONGEST_MESSAGE = 500
const LONGEST_PATH = 200
const SUGGESTION = / ?Did you mean .+?\?$/

/** What leaves the server for an error: a stable code, a path, words in the caller's language, never a stack. */
export function formatError(
  error: unknown,
  caller: Caller,
  { log, suggest }: ErrorReader,
): GraphQLFormattedError {
  const wrapped = error as Partial<ExecutionError>
  const cause = rootCause(error)
  const place = {
    ...(wrapped.locations && { locations: wrapped.locations }),
    ...(wrapped.path && { path: wrapped.path }),
  }
  if (cause instanceof DomainError)
    return {
      message: messageOf(cause.code, caller.language, cause.details),
      ...place,
      extensions: {
        code: cause.code,
        ...(cause.inputPath.length > 0 && { path: cause.inputPath }),
        ...cause.details,
      },
    }
  // graphql-js itself, about the document or its variables, or a resolver that chose its code and words.
  const own = wrapped.path ? cause : error
  if (isGraphqlError(own) && (!wrapped.path || own.extensions?.code)) {
    const told = suggest ? own.message : own.message.replace(SUGGESTION, '')
    const path = inputPathOf(own.message)
    const code = String(own.extensions?.code ?? 'BAD_USER_INPUT')
    const message = messageOfDocument(code, told, path, caller.language)
    return {
      message: message.slice(0, LONGEST_MESSAGE),
      ...place,
      extensions: { code, ...(path && { path }) },
    }
  }
  log.error({ requestId: caller.requestId, path: wrapped.path, err: cause }, 'A resolver failed')
  return {
    message: messageOf('INTERNAL_SERVER_ERROR', caller.language, { requestId: caller.requestId }),
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: caller.requestId },
  }
}

/**
 * Who typed a value is spoken to in their language. Who wrote the document is told in it what is the matter, and
 * then reads graphql-js' own words, which name the place in the schema's terms.
 */
function messageOfDocument(
  code: string,
  told: string,
  path: string[] | undefined,
  language: Language,
): string {
  if (path && language !== 'en') return messageOf(code, language, { field: path.join('.') })
  return DOCUMENT_CODES.has(code) ? messageOf(code, language, { detail: told }) : told
}

/** The place of a refused value among the variables, which graphql-js tells only in its message. */
function inputPathOf(message: string): string[] | undefined {
  const name = /^Variable "\$(\w+)"/.exec(message)?.[1]
  if (name === undefined) return undefined
  // Searched from the end and without a pattern: the message holds the value, which may be long and hostile.
  const at = message.lastIndexOf(` at "${name}`)
  const within = at < 0 ? name : message.slice(at + 5, message.indexOf('"', at + 5)).slice(0, LONGEST_PATH)
  return within.split(/[.[\]]+/).filter(Boolean)
}

function rootCause(error: unknown): unknown {
  let cause = error
  for (let depth = 0; depth < 8; depth++) {
    const inner = (cause as ExecutionError | undefined)?.originalError
    if (!inner) return cause
    cause = inner
  }
  return cause
}

const isGraphqlError = (error: unknown): error is ExecutionError =>
  error instanceof Error && (error.name === 'GraphQLError' || 'locations' in error)

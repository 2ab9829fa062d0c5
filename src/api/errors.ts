import type { GraphQLError, GraphQLFormattedError } from 'graphql'
import { DomainError } from '../errors.ts'
import type { ApiContext } from './context.ts'
import type { ApiLog } from './log.ts'
import { messageOf } from './messages.ts'

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

const LONGEST_MESSAGE = 500
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
  if (isGraphqlError(own) && (!wrapped.path || own.extensions?.code))
    return {
      message: (suggest ? own.message : own.message.replace(SUGGESTION, '')).slice(0, LONGEST_MESSAGE),
      ...place,
      extensions: { code: own.extensions?.code ?? 'BAD_USER_INPUT' },
    }
  log.error({ requestId: caller.requestId, path: wrapped.path, err: cause }, 'A resolver failed')
  return {
    message: messageOf('INTERNAL_SERVER_ERROR', caller.language, { requestId: caller.requestId }),
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: caller.requestId },
  }
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

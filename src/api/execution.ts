import {
  createSourceEventStream,
  type ExecutionResult,
  execute,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql'
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit'
import { DomainError } from '../errors.ts'
import type { Viewer } from '../platform/viewer.ts'
import type { ApiContext } from './context.ts'
import { Documents, type Operation } from './documents.ts'
import { formatError } from './errors.ts'
import { refusal } from './gate.ts'
import { costOf } from './limits/cost.ts'
import type { ApiLimits } from './limits/limits.ts'
import { tooComplex } from './limits/structure.ts'
import { demandModestVariables } from './limits/variables.ts'
import type { ApiLog } from './log.ts'

/** What a caller sent, on HTTP or on a socket. */
export interface OperationRequest {
  readonly query: string
  readonly operationName?: string | null | undefined
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
}

/** An operation that this caller may run with these variables. */
export interface Permitted {
  readonly operation: Operation
  readonly variables: Readonly<Record<string, unknown>>
}

/** An answer ready to be sent. */
export interface Answer {
  readonly data?: unknown
  readonly errors?: readonly GraphQLFormattedError[]
}

export interface ExecutorOptions {
  readonly schema: GraphQLSchema
  readonly limits: ApiLimits
  readonly log: ApiLog
  readonly mayIntrospect: (viewer: Viewer | undefined) => boolean
}

/** Executions of a document before it is compiled: a document sent once is not worth the 2 ms and 25 kB. */
const HITS_TO_COMPILE = 3
/** Beyond this many graphql-js executes what else comes. */
const MOST_COMPILED = 5000

/** Checks and executes operations, the same way for every transport. */
export class Executor {
  private readonly documents: Documents
  /** Lives as long as its operation: in the cache of documents, or in use by a subscription. */
  private readonly compiled = new WeakMap<Operation, CompiledQuery | 'no'>()
  private compiledCount = 0
  private readonly forgotten = new FinalizationRegistry<void>(() => this.compiledCount--)

  constructor(private readonly options: ExecutorOptions) {
    this.documents = new Documents(options.schema, options.limits)
  }

  /**
   * Everything that can be refused before anything is fetched: shape, validity, introspection, permission, cost.
   * @throws an error for `refused`.
   */
  permit(request: OperationRequest, context: ApiContext): Permitted {
    const { limits } = this.options
    const mayIntrospect = this.options.mayIntrospect(context.viewer)
    const variables = request.variables ?? {}
    demandModestVariables(variables, limits)
    const operation = this.documents.operation(request.query, request.operationName, mayIntrospect)
    if (operation.introspects && !mayIntrospect) throw new DomainError('INTROSPECTION_FORBIDDEN')
    const refused = refusal(operation.guards, context.viewer, variables)
    if (refused) throw new Refused(refused.error, refused.path)
    if (costOf(operation.cost, variables) > limits.cost) throw tooComplex('cost', limits.cost)
    return { operation, variables }
  }

  /** The answer to a request that was not permitted. */
  refused(error: unknown, context: ApiContext): Answer {
    return { errors: [this.format(error, context)] }
  }

  /** Runs a query or mutation, or one event of a subscription when `event` is given. */
  execute(permitted: Permitted, context: ApiContext, event?: unknown): Promise<Answer> | Answer {
    const result = this.run(permitted, context, event)
    return result instanceof Promise
      ? result.then((each) => this.answer(each, context))
      : this.answer(result, context)
  }

  /** The events of a subscription, or why there are none. */
  async source(permitted: Permitted, context: ApiContext): Promise<AsyncIterable<unknown> | Answer> {
    const result = await createSourceEventStream({
      schema: this.options.schema,
      document: permitted.operation.document,
      operationName: permitted.operation.name ?? null,
      variableValues: permitted.variables,
      contextValue: context,
    })
    return Symbol.asyncIterator in result ? result : this.answer(result, context)
  }

  /** What the caller is told of an error; a bug is logged and not told. */
  format(error: unknown, context: ApiContext): GraphQLFormattedError {
    const { log, mayIntrospect } = this.options
    return formatError(error, context, { log, suggest: mayIntrospect(context.viewer) })
  }

  private run(
    { operation, variables }: Permitted,
    context: ApiContext,
    event: unknown,
  ): Promise<ExecutionResult> | ExecutionResult {
    const query = this.compiledQuery(operation)
    if (query) return query.query(event, context, variables)
    return execute({
      schema: this.options.schema,
      document: operation.document,
      operationName: operation.name ?? null,
      rootValue: event,
      variableValues: variables,
      contextValue: context,
    }) as Promise<ExecutionResult> | ExecutionResult
  }

  /** graphql-jit's function for the operation; graphql-js executes what is rare or what jit cannot compile. */
  private compiledQuery(operation: Operation): CompiledQuery | undefined {
    if (!operation.compilable || ++operation.hits < HITS_TO_COMPILE) return undefined
    let compiled = this.compiled.get(operation)
    if (!compiled) {
      if (this.compiledCount >= MOST_COMPILED) return undefined
      compiled = this.compile(operation)
      this.compiled.set(operation, compiled)
      this.compiledCount++
      this.forgotten.register(operation, undefined)
    }
    return compiled === 'no' ? undefined : compiled
  }

  private compile(operation: Operation): CompiledQuery | 'no' {
    try {
      const compiled = compileQuery(this.options.schema, operation.document, operation.name)
      return isCompiledQuery(compiled) ? compiled : 'no'
    } catch (error) {
      this.options.log.warn({ err: error }, 'graphql-jit cannot compile an operation')
      return 'no'
    }
  }

  private answer(result: ExecutionResult, context: ApiContext): Answer {
    if (!result.errors?.length) return result as Answer
    const errors = result.errors.map((error) => this.format(error, context))
    return result.data === undefined ? { errors } : { data: result.data, errors }
  }
}

/** A refused field: the reason, and where in the answer it would have stood. */
class Refused extends Error {
  constructor(
    readonly originalError: DomainError,
    readonly path: readonly string[],
  ) {
    super(originalError.message)
  }
}

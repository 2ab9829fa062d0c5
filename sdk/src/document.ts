/** A query or a mutation: its text, and by types alone what it takes and gives. */
export interface RequestDocument<Result, Variables> {
  readonly text: string
  readonly stream?: undefined
  /** Never there: it carries the types. */
  readonly __apiType?: (variables: Variables) => Result
}

/**
 * A subscription. `state`: the newest value of each `id` is what counts. `fact`: every value counts.
 */
export interface StreamDocument<Result, Variables> {
  readonly text: string
  readonly stream: 'state' | 'fact'
  /** Never there: it carries the types. */
  readonly __apiType?: (variables: Variables) => Result
}

export interface RequestOptions {
  /** Aborting it rejects the request with ABORTED. */
  readonly signal?: AbortSignal | undefined
  /** How long the request may take, in milliseconds; the client's `timeoutMs` when left out. */
  readonly timeoutMs?: number | undefined
}

export interface StreamOptions {
  /** Aborting it ends the iteration. */
  readonly signal?: AbortSignal | undefined
}

/** The arguments after a document: variables may be left out when none is required. */
export type Given<Variables, Options> =
  Record<string, never> extends Variables
    ? [variables?: Variables | undefined, options?: Options | undefined]
    : [variables: Variables, options?: Options | undefined]

/** What the methods of all operations stand on. */
export interface Transport {
  request<Result, Variables>(
    document: RequestDocument<Result, Variables>,
    variables: Variables | undefined,
    options: RequestOptions | undefined,
  ): Promise<Result>
  subscribe<Result, Variables>(
    document: StreamDocument<Result, Variables>,
    variables: Variables | undefined,
    options: StreamOptions | undefined,
  ): AsyncIterable<Result>
}

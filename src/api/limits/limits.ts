/** How much one operation, one caller and one connection may ask for. */
export interface ApiLimits {
  /** Bytes of an HTTP body or of a socket's message. */
  readonly bodyBytes: number
  /** Characters of a document. */
  readonly sourceCharacters: number
  /** Words and signs of a document. */
  readonly tokens: number
  readonly depth: number
  readonly aliases: number
  readonly directives: number
  /** How often one selection may repeat the same field. */
  readonly repeats: number
  /** Fields of an operation after its fragments are put in. */
  readonly fields: number
  /** Objects an operation may fetch at worst, page sizes and lists of ids counted. */
  readonly cost: number
  /** Values in the variables, and how deep they nest. */
  readonly variableValues: number
  readonly variableDepth: number
  /** Operations a minute. */
  readonly requestsPerUser: number
  readonly requestsPerAddress: number
  readonly socketsPerUser: number
  readonly socketsPerAddress: number
  readonly subscriptionsPerSocket: number
  /** All TCP connections together. */
  readonly connections: number
  /** How long an HTTP request may take before it is answered with REQUEST_TIMEOUT. */
  readonly requestTimeoutMs: number
}

export const DEFAULT_LIMITS: ApiLimits = {
  bodyBytes: 1_000_000,
  sourceCharacters: 64_000,
  tokens: 2_000,
  depth: 12,
  aliases: 40,
  directives: 40,
  repeats: 10,
  fields: 1_000,
  cost: 10_000,
  variableValues: 5_000,
  variableDepth: 12,
  requestsPerUser: 1_200,
  requestsPerAddress: 6_000,
  socketsPerUser: 20,
  socketsPerAddress: 2_000,
  subscriptionsPerSocket: 50,
  connections: 20_000,
  requestTimeoutMs: 30_000,
}

export { type Centralita, createCentralita } from './centralita.ts'
export { Client, type ClientOptions, createClient } from './client.ts'
export type { RequestDocument, RequestOptions, StreamDocument, StreamOptions } from './document.ts'
export {
  CentralitaError,
  type CentralitaErrorCode,
  type Done,
  demand,
  type LanguageCode,
  REFUSAL_CODES,
  type ToldError,
} from './errors.ts'
export * from './generated/documents.ts'
export { type Operations, operationsOver } from './generated/sdk.ts'
export * from './generated/types.ts'
export type { Fetch } from './http.ts'
export type { SessionState, SessionTokens, TokenStore } from './session.ts'
export type { WebSocketImpl } from './socket.ts'
export type { ConnectionState } from './subscriptions.ts'

import {
  BoardDocument,
  BoardTimeDocument,
  CentralitaError,
  type CentralitaErrorCode,
  type Client,
} from '@centralita/client'
import type { BoardSource, Refusal } from './board.feed.ts'
import type { Board } from './board.types.ts'

const SIGNED_OUT: readonly CentralitaErrorCode[] = ['UNAUTHENTICATED', 'TOKEN_EXPIRED', 'USER_DISABLED']

/** Boards from a server. Without `withCallers` no caller's number comes to this page at all. */
export function boardSourceOf(client: Client, withCallers: boolean): BoardSource {
  return {
    isLost: () => client.connection === 'LOST',
    onConnection: (listener) => client.onConnection(listener),
    boards: (queueIds, signal) => boards(client, queueIds, withCallers, signal),
    time: async (signal) => (await client.request(BoardTimeDocument, {}, { signal })).wallboard.at,
    refusal,
  }
}

async function* boards(
  client: Client,
  queueIds: readonly string[] | null,
  withCallers: boolean,
  signal: AbortSignal,
): AsyncIterable<Board> {
  const variables = { queueIds: queueIds && [...queueIds], withCallers }
  for await (const { wallboard } of client.subscribe(BoardDocument, variables, { signal })) yield wallboard
}

function refusal(error: unknown): Refusal {
  if (!(error instanceof CentralitaError)) return { kind: 'FAILED', message: '' }
  const { code, message } = error
  if (code === 'FORBIDDEN') return { kind: 'FORBIDDEN', message }
  if (SIGNED_OUT.includes(code)) return { kind: 'SIGNED_OUT', message }
  return { kind: 'FAILED', message }
}

import type { BoardSubscription } from '@centralita/client'

/** What the board shows of the contract: see `schema/operations/board.graphql`. */
export type Board = BoardSubscription['wallboard']
export type BoardTotals = Board['totals']
export type BoardQueue = Board['queues'][number]
export type BoardCaller = NonNullable<BoardQueue['callers']>[number]
export type BoardAgent = Board['agents'][number]
export type Level = BoardQueue['level']
export type Metric = BoardQueue['levels'][number]['metric']

import './board.css'
import { type ReactNode, useDeferredValue } from 'react'
import { AgentPanel } from './agent.panel.tsx'
import { Announcer } from './announcer.tsx'
import type { AgentActions } from './board.actions.ts'
import type { BoardFeed, BoardState } from './board.feed.ts'
import { BoardHeader } from './board.header.tsx'
import { BoardFailed, BoardLoading } from './board.states.tsx'
import styles from './board.view.module.css'
import { KpiCards } from './kpi.cards.tsx'
import { QueueTable } from './queue.table.tsx'
import { StaleBanner } from './stale.banner.tsx'
import { TickerContext } from './ticker.ts'

export interface BoardViewProps {
  feed: BoardFeed
  state: BoardState
  name: string
  timeZone: string | undefined
  isTv: boolean
  actions?: AgentActions | undefined
  /** What stands at the end of the header. */
  menu?: ReactNode
  /** Instead of a board without queues. */
  empty: ReactNode
}

/** The wallboard: the same for who is signed in and for a screen on the wall. */
export function BoardView({ feed, state, name, timeZone, isTv, actions, menu, empty }: BoardViewProps) {
  const { board, isFresh, refusal } = state
  // Keys that are typed and menus that open come before the next picture.
  const queues = useDeferredValue(board?.queues)
  const agents = useDeferredValue(board?.agents)
  return (
    <TickerContext value={feed.ticker}>
      <div className={styles.page} data-tv={isTv || undefined} data-fresh={isFresh}>
        <BoardHeader state={state} name={name} timeZone={timeZone} menu={menu} />
        <main className={styles.main}>
          <StaleBanner state={state} timeZone={timeZone} />
          {!board || !queues || !agents ? (
            refusal || state.lostAtMs !== null ? (
              <BoardFailed message={refusal?.message} />
            ) : (
              <BoardLoading />
            )
          ) : queues.length === 0 ? (
            empty
          ) : (
            <div className={styles.board} data-stale={!isFresh || undefined}>
              <KpiCards totals={board.totals} queues={queues} />
              <div className={styles.halves}>
                <QueueTable queues={queues} isTv={isTv} />
                <AgentPanel agents={agents} isTv={isTv} actions={actions} />
              </div>
            </div>
          )}
        </main>
        <Announcer state={state} />
      </div>
    </TickerContext>
  )
}

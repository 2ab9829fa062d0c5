import './board.css'
import { type ReactNode, useDeferredValue } from 'react'
import type { AgentActions } from './agents/agent.actions.ts'
import { AgentPanel } from './agents/agent.panel.tsx'
import { BoardFailed, BoardLoading } from './board.states.tsx'
import styles from './board.view.module.css'
import type { BoardFeed, BoardState } from './feed/board.feed.ts'
import { TickerContext } from './feed/ticker.ts'
import { Announcer } from './head/announcer.tsx'
import { BoardHeader } from './head/board.header.tsx'
import { KpiCards } from './head/kpi.cards.tsx'
import { StaleBanner } from './head/stale.banner.tsx'
import { QueueTable } from './queues/queue.table.tsx'

export interface BoardViewProps {
  feed: BoardFeed
  state: BoardState
  name: string
  timeZone: string | undefined
  /** Whether it is laid out for a wall: all on one page, nobody scrolls or points. */
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

import { memo } from 'react'
import { useLanguage, useWords } from '../../language/language.ts'
import type { BoardAgent } from '../feed/board.types.ts'
import { count } from '../parts/board.format.ts'
import { Timer } from '../parts/timer.tsx'
import { StateGlyph, stateWord } from './agent.state.tsx'
import styles from './agent.tile.module.css'

interface AgentTileProps {
  agent: BoardAgent
  /** Who may change something gets a tile that can be pressed. */
  onAct?: ((agentId: string) => void) | undefined
}

/** One agent: who, what they do, and since when. */
export const AgentTile = memo(function AgentTile({ agent, onAct }: AgentTileProps) {
  const { board: words } = useWords()
  const { id, name, state, isStale } = agent
  const attributes = { 'data-state': state, 'data-stale': isStale || undefined, className: styles.tile }
  return (
    <li className={styles.item}>
      {onAct ? (
        <button type="button" {...attributes} title={words.agents.act(name)} onClick={() => onAct(id)}>
          <TileText agent={agent} />
        </button>
      ) : (
        <div {...attributes}>
          <TileText agent={agent} />
        </div>
      )}
    </li>
  )
})

function TileText({ agent }: { agent: BoardAgent }) {
  const { board } = useWords()
  const language = useLanguage()
  const { agents: words } = board
  const { name, number, state, since, isPaused, pauseReason, isStale, today } = agent
  const isPauseComing = isPaused && state !== 'PAUSED' && state !== 'OFFLINE'
  const reason = (state === 'PAUSED' && pauseReason?.trim()) || undefined
  const calls = count(language, today.answered)
  return (
    <>
      <bdi className={styles.name}>{name}</bdi>
      <span className={styles.state}>
        <StateGlyph state={state} />
        <span className={styles.word}>
          {stateWord(words.state, state)}
          {reason && <span className="unseen">: {reason}</span>}
        </span>
      </span>
      <span className={styles.aside}>
        {reason ? (
          <bdi className={styles.why} title={reason} aria-hidden="true">
            {reason}
          </bdi>
        ) : isPauseComing ? (
          <span className={styles.why}>{words.pauseComing}</span>
        ) : (
          number !== name && number
        )}
      </span>
      <span className={styles.foot}>
        <span className={styles.timer}>
          <Timer since={since} isStill={isStale} />
        </span>
        <span className={styles.today} aria-hidden="true">
          {words.today(calls)}
        </span>
        <span className="unseen">{words.calls(calls, today.answered === 1)}</span>
      </span>
      {isStale && <span className="unseen">{board.pbxLost}</span>}
    </>
  )
}

import { memo } from 'react'
import { useLanguage, useWords } from '../../language/language.ts'
import type { BoardAgent } from '../feed/board.types.ts'
import { count } from '../parts/board.format.ts'
import { STATES } from '../parts/board.order.ts'
import styles from './agent.legend.module.css'
import { StateGlyph, stateWord } from './agent.state.tsx'

interface AgentLegendProps {
  agents: readonly BoardAgent[]
  /** The one state that is shown; null for all who are connected. */
  chosen: string | null
  /** Absent where nobody can press anything. */
  onChoose?: ((state: string | null) => void) | undefined
}

/** How many agents are in each state; pressing one shows only those. */
export const AgentLegend = memo(function AgentLegend({ agents, chosen, onChoose }: AgentLegendProps) {
  const { board: words } = useWords()
  const language = useLanguage()
  const counts = countsOf(agents)
  return (
    <ul className={styles.legend} aria-label={onChoose ? words.agents.legend : words.agents.legendText}>
      {[...counts].map(([state, agentCount]) => {
        const text = (
          <>
            <StateGlyph state={state} />
            <strong>{count(language, agentCount)}</strong>
            <span>{stateWord(words.agents.states, state)}</span>
          </>
        )
        return (
          <li key={state} data-state={state}>
            {onChoose ? (
              <button
                type="button"
                className={styles.state}
                aria-pressed={chosen === state}
                onClick={() => onChoose(chosen === state ? null : state)}
              >
                {text}
              </button>
            ) : (
              <span className={styles.state}>{text}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
})

function countsOf(agents: readonly BoardAgent[]): Map<string, number> {
  const counts = new Map<string, number>(STATES.map((state) => [state, 0]))
  for (const { state } of agents) counts.set(state, (counts.get(state) ?? 0) + 1)
  return counts
}

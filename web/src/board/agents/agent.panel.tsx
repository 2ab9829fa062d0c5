import { memo, useCallback, useDeferredValue, useId, useMemo, useState } from 'react'
import { useLanguage, useWords } from '../../language/language.ts'
import { Button } from '../../parts/button.tsx'
import type { BoardAgent } from '../feed/board.types.ts'
import { count } from '../parts/board.format.ts'
import { byUrgency } from '../parts/board.order.ts'
import { FilterBox, matches } from '../parts/filter.box.tsx'
import { PageMark } from '../parts/page.mark.tsx'
import { useCalmOrder } from '../parts/use.calm.order.ts'
import { useHeld } from '../parts/use.held.ts'
import { usePages } from '../parts/use.pages.ts'
import type { AgentActions } from './agent.actions.ts'
import { AgentDialog } from './agent.dialog.tsx'
import { AgentLegend } from './agent.legend.tsx'
import styles from './agent.panel.module.css'
import { AgentTile } from './agent.tile.tsx'

const WORTH_A_FILTER = 12
const AT_ONCE = 0
/** More than anybody looks at; each one more costs a browser time whenever one moves. */
const MOST_AT_FIRST = 120

interface AgentPanelProps {
  agents: readonly BoardAgent[]
  isTv: boolean
  /** What may be done with an agent; absent for who may do nothing. */
  actions?: AgentActions | undefined
}

/** The agents as squares, the most urgent first; who is not connected is a number until asked for. */
export const AgentPanel = memo(function AgentPanel({ agents, isTv, actions }: AgentPanelProps) {
  const { board: words } = useWords()
  const language = useLanguage()
  const titleId = useId()
  const [chosen, setChosen] = useState<string | null>(null)
  const [filter, setFilter] = useState('')
  const wanted = useDeferredValue(filter)
  const [showsAll, setShowsAll] = useState(false)
  const [actedOn, setActedOn] = useState<string | null>(null)
  const close = useCallback(() => setActedOn(null), [])
  const { isHeld, hold } = useHeld()
  const found = useMemo(
    () =>
      agents.filter(
        ({ state, name, number }) =>
          (chosen ? state === chosen : state !== 'OFFLINE' || wanted !== '') &&
          (matches(name, wanted) || matches(number, wanted)),
      ),
    [agents, chosen, wanted],
  )
  const sorted = useCalmOrder(found, byUrgency, { urgent: `${chosen}${wanted}`, isHeld, quietMs: AT_ONCE })
  const pages = usePages(sorted.length, isTv, 'li')
  const isCut = !isTv && sorted.length > MOST_AT_FIRST
  const shown = isTv
    ? sorted.slice(pages.from, pages.until)
    : isCut && !showsAll
      ? sorted.slice(0, MOST_AT_FIRST)
      : sorted
  const none =
    agents.length === 0 ? words.agents.empty : chosen || wanted ? words.agents.none : words.agents.allOffline
  return (
    <section aria-labelledby={titleId} className={styles.section} data-tv={isTv || undefined}>
      <div className={styles.head}>
        <h2 id={titleId} className={styles.title}>
          {words.agents.title} <span className={styles.count}>{count(language, agents.length)}</span>
        </h2>
        {isTv && <PageMark page={pages.page} pages={pages.pages} />}
        {!isTv && agents.length > WORTH_A_FILTER && (
          <FilterBox label={words.agents.filter} value={filter} onChange={setFilter} />
        )}
      </div>
      <AgentLegend agents={agents} chosen={chosen} onChoose={isTv ? undefined : setChosen} />
      <div className={styles.frame} ref={pages.frame} {...hold}>
        {sorted.length === 0 ? (
          <p className={styles.none}>{none}</p>
        ) : (
          <ul className={styles.tiles} aria-labelledby={titleId}>
            {shown.map((agent) => (
              <AgentTile key={agent.id} agent={agent} onAct={actions && setActedOn} />
            ))}
          </ul>
        )}
      </div>
      {isCut && (
        <p className={styles.more}>
          {!showsAll && (
            <span>
              {words.agents.shownOf(count(language, MOST_AT_FIRST), count(language, sorted.length))}
            </span>
          )}
          <Button kind="quiet" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? words.queues.showFewer : words.agents.showAll}
          </Button>
        </p>
      )}
      {actions && actedOn !== null && (
        <AgentDialog
          agent={agents.find(({ id }) => id === actedOn)}
          agentId={actedOn}
          actions={actions}
          onClose={close}
        />
      )}
    </section>
  )
})

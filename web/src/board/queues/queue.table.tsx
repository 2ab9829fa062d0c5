import { memo, useDeferredValue, useId, useMemo, useState } from 'react'
import { useLanguage, useWords } from '../../language/language.ts'
import { Button } from '../../parts/button.tsx'
import type { BoardQueue } from '../feed/board.types.ts'
import { count } from '../parts/board.format.ts'
import { byLevel } from '../parts/board.order.ts'
import { FilterBox, matches } from '../parts/filter.box.tsx'
import { PageMark } from '../parts/page.mark.tsx'
import { useCalmOrder } from '../parts/use.calm.order.ts'
import { useHeld } from '../parts/use.held.ts'
import { usePages } from '../parts/use.pages.ts'
import cards from './queue.cards.module.css'
import { QueueRow } from './queue.row.tsx'
import styles from './queue.table.module.css'

const MOST_AT_FIRST = 50
const WORTH_A_FILTER = 12
/** So few queues get taller rows on a wall. */
const ROOMY = 8

interface QueueTableProps {
  queues: readonly BoardQueue[]
  /** On a wall nobody scrolls or clicks: pages turn by themselves. */
  isTv: boolean
}

/** The queues, the most urgent first. */
export const QueueTable = memo(function QueueTable({ queues, isTv }: QueueTableProps) {
  const { board: words } = useWords()
  const language = useLanguage()
  const titleId = useId()
  const [filter, setFilter] = useState('')
  const wanted = useDeferredValue(filter)
  const [showsAll, setShowsAll] = useState(false)
  const { isHeld, hold } = useHeld()
  const found = useMemo(() => queues.filter(({ label }) => matches(label, wanted)), [queues, wanted])
  const urgent = found
    .map(({ id, level }) => `${id}${level}`)
    .sort()
    .join() // a queue came, went or changed its level
  const sorted = useCalmOrder(found, byLevel, { urgent, isHeld })
  const pages = usePages(sorted.length, isTv, 'tbody > tr')
  const most = isTv || showsAll ? sorted.length : MOST_AT_FIRST
  const shown = isTv ? sorted.slice(pages.from, pages.until) : sorted.slice(0, most)
  const heads = [
    [words.queues.queue],
    [words.level.title],
    [words.waiting],
    [words.queues.longest, words.longestWait],
    [words.queues.free],
    [words.queues.service, words.serviceLevel],
    [words.queues.abandoned, words.abandoned],
    [words.queues.answered],
  ] as const
  const isRoomy = isTv && queues.length <= ROOMY
  return (
    <section aria-labelledby={titleId} className={styles.section} data-tv={isTv || undefined}>
      <div className={styles.head}>
        <h2 id={titleId} className={styles.title}>
          {words.queues.title} <span className={styles.count}>{count(language, queues.length)}</span>
        </h2>
        {isTv && <PageMark page={pages.page} pages={pages.pages} />}
        {!isTv && queues.length > WORTH_A_FILTER && (
          <FilterBox label={words.queues.filter} value={filter} onChange={setFilter} />
        )}
      </div>
      <div className={styles.frame} ref={pages.frame} {...hold}>
        <table className={`${styles.table} ${cards.cards}`}>
          <caption className="unseen">{words.queues.caption}</caption>
          <thead>
            <tr>
              {heads.map(([head, full], index) => (
                <th key={head} scope="col" title={full} data-number={index > 1 || undefined}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((queue) => (
              <QueueRow key={queue.id} queue={queue} isTv={isTv} isRoomy={isRoomy} />
            ))}
          </tbody>
        </table>
        {sorted.length === 0 && <p className={styles.none}>{words.queues.none}</p>}
      </div>
      {!isTv && sorted.length > MOST_AT_FIRST && (
        <p className={styles.more}>
          {!showsAll && (
            <span>
              {words.queues.shownOf(count(language, MOST_AT_FIRST), count(language, sorted.length))}
            </span>
          )}
          <Button kind="quiet" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? words.queues.showFewer : words.queues.showAll}
          </Button>
        </p>
      )}
    </section>
  )
})

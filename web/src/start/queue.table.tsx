import { memo, useMemo, useState } from 'react'
import { useLanguage, useWords } from '../language/language.ts'
import { Button } from '../parts/button.tsx'
import { plain } from '../parts/combo.box.tsx'
import fieldStyles from '../parts/field.module.css'
import { Field } from '../parts/field.tsx'
import type { Problem } from '../parts/use.action.ts'
import type { QueueEdit, QueueEdits, QueueSetting } from './queue.edits.ts'
import { QueueRow } from './queue.row.tsx'
import styles from './queue.table.module.css'

/** Rows that are drawn at first, and with each asking for more. */
const PAGE = 100
/** With fewer nobody searches. */
const LEAST_SEARCHED = 9

interface QueueTableProps {
  queues: readonly QueueSetting[]
  edits: QueueEdits
  problems: ReadonlyMap<string, readonly Problem[]>
  onEdit: (id: string, edit: QueueEdit) => void
  /** Shows, or hides, all these on boards. */
  onShowAll: (queues: readonly QueueSetting[], isShown: boolean) => void
}

/** The queues there are, and what of each is to be on boards. */
export const QueueTable = memo(function QueueTable({
  queues,
  edits,
  problems,
  onEdit,
  onShowAll,
}: QueueTableProps) {
  const { settings: words } = useWords().start
  const number = new Intl.NumberFormat(useLanguage())
  const [filter, setFilter] = useState('')
  const [limit, setLimit] = useState(PAGE)
  const wanted = plain(filter)
  const matching = useMemo(
    () => (wanted ? queues.filter(({ name, label }) => plain(`${name} ${label}`).includes(wanted)) : queues),
    [queues, wanted],
  )
  // What went wrong is never on a part that is not drawn.
  const ordered = useMemo(
    () =>
      problems.size > 0 ? [...matching].sort((a, b) => +problems.has(b.id) - +problems.has(a.id)) : matching,
    [matching, problems],
  )
  const shownCount = queues.filter(({ id, isShown }) => edits.get(id)?.isShown ?? isShown).length
  const rest = ordered.length - limit
  return (
    <>
      <div className={styles.tools}>
        {queues.length >= LEAST_SEARCHED && (
          <div className={styles.filter}>
            <Field label={words.filter}>
              {(aria) => (
                <input
                  {...aria}
                  type="search"
                  className={fieldStyles.input}
                  autoComplete="off"
                  value={filter}
                  onChange={(event) => {
                    setFilter(event.target.value)
                    setLimit(PAGE)
                  }}
                />
              )}
            </Field>
          </div>
        )}
        <Button onClick={() => onShowAll(matching, true)}>{wanted ? words.allMatching : words.all}</Button>
        <Button onClick={() => onShowAll(matching, false)}>{wanted ? words.noneMatching : words.none}</Button>
        <p className={styles.count} role="status">
          {words.shown(number.format(shownCount), number.format(queues.length))}
          {wanted && ` · ${words.matching(number.format(matching.length))}`}
        </p>
      </div>
      <table className={styles.table}>
        <caption className="unseen">{words.queues}</caption>
        <thead>
          <tr>
            <th scope="col">{words.show}</th>
            <th scope="col">{words.queue}</th>
            <th scope="col">{words.label}</th>
            <th scope="col">{words.seconds}</th>
          </tr>
        </thead>
        <tbody>
          {ordered.slice(0, limit).map((queue) => (
            <QueueRow
              key={queue.id}
              queue={queue}
              edit={edits.get(queue.id)}
              problems={problems.get(queue.id)}
              onEdit={onEdit}
            />
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <div>
          <Button onClick={() => setLimit(limit + PAGE)}>
            {words.more(number.format(Math.min(PAGE, rest)))}
          </Button>
        </div>
      )}
    </>
  )
})

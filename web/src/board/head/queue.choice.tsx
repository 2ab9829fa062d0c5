import { BoardQueuesDocument } from '@centralita/client'
import { useEffect, useId, useState } from 'react'
import { useWords } from '../../language/language.ts'
import { useClient } from '../../session/session.ts'
import { FilterBox, matches } from '../parts/filter.box.tsx'
import styles from './board.menu.module.css'

const WORTH_A_FILTER = 8

interface QueueChoiceProps {
  queueIds: readonly string[] | null
  onChoose: (ids: readonly string[] | null) => void
}

/** Which queues the board shows: all, or some. */
export function QueueChoice({ queueIds, onChoose }: QueueChoiceProps) {
  const { board } = useWords()
  const words = board.menu
  const client = useClient()
  const [queues, setQueues] = useState<readonly { id: string; label: string }[]>([])
  const [hasFailed, fail] = useState(false)
  const [filter, setFilter] = useState('')
  const hintId = useId()
  const chosen = new Set(queueIds ?? [])

  useEffect(() => {
    const leaving = new AbortController()
    client.request(BoardQueuesDocument, {}, { signal: leaving.signal }).then(
      ({ wallboard }) => setQueues(wallboard.queues),
      () => fail(!leaving.signal.aborted),
    )
    return () => leaving.abort()
  }, [client])

  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChoose(next.size > 0 ? [...next] : null)
  }
  return (
    <fieldset className={styles.group} aria-describedby={hintId}>
      <legend>{words.queues}</legend>
      <p id={hintId} className={styles.hint}>
        {words.inAddress}
      </p>
      {queues.length > WORTH_A_FILTER && (
        <FilterBox label={words.filterQueues} value={filter} onChange={setFilter} />
      )}
      {hasFailed && <p role="alert">{words.queuesFailed}</p>}
      <div className={styles.queues}>
        <label className={styles.check}>
          <input type="checkbox" checked={queueIds === null} onChange={() => onChoose(null)} />
          {words.allQueues}
        </label>
        {queues
          .filter(({ label }) => matches(label, filter))
          .map(({ id, label }) => (
            <label key={id} className={styles.check}>
              <input type="checkbox" checked={chosen.has(id)} onChange={() => toggle(id)} />
              <bdi>{label}</bdi>
            </label>
          ))}
      </div>
    </fieldset>
  )
}

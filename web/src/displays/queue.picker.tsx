import { useId, useState } from 'react'
import { useLanguage, useWords } from '../language/language.ts'
import { Choice } from '../parts/choice.tsx'
import { plain } from '../parts/combo.box.tsx'
import fieldStyles from '../parts/field.module.css'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import styles from './queue.picker.module.css'
import type { QueueName } from './use.queue.names.ts'

/** Those drawn at once; the others are found by their name. */
const MOST_SHOWN = 60
const LEAST_SEARCHED = 9

interface QueuePickerProps {
  /** Undefined until they are known. */
  queues: readonly QueueName[] | undefined
  isAll: boolean
  chosen: ReadonlySet<string>
  error: string | undefined
  onAll: (isAll: boolean) => void
  onChoose: (chosen: ReadonlySet<string>) => void
}

/** All queues that boards show, or some by name. */
export function QueuePicker({ queues, isAll, chosen, error, onAll, onChoose }: QueuePickerProps) {
  const { displays: words, parts } = useWords()
  const number = new Intl.NumberFormat(useLanguage())
  const errorId = useId()
  const [filter, setFilter] = useState('')
  const wanted = plain(filter)
  const matching = (queues ?? []).filter(({ label }) => plain(label).includes(wanted))
  const rest = matching.length - MOST_SHOWN

  const turn = (id: string, isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(id)
    else next.delete(id)
    onChoose(next)
  }
  return (
    <div className={styles.picker}>
      <Choice
        label={words.queues}
        value={isAll ? 'all' : 'some'}
        options={{ all: words.allQueues, some: words.someQueues }}
        onChoose={(value) => onAll(value === 'all')}
      />
      {!isAll && (
        <fieldset
          className={styles.queues}
          aria-describedby={error && errorId}
          aria-invalid={error ? true : undefined}
          tabIndex={-1}
        >
          <legend className="unseen">{words.chooseQueues}</legend>
          {error && (
            <p id={errorId} className={fieldStyles.error}>
              <Icon name="warning" /> {error}
            </p>
          )}
          {!queues && <p role="status">{parts.loading}</p>}
          {queues && queues.length >= LEAST_SEARCHED && (
            <Field label={words.filterQueues}>
              {(aria) => (
                <input
                  {...aria}
                  type="search"
                  className={fieldStyles.input}
                  autoComplete="off"
                  value={filter}
                  onChange={(event) => setFilter(event.target.value)}
                />
              )}
            </Field>
          )}
          <ul className={styles.list}>
            {matching.slice(0, MOST_SHOWN).map(({ id, label }) => (
              <li key={id}>
                <label>
                  <input
                    type="checkbox"
                    checked={chosen.has(id)}
                    onChange={(event) => turn(id, event.target.checked)}
                  />
                  <span>{label}</span>
                </label>
              </li>
            ))}
          </ul>
          {queues && matching.length === 0 && <p>{parts.noMatch}</p>}
          <p className={styles.count} role="status">
            {words.chosen(number.format(chosen.size))}
            {rest > 0 && ` · ${words.moreQueues(number.format(rest))}`}
          </p>
        </fieldset>
      )}
    </div>
  )
}

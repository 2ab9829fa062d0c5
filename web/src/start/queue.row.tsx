import { memo } from 'react'
import { useWords } from '../language/language.ts'
import fieldStyles from '../parts/field.module.css'
import { Icon } from '../parts/icon.tsx'
import { type Problem, problemAt, problemsBeside } from '../parts/use.action.ts'
import type { QueueEdit, QueueSetting } from './queue.edits.ts'
import styles from './queue.table.module.css'

const SHOWN = ['input.label', 'input.serviceLevelSeconds']

interface QueueRowProps {
  queue: QueueSetting
  edit: QueueEdit | undefined
  problems: readonly Problem[] | undefined
  onEdit: (id: string, edit: QueueEdit) => void
}

/** One queue: whether boards show it, under which name, and what counts as in time. */
export const QueueRow = memo(function QueueRow({ queue, edit, problems = [], onEdit }: QueueRowProps) {
  const { settings: words } = useWords().start
  const { id, name } = queue
  const errorId = `error-${id}`
  const isWrong = (path: string) => problemAt(problems, path) !== undefined || undefined
  const described = problems.length > 0 ? errorId : undefined
  const put = (part: QueueEdit) => onEdit(id, { ...edit, ...part })
  return (
    <tr data-wrong={problems.length > 0 || undefined}>
      <td className={styles.check}>
        <label className={styles.box}>
          <input
            type="checkbox"
            checked={edit?.isShown ?? queue.isShown}
            aria-label={words.showQueue(name)}
            onChange={(event) => put({ isShown: event.target.checked })}
          />
        </label>
      </td>
      <th scope="row" className={styles.name}>
        {name}
      </th>
      <td className={styles.label}>
        <input
          className={`${fieldStyles.input} ${fieldStyles.small}`}
          aria-label={words.labelOf(name)}
          aria-invalid={isWrong('input.label')}
          aria-describedby={described}
          autoComplete="off"
          maxLength={200}
          placeholder={name}
          value={edit?.label ?? queue.label}
          onChange={(event) => put({ label: event.target.value })}
        />
        {problems.length > 0 && (
          <p id={errorId} className={fieldStyles.error}>
            <Icon name="warning" />{' '}
            {[
              ...problems.filter(({ path }) => SHOWN.includes(path.join('.'))),
              ...problemsBeside(problems, SHOWN),
            ]
              .map(({ message }) => message)
              .join(' ')}
          </p>
        )}
      </td>
      <td className={styles.seconds}>
        <span>
          <input
            className={`${fieldStyles.input} ${fieldStyles.small}`}
            aria-label={words.secondsOf(name)}
            aria-invalid={isWrong('input.serviceLevelSeconds')}
            aria-describedby={described}
            autoComplete="off"
            inputMode="numeric"
            value={edit?.seconds ?? queue.serviceLevelSeconds}
            onChange={(event) => put({ seconds: event.target.value })}
          />{' '}
          {words.secondsUnit}
        </span>
      </td>
    </tr>
  )
})

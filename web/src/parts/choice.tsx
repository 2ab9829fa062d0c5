import { useId } from 'react'
import styles from './choice.module.css'
import fieldStyles from './field.module.css'
import { Icon } from './icon.tsx'

interface ChoiceProps<Value extends string> {
  label: string
  value: Value
  /** Each value with its words, in order. */
  options: Readonly<Record<Value, string>>
  error?: string | undefined
  onChoose: (value: Value) => void
}

/** One of a few, side by side. */
export function Choice<Value extends string>({ label, value, options, error, onChoose }: ChoiceProps<Value>) {
  const id = useId()
  return (
    <fieldset className={styles.choice} aria-describedby={error && `${id}-error`}>
      <legend className={fieldStyles.label}>{label}</legend>
      <div className={styles.options}>
        {(Object.keys(options) as Value[]).map((each) => (
          <label key={each}>
            <input type="radio" name={id} checked={each === value} onChange={() => onChoose(each)} />
            <span>{options[each]}</span>
          </label>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className={fieldStyles.error}>
          <Icon name="warning" /> {error}
        </p>
      )}
    </fieldset>
  )
}

import { type InputHTMLAttributes, type Ref, useState } from 'react'
import { useWords } from '../language/language.ts'
import styles from './field.module.css'
import { Icon } from './icon.tsx'

interface SecretInputProps extends InputHTMLAttributes<HTMLInputElement> {
  ref?: Ref<HTMLInputElement>
}

/** A field for what others should not read, that its owner may look at. */
export function SecretInput(props: SecretInputProps) {
  const { parts: words } = useWords()
  const [isShown, show] = useState(false)
  return (
    <span className={styles.within}>
      <input
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        {...props}
        type={isShown ? 'text' : 'password'}
        className={styles.input}
      />
      <button
        type="button"
        className={styles.peek}
        aria-pressed={isShown}
        aria-label={words.show}
        title={isShown ? words.hide : words.show}
        onClick={() => show(!isShown)}
      >
        <Icon name={isShown ? 'eyeClosed' : 'eye'} />
      </button>
    </span>
  )
}

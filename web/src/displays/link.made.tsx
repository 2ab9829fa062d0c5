import { useEffect, useId, useRef } from 'react'
import { useWords } from '../language/language.ts'
import buttonStyles from '../parts/button.module.css'
import { Button } from '../parts/button.tsx'
import { CopyButton } from '../parts/copy.button.tsx'
import fieldStyles from '../parts/field.module.css'
import { Icon } from '../parts/icon.tsx'
import type { Theme } from '../theme/theme.ts'
import styles from './displays.page.module.css'

/** A link just made: its token is told this once. */
export interface MadeLink {
  readonly name: string
  readonly token: string
  readonly theme: Theme
}

/** The address of a new display, to be taken to its screen now or never. */
export function LinkMade({ made: { name, token, theme }, onClose }: { made: MadeLink; onClose: () => void }) {
  const { displays: words } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  const address = `${location.origin}/t/${token}${theme === 'light' ? '?theme=light' : ''}`

  useEffect(() => heading.current?.focus(), [])

  return (
    <section className={`${styles.card} ${styles.made}`} aria-labelledby={`${id}-heading`}>
      <div>
        <h2 id={`${id}-heading`} ref={heading} tabIndex={-1} className={styles.heading}>
          <Icon name="check" /> {words.made(name)}
        </h2>
        <p>{words.madeLead}</p>
      </div>
      <div>
        <label htmlFor={id} className={fieldStyles.label}>
          {words.address}
        </label>
        <input
          id={id}
          className={`${fieldStyles.input} ${styles.address}`}
          readOnly
          value={address}
          onFocus={(event) => event.target.select()}
        />
      </div>
      <div className={styles.actions}>
        <CopyButton kind="main" text={address} label={words.copy} />
        <a
          className={`${buttonStyles.button} ${buttonStyles.plain}`}
          href={address}
          target="_blank"
          rel="noopener noreferrer"
        >
          <Icon name="outside" /> {words.open} <span className="unseen">({words.opensElsewhere})</span>
        </a>
        <Button kind="quiet" onClick={onClose}>
          {words.close}
        </Button>
      </div>
    </section>
  )
}

import styles from './brand.module.css'

/** The sign and the name of the product. */
export function Brand() {
  return (
    <span className={styles.brand}>
      <svg viewBox="0 0 32 32" className={styles.sign} aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="8" />
        <path d="M8.5 16h2a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Zm6.5-5h2a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1V12a1 1 0 0 1 1-1Zm6.5-4h2a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1Z" />
      </svg>
      Centralita
    </span>
  )
}

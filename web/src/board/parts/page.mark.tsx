import { useWords } from '../../language/language.ts'
import styles from './page.mark.module.css'

const MOST_DOTS = 12

/** Which page of a list is shown, where pages turn by themselves; nothing when all is on one. */
export function PageMark({ page, pages }: { page: number; pages: number }) {
  const { board: words } = useWords()
  if (pages < 2) return null
  return (
    <span className={styles.mark} role="img" aria-label={words.queues.page(page, pages)}>
      {pages <= MOST_DOTS &&
        Array.from({ length: pages }, (_, index) => (
          <span key={index} className={styles.dot} data-on={index + 1 === page || undefined} />
        ))}
      <span aria-hidden="true">{`${page}/${pages}`}</span>
    </span>
  )
}

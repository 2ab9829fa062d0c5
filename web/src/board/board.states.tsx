import type { ReactNode } from 'react'
import { useWords } from '../language/language.ts'
import { Button } from '../parts/button.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import styles from './board.states.module.css'

const CARDS = 6
const ROWS = 5

/** Before the first picture: the shape of what comes, so that nothing jumps. */
export function BoardLoading() {
  const { board: words } = useWords()
  return (
    <div className={styles.loading} aria-busy="true">
      <p className="unseen" role="status">
        {words.loading}
      </p>
      <div className={styles.cards} aria-hidden="true">
        {Array.from({ length: CARDS }, (_, index) => (
          <span key={index} />
        ))}
      </div>
      <div className={styles.rows} aria-hidden="true">
        {Array.from({ length: ROWS }, (_, index) => (
          <span key={index} />
        ))}
      </div>
    </div>
  )
}

/** No picture yet and no way to one; it is tried again. */
export function BoardFailed({ message }: { message: string | undefined }) {
  const { board: words } = useWords()
  return (
    <Said icon="warning" title={words.failed.title} isAlert>
      <p>{message ? `${message} ${words.failed.text}` : words.failed.unreachable}</p>
    </Said>
  )
}

interface BoardEmptyProps {
  /** Whether queues were chosen, so that there may be others. */
  isChosen: boolean
  /** Whether this person may connect a PBX. */
  isKeeper: boolean
  onShowAll: () => void
}

/** A board without a queue, and what to do now. */
export function BoardEmpty({ isChosen, isKeeper, onShowAll }: BoardEmptyProps) {
  const { board } = useWords()
  const words = board.empty
  if (isChosen)
    return (
      <Said icon="search" title={words.chosenTitle}>
        <p>{words.chosen}</p>
        <Button kind="main" onClick={onShowAll}>
          {words.showAll}
        </Button>
      </Said>
    )
  return (
    <Said icon="screen" title={words.title}>
      <p>{isKeeper ? words.keeper : words.other}</p>
      {isKeeper && (
        <a className={styles.link} href="/inicio">
          {words.connect}
        </a>
      )}
    </Said>
  )
}

/** Who is signed in but may not see boards. */
export function BoardForbidden({ onSignOut }: { onSignOut: () => void }) {
  const { board } = useWords()
  const words = board.refused
  return (
    <main className={styles.whole}>
      <Said icon="info" title={words.title} isPage>
        <p>{words.text}</p>
        <Button onClick={onSignOut}>{words.signOut}</Button>
      </Said>
    </main>
  )
}

/** A display link that was revoked or is over. */
export function LinkGone() {
  const { board } = useWords()
  return (
    <main className={styles.whole}>
      <Said icon="screen" title={board.gone.title} isPage>
        <p>{board.gone.text}</p>
      </Said>
    </main>
  )
}

interface SaidProps {
  icon: IconName
  title: string
  /** It is the page's own title. */
  isPage?: boolean
  isAlert?: boolean
  children: ReactNode
}

function Said({ icon, title, isPage = false, isAlert = false, children }: SaidProps) {
  const Title = isPage ? 'h1' : 'h2'
  return (
    <section className={styles.said} {...(isAlert && { role: 'alert' })}>
      <span className={styles.icon}>
        <Icon name={icon} />
      </span>
      <Title className={styles.title}>{title}</Title>
      {children}
    </section>
  )
}

import { memo, type ReactNode } from 'react'
import { useLanguage, useWords } from '../../language/language.ts'
import type { BoardState } from '../feed/board.feed.ts'
import { dayOf, timeOfDay } from '../parts/board.format.ts'
import { useFace } from '../parts/timer.tsx'
import styles from './board.header.module.css'
import { LiveChip } from './live.chip.tsx'

interface BoardHeaderProps {
  state: BoardState
  name: string
  timeZone: string | undefined
  menu: ReactNode
}

/** Whose board it is, whether it lives, and what time it is there. */
export function BoardHeader({ state, name, timeZone, menu }: BoardHeaderProps) {
  const { board: words } = useWords()
  return (
    <header className={styles.header}>
      <svg viewBox="0 0 32 32" className={styles.sign} aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="8" />
        <path d="M8.5 16h2a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Zm6.5-5h2a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1V12a1 1 0 0 1 1-1Zm6.5-4h2a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1Z" />
      </svg>
      <h1 className={styles.name}>
        <bdi>{name || words.title}</bdi>
      </h1>
      <div className={styles.chips}>
        <LiveChip state={state} />
        {state.board?.isDemo && (
          <span className={styles.demo} title={words.demoText}>
            {words.demo}
            <span className="unseen">{words.demoText}</span>
          </span>
        )}
      </div>
      <div className={styles.end}>
        <WallClock timeZone={timeZone} />
        {menu}
      </div>
    </header>
  )
}

const WallClock = memo(function WallClock({ timeZone }: { timeZone: string | undefined }) {
  const language = useLanguage()
  const key = `${language}${timeZone}`
  const time = useFace<HTMLTimeElement>(() => faceOf(timeOfDay(language, timeZone)), key)
  const day = useFace(() => faceOf(dayOf(language, timeZone)), key)
  return (
    <span className={styles.clock}>
      <span ref={day} className={styles.day} />
      <time ref={time} className={styles.time} />
    </span>
  )
})

const faceOf = (format: Intl.DateTimeFormat) => ({
  isMeasure: false,
  read: (nowMs: number) => format.format(nowMs),
})

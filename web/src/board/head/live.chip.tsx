import { useWords } from '../../language/language.ts'
import type { BoardState } from '../feed/board.feed.ts'
import { durationOf } from '../parts/board.format.ts'
import { useFace } from '../parts/timer.tsx'
import styles from './live.chip.module.css'

/** Whether what is shown is how it is now. */
export function LiveChip({ state }: { state: BoardState }) {
  const { board: words } = useWords()
  const { board, isFresh, lostAtMs } = state
  if (!isFresh && lostAtMs !== null) return <LostChip sinceMs={lostAtMs} />
  if (!isFresh || !board) return <Chip live="WAIT" text={words.connecting} />
  return board.isStale ? <Chip live="PBX" text={words.pbxLost} /> : <Chip live="LIVE" text={words.live} />
}

function LostChip({ sinceMs }: { sinceMs: number }) {
  const { board: words } = useWords()
  const text = useFace(
    () => ({ isMeasure: false, read: (nowMs) => words.lostFor(elapsed(nowMs - sinceMs)) }),
    `${sinceMs}${words.lost}`,
  )
  return (
    <span className={styles.chip} data-live="LOST">
      <span className={styles.dot} />
      <span ref={text} />
    </span>
  )
}

function Chip({ live, text }: { live: string; text: string }) {
  return (
    <span className={styles.chip} data-live={live}>
      <span className={styles.dot} />
      {text}
    </span>
  )
}

/** `12 s`, then `2:05`. */
export const elapsed = (ms: number): string =>
  ms < 60_000 ? `${Math.max(0, Math.floor(ms / 1_000))} s` : durationOf(ms)

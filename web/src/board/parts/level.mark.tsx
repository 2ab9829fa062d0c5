import { useWords } from '../../language/language.ts'
import type { Level } from '../feed/board.types.ts'
import styles from './level.mark.module.css'

const SHAPES: Record<Level, string> = {
  OK: 'm4 12.5 5 5L20 6.5',
  WARN: 'M12 3 1.5 21h21Z',
  CRITICAL: 'M3 3h18v18H3Z',
}

/** A level as colour, glyph (✓ ▲ ■) and word. */
export function LevelMark({ level, isShort = false }: { level: Level; isShort?: boolean }) {
  const { board: words } = useWords()
  return (
    <span className={styles.mark} data-level={level}>
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d={SHAPES[level] ?? SHAPES.OK} />
      </svg>
      <span className={isShort ? 'unseen' : undefined}>{words.level[level] ?? level}</span>
    </span>
  )
}

import type { Words } from '../../language/words.es.ts'
import styles from './agent.tile.module.css'

/** Drawn, not written: a television may lack the letters. */
const SHAPES: Record<string, string> = {
  RINGING: 'M6 17v-6a6 6 0 0 1 12 0v6l2 2H4Zm4 4h4',
  ON_CALL: 'M5 4h4l2 5-2.5 2a11 11 0 0 0 4.5 4.5L15 13l5 2v4a1 1 0 0 1-1 1A16 16 0 0 1 4 5a1 1 0 0 1 1-1Z',
  WRAP_UP: 'M4 20l1-5L16 4l4 4L9 19Z',
  PAUSED: 'M8 5v14M16 5v14',
  AVAILABLE: 'M12 7a5 5 0 1 1 0 10 5 5 0 0 1 0-10Z',
  OFFLINE: 'M12 3v8M6.5 6.5a8 8 0 1 0 11 0',
}
const OTHER = 'M12 4v10M12 18v2'

/** What an agent does, as a drawing; the word stands beside it. */
export function StateGlyph({ state }: { state: string }) {
  return (
    <svg className={styles.glyph} viewBox="0 0 24 24" aria-hidden="true" focusable="false" data-glyph={state}>
      <path d={SHAPES[state] ?? OTHER} />
    </svg>
  )
}

type KnownState = keyof Words['board']['agents']['state']

/** The word for a state; the server may know states that this page does not. */
export const stateWord = (words: Words['board']['agents']['state'], state: string): string =>
  words[state as KnownState] ?? words.other

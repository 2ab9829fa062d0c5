import styles from './sign.in.art.module.css'

const COLUMNS = 11
const ROWS = 10
const STATES = ['available', 'busy', 'paused', 'quiet', 'ringing'] as const

/** A floor full of agents, each a square in the colour of a state. Only to be looked at. */
export function SignInArt() {
  return (
    <div className={styles.art} aria-hidden="true">
      {SQUARES.map(({ id, state, delay }) => (
        <span key={id} className={styles[state]} style={{ animationDelay: `${delay}s` }} />
      ))}
    </div>
  )
}

/** The same floor at each visit: made up by a small generator of numbers. */
const SQUARES = Array.from({ length: COLUMNS * ROWS }, (_, id) => {
  const number = Math.imul(id + 17, 2_654_435_761) >>> 0
  const share = (number >>> 8) % 100
  const state =
    share < 38
      ? STATES[0]
      : share < 64
        ? STATES[1]
        : share < 76
          ? STATES[2]
          : share < 94
            ? STATES[3]
            : STATES[4]
  return { id, state, delay: -((number >>> 16) % 90) / 10 }
})

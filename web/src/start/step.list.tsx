import { Link } from 'wouter'
import { useWords } from '../language/language.ts'
import { Icon } from '../parts/icon.tsx'
import styles from './step.list.module.css'

export type Step = 'password' | 'pbx' | 'settings'

const STEPS: readonly Step[] = ['password', 'pbx', 'settings']
const ADDRESSES: Partial<Record<Step, string>> = {
  pbx: '/inicio?paso=central',
  settings: '/inicio?paso=colas',
}

interface StepListProps {
  /** Undefined while it is not known yet. */
  current: Step | undefined
  isConnected?: boolean
}

/** The steps of the first run: what is done, what is now, and the way to the others. */
export function StepList({ current, isConnected = false }: StepListProps) {
  const { start: words } = useWords()
  const stateOf = (step: Step) => {
    if (step === current) return 'current'
    const isDone = step === 'password' || (step === 'pbx' && isConnected)
    return isDone && current !== 'password' ? 'done' : 'ahead'
  }
  return (
    <ol className={styles.steps} aria-label={words.steps}>
      {STEPS.map((step, index) => {
        const state = stateOf(step)
        const address = current === 'password' ? undefined : ADDRESSES[step]
        const inside = (
          <>
            <span className={styles.number} aria-hidden="true">
              {state === 'done' ? <Icon name="check" /> : index + 1}
            </span>
            <span className={styles.words}>
              <span className={styles.name}>{words.step[step]}</span>
              <span className={styles.state}>{words.state[state]}</span>
            </span>
          </>
        )
        return (
          <li key={step} data-state={state}>
            {address && state !== 'current' ? (
              <Link href={address}>{inside}</Link>
            ) : (
              <span aria-current={state === 'current' ? 'step' : undefined}>{inside}</span>
            )}
          </li>
        )
      })}
    </ol>
  )
}

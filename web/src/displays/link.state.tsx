import { useLanguage, useWords } from '../language/language.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import styles from './link.state.module.css'
import type { Link } from './use.links.ts'

type State = 'shown' | 'off' | 'unused' | 'expired'
const ICONS: Record<State, IconName> = { shown: 'check', off: 'moon', unused: 'screen', expired: 'cross' }

/** Whether a screen shows the link at this moment, or why none can. */
export function LinkState({ link }: { link: Link }) {
  const { displays: words } = useWords()
  const number = new Intl.NumberFormat(useLanguage())
  const state = stateOf(link)
  return (
    <span className={styles.state} data-state={state}>
      <Icon name={ICONS[state]} />
      {state === 'shown' ? words.states.shown(number.format(link.screenCount)) : words.states[state]}
    </span>
  )
}

function stateOf({ expiresAt, screenCount, lastSeenAt }: Link): State {
  if (expiresAt && Date.parse(expiresAt) <= Date.now()) return 'expired'
  if (screenCount > 0) return 'shown'
  return lastSeenAt ? 'off' : 'unused'
}

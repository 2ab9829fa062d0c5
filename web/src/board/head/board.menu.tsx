import { useEffect, useId, useRef, useState } from 'react'
import { chooseLanguage, useLanguage, useWords } from '../../language/language.ts'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { signOut } from '../../session/session.ts'
import { useMe } from '../../session/signed.in.tsx'
import { chooseTheme, useTheme } from '../../theme/theme.ts'
import { type BoardAddress, tvPath } from '../board.address.ts'
import styles from './board.menu.module.css'
import { QueueChoice } from './queue.choice.tsx'

/** What the person before the board sets for themselves, and the ways to other pages. */
export function BoardMenu({ address }: { address: BoardAddress }) {
  const { board } = useWords()
  const words = board.menu
  const [isOpen, setOpen] = useState(false)
  const panelId = useId()
  const whole = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (!isOpen) return undefined
    const leave = (event: Event) => {
      if (!whole.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', leave)
    document.addEventListener('focusin', leave)
    return () => {
      document.removeEventListener('pointerdown', leave)
      document.removeEventListener('focusin', leave)
    }
  }, [isOpen])

  const closeOnEscape = (event: React.KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return
    setOpen(false)
    opener.current?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes it from wherever within it the focus is
    <div className={styles.whole} ref={whole} onKeyDown={closeOnEscape}>
      <button
        ref={opener}
        type="button"
        className={styles.opener}
        aria-expanded={isOpen}
        aria-controls={isOpen ? panelId : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
          <path d="M4 7h16M4 12h16M4 17h16" />
        </svg>
        {words.open}
      </button>
      {isOpen && (
        <div id={panelId} className={styles.panel}>
          <MenuPanel address={address} />
        </div>
      )}
    </div>
  )
}

function MenuPanel({ address }: { address: BoardAddress }) {
  const { board } = useWords()
  const words = board.menu
  const me = useMe()
  const theme = useTheme()
  const language = useLanguage()
  const isKeeper = me.permissions.includes('ADMIN') && me.role !== 'VIEWER'
  const leads = me.role === 'ADMIN' || me.role === 'OPERATOR' || me.role === 'SUPERVISOR'
  return (
    <>
      <p className={styles.who}>{words.signedInAs(me.name || me.login)}</p>
      <div className={styles.pair}>
        <Choice
          title={words.theme}
          options={[
            { value: 'dark', text: words.dark },
            { value: 'light', text: words.light },
          ]}
          value={theme}
          onChoose={(value) => chooseTheme(value === 'light' ? 'light' : 'dark')}
        />
        <Choice
          title={words.language}
          options={[
            { value: 'es', text: 'Español' },
            { value: 'en', text: 'English' },
          ]}
          value={language}
          onChoose={(value) => chooseLanguage(value === 'en' ? 'en' : 'es')}
        />
      </div>
      <QueueChoice queueIds={address.queueIds} onChoose={address.chooseQueues} />
      <nav aria-label={words.open}>
        <ul className={styles.links}>
          <li>
            <a href={tvPath(address.queueIds)}>
              <Icon name="screen" />
              {words.screen}
            </a>
          </li>
          {leads && (
            <li>
              <a href="/pantallas">
                <Icon name="outside" />
                {words.displays}
              </a>
            </li>
          )}
          {isKeeper && (
            <li>
              <a href="/inicio">
                <Icon name="info" />
                {words.settings}
              </a>
            </li>
          )}
          {isKeeper && (
            <li>
              <a href="/graphiql">
                <Icon name="search" />
                {words.graphiql}
              </a>
            </li>
          )}
        </ul>
      </nav>
      <Button onClick={() => void signOut()}>{words.signOut}</Button>
    </>
  )
}

interface ChoiceProps {
  title: string
  options: readonly { value: string; text: string }[]
  value: string
  onChoose: (value: string) => void
}

function Choice({ title, options, value, onChoose }: ChoiceProps) {
  const name = useId()
  return (
    <fieldset className={styles.group}>
      <legend>{title}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.check}>
          <input
            type="radio"
            name={name}
            checked={value === option.value}
            onChange={() => onChoose(option.value)}
          />
          {option.text}
        </label>
      ))}
    </fieldset>
  )
}

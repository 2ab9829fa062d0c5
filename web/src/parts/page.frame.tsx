import { type ReactNode, useEffect } from 'react'
import { Link, useLocation } from 'wouter'
import { useWords } from '../language/language.ts'
import { signOut } from '../session/session.ts'
import { useMe } from '../session/signed.in.tsx'
import { Brand } from './brand.tsx'
import { Button } from './button.tsx'
import styles from './page.frame.module.css'
import { Preferences } from './preferences.tsx'

interface PageFrameProps {
  title: string
  lead?: string
  /** Beside the title, such as what is done most on the page. */
  action?: ReactNode
  children: ReactNode
}

/** What the pages around the board have in common: where else to go, who is signed in, and the way out. */
export function PageFrame({ title, lead, action, children }: PageFrameProps) {
  const { parts: words } = useWords()
  const me = useMe()
  const [path] = useLocation()

  useEffect(() => {
    document.title = `${title} · Centralita`
  }, [title])

  const places = [
    { path: '/tablero', label: words.board },
    { path: '/pantallas', label: words.displays },
    ...(me.permissions.includes('ADMIN') ? [{ path: '/inicio', label: words.setUp }] : []),
  ]
  return (
    <>
      <a className={styles.skip} href="#contenido">
        {words.skip}
      </a>
      <header className={styles.header}>
        <Brand />
        {!me.mustChangePassword && (
          <nav className={styles.places} aria-label={words.pages}>
            {places.map((place) => (
              <Link
                key={place.path}
                href={place.path}
                aria-current={place.path === path ? 'page' : undefined}
              >
                {place.label}
              </Link>
            ))}
          </nav>
        )}
        <div className={styles.own}>
          <span className={styles.name} title={me.name || me.login}>
            {me.name || me.login}
          </span>
          <Preferences />
          <Button kind="quiet" onClick={() => void signOut()}>
            {words.leave}
          </Button>
        </div>
      </header>
      <main id="contenido" className={styles.main} tabIndex={-1}>
        <div className={styles.heading}>
          <div>
            <h1 className={styles.title}>{title}</h1>
            {lead && <p className={styles.lead}>{lead}</p>}
          </div>
          {action}
        </div>
        {children}
      </main>
    </>
  )
}

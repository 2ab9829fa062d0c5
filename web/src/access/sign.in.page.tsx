import { useEffect } from 'react'
import { Redirect } from 'wouter'
import { useWords } from '../language/language.ts'
import { Brand } from '../parts/brand.tsx'
import { Icon } from '../parts/icon.tsx'
import { Preferences } from '../parts/preferences.tsx'
import { returnPath } from '../session/return.path.ts'
import { useSignedIn } from '../session/session.ts'
import { SignInArt } from './sign.in.art.tsx'
import { SignInForm } from './sign.in.form.tsx'
import styles from './sign.in.page.module.css'

/** `/ingreso`: who wants in. Who is in already, by this tab or another, goes where they wanted to. */
export default function SignInPage() {
  const { access: words } = useWords()
  const isSignedIn = useSignedIn()

  useEffect(() => {
    document.title = `${words.title} · Centralita`
  }, [words])

  if (isSignedIn) return <Redirect to={returnPath(location.search)} replace />
  const { live, own, open } = words.claims
  return (
    <div className={styles.page}>
      <section className={styles.promise} aria-label="Centralita">
        <SignInArt />
        <Brand />
        <div className={styles.words}>
          <p className={styles.headline}>{words.promise}</p>
          <ul className={styles.claims}>
            {[live, own, open].map((claim) => (
              <li key={claim}>
                <Icon name="check" />
                {claim}
              </li>
            ))}
          </ul>
        </div>
      </section>
      <div className={styles.side}>
        <header className={styles.corner}>
          <span className={styles.small}>
            <Brand />
          </span>
          <Preferences />
        </header>
        <main className={styles.form}>
          <h1 className={styles.title}>{words.title}</h1>
          <SignInForm />
          <details className={styles.first}>
            <summary>
              <Icon name="info" />
              {words.firstTime}
            </summary>
            <div>
              <p>
                {words.firstTimeAnswer} <code>admin</code>. {words.firstTimePassword}
              </p>
            </div>
          </details>
        </main>
        <footer className={styles.foot}>{words.forgotten}</footer>
      </div>
    </div>
  )
}

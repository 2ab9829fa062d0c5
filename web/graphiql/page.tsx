import { lazy, Suspense } from 'react'
import { useWords } from '../src/language/language.ts'
import { Brand } from '../src/parts/brand.tsx'
import { Button } from '../src/parts/button.tsx'
import { Notice } from '../src/parts/notice.tsx'
import { Preferences } from '../src/parts/preferences.tsx'
import { problemOf } from '../src/parts/use.action.ts'
import { signOut } from '../src/session/session.ts'
import styles from './page.module.css'
import { SignIn } from './sign.in.tsx'
import { useVisitor, type Visitor } from './use.visitor.ts'
import { useConsoleWords } from './words.ts'

const Console = lazy(() => import('./console.tsx'))

/** The console for who is signed in; whoever is not sees the way in and nothing of the schema. */
export function Page() {
  const visitor = useVisitor()
  const words = useConsoleWords()
  const { parts } = useWords()
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <h1 className={styles.title}>
          <Brand /> <span className={styles.what}>{words.title}</span>
        </h1>
        <div className={styles.person}>
          <a href="/tablero">{parts.board}</a>
          <Preferences />
          {visitor.state === 'SIGNED_IN' && <span>{visitor.me.name || visitor.me.login}</span>}
          {visitor.state !== 'STRANGER' && (
            <Button kind="quiet" onClick={() => void signOut()}>
              {parts.leave}
            </Button>
          )}
        </div>
      </header>
      <main className={styles.room}>
        <Room visitor={visitor} />
      </main>
    </div>
  )
}

function Room({ visitor }: { visitor: Visitor }) {
  const { parts } = useWords()
  switch (visitor.state) {
    case 'ASKING':
      return null
    case 'STRANGER':
      return <SignIn />
    case 'NOT_KNOWN':
      return (
        <div className={styles.told}>
          <Notice tone="critical" title={problemOf(visitor.error, parts).message} isAlert>
            <Button onClick={visitor.retry}>{parts.retry}</Button>
          </Notice>
        </div>
      )
    case 'SIGNED_IN':
      if (visitor.me.mustChangePassword) return <ChangeFirst />
      return (
        <Suspense fallback={<Loading />}>
          {/* Another person gets an editor of their own: no answer stays in it. */}
          <Console key={visitor.me.id} />
        </Suspense>
      )
  }
}

function ChangeFirst() {
  const words = useConsoleWords()
  return (
    <div className={styles.told}>
      <Notice tone="info" title={words.changeFirst} isAlert>
        <a href="/inicio">{words.change}</a>
      </Notice>
    </div>
  )
}

function Loading() {
  const words = useConsoleWords()
  return (
    <p className={styles.told} role="status">
      {words.loading}
    </p>
  )
}

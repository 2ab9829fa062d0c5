import { SignInForm } from '../src/access/sign.in.form.tsx'
import { useWords } from '../src/language/language.ts'
import styles from './page.module.css'

/** What a stranger sees. */
export function SignIn() {
  const { access: words } = useWords()
  return (
    <section className={styles.dialog} role="dialog" aria-labelledby="sign-in">
      <h2 id="sign-in" className={styles.dialogTitle}>
        {words.title}
      </h2>
      <SignInForm />
    </section>
  )
}

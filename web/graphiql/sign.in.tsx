import { type FormEvent, useEffect, useRef } from 'react'
import { useWords } from '../src/language/language.ts'
import { Button } from '../src/parts/button.tsx'
import fieldStyles from '../src/parts/field.module.css'
import { Field } from '../src/parts/field.tsx'
import { Notice } from '../src/parts/notice.tsx'
import { SecretInput } from '../src/parts/secret.input.tsx'
import { useAction } from '../src/parts/use.action.ts'
import styles from './page.module.css'
import { visitors } from './visitor.ts'

/** Asks who it is, and says what the server objects to. */
export function SignIn() {
  const { access: words } = useWords()
  const login = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const signIn = useAction(async () => {
    await visitors.signIn(login.current?.value.trim() ?? '', password.current?.value ?? '')
    return undefined
  })
  const { problems } = signIn

  // The alert is read aloud by itself; what is done next is to type the password again.
  useEffect(() => {
    if (problems.length > 0) password.current?.select()
  }, [problems])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void signIn.run()
  }

  return (
    <section className={styles.dialog} role="dialog" aria-labelledby="sign-in">
      <form className={styles.form} onSubmit={submit}>
        <h2 id="sign-in" className={styles.formTitle}>
          {words.title}
        </h2>
        {problems.map(({ code, message }) => (
          <Notice key={code} tone="critical" title={message} isAlert />
        ))}
        <Field label={words.login}>
          {(aria) => (
            <input
              {...aria}
              ref={login}
              className={fieldStyles.input}
              name="login"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              // biome-ignore lint/a11y/noAutofocus: there is nothing else to do on the page
              autoFocus
            />
          )}
        </Field>
        <Field label={words.password}>
          {(aria) => (
            <SecretInput {...aria} ref={password} name="password" autoComplete="current-password" required />
          )}
        </Field>
        <Button kind="main" type="submit" isBusy={signIn.isBusy}>
          {signIn.isBusy ? words.entering : words.enter}
        </Button>
      </form>
    </section>
  )
}

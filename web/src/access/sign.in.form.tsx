import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useWords } from '../language/language.ts'
import { Button } from '../parts/button.tsx'
import fieldStyles from '../parts/field.module.css'
import { Field } from '../parts/field.tsx'
import { Notice } from '../parts/notice.tsx'
import { SecretInput } from '../parts/secret.input.tsx'
import { problemAt, problemsBeside, useAction, useFocusOnProblem } from '../parts/use.action.ts'
import { signIn } from '../session/session.ts'
import styles from './sign.in.page.module.css'
import { useWait } from './use.wait.ts'

const SHOWN = ['input.login', 'input.password']

export function SignInForm() {
  const { access: words } = useWords()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const first = useRef<HTMLInputElement>(null)
  const enter = useAction(() => signIn({ login: login.trim(), password }))
  const wait = useWait(enter.problems)
  useFocusOnProblem(form, enter.problems)

  useEffect(() => first.current?.focus(), [])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!wait.isWaiting) void enter.run()
  }
  const beside = problemsBeside(enter.problems, SHOWN)
  return (
    <form ref={form} className={styles.fields} onSubmit={submit} noValidate>
      {beside.map(({ code, message }) => (
        <Notice key={code} tone="critical" isAlert>
          {/* The seconds in the server's words stand still; those below do not. */}
          <p>{wait.words ? words.tooMany : message}</p>
        </Notice>
      ))}
      {wait.words && (
        <p className={styles.wait} role="timer">
          {wait.words}
        </p>
      )}
      <Field label={words.login} error={problemAt(enter.problems, 'input.login')}>
        {(aria) => (
          <input
            {...aria}
            ref={first}
            className={fieldStyles.input}
            name="login"
            autoComplete="username"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            required
            value={login}
            onChange={(event) => setLogin(event.target.value)}
          />
        )}
      </Field>
      <Field label={words.password} error={problemAt(enter.problems, 'input.password')}>
        {(aria) => (
          <SecretInput
            {...aria}
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Button kind="main" type="submit" isBusy={enter.isBusy} disabled={wait.isWaiting}>
        {enter.isBusy ? words.entering : words.enter}
      </Button>
    </form>
  )
}

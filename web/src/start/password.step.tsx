import { type FormEvent, useRef, useState } from 'react'
import { useWords } from '../language/language.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { SecretInput } from '../parts/secret.input.tsx'
import { problemAt, problemsBeside, useAction, useFocusOnProblem } from '../parts/use.action.ts'
import { changePassword, passwordJustTyped } from '../session/session.ts'
import { useMe, useReloadMe } from '../session/signed.in.tsx'
import styles from './start.module.css'

const SHOWN = ['input.current', 'input.next']
const LEAST_CHARACTERS = 10
const LEAST_DIFFERENT = 4

/** Replaces the one-time password, which is asked for again only when this page did not see it typed. */
export function PasswordStep() {
  const { start, parts } = useWords()
  const words = start.password
  const { login } = useMe()
  const reloadMe = useReloadMe()
  const typed = passwordJustTyped()
  const [current, setCurrent] = useState(typed ?? '')
  const [next, setNext] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const save = useAction(async () => {
    await changePassword({ current, next })
    reloadMe()
  })
  useFocusOnProblem(form, save.problems)
  const asksCurrent = typed === undefined || problemAt(save.problems, 'input.current') !== undefined

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run()
  }
  const plain = next.normalize('NFKC').toLowerCase()
  const rules = [
    { words: words.ruleLength, isMet: [...plain].length >= LEAST_CHARACTERS },
    { words: words.ruleLogin, isMet: plain !== '' && plain !== login && plain !== reversed(login) },
    { words: words.ruleVaried, isMet: new Set(plain).size >= LEAST_DIFFERENT },
  ]
  return (
    <form ref={form} className={styles.narrow} onSubmit={submit} noValidate>
      {/* Tells a password manager whose password is changed. */}
      <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
      {problemsBeside(save.problems, SHOWN).map(({ code, message }) => (
        <Notice key={code} tone="critical" isAlert>
          <p>{message}</p>
        </Notice>
      ))}
      {asksCurrent && (
        <Field
          label={words.current}
          hint={words.currentHint}
          error={problemAt(save.problems, 'input.current')}
        >
          {(aria) => (
            <SecretInput
              {...aria}
              name="current"
              autoComplete="current-password"
              required
              value={current}
              onChange={(event) => setCurrent(event.target.value)}
            />
          )}
        </Field>
      )}
      <Field label={words.next} error={problemAt(save.problems, 'input.next')}>
        {(aria) => (
          <SecretInput
            {...aria}
            name="next"
            autoComplete="new-password"
            required
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        )}
      </Field>
      <div className={styles.rules}>
        <p>{words.rules}</p>
        <ul>
          {rules.map((rule) => (
            <li key={rule.words} data-met={rule.isMet}>
              {rule.isMet ? <Icon name="check" /> : <span className={styles.dot} aria-hidden="true" />}
              {rule.words} <span className="unseen">({rule.isMet ? words.met : words.unmet})</span>
            </li>
          ))}
        </ul>
        <p>{words.ruleCommon}</p>
      </div>
      <div className={styles.actions}>
        <Button kind="main" type="submit" isBusy={save.isBusy}>
          {save.isBusy ? words.saving : words.save}
        </Button>
      </div>
      <span className="unseen" role="status">
        {save.isBusy ? parts.loading : ''}
      </span>
    </form>
  )
}

const reversed = (text: string): string => [...text].reverse().join('')

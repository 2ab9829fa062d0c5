import { DisplayLinkCreateDocument } from '@centralita/client'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { type LanguageCode, useWords } from '../language/language.ts'
import { Button } from '../parts/button.tsx'
import { Choice } from '../parts/choice.tsx'
import fieldStyles from '../parts/field.module.css'
import { Field } from '../parts/field.tsx'
import { Notice } from '../parts/notice.tsx'
import { problemAt, problemsBeside, useAction, useFocusOnProblem } from '../parts/use.action.ts'
import { useClient } from '../session/session.ts'
import { useMe } from '../session/signed.in.tsx'
import type { Theme } from '../theme/theme.ts'
import styles from './displays.page.module.css'
import type { MadeLink } from './link.made.tsx'
import { QueuePicker } from './queue.picker.tsx'
import type { QueueName } from './use.queue.names.ts'

const SHOWN = ['input.name', 'input.queueIds', 'input.expiresAt', 'input.language']
const DAY_MS = 86_400_000
const DAYS = { month: 30, year: 365, always: undefined }

interface LinkFormProps {
  queues: readonly QueueName[] | undefined
  onMade: (link: MadeLink) => void
  onCancel: () => void
}

/** A new display: where it is, what it shows, and how long it is good for. */
export function LinkForm({ queues, onMade, onCancel }: LinkFormProps) {
  const { displays: words, parts } = useWords()
  const { tenant } = useMe()
  const client = useClient()
  const form = useRef<HTMLFormElement>(null)
  const first = useRef<HTMLInputElement>(null)
  const headingId = useId()
  const [name, setName] = useState('')
  const [isAll, setAll] = useState(true)
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set())
  const [language, setLanguage] = useState<LanguageCode>(tenant.language)
  const [theme, setTheme] = useState<Theme>('dark')
  const [good, setGood] = useState<keyof typeof DAYS>('year')

  useEffect(() => first.current?.focus(), [])

  const create = useAction(async (signal) => {
    const days = DAYS[good]
    const input = {
      name,
      queueIds: isAll ? null : [...chosen],
      language: language === 'en' ? ('EN' as const) : ('ES' as const),
      expiresAt: days === undefined ? null : new Date(Date.now() + days * DAY_MS).toISOString(),
    }
    const { created, errors } = (await client.request(DisplayLinkCreateDocument, { input }, { signal }))
      .displayLinkCreate
    if (created) onMade({ name: created.link.name, token: created.token, theme })
    return errors
  })
  useFocusOnProblem(form, create.problems)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void create.run()
  }
  return (
    <form ref={form} className={styles.card} onSubmit={submit} noValidate aria-labelledby={headingId}>
      <h2 id={headingId}>{words.create}</h2>
      {problemsBeside(create.problems, SHOWN).map(({ code, message }) => (
        <Notice key={code} tone="critical" isAlert>
          <p>{message}</p>
        </Notice>
      ))}
      <div className={styles.fields}>
        <Field label={words.name} hint={words.nameHint} error={problemAt(create.problems, 'input.name')}>
          {(aria) => (
            <input
              {...aria}
              ref={first}
              className={fieldStyles.input}
              autoComplete="off"
              required
              placeholder={words.namePlaceholder}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Choice
          label={words.good}
          value={good}
          options={{ month: words.month, year: words.year, always: words.always }}
          error={problemAt(create.problems, 'input.expiresAt')}
          onChoose={setGood}
        />
        <Choice
          label={words.language}
          value={language}
          options={{ es: 'Español', en: 'English' }}
          onChoose={setLanguage}
        />
        <Choice
          label={words.theme}
          value={theme}
          options={{ dark: words.dark, light: words.light }}
          onChoose={setTheme}
        />
      </div>
      <QueuePicker
        queues={queues}
        isAll={isAll}
        chosen={chosen}
        error={problemAt(create.problems, 'input.queueIds')}
        onAll={setAll}
        onChoose={choose}
      />
      <div className={styles.actions}>
        <Button kind="main" type="submit" isBusy={create.isBusy}>
          {create.isBusy ? words.making : words.make}
        </Button>
        <Button kind="quiet" onClick={onCancel} disabled={create.isBusy}>
          {parts.cancel}
        </Button>
      </div>
    </form>
  )
}

import { useEffect, useMemo, useState } from 'react'
import { type LanguageCode, useLanguage, useWords } from '../language/language.ts'
import { ComboBox } from '../parts/combo.box.tsx'
import fieldStyles from '../parts/field.module.css'
import { Field } from '../parts/field.tsx'
import { type Problem, problemAt } from '../parts/use.action.ts'
import pbxStyles from './pbx.form.module.css'
import styles from './start.module.css'
import { browserTimeZone, timeIn, timeZoneOptions } from './time.zones.ts'

export const SHOWN = ['input.name', 'input.timeZone', 'input.language']
const MINUTE_MS = 10_000

/** A tenant as it is typed. */
export interface TenantDraft {
  readonly name: string
  readonly timeZone: string
  readonly language: LanguageCode
}

interface TenantFieldsProps {
  draft: TenantDraft
  problems: readonly Problem[]
  onDraft: (draft: TenantDraft) => void
}

/** The company: its name, where its day begins, and what its people are spoken to in. */
export function TenantFields({ draft, problems, onDraft }: TenantFieldsProps) {
  const { settings: words } = useWords().start
  const language = useLanguage()
  const own = browserTimeZone()
  const [now, setNow] = useState(() => new Date())
  const options = useMemo(
    () => timeZoneOptions(language, [draft.timeZone, own]),
    [language, draft.timeZone, own],
  )
  const time = timeIn(draft.timeZone, language, now)

  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])

  return (
    <section className={styles.card} aria-labelledby="empresa">
      <h3 id="empresa">{words.company}</h3>
      <div className={styles.fields}>
        <Field label={words.companyName} error={problemAt(problems, 'input.name')}>
          {(aria) => (
            <input
              {...aria}
              className={fieldStyles.input}
              autoComplete="organization"
              value={draft.name}
              onChange={(event) => onDraft({ ...draft, name: event.target.value })}
            />
          )}
        </Field>
        <div className={styles.zone}>
          <Field
            label={words.timeZone}
            hint={time && words.timeZoneHint(time)}
            error={problemAt(problems, 'input.timeZone')}
          >
            {(aria) => (
              <ComboBox
                aria={aria}
                value={draft.timeZone}
                options={options}
                onChoose={(timeZone) => onDraft({ ...draft, timeZone })}
              />
            )}
          </Field>
          {own !== draft.timeZone && (
            <button
              type="button"
              className={pbxStyles.made}
              onClick={() => onDraft({ ...draft, timeZone: own })}
            >
              {words.useBrowser(own.replaceAll('_', ' '))}
            </button>
          )}
        </div>
        <Field label={words.language} hint={words.languageHint} error={problemAt(problems, 'input.language')}>
          {(aria) => (
            <select
              {...aria}
              className={fieldStyles.input}
              value={draft.language}
              onChange={(event) => onDraft({ ...draft, language: event.target.value as LanguageCode })}
            >
              <option value="es" lang="es">
                Español
              </option>
              <option value="en" lang="en">
                English
              </option>
            </select>
          )}
        </Field>
      </div>
    </section>
  )
}

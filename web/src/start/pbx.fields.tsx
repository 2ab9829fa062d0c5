import type { ComponentProps } from 'react'
import { useWords } from '../language/language.ts'
import fieldStyles from '../parts/field.module.css'
import { Field } from '../parts/field.tsx'
import { SecretInput } from '../parts/secret.input.tsx'
import { type Problem, problemAt } from '../parts/use.action.ts'
import { makeSecret, type PbxDraft } from './pbx.draft.ts'
import styles from './pbx.form.module.css'

export const SHOWN = ['input.name', 'input.host', 'input.port', 'input.username', 'input.secret']

interface PbxFieldsProps {
  draft: PbxDraft
  problems: readonly Problem[]
  isNew: boolean
  onDraft: (draft: PbxDraft) => void
}

export function PbxFields({ draft, problems, isNew, onDraft }: PbxFieldsProps) {
  const { pbx: words } = useWords().start
  const put = (field: keyof PbxDraft) => (value: string) => onDraft({ ...draft, [field]: value })
  const text = (field: keyof PbxDraft): Omit<ComponentProps<'input'>, 'ref'> => ({
    className: fieldStyles.input,
    name: field,
    autoComplete: 'off',
    autoCapitalize: 'none',
    spellCheck: false,
    value: draft[field],
    onChange: (event) => put(field)(event.target.value),
  })
  const errorAt = (field: keyof PbxDraft) => problemAt(problems, `input.${field}`)
  return (
    <>
      <Field label={words.name} hint={words.nameHint} error={errorAt('name')}>
        {(aria) => (
          <input {...aria} {...text('name')} autoCapitalize="sentences" placeholder={words.nameDefault} />
        )}
      </Field>
      <div className={styles.pair}>
        <Field label={words.host} hint={words.hostHint} error={errorAt('host')}>
          {(aria) => <input {...aria} {...text('host')} placeholder="192.168.1.10" required />}
        </Field>
        <Field label={words.port} error={errorAt('port')}>
          {(aria) => <input {...aria} {...text('port')} inputMode="numeric" required />}
        </Field>
      </div>
      <Field label={words.user} error={errorAt('username')}>
        {(aria) => <input {...aria} {...text('username')} required />}
      </Field>
      <div>
        <Field label={words.secret} hint={words.secretHint} error={errorAt('secret')}>
          {(aria) => (
            <SecretInput {...aria} {...text('secret')} autoComplete="new-password" required={isNew} />
          )}
        </Field>
        <button type="button" className={styles.made} onClick={() => put('secret')(makeSecret())}>
          {words.makeSecret}
        </button>
      </div>
    </>
  )
}

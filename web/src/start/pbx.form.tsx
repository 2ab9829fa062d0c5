import {
  type PbxFieldsFragment,
  PbxRegisterDocument,
  PbxTestDocument,
  PbxUpdateDocument,
} from '@centralita/client'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useWords } from '../language/language.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { problemsBeside, useAction, useFocusOnProblem } from '../parts/use.action.ts'
import { useClient } from '../session/session.ts'
import { ManagerSnippet } from './manager.snippet.tsx'
import { PbxChecks, type PbxTestReport } from './pbx.checks.tsx'
import { type PbxDraft, registerInput, testInput, updateInput } from './pbx.draft.ts'
import { PbxFields, SHOWN } from './pbx.fields.tsx'
import styles from './pbx.form.module.css'
import startStyles from './start.module.css'

/** A test answers within 10 s; the way there may take some more. */
const TEST_MS = 20_000

interface PbxFormProps {
  /** The one to be corrected; undefined for a new one. */
  pbx: PbxFieldsFragment | undefined
  draft: PbxDraft
  onDraft: (draft: PbxDraft) => void
  /** It is registered, or corrected. */
  onDone: () => void
  onCancel?: () => void
}

/** Where a PBX is and who to be there: tested first, then connected. */
export function PbxForm({ pbx, draft, onDraft, onDone, onCancel }: PbxFormProps) {
  const { start, parts } = useWords()
  const words = start.pbx
  const client = useClient()
  const form = useRef<HTMLFormElement>(null)
  const [tested, setTested] = useState<{ report: PbxTestReport; draft: PbxDraft }>()

  const test = useAction(async (signal) => {
    connect.forgetProblems()
    const input = testInput(draft, pbx?.id)
    const { pbxTest } = await client.request(PbxTestDocument, { input }, { signal, timeoutMs: TEST_MS })
    setTested(pbxTest.report ? { report: pbxTest.report, draft } : undefined)
    return pbxTest.errors
  })
  const connect = useAction(async (signal) => {
    test.forgetProblems()
    const errors = pbx
      ? (
          await client.request(
            PbxUpdateDocument,
            { id: pbx.id, input: updateInput(draft, pbx.name) },
            { signal },
          )
        ).pbxUpdate.errors
      : (
          await client.request(
            PbxRegisterDocument,
            { input: registerInput(draft, words.nameDefault) },
            { signal },
          )
        ).pbxRegister.errors
    if (errors.length === 0) onDone()
    return errors
  })
  const problems = [...test.problems, ...connect.problems]
  useFocusOnProblem(form, test.problems)
  useFocusOnProblem(form, connect.problems)

  // Opened by a button: whoever pressed it goes on in the form.
  const isOpened = onCancel !== undefined
  useEffect(() => {
    if (isOpened) form.current?.querySelector<HTMLElement>('[name="name"]')?.focus()
  }, [isOpened])

  const isReady = tested?.report.isUsable === true && tested.draft === draft
  const isBusy = test.isBusy || connect.isBusy
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isBusy) void (isReady ? connect : test).run()
  }
  const connectWords = pbx ? words.save : words.connect
  return (
    <form ref={form} className={startStyles.card} onSubmit={submit} noValidate>
      {pbx && <h3>{words.correcting(pbx.name)}</h3>}
      <div className={styles.halves}>
        <div className={styles.half}>
          <h3>{words.first}</h3>
          <ManagerSnippet account={draft} />
        </div>
        <div className={styles.half}>
          <h3>{words.second}</h3>
          <PbxFields draft={draft} problems={problems} isNew={pbx === undefined} onDraft={onDraft} />
          {problemsBeside(problems, SHOWN).map(({ code, message }) => (
            <Notice key={code} tone="critical" isAlert>
              <p>{message}</p>
            </Notice>
          ))}
          <div className={startStyles.actions}>
            <Button
              kind={isReady ? 'plain' : 'main'}
              type={isReady ? 'button' : 'submit'}
              isBusy={test.isBusy}
              disabled={connect.isBusy}
              {...(isReady && { onClick: () => void test.run() })}
            >
              {test.isBusy ? words.testing : words.test}
            </Button>
            {(tested || connect.isBusy) && (
              <Button
                kind={isReady ? 'main' : 'plain'}
                isBusy={connect.isBusy}
                disabled={test.isBusy}
                onClick={() => void connect.run()}
              >
                {connect.isBusy ? words.connecting : isReady ? connectWords : words.connectAnyway}
              </Button>
            )}
            {onCancel && (
              <Button kind="quiet" onClick={onCancel} disabled={isBusy}>
                {parts.cancel}
              </Button>
            )}
            <span className={startStyles.soft} role="status">
              {test.isBusy ? words.testWait : ''}
            </span>
          </div>
        </div>
      </div>
      {tested && <PbxChecks report={tested.report} />}
    </form>
  )
}

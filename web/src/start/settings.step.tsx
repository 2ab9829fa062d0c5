import { QueueSettingsUpdateDocument, TenantUpdateDocument } from '@centralita/client'
import { type FormEvent, useCallback, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useLanguage, useWords } from '../language/language.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { type Problem, problemsBeside, useAction, useFocusOnProblem } from '../parts/use.action.ts'
import { useClient } from '../session/session.ts'
import { useMe, useReloadMe } from '../session/signed.in.tsx'
import { inputOf, type QueueEdit, type QueueEdits, type QueueSetting, saveQueues } from './queue.edits.ts'
import { QueueTable } from './queue.table.tsx'
import styles from './start.module.css'
import { SHOWN, type TenantDraft, TenantFields } from './tenant.fields.tsx'
import { useQueues } from './use.queues.ts'

interface SettingsStepProps {
  /** Only the demo's queues are there. */
  isDemo: boolean
  edits: QueueEdits
  onEdits: (change: (before: QueueEdits) => QueueEdits) => void
}

/** The company's time zone and language, and which queues are on its boards. */
export function SettingsStep({ isDemo, edits, onEdits }: SettingsStepProps) {
  const { settings: words } = useWords().start
  const { parts } = useWords()
  const { tenant } = useMe()
  const reloadMe = useReloadMe()
  const client = useClient()
  const number = new Intl.NumberFormat(useLanguage())
  const [, navigate] = useLocation()
  const form = useRef<HTMLFormElement>(null)
  const queues = useQueues()
  const [draft, setDraft] = useState<TenantDraft>(tenant)
  const [wrong, setWrong] = useState<ReadonlyMap<string, readonly Problem[]>>(new Map())
  const [progress, setProgress] = useState<{ done: number; all: number }>()

  const changes = (queues.list ?? []).flatMap((queue) => {
    const input = inputOf(queue, edits.get(queue.id))
    return input ? [{ id: queue.id, input }] : []
  })
  const isTenantChanged = (['name', 'timeZone', 'language'] as const).some(
    (key) => draft[key] !== tenant[key],
  )

  const save = useAction(async (signal) => {
    if (isTenantChanged) {
      const input = { ...draft, language: draft.language === 'en' ? ('EN' as const) : ('ES' as const) }
      const { errors } = (await client.request(TenantUpdateDocument, { input }, { signal })).tenantUpdate
      if (errors.length > 0) return errors
      reloadMe()
    }
    const problems = new Map<string, readonly Problem[]>()
    const saved = new Map<string, QueueSetting>()
    let done = 0
    setWrong(problems)
    try {
      await saveQueues({
        changes,
        signal,
        save: async (change) => {
          const { queueUpdate } = await client.request(QueueSettingsUpdateDocument, change, { signal })
          if (queueUpdate.queue) saved.set(change.id, queueUpdate.queue)
          return queueUpdate.errors
        },
        onSaved: (id, errors) => {
          if (errors.length > 0) problems.set(id, errors)
          setProgress({ done: ++done, all: changes.length })
        },
      })
    } finally {
      // All at once: a table of many is not drawn anew for each.
      queues.put(saved)
      onEdits((before) => new Map([...before].filter(([id]) => !saved.has(id))))
      setProgress(undefined)
      setWrong(new Map(problems))
    }
    if (problems.size === 0 && !signal.aborted) navigate('/tablero')
    return problems.size > 0
      ? [{ code: 'SOME_FAILED', path: [], message: words.someFailed(problems.size) }]
      : []
  })
  useFocusOnProblem(form, save.problems)

  const edit = useCallback(
    (id: string, next: QueueEdit) => onEdits((before) => new Map(before).set(id, next)),
    [onEdits],
  )
  const showAll = useCallback(
    (some: readonly QueueSetting[], isShown: boolean) =>
      onEdits((before) => {
        const next = new Map(before)
        for (const { id } of some) next.set(id, { ...before.get(id), isShown })
        return next
      }),
    [onEdits],
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run()
  }
  const hasChanges = isTenantChanged || changes.length > 0
  return (
    <form ref={form} className={styles.panel} onSubmit={submit} noValidate>
      {problemsBeside(save.problems, SHOWN).map(({ code, message }) => (
        <Notice key={code} tone="critical" isAlert>
          <p>{message}</p>
        </Notice>
      ))}
      <TenantFields draft={draft} problems={save.problems} onDraft={setDraft} />
      <section className={styles.card} aria-labelledby="colas">
        <div>
          <h3 id="colas">{words.queues}</h3>
          <p className={styles.soft}>
            {words.queuesLead} {isDemo && words.demoQueues}
          </p>
        </div>
        {queues.problem ? (
          <Notice tone="critical" isAlert>
            <p>{queues.problem.message}</p>
            <div>
              <Button onClick={queues.reload}>{parts.retry}</Button>
            </div>
          </Notice>
        ) : !queues.list ? (
          <p className={styles.skeleton} role="status">
            {parts.loading}
          </p>
        ) : queues.list.length === 0 ? (
          <p>{words.noQueues}</p>
        ) : (
          <QueueTable queues={queues.list} edits={edits} problems={wrong} onEdit={edit} onShowAll={showAll} />
        )}
      </section>
      <div className={styles.actions}>
        <Button kind="main" type="submit" isBusy={save.isBusy}>
          {hasChanges || save.isBusy ? words.save : words.saveNothing}
        </Button>
        {progress && (
          <>
            <progress
              className={styles.progress}
              value={progress.done}
              max={progress.all}
              aria-label={words.save}
            />
            <span className={styles.soft}>
              {words.saving(number.format(progress.done), number.format(progress.all))}
            </span>
          </>
        )}
      </div>
    </form>
  )
}

import { useEffect, useRef, useState } from 'react'
import { Redirect, useLocation, useSearchParams } from 'wouter'
import { useWords } from '../language/language.ts'
import { PageFrame } from '../parts/page.frame.tsx'
import { useMe } from '../session/signed.in.tsx'
import { PasswordStep } from './password.step.tsx'
import { emptyDraft, type PbxDraft } from './pbx.draft.ts'
import { PbxStep } from './pbx.step.tsx'
import type { QueueEdits } from './queue.edits.ts'
import { SettingsStep } from './settings.step.tsx'
import styles from './start.module.css'
import { type Step, StepList } from './step.list.tsx'
import { usePbxs } from './use.pbxs.ts'

const PLACES: Record<string, Step> = { central: 'pbx', colas: 'settings' }

/**
 * `/inicio`: the first run. Where somebody stands in it the server knows: by their password and by whether a PBX
 * of theirs is connected. `?paso=` leads to another step.
 */
export default function StartPage() {
  const { start: words } = useWords()
  const me = useMe()
  const isAdmin = me.permissions.includes('ADMIN')
  if (!me.mustChangePassword && !isAdmin) return <Redirect to="/tablero" replace />
  if (me.mustChangePassword)
    return (
      <PageFrame title={words.title} lead={isAdmin ? words.lead : words.leadPassword}>
        {isAdmin && <StepList current="password" />}
        <StepPanel step="password">
          <PasswordStep />
        </StepPanel>
      </PageFrame>
    )
  return <SetUp />
}

function SetUp() {
  const { start: words } = useWords()
  const [, navigate] = useLocation()
  const [search] = useSearchParams()
  const pbxs = usePbxs()
  // What is typed outlives the way from one step to another.
  const [draft, setDraft] = useState<PbxDraft>(emptyDraft)
  const [edits, setEdits] = useState<QueueEdits>(new Map())
  const hasOwn = pbxs.list?.some(({ isDemo }) => !isDemo) ?? false
  const [proposed, propose] = useState<Step>()

  // What the server proposes when somebody comes; connecting a PBX takes nobody to another step.
  useEffect(() => {
    if (pbxs.list) propose((before) => before ?? (hasOwn ? 'settings' : 'pbx'))
  }, [pbxs.list, hasOwn])

  const step = PLACES[search.get('paso') ?? ''] ?? proposed
  const toSettings = () => navigate('/inicio?paso=colas')
  return (
    <PageFrame title={words.title} lead={words.lead}>
      <StepList current={step} isConnected={hasOwn} />
      {step === undefined && <StepPanel step="pbx">{pbxs.notice}</StepPanel>}
      {step === 'pbx' && (
        <StepPanel step="pbx">
          <PbxStep pbxs={pbxs} draft={draft} onDraft={setDraft} onNext={toSettings} />
        </StepPanel>
      )}
      {step === 'settings' && (
        <StepPanel step="settings">
          <SettingsStep isDemo={pbxs.list !== undefined && !hasOwn} edits={edits} onEdits={setEdits} />
        </StepPanel>
      )}
    </PageFrame>
  )
}

/** One step with its heading, which takes the focus when the step comes after another. */
function StepPanel({ step, children }: { step: Step; children: React.ReactNode }) {
  const { start: words } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  const { title, lead } = words[step]

  useEffect(() => {
    const isElsewhere = document.activeElement !== null && document.activeElement !== document.body
    if (isElsewhere) heading.current?.focus()
  }, [step])

  return (
    <section key={step} className={styles.panel} aria-labelledby={`paso-${step}`}>
      <div>
        <h2 id={`paso-${step}`} ref={heading} className={styles.heading} tabIndex={-1}>
          {title}
        </h2>
        <p className={styles.soft}>{lead}</p>
      </div>
      {children}
    </section>
  )
}

import type { PbxFieldsFragment } from '@centralita/client'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../language/language.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { draftOf, emptyDraft, type PbxDraft } from './pbx.draft.ts'
import { PbxForm } from './pbx.form.tsx'
import { PbxLive } from './pbx.live.tsx'
import styles from './start.module.css'
import type { Pbxs } from './use.pbxs.ts'

interface PbxStepProps {
  pbxs: Pbxs
  draft: PbxDraft
  onDraft: (draft: PbxDraft) => void
  onNext: () => void
}

/** Connects a PBX, and shows those that are: how each stands and what was found on it. */
export function PbxStep({ pbxs, draft, onDraft, onNext }: PbxStepProps) {
  const { pbx: words } = useWords().start
  const [correcting, correct] = useState<PbxFieldsFragment>()
  const [correction, setCorrection] = useState<PbxDraft>(emptyDraft)
  const [isAdding, add] = useState(false)
  const [isFinished, setFinished] = useState(false)
  const live = useRef<HTMLUListElement>(null)
  const own = pbxs.list?.filter(({ isDemo }) => !isDemo) ?? []
  const isFirst = own.length === 0
  const isFormShown = isFirst || isAdding || correcting !== undefined

  const begin = (pbx: PbxFieldsFragment) => {
    setCorrection(draftOf(pbx))
    correct(pbx)
    setFinished(false)
  }
  const finish = () => {
    if (!correcting) onDraft(emptyDraft)
    correct(undefined)
    add(false)
    pbxs.reload()
    setFinished(true)
  }

  // The form is gone: who used it goes on with how the link stands.
  useEffect(() => {
    if (isFinished && !isFormShown) live.current?.focus()
  }, [isFinished, isFormShown])

  return (
    <>
      {pbxs.notice && (
        <Notice tone="critical">
          <p>{pbxs.notice}</p>
        </Notice>
      )}
      {isFirst && pbxs.list?.some(({ isDemo }) => isDemo) && (
        <Notice tone="info">
          <p>{words.demo}</p>
        </Notice>
      )}
      {own.length > 0 && <PbxLive ref={live} pbxs={own} onCorrect={begin} />}
      {isFormShown && (
        <PbxForm
          key={correcting?.id ?? 'new'}
          pbx={correcting}
          draft={correcting ? correction : draft}
          onDraft={correcting ? setCorrection : onDraft}
          onDone={finish}
          {...(!isFirst && {
            onCancel: () => {
              correct(undefined)
              add(false)
            },
          })}
        />
      )}
      <div className={styles.actions}>
        {isFirst ? (
          <Button kind="quiet" onClick={onNext}>
            {words.skip}
          </Button>
        ) : (
          !isFormShown && (
            <>
              <Button kind="main" onClick={onNext}>
                {words.next}
              </Button>
              <Button icon="plus" onClick={() => add(true)}>
                {words.another}
              </Button>
            </>
          )
        )}
      </div>
    </>
  )
}

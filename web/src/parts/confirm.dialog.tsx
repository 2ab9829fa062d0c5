import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useWords } from '../language/language.ts'
import { Button } from './button.tsx'
import styles from './confirm.dialog.module.css'

interface ConfirmDialogProps {
  title: string
  /** What it will do, in a button's words. */
  act: string
  isBusy: boolean
  onAct: () => void
  onClose: () => void
  children: ReactNode
}

/** Asks before something that cannot be undone. The browser keeps the focus within it and gives it back. */
export function ConfirmDialog({ title, act, isBusy, onAct, onClose, children }: ConfirmDialogProps) {
  const { parts: words } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useEffect(() => {
    const shown = dialog.current
    if (shown && !shown.open) shown.showModal()
    return () => shown?.close()
  }, [])

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        if (!isBusy) onClose()
      }}
    >
      <h2 id={titleId} className={styles.title}>
        {title}
      </h2>
      {children}
      <div className={styles.actions}>
        <Button onClick={onClose} disabled={isBusy}>
          {words.cancel}
        </Button>
        <Button kind="danger" isBusy={isBusy} onClick={onAct}>
          {act}
        </Button>
      </div>
    </dialog>
  )
}

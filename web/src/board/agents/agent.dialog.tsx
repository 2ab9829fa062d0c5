import { type FormEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { useWords } from '../../language/language.ts'
import { Button } from '../../parts/button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { useAction } from '../../parts/use.action.ts'
import type { BoardAgent } from '../feed/board.types.ts'
import { Timer } from '../parts/timer.tsx'
import type { AgentActions } from './agent.actions.ts'
import styles from './agent.dialog.module.css'
import { StateGlyph, stateWord } from './agent.state.tsx'

const MOST_LETTERS = 79

interface AgentDialogProps {
  /** As they stand; undefined when they left the board meanwhile. */
  agent: BoardAgent | undefined
  agentId: string
  actions: AgentActions
  onClose: () => void
}

/** Pauses an agent with a reason, or ends their pause. The browser keeps the focus in it and gives it back. */
export function AgentDialog({ agent, agentId, actions, onClose }: AgentDialogProps) {
  const { board } = useWords()
  const words = board.pause
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const reasonId = useId()
  const hintId = useId()
  const [reason, setReason] = useState('')
  const isPaused = agent?.isPaused ?? false
  const { run, isBusy, problems } = useAction(async (signal, resumes: boolean) => {
    const found = resumes
      ? await actions.resume(agentId, signal)
      : await actions.pause(agentId, reason.trim(), signal)
    if (found.length === 0) onClose()
    return found
  })

  // Closed before it is taken away, so that the browser gives the focus back.
  useLayoutEffect(() => {
    const { current } = dialog
    current?.showModal()
    return () => current?.close()
  }, [])

  const closed = () => {
    if (dialog.current && !dialog.current.open) onClose()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(isPaused)
  }
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={titleId} onClose={closed}>
      <form onSubmit={submit} className={styles.form}>
        <h2 id={titleId} className={styles.title}>
          {isPaused ? words.resumeTitle : words.title}
        </h2>
        {agent ? (
          <p className={styles.who} data-state={agent.state}>
            <StateGlyph state={agent.state} />
            <span>
              <bdi>{agent.name}</bdi> · {agent.number} · {stateWord(board.agents.state, agent.state)}{' '}
              <Timer since={agent.since} isStill={agent.isStale} />
            </span>
          </p>
        ) : (
          <p>{words.gone}</p>
        )}
        {isPaused && agent?.pauseReason && <p>{board.agents.pausedFor(agent.pauseReason)}</p>}
        {agent && !isPaused && (
          <>
            <label htmlFor={reasonId} className={styles.label}>
              {words.why}
            </label>
            <ul className={styles.reasons}>
              {words.reasons.split('|').map((one) => (
                <li key={one}>
                  <button
                    type="button"
                    className={styles.reason}
                    aria-pressed={reason === one}
                    onClick={() => setReason(reason === one ? '' : one)}
                  >
                    {one}
                  </button>
                </li>
              ))}
            </ul>
            <input
              id={reasonId}
              className={styles.input}
              value={reason}
              maxLength={MOST_LETTERS}
              autoComplete="off"
              aria-describedby={hintId}
              onChange={(event) => setReason(event.target.value)}
            />
            <p id={hintId} className={styles.hint}>
              {words.optional} {words.allQueues}
            </p>
          </>
        )}
        {problems.length > 0 && (
          <Notice tone="critical" isAlert>
            {problems.map(({ code, message }) => (
              <p key={code}>{message}</p>
            ))}
          </Notice>
        )}
        <div className={styles.acts}>
          <Button onClick={onClose}>{words.close}</Button>
          {agent && (
            <Button kind="main" type="submit" isBusy={isBusy}>
              {isPaused ? words.resume : words.pause}
            </Button>
          )}
        </div>
      </form>
    </dialog>
  )
}

import { CentralitaError } from '@centralita/client'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { useWords } from '../language/language.ts'
import type { Words } from '../language/words.es.ts'

/** Why something was not done, and which input it concerns. */
export interface Problem {
  readonly code: string
  readonly path: readonly (string | number)[]
  readonly message: string
  /** Until it may be tried again, where waiting helps. */
  readonly retryAfterSeconds?: number | null | undefined
}

export interface Action<Args extends unknown[]> {
  /** Does it, unless it is under way. Resolves when it is done, well or not. */
  run: (...args: Args) => Promise<void>
  isBusy: boolean
  problems: readonly Problem[]
  forgetProblems: () => void
}

/**
 * Something that a person does on a page: one at a time, ended when the page is left. What `act` resolves with
 * are the problems of the server's answer; what it throws becomes one.
 */
export function useAction<Args extends unknown[]>(
  act: (signal: AbortSignal, ...args: Args) => Promise<readonly Problem[] | void>,
): Action<Args> {
  const { parts: words } = useWords()
  const [isBusy, setBusy] = useState(false)
  const [problems, setProblems] = useState<readonly Problem[]>([])
  const running = useRef<AbortController>(undefined)
  const latest = useRef({ act, words })
  latest.current = { act, words }

  useEffect(() => () => running.current?.abort(), [])

  const run = useCallback(async (...args: Args) => {
    if (running.current && !running.current.signal.aborted) return
    const controller = new AbortController()
    running.current = controller
    setBusy(true)
    let found: readonly Problem[] = []
    try {
      found = (await latest.current.act(controller.signal, ...args)) ?? []
    } catch (error) {
      found = [problemOf(error, latest.current.words)]
    }
    if (running.current === controller) running.current = undefined
    if (controller.signal.aborted) return
    setProblems(found)
    setBusy(false)
  }, [])

  return { run, isBusy, problems, forgetProblems: useCallback(() => setProblems([]), []) }
}

/** An error in words for whoever sits before the page: the server's own, or what keeps it from answering. */
export function problemOf(error: unknown, words: Words['parts']): Problem {
  if (!(error instanceof CentralitaError)) return { code: 'UNKNOWN', path: [], message: words.failed }
  const { code, path, details } = error
  // A proxy before a server that is away answers in its own way.
  if (code === 'NETWORK' || code === 'BAD_RESPONSE') return { code, path: [], message: words.unreachable }
  if (code === 'TIMED_OUT') return { code, path: [], message: words.timedOut }
  const { retryAfterSeconds: seconds } = details
  const retryAfterSeconds = typeof seconds === 'number' ? seconds : undefined
  return { code, path, message: error.message || words.failed, retryAfterSeconds }
}

/** The words at one input, such as `input.host`. */
export const problemAt = (problems: readonly Problem[], path: string): string | undefined =>
  problems.find((problem) => problem.path.join('.') === path)?.message

/** What concerns none of the inputs that are shown. */
export const problemsBeside = (problems: readonly Problem[], shown: readonly string[]): readonly Problem[] =>
  problems.filter(({ path }) => !shown.includes(path.join('.')))

/** Leads to the first input that is wrong, or else to what is told of the whole. */
export function useFocusOnProblem(form: RefObject<HTMLElement | null>, problems: readonly Problem[]): void {
  useEffect(() => {
    if (problems.length === 0) return
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')?.focus()
  }, [form, problems])
}

import { QueueSettingsDocument } from '@centralita/client'
import { useCallback, useEffect, useState } from 'react'
import { useWords } from '../language/language.ts'
import { type Problem, problemOf } from '../parts/use.action.ts'
import { useClient } from '../session/session.ts'
import type { QueueSetting } from './queue.edits.ts'

interface Queues {
  /** By label; undefined until the server has told. */
  readonly list: readonly QueueSetting[] | undefined
  readonly problem: Problem | undefined
  readonly reload: () => void
  /** Those that were changed, by id. */
  readonly put: (changed: ReadonlyMap<string, QueueSetting>) => void
}

const LOOK_AGAIN_MS = 5_000

/** The queues with what is set for them; looked for again as long as there are none. */
export function useQueues(): Queues {
  const client = useClient()
  const { parts: words } = useWords()
  const [list, setList] = useState<readonly QueueSetting[]>()
  const [failure, fail] = useState<unknown>()
  const [turn, setTurn] = useState(0)
  const reload = useCallback(() => setTurn((before) => before + 1), [])

  useEffect(() => {
    const leaving = new AbortController()
    client.request(QueueSettingsDocument, {}, { signal: leaving.signal }).then(
      ({ queues }) => {
        setList(queues)
        fail(undefined)
      },
      (error: unknown) => {
        if (!leaving.signal.aborted) fail(error)
      },
    )
    return () => leaving.abort()
  }, [client, turn])

  const isEmpty = list?.length === 0
  useEffect(() => {
    if (!isEmpty) return
    const timer = setInterval(reload, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [isEmpty, reload])

  return {
    list,
    problem: failure === undefined ? undefined : problemOf(failure, words),
    reload,
    put: useCallback(
      (changed) => setList((before) => before?.map((each) => changed.get(each.id) ?? each)),
      [],
    ),
  }
}

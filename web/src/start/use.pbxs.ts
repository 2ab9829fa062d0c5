import { type PbxFieldsFragment, PbxsDocument, PbxUpdatedDocument } from '@centralita/client'
import { useCallback, useEffect, useState } from 'react'
import { useWords } from '../language/language.ts'
import { problemOf } from '../parts/use.action.ts'
import { useClient } from '../session/session.ts'

export interface Pbxs {
  /** Undefined until the server has told. */
  readonly list: readonly PbxFieldsFragment[] | undefined
  /** Why there is none. */
  readonly notice: string | undefined
  readonly reload: () => void
}

const RETRY_MS = 3_000

/** The PBXs of who is signed in, as they stand at every moment. */
export function usePbxs(): Pbxs {
  const client = useClient()
  const { parts: words } = useWords()
  const [list, setList] = useState<readonly PbxFieldsFragment[]>()
  const [failure, fail] = useState<unknown>()
  const [turn, setTurn] = useState(0)

  useEffect(() => {
    const leaving = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const watch = async () => {
      const { signal } = leaving
      const { pbxs } = await client.request(PbxsDocument, {}, { signal })
      setList(pbxs)
      fail(undefined)
      for await (const { pbxUpdated } of client.subscribe(PbxUpdatedDocument, {}, { signal }))
        setList((before) => withPbx(before ?? [], pbxUpdated))
    }
    watch().catch((error: unknown) => {
      if (leaving.signal.aborted) return
      fail(error)
      timer = setTimeout(() => setTurn((before) => before + 1), RETRY_MS)
    })
    return () => {
      leaving.abort()
      clearTimeout(timer)
    }
  }, [client, turn])

  return {
    list,
    notice: failure === undefined ? undefined : problemOf(failure, words).message,
    reload: useCallback(() => setTurn((before) => before + 1), []),
  }
}

const withPbx = (list: readonly PbxFieldsFragment[], pbx: PbxFieldsFragment): readonly PbxFieldsFragment[] =>
  list.some(({ id }) => id === pbx.id)
    ? list.map((each) => (each.id === pbx.id ? pbx : each))
    : [...list, pbx]
